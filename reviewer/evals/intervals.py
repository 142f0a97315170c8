"""Figures with their uncertainty: Wilson for shares, a bootstrap over cases for F1, an exact test for flips.

Equal counts give equal intervals: the bootstrap draws from a stream that numpy promises never to change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Any, Final, TypeAlias

from reviewer.evals.extras import library
from reviewer.evals.records import Figure

__all__ = ["CONFIDENCE", "Counts", "f_score", "f_score_difference", "mcnemar", "share"]

CONFIDENCE: Final = 0.95
_ROUNDS: Final = 2_000
_SEED: Final = 20_110_103
_TAILS: Final = (100 * (1 - CONFIDENCE) / 2, 100 * (1 + CONFIDENCE) / 2)

Counts: TypeAlias = tuple[int, int, int]
"""Of one case: guidelines hit, extra, missed."""


def share(n: int, of: int, *, excluded: int = 0) -> Figure:
    """A share with Wilson's interval; of nothing, there is no share."""
    if not of:
        return Figure(value=None, n=n, of=of, excluded=excluded)
    low, high = _wilson(n, of)
    return Figure(value=n / of, low=low, high=high, n=n, of=of, excluded=excluded)


def f_score(cases: Iterable[Counts], *, excluded: int = 0) -> Figure:
    """F1 over the counts of cases, with a bootstrap over cases.

    Where every resample is alike, as when nothing went wrong, a bootstrap knows no doubt; then the interval is Wilson's for
    hits among hits, extra and missed, carried over to F1.
    """
    kinds = Counter(cases)
    hit, extra, missed = _total(kinds)
    n, of = 2 * hit, 2 * hit + extra + missed
    if not of:
        return Figure(value=None, n=n, of=of, excluded=excluded)
    drawn = library("numpy").nanpercentile(_f_scores(_resampled(kinds), kinds), _TAILS)
    low, high = float(drawn[0]), float(drawn[1])
    if low < high:
        return Figure(value=n / of, low=low, high=high, n=n, of=of, excluded=excluded, interval="bootstrap")
    low, high = (2 * end / (1 + end) for end in _wilson(hit, hit + extra + missed))
    return Figure(value=n / of, low=low, high=high, n=n, of=of, excluded=excluded)


def f_score_difference(pairs: Iterable[tuple[Counts, Counts]]) -> tuple[float, float, float] | None:
    """F1 of the second counts less that of the first, with the interval of a bootstrap over the pairs; both count the same cases."""
    kinds = Counter((*first, *second) for first, second in pairs)
    totals = [sum(kind[column] * times for kind, times in kinds.items()) for column in range(6)]
    was, now = (2 * hit + extra + missed for hit, extra, missed in (totals[:3], totals[3:]))
    if not was or not now:
        return None
    sums = _resampled(kinds) @ library("numpy").array(list(kinds))
    drawn = library("numpy").nanpercentile(_ratio(sums[:, 3:]) - _ratio(sums[:, :3]), _TAILS)
    return 2 * totals[3] / now - 2 * totals[0] / was, float(drawn[0]), float(drawn[1])


def mcnemar(better: int, worse: int) -> float:
    """The exact two-sided p of so uneven a split, were both ways equally likely."""
    return float(library("scipy.stats").binomtest(worse, better + worse).pvalue) if better + worse else 1.0


@cache
def _wilson(n: int, of: int) -> tuple[float, float]:
    found = library("scipy.stats").binomtest(n, of).proportion_ci(CONFIDENCE, method="wilson")
    return float(found.low), float(found.high)


def _total(kinds: Counter[Counts]) -> Counts:
    hit, extra, missed = (sum(kind[column] * times for kind, times in kinds.items()) for column in range(3))
    return hit, extra, missed


def _resampled(kinds: Counter[Any]) -> Any:
    """How often each kind of case is drawn in each round: to draw cases is to draw from the few kinds that there are."""
    times = list(kinds.values())
    total = sum(times)
    stream = library("numpy").random.RandomState(_SEED)
    return stream.multinomial(total, [time / total for time in times], size=_ROUNDS)


def _f_scores(drawn: Any, kinds: Counter[Counts]) -> Any:
    return _ratio(drawn @ library("numpy").array(list(kinds)))


def _ratio(sums: Any) -> Any:
    """F1 of each round; a round without anything to count has none."""
    numpy = library("numpy")
    of = 2 * sums[:, 0] + sums[:, 1] + sums[:, 2]
    return numpy.where(of > 0, 2 * sums[:, 0] / numpy.maximum(of, 1), numpy.nan)
