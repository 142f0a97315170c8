"""A run held against a baseline: what fails newly, what is fixed, and whether chance could have done it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from reviewer.evals.baseline import Baseline, Entry
from reviewer.evals.intervals import Counts, f_score, f_score_difference, mcnemar
from reviewer.evals.measures import JUDGED, counts_of
from reviewer.evals.records import Case, Change, Comparison, Flips, Result, Run
from reviewer.models import GUIDELINES, GuidelineId

__all__ = ["compare"]

_LEVEL: Final = 0.05


class _Both(NamedTuple):
    """One case in the baseline and in the run, with equal draft and labels."""

    was: Entry
    now: Result

    @property
    def judged(self) -> bool:
        return self.was.outcome in JUDGED and self.now.outcome in JUDGED

    def change(self) -> Change:
        was, now = self.was, self.now
        return Change(
            case=now.case,
            was=was.outcome,
            now=now.outcome,
            verdict_was=was.verdict,
            verdict_now=now.verdict,
            newly_missed=_in_order(set(now.missed) - was.missed),
            newly_extra=_in_order(set(now.extra) - was.extra),
            no_longer_missed=_in_order(was.missed - set(now.missed)),
            no_longer_extra=_in_order(was.extra - set(now.extra)),
        )


def compare(run: Run, baseline: Baseline, *, judge: str, name: str) -> Comparison:
    """Hold one judge of a run against a baseline; only cases with equal draft and labels are weighed, the others are named."""
    entries = {entry.id: entry for entry in baseline.cases}
    cases, results = {case.id: case for case in run.cases}, run.results_of(judge)
    shared = [(entries[id], case) for id, case in cases.items() if id in entries]
    same = [_Both(entry, results[case.id]) for entry, case in shared if entry.case == case.hash and not _relabelled(entry, case)]
    judged = [both for both in same if both.judged]
    pairs = [(_counts(both.was), counts_of(both.now)) for both in judged]
    return Comparison(
        baseline=name,
        judge=judge,
        fingerprint=baseline.fingerprint,
        compared=len(judged),
        newly_failing=_changes(judged, "right", "wrong"),
        fixed=_changes(judged, "wrong", "right"),
        still_failing=_changes(judged, "wrong", "wrong"),
        worse=tuple(change for change in _changes(judged, "wrong", "wrong") if change.newly_missed or change.newly_extra),
        unjudged=tuple(both.change() for both in same if not both.judged),
        new=tuple(id for id in cases if id not in entries),
        removed=tuple(id for id in entries if id not in cases),
        changed_draft=tuple(case.id for entry, case in shared if entry.case != case.hash),
        changed_label=tuple(case.id for entry, case in shared if entry.case == case.hash and _relabelled(entry, case)),
        flips=tuple(_flips(judged, guideline) for guideline in (None, *GUIDELINES)),
        f1_was=f_score(was for was, _ in pairs),
        f1_now=f_score(now for _, now in pairs),
        f1_difference=f_score_difference(pairs),
    )


def _relabelled(entry: Entry, case: Case) -> bool:
    return set(entry.expect) != set(case.expect) or set(entry.allow) != set(case.allow)


def _changes(judged: Sequence[_Both], was: str, now: str) -> tuple[Change, ...]:
    return tuple(both.change() for both in judged if both.was.outcome == was and both.now.outcome == now)


def _flips(judged: Sequence[_Both], guideline: GuidelineId | None) -> Flips:
    """Cases in which the guideline, or the whole case, went from right to wrong or back."""
    sides = [(_right(both.was, guideline), _right(both.now, guideline)) for both in judged]
    better, worse = sides.count((False, True)), sides.count((True, False))
    p = mcnemar(better, worse)
    return Flips(guideline=guideline, better=better, worse=worse, p=p, regression=worse > better and p < _LEVEL)


def _right(side: Entry | Result, guideline: GuidelineId | None) -> bool:
    if guideline is None:
        return side.outcome == "right"
    return guideline not in side.extra and guideline not in side.missed


def _counts(entry: Entry) -> Counts:
    return len(set(entry.expect) & set(entry.found)), len(entry.extra), len(entry.missed)


def _in_order(guidelines: set[GuidelineId] | frozenset[GuidelineId]) -> tuple[GuidelineId, ...]:
    return tuple(sorted(guidelines, key=GUIDELINES.index))
