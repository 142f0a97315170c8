"""What is measured of one judge, as figures that can be recomputed by hand from the results.

Rates are over the cases that were judged; what was abstained from or ended in an error is excluded, and counted as such.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias, get_args

from reviewer.evals.evidence import evidence_scores
from reviewer.evals.intervals import Counts, f_score, share
from reviewer.evals.records import (
    Case,
    CertaintyScores,
    ConfusionCell,
    Figure,
    GuidelineScores,
    Measures,
    Outcome,
    PairResult,
    Result,
    Scores,
    Slice,
)
from reviewer.evals.slices import slices
from reviewer.models import GUIDELINES, VERDICTS, Certainty, GuidelineId
from reviewer.rules import strictest

__all__ = ["JUDGED", "counts_of", "measure"]

JUDGED: Final[tuple[Outcome, ...]] = ("right", "wrong")
_WORST_FIRST: Final[tuple[Outcome, ...]] = ("error", "abstained", "wrong", "right")
"""A pair of which one twin was not judged is not judged."""
_Judged: TypeAlias = Sequence[tuple[Case, Result]]


def measure(judge: str, cases: Sequence[Case], results: Sequence[Result]) -> Measures:
    """Everything measured of one judge; the results stand in the order of the cases."""
    every = tuple(zip(cases, results, strict=True))
    judged = [both for both in every if both[1].outcome in JUDGED]
    by_id = {case.id: (case, result) for case, result in every}
    found, precise = evidence_scores(every)
    pairs = tuple(_pairs(by_id))
    return Measures(
        judge=judge,
        overall=_scores(every),
        guidelines=tuple(_guideline(name, judged, len(every) - len(judged)) for name in GUIDELINES),
        confusion=_confusion(judged),
        certainty=tuple(_certainty(name, judged, len(every) - len(judged)) for name in get_args(Certainty)),
        evidence_found=found,
        evidence_precision=precise,
        pairs=_pair_figure(pairs),
        pair_results=pairs,
        slices=tuple(Slice(by=by, name=name, scores=_scores([by_id[c.id] for c in some])) for by, name, some in slices(cases)),
    )


def counts_of(result: Result, guideline: GuidelineId | None = None) -> Counts:
    """Guidelines hit, extra and missed in one case; or whether this one was."""
    columns = (result.hit, result.extra, result.missed)
    hit, extra, missed = (len(column) if guideline is None else int(guideline in column) for column in columns)
    return hit, extra, missed


def _scores(every: _Judged) -> Scores:
    outcomes = Counter(result.outcome for _, result in every)
    judged = [(case, result) for case, result in every if result.outcome in JUDGED]
    out = len(every) - len(judged)
    hit, extra, missed = (sum(column) for column in zip((0, 0, 0), *(counts_of(result) for _, result in judged), strict=True))
    good = [(case, result) for case, result in every if not case.expect]
    barred = [(case, result) for case, result in every if strictest(case.expect) == "do-not-send"]
    return Scores(
        cases=len(every),
        **{name: outcomes[name] for name in ("right", "wrong", "abstained", "error")},
        precision=share(hit, hit + extra, excluded=out),
        recall=share(hit, hit + missed, excluded=out),
        f1=f_score((counts_of(result) for _, result in judged), excluded=out),
        exact=share(sum(not result.extra and not result.missed for _, result in judged), len(judged), excluded=out),
        verdict=share(sum(bool(result.verdict_right) for _, result in judged), len(judged), excluded=out),
        false_alarms=_share_of(good, lambda result: bool(result.extra)),
        do_not_send_recall=_share_of(barred, lambda result: result.verdict == "do-not-send"),
    )


def _share_of(every: _Judged, holds: Callable[[Result], bool]) -> Figure:
    judged = [result for _, result in every if result.outcome in JUDGED]
    return share(sum(map(holds, judged)), len(judged), excluded=len(every) - len(judged))


def _guideline(name: GuidelineId, judged: _Judged, out: int) -> GuidelineScores:
    counts = [counts_of(result, name) for _, result in judged]
    hit, extra, missed = (sum(column) for column in zip((0, 0, 0), *counts, strict=True))
    return GuidelineScores(
        guideline=name,
        hit=hit,
        extra=extra,
        missed=missed,
        allowed=sum(name in result.allowed for _, result in judged),
        precision=share(hit, hit + extra, excluded=out),
        recall=share(hit, hit + missed, excluded=out),
        f1=f_score(counts, excluded=out),
    )


def _confusion(judged: _Judged) -> tuple[ConfusionCell, ...]:
    """A verdict that fits counts as the right one; otherwise the right one is that of the expected guidelines."""
    cells = Counter((result.verdict if result.verdict_right else strictest(case.expect), result.verdict) for case, result in judged)
    return tuple(ConfusionCell(expected=right, given=given, cases=cells[right, given]) for right in VERDICTS for given in VERDICTS)


def _certainty(name: Certainty, judged: _Judged, out: int) -> CertaintyScores:
    """Each guideline of a case counts once, where it was found surest."""
    right = wrong = 0
    for case, result in judged:
        counted = set(_surest(result)[name]) - set(case.allow)
        right += len(counted & set(case.expect))
        wrong += len(counted - set(case.expect))
    return CertaintyScores(certainty=name, precision=share(right, right + wrong, excluded=out))


def _surest(result: Result) -> dict[Certainty, set[GuidelineId]]:
    review = result.review
    said = [] if review is None else [(finding.certainty, finding.guideline) for finding in (*review.findings, *review.notes)]
    by_certainty: dict[Certainty, set[GuidelineId]] = {}
    surer: set[GuidelineId] = set()
    for name in get_args(Certainty):
        by_certainty[name] = {guideline for certainty, guideline in said if certainty == name} - surer
        surer |= by_certainty[name]
    return by_certainty


def _pairs(by_id: Mapping[str, tuple[Case, Result]]) -> Iterator[PairResult]:
    """Every two cases of which one names the other as its twin, once."""
    seen: set[frozenset[str]] = set()
    for case, result in by_id.values():
        twin = case.pair
        if twin is None or twin == case.id or twin not in by_id or {case.id, twin} in seen:
            continue
        seen.add(frozenset((case.id, twin)))
        outcomes = (result.outcome, by_id[twin][1].outcome)
        yield PairResult(cases=(case.id, twin), outcome=next(name for name in _WORST_FIRST if name in outcomes))


def _pair_figure(pairs: Iterable[PairResult]) -> Figure:
    outcomes = Counter(pair.outcome for pair in pairs)
    judged = outcomes["right"] + outcomes["wrong"]
    return share(outcomes["right"], judged, excluded=outcomes["abstained"] + outcomes["error"])
