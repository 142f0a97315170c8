"""Minimal pairs: two drafts that differ in one thing and in what is right about them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reviewer.evals.lint.problem import Problem
from reviewer.evals.records import Case

__all__ = ["pairs"]


def pairs(cases: Sequence[Case]) -> Iterator[Problem]:
    """A twin that is missing, names somebody else, or is labelled alike."""
    by_id = {case.id: case for case in cases}
    told = set[frozenset[str]]()
    for case in cases:
        if case.pair is None:
            continue
        twin = by_id.get(case.pair)
        both = frozenset((case.id, case.pair))
        if twin is None or twin is case:
            wrong = "is the case itself" if twin is case else "is not among the cases"
            yield Problem("pair", "error", (case.id,), case.place, f"`{case.id}` names `{case.pair}` as its twin, which {wrong}")
        elif twin.pair not in (None, case.id):
            told_whom = f"`{case.id}` names `{twin.id}` as its twin, which names `{twin.pair}`"
            yield Problem("pair", "error", (case.id, twin.id), case.place, told_whom)
        elif both not in told and set(case.expect) == set(twin.expect):
            told.add(both)
            alike = f"`{case.id}` and its twin `{twin.id}` expect the same; a minimal pair differs in what is right"
            yield Problem("pair", "error", (case.id, twin.id), case.place, alike)
