"""Figures are held against the pay given before, in its period, with the arithmetic in words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.facts import compare, read_amounts
from reviewer.models import SalaryExpectation


def _expected(low: float | None, high: float | None, currency: str | None = None, period: Any = None) -> SalaryExpectation:
    return SalaryExpectation(min=low, max=high, currency=currency, period=period)


def _relations(text: str, expectation: SalaryExpectation, stage: Any = None) -> list[str]:
    return [comparison.relation for comparison in compare(read_amounts(text), expectation, stage=stage)]


_YEAR = _expected(60_000, 66_000, "USD", "year")


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("66k", "within"), ("66,001", "above"), ("67k", "above"), ("58k", "below"), ("$65,000", "within"), ("65 would do", "within"),
        ("sixty-six would do", "within"), ("sixty-seven would do", "above"), ("62.5 would do", "within"), ("60 to 66", "within"),
        ("60 to 65", "within"), ("60 to 67", "above"), ("61 to 66", "above"), ("66 to 72", "above"), ("55 to 60", "within"),
        ("5,500 a month", "within"), ("5,501 a month", "above"), ("4,500 a month", "below"), ("31.73 an hour", "within"),
        ("32 an hour", "above"), ("250 a day", "within"), ("400 a day", "above"), ("my day rate comes to 400", "above"),
        ("1,200 a week", "within"), ("$5,000 every two weeks", "above"), ("5,400 would do", "within"), ("6,000 would do", "above"),
        ("north of 60k", "within"), ("north of 66k", "above"), ("at least 62", "above"), ("from 60k", "within"), ("up to 66k", "within"),
        ("up to 67k", "above"), ("mid-sixties", "within"), ("upper sixties", "above"), ("in the sixties", "unclear"),
        ("low fifties", "below"), ("low six figures", "above"), ("just into three digits", "above"), ("high five figures", "above"),
        ("10% more", "above"), ("5% less", "below"), ("a fifth on top", "above"), ("ten more", "above"), ("an extra 3k", "above"),
        ("200 more a month", "above"), ("€65k", "unclear"), ("A$65k", "unclear"), ("65k dollars", "within"), ("£2.4m", "unclear"),
        ("a budget of 2.4 million", "unclear"), ("a bonus of 70k", "unclear"), ("£400 per lesson", "unclear"),
    ],
)  # fmt: skip
def test_a_figure_lies_below_within_or_above_a_yearly_range(text: str, relation: str) -> None:
    assert _relations(text, _YEAR) == [relation]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("61 to 66", "within"), ("66 to 72", "above"), ("at least 62", "within"), ("66k or more", "within"), ("over 66k", "above"),
        ("67k", "above"), ("66k", "within"), ("10% more", "unclear"), ("10% more than I said", "above"), ("two thousand more", "unclear"),
        ("5% less", "below"),
    ],
)  # fmt: skip
def test_at_an_offer_only_an_end_above_the_ceiling_counts(text: str, relation: str) -> None:
    assert _relations(text, _YEAR, "offer") == [relation]


@pytest.mark.parametrize(
    ("text", "expectation", "relations"),
    [
        ("CHF 168'000 a year, thirteenth month included", _expected(11_500, 12_500, "CHF", "month"), ["above"]),
        ("CHF 156'000 a year in thirteen payments", _expected(11_500, 12_500, "CHF", "month"), ["unclear"]),
        ("54.000 € gross, twelve payments", _expected(4_200, 4_600, "EUR", "month"), ["within"]),
        ("42,000", _expected(3_000, 3_500, "EUR", "month"), ["within"]),
        ("45 500 kr a month", _expected(38_000, 42_000, "SEK", "month"), ["above"]),
        ("twenty-seven fifty an hour, or twenty-nine twenty-five", _expected(27, 30, "NZD", "hour"), ["within", "within"]),
        ("twenty-seven fifty a month", _expected(2_500, 2_800, None, "month"), ["within"]),
        ("$72,800 for the 2,080-hour year", _expected(26, 30, "USD", "hour"), ["above"]),
        ("£490 for the 38-hour week", _expected(470, 500, "GBP", "week"), ["within"]),
        ("£490 for the 38-hour week", _expected(10, 12.5, "GBP", "hour"), ["unclear"]),
        ("20 LPA", _expected(1_800_000, 2_200_000, "INR", "year"), ["within"]),
        ("20 LPA", _expected(18, 22, "INR", "year"), ["within"]),
        ("24 would do", _expected(1_800_000, 2_200_000, "INR", "year"), ["above"]),
        ("1.8 lakh a month", _expected(1_800_000, 2_200_000, "INR", "year"), ["within"]),
        ("86k", _expected(80, 85, "USD", "year"), ["above"]),
        ("2,000 for five days", _expected(380, 420, "GBP", "day"), ["within"]),
        ("¥6.5 million", _expected(6_000_000, 6_600_000, "JPY", "year"), ["within"]),
        ("six and a half million", _expected(6_000_000, 6_400_000, "JPY", "year"), ["above"]),
        ("5,500 a month", _expected(60_000, 66_000), ["within"]),
        ("65 would do", _expected(None, 64_000), ["above"]),
        ("60 to 64", _expected(None, 64_000), ["within"]),
        ("62 would do", _expected(60_000, None), ["unclear"]),
        ("60 to 65", _expected(60_000, 60_000), ["above"]),
        ("nothing to see", _expected(60_000, 66_000), []),
        ("It would take 120 to bring me over.", _expected(100_000, 110_000, "USD", "year"), ["above"]),
        ("I would not move for less than 50.", _expected(48_000, 52_000, "GBP", "year"), ["above"]),
        ("Less than 50 would do.", _expected(48_000, 52_000, "GBP", "year"), ["within"]),
        ("3.900 € brutto bei 14 Gehältern", _expected(48_000, 50_000, "EUR", "year"), ["unclear"]),
        ("EUR 2,050 a month, fourteen times", _expected(27_500, 29_000, "EUR", "year"), ["within"]),
        ("between eleven and thirteen thousand pula monthly", _expected(9_500, 11_000, "BWP", "month"), ["above"]),
        ("between eleven thousand and thirteen thousand a month", _expected(9_500, 11_000, "BWP", "month"), ["above"]),
        ("14,000 kwacha a month", _expected(11_000, 12_000, "ZMW", "month"), ["above"]),
        ("9,000 dirhams a month", _expected(8_000, 9_500, "MAD", "month"), ["within"]),
        ("one-oh-five to one-fifteen a year", _expected(90_000, 100_000, "CAD", "year"), ["above"]),
        ("EUR 3.900 gross, thirteen times a year", _expected(44_000, 46_000, "EUR", "year"), ["above"]),
        ("Salary: 72K+super", _expected(65_000, 70_000, "AUD", "year"), ["above"]),
        ("It takes a six in front.", _expected(55_000, 60_000, "GBP", "year"), ["unclear"]),
    ],
)
def test_periods_currencies_and_magnitudes_are_brought_together(text: str, expectation: SalaryExpectation, relations: list[str]) -> None:
    assert _relations(text, expectation) == relations


@pytest.mark.parametrize(
    ("text", "expectation", "lines"),
    [
        (
            "2,250 a week, that's five days on site",
            _expected(380, 420, "GBP", "day"),
            ("2,250 for 5 days is 450 a day; the ceiling given is 420",),
        ),
        (
            "CHF 168'000 a year in thirteen payments",
            _expected(11_500, 12_500, "CHF", "month"),
            (
                "168,000 a year is 14,000 a month; the ceiling given is 12,500",
                "168,000 a year in 13 payments is 12,923 a month; the ceiling given is 12,500",
            ),
        ),
        ("68 to 71", _YEAR, ("68 to 71 is read as 68,000 to 71,000; the range given is 60,000 to 66,000",)),
        ("70k", _YEAR, ("70,000 a year; the ceiling given is 66,000",)),
        ("twenty-nine an hour", _expected(27, 30, None, "hour"), ("29 an hour; the ceiling given is 30",)),
        ("at least 70k", _YEAR, ("70,000 or more a year; the range given is 60,000 to 66,000",)),
        ("north of 70k", _YEAR, ("more than 70,000 a year; the range given is 60,000 to 66,000",)),
        ("up to 70k", _YEAR, ("up to 70,000 a year; the range given is 60,000 to 66,000",)),
        ("10% more", _YEAR, ("10 per cent on top of the 66,000 a year given is 72,600",)),
        ("ten more", _YEAR, ("10,000 on top of the 66,000 a year given is 76,000",)),
        ("200 more a month", _YEAR, ("2,400 on top of the 66,000 a year given is 68,400",)),
        ("€70k", _YEAR, ("EUR is not USD, and currencies are not converted",)),
        ("70k", _expected(60_000, None), ("no ceiling was given before",)),
        (
            "£2.4m",
            _expected(60_000, 66_000, "GBP", "year"),
            ("2,400,000 a year; the ceiling given is 66,000", "too far apart to be the same pay"),
        ),
    ],
)
def test_the_arithmetic_is_told_in_words(text: str, expectation: SalaryExpectation, lines: tuple[str, ...]) -> None:
    assert [comparison.arithmetic for comparison in compare(read_amounts(text), expectation)] == [lines]


@given(
    st.integers(min_value=20_000, max_value=900_000),
    st.integers(min_value=0, max_value=50_000),
    st.sampled_from(["interview", "offer", None]),
)
def test_the_ceiling_itself_is_within_and_one_more_is_above(floor: int, width: int, stage: Any) -> None:
    given_before = _expected(floor, floor + width, "EUR", "year")
    assert _relations(f"EUR {floor + width:,} a year", given_before, stage) == ["within"]
    assert _relations(f"EUR {floor + width + 1:,} a year", given_before, stage) == ["above"]


@given(st.integers(min_value=1_000, max_value=20_000), st.sampled_from([("month", 12), ("week", 52), ("day", 260), ("hour", 2_080)]))
def test_the_same_pay_in_another_period_is_within_and_a_tenth_more_is_above(monthly: int, unit: tuple[str, int]) -> None:
    period, a_year = unit
    rate = round(monthly * 12 / a_year, 2)
    given_before = _expected(None, rate * a_year + 1, None, "year")
    article = "an" if period == "hour" else "a"
    assert _relations(f"${rate:.2f} {article} {period}", given_before) == ["within"]
    assert _relations(f"${rate * 1.1 + 0.01:.2f} {article} {period}", given_before) == ["above"]
