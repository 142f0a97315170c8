"""Numbers are read in digits of any usual notation and in words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.facts import read_numbers
from reviewer.facts.numbers import plain_decimal

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def _in_words(n: int) -> str:
    """Write a number below a million the British way."""
    if n < 20:
        return _ONES[n]
    if n < 100:
        return _TENS[n // 10 - 2] + (f"-{_ONES[n % 10]}" if n % 10 else "")
    if n < 1_000:
        return f"{_ONES[n // 100]} hundred" + (f" and {_in_words(n % 100)}" if n % 100 else "")
    rest = n % 1_000
    return f"{_in_words(n // 1_000)} thousand" + (f"{' and' if rest < 100 else ''} {_in_words(rest)}" if rest else "")


@given(st.integers(min_value=1, max_value=999_999))
def test_every_number_below_a_million_is_read_back_from_its_words(n: int) -> None:
    words = _in_words(n)
    assert [(words[r.start : r.end], r.value) for r in read_numbers(words)] == [(words, Decimal(n))]


@given(st.integers(min_value=1_000, max_value=999_999_999), st.sampled_from([",", "'", " ", "."]))
def test_thousands_may_be_parted_in_any_usual_way(n: int, mark: str) -> None:
    written = f"{n:,}".replace(",", mark)
    assert [r.value for r in read_numbers(written)] == [Decimal(n)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("two thousand two hundred and fifty", "2250"),
        ("a hundred and five", "105"),
        ("one oh five", "105"),
        ("a hundred thousand", "100000"),
        ("three hundred thousand", "300000"),
        ("seventy-two and a half thousand", "72500"),
        ("72 and a half", "72.5"),
        ("two and a half", "2.5"),
        ("half a million", "500000"),
        ("a quarter of a million", "250000"),
        ("half a dozen", "6"),
        ("a dozen", "12"),
        ("a couple of thousand", "2000"),
        ("eighty-five hundred", "8500"),
        ("1.2 million", "1200000"),
        ("1,5 million", "1500000"),
        ("20 lakh", "2000000"),
        ("20 LPA", "2000000"),
        ("1.5 crore", "15000000"),
        ("85k", "85000"),
        ("62.5k", "62500"),
        ("70 grand", "70000"),
        ("1,80,000", "180000"),
        ("54.000,50", "54000.50"),
        ("42,50", "42.50"),
        ("42.50", "42.50"),
        ("two hundred thousand", "200000"),
        ("six point nine million", "6900000"),
        ("one point two five", "1.25"),
        ("sixteen two hundred", "16200"),
    ],
)
def test_a_cardinal_number_is_read_whole(text: str, value: str) -> None:
    assert [(text[r.start : r.end], r.value, r.ordinal) for r in read_numbers(text)] == [(text, Decimal(value), False)]


@pytest.mark.parametrize(
    ("text", "likely", "other"),
    [
        ("twenty-seven fifty", "27.50", "2750"),
        ("four fifty", "450", "4.50"),
        ("one-ten", "110", "1.10"),
        ("sixty-two five", "62.5", "625"),
        ("nineteen eighty", "1980", "19.80"),
    ],
)
def test_two_numbers_in_a_row_keep_both_readings(text: str, likely: str, other: str) -> None:
    assert [(r.value, r.others) for r in read_numbers(text)] == [(Decimal(likely), (Decimal(other),))]


@pytest.mark.parametrize(
    ("text", "value"), [("third", 3), ("4th", 4), ("twenty-first", 21), ("the 22nd", 22), ("thirtieth", 30), ("ninth", 9)]
)
def test_an_ordinal_is_known_as_one(text: str, value: int) -> None:
    assert [(r.value, r.ordinal) for r in read_numbers(text)] == [(Decimal(value), True)]


@pytest.mark.parametrize("text", ["a", "an hour", "thousand thanks", "and", "14.10.2026.5", "1.2.3", "9" * 30, "no figures here"])
def test_what_is_no_number_is_left_alone(text: str) -> None:
    assert read_numbers(text) == ()


@pytest.mark.parametrize(
    ("raw", "value"), [("0.5", "0.5"), ("0,5", "0.5"), ("1.250", "1250"), ("007", "7"), ("1.2.3", None), ("1,2,3", None)]
)
def test_digits_are_placed_by_their_signs(raw: str, value: str | None) -> None:
    assert plain_decimal(raw) == (None if value is None else Decimal(value))


def test_the_end_of_one_list_item_is_not_the_start_of_a_longer_number() -> None:
    assert [r.value for r in read_numbers("one and two, three hundred and one hundred")] == [1, 2, 300, 100]
