"""Drafts that stand in a set twice, word for word or nearly: they count double, and may leak from one set into another.

Near-duplicates are drafts whose runs of three words overlap by at least 0.8 of their union (Jaccard). Two such drafts must
share one of their few rarest runs, so only drafts that do are compared: the work grows with the text, not with its square.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil
from typing import Final

from reviewer.evals.lint.problem import Problem, Severity
from reviewer.evals.records import Case

__all__ = ["duplicates"]

_NEAR: Final = 0.8
_RUN: Final = 3
_FEWEST: Final = 6
"""Words, or runs of words, below which drafts are alike by chance."""
_COMPARED: Final = 20
"""Holders of one run that a draft is compared with; in a crowd of copies, any one will do to name."""

_Runs = frozenset[str]


def duplicates(cases: Sequence[Case]) -> Iterator[Problem]:
    """Each later draft beside the first that it repeats; twins of a minimal pair are meant to be alike."""
    runs = {case.id: _runs(case) for case in cases}
    by_hash: dict[str, Case] = {}
    distinct: dict[str, list[Case]] = {}
    for case in cases:
        first = by_hash.setdefault(case.hash, case)
        if first is not case:
            yield _problem("duplicate", "error", case, first, "the same draft with the same context; remove one")
            continue
        alike = distinct.setdefault(_words(case), [])
        if alike and not _twins(case, alike[-1]) and len(case.draft.text.split()) >= _FEWEST:
            told = "the same draft with another context; name it under `pair` if the two are twins"
            yield _problem("same-draft", "warning", case, alike[-1], told)
        alike.append(case)
    yield from _near([group[0] for group in distinct.values()], runs)


def _near(cases: Sequence[Case], runs: dict[str, _Runs]) -> Iterator[Problem]:
    known = [case for case in cases if len(runs[case.id]) >= _FEWEST]
    frequency = Counter(run for case in known for run in runs[case.id])
    holders: dict[str, list[Case]] = {}
    for case in known:
        mine = runs[case.id]
        rarest = sorted(mine, key=lambda run: (frequency[run], run))[: len(mine) - ceil(_NEAR * len(mine)) + 1]
        candidates = {other.id: other for run in rarest for other in holders.get(run, ())[:_COMPARED]}
        for run in rarest:
            holders.setdefault(run, []).append(case)
        best = max(candidates.values(), key=lambda other: _jaccard(mine, runs[other.id]), default=None)
        if best is not None and (likeness := _jaccard(mine, runs[best.id])) >= _NEAR and not _twins(case, best):
            yield _problem("near-duplicate", "warning", case, best, f"nearly the same draft ({likeness:.0%} of its runs of three words)")


def _problem(check: str, severity: Severity, case: Case, first: Case, told: str) -> Problem:
    return Problem(check, severity, (case.id, first.id), case.place, f"`{case.id}` and `{first.id}` ({first.place}): {told}")


def _twins(one: Case, other: Case) -> bool:
    return one.pair == other.id or other.pair == one.id


def _words(case: Case) -> str:
    return " ".join(f"{case.draft.channel} {case.draft.subject or ''} | {case.draft.text}".casefold().split())


def _runs(case: Case) -> _Runs:
    words = case.draft.text.casefold().split()
    return frozenset(f"{' '.join(pair)} {third}" for pair, third in zip(pairwise(words), words[_RUN - 1 :], strict=False))


def _jaccard(one: _Runs, other: _Runs) -> float:
    return len(one & other) / len(one | other)
