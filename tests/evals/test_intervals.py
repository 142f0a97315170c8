"""Uncertainty: held against the formulas and, where there is none, against plain counting."""

from __future__ import annotations

from math import comb, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.evals import extras
from reviewer.evals.intervals import f_score, f_score_difference, mcnemar, share

_Z = 1.959963984540054


@settings(deadline=None)  # the first share waits for scipy
@given(st.integers(1, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_a_share_has_wilson_s_interval(both: tuple[int, int]) -> None:
    """Centre and half-width by the formula of 1927."""
    n, of = both
    figure = share(n, of)
    p, z2 = n / of, _Z * _Z
    centre = (p + z2 / (2 * of)) / (1 + z2 / of)
    half = _Z / (1 + z2 / of) * sqrt(p * (1 - p) / of + z2 / (4 * of * of))
    assert (figure.value, figure.interval) == (p, "wilson")
    assert figure.low == pytest.approx(max(0.0, centre - half), abs=1e-9)
    assert figure.high == pytest.approx(min(1.0, centre + half), abs=1e-9)


def test_a_share_of_nothing_is_no_share() -> None:
    """Neither nought nor one."""
    assert share(0, 0, excluded=3).model_dump(include={"value", "low", "high", "excluded"}) == {
        "value": None,
        "low": None,
        "high": None,
        "excluded": 3,
    }


def test_f1_has_the_interval_of_a_bootstrap_over_cases() -> None:
    """Equal on every day, around the value, and narrower with more cases of the same mixture."""
    few = [(1, 0, 0)] * 6 + [(0, 1, 0)] * 2 + [(0, 0, 1)] * 2 + [(0, 0, 0)] * 5
    one, many = f_score(few), f_score(few * 16)
    assert one == f_score(few)
    assert one.value == many.value == 12 / 16
    assert one.interval == "bootstrap"
    assert one.low is not None
    assert one.high is not None
    assert many.low is not None
    assert many.high is not None
    assert one.low < many.low < 12 / 16 < many.high < one.high
    assert one.high - one.low == pytest.approx(4 * (many.high - many.low), rel=0.25)


def test_f1_of_nothing_wrong_is_not_beyond_doubt() -> None:
    """Every resample of five right cases is right; Wilson still knows how few five are."""
    figure = f_score([(1, 0, 0)] * 5)
    low = share(5, 5).low
    assert low is not None
    assert (figure.value, figure.interval, figure.high) == (1.0, "wilson", 1.0)
    assert figure.low == pytest.approx(2 * low / (1 + low))


def test_f1_of_nothing_counted_is_none() -> None:
    """Good drafts without an alarm say nothing about F1."""
    assert f_score([(0, 0, 0)] * 9).value is None


@pytest.mark.parametrize(("better", "worse"), [(0, 0), (0, 5), (0, 6), (3, 9), (7, 7), (12, 1)])
def test_mcnemar_s_exact_p_is_a_sum_of_coin_throws(better: int, worse: int) -> None:
    """Twice the chance of so few on the smaller side, at most one."""
    flips, few = better + worse, min(better, worse)
    by_hand = min(1.0, 2 * sum(comb(flips, n) for n in range(few + 1)) / 2**flips)
    assert mcnemar(better, worse) == pytest.approx(by_hand)


def test_a_difference_in_f1_is_taken_over_the_same_cases() -> None:
    """The interval of what equals itself is a point; of twelve cases lost, it lies below nought."""
    same = [((1, 0, 0), (1, 0, 0)), ((0, 0, 1), (0, 0, 1))] * 10
    assert f_score_difference(same) == (0.0, 0.0, 0.0)
    lost = f_score_difference(same + [((1, 0, 0), (0, 0, 1))] * 12)
    assert lost is not None
    assert lost[0] == pytest.approx(2 * 10 / (2 * 10 + 22) - 2 * 22 / (2 * 22 + 10))
    assert lost[1] < lost[0] < lost[2] < 0
    assert f_score_difference([((0, 0, 0), (1, 0, 0))]) is None


def test_a_library_that_is_missing_is_named_with_the_way_out() -> None:
    """In one sentence."""
    with pytest.raises(Exception, match=r"needs `no_such_thing`.*pip install 'interview-follow-up-reviewer\[evals\]'"):
        extras.library("no_such_thing.part")
