"""Whatever the text: no reader fails, every span lies inside it, and the work grows with its length."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.facts import compare, contradicts, read_amounts, read_counts, read_dates, read_numbers
from reviewer.facts.tokens import Token, tokenise
from reviewer.models import SalaryExpectation

_PIECES = (
    "0 1 5 9 12 31 65 100 2026 . , ' - – / : % $ £ € k kr CHF LPA a an the of and or in on to from one two five ten twelve twenty"
    " fifty eighty eighties hundred thousand lakh million half dozen couple first third sixth last next this week weeks day days"
    " ago since month year hour minutes fortnight Monday Friday May October 9th about nearly over more than at least up mid high"
    " six figures fifth top my second email emails called twice written once not never before take no. number times payments"
    " thirteenth gross per for double what I you"
).split()
_TEXTS = st.lists(st.sampled_from([*_PIECES, "\n", "\n\n", "\u200b", "é"]), max_size=14).flatmap(
    lambda words: st.sampled_from(["", " "]).map(lambda gap: gap.join(words))
)
_ANY = st.one_of(st.text(max_size=80), _TEXTS)
_DATES = st.one_of(st.none(), st.dates())
_AMOUNTS = st.one_of(st.none(), st.floats(min_value=0, max_value=1e9, allow_nan=False))
_SENT = dt.date(2026, 11, 4)


@given(_ANY, _DATES, _DATES)
def test_every_reader_gives_spans_in_order_inside_the_text(text: str, sending: dt.date | None, interviewed: dt.date | None) -> None:
    readers: list[Any] = [
        read_numbers(text),
        read_amounts(text),
        read_dates(text, sending_on=sending, interviewed_on=interviewed),
        read_counts(text),
    ]
    for found in readers:
        assert all(0 <= mention.start < mention.end <= len(text) for mention in found)
        assert [mention.start for mention in found] == sorted(mention.start for mention in found)


@given(_ANY, _DATES, st.dates())
def test_every_window_runs_forward_and_only_what_lies_outside_all_contradicts(text: str, sending: dt.date | None, actual: dt.date) -> None:
    for mention in read_dates(text, sending_on=sending):
        assert all(earliest <= latest for earliest, latest in mention.days)
        if mention.days:
            assert not contradicts(mention, mention.days[0][0], sending)
        else:
            assert not contradicts(mention, actual, sending)


@given(
    _TEXTS,
    _AMOUNTS,
    _AMOUNTS,
    st.sampled_from([None, "USD", "$", "INR", "kr"]),
    st.sampled_from([None, "year", "month", "week", "day", "hour"]),
    st.sampled_from([None, "offer", "interview"]),
)
def test_every_amount_is_held_against_any_expectation(text: str, low: Any, high: Any, currency: Any, period: Any, stage: Any) -> None:
    if low is not None and high is not None and low > high:
        low, high = high, low
    amounts = read_amounts(text)
    compared = compare(amounts, SalaryExpectation(min=low, max=high, currency=currency, period=period), stage=stage)
    assert [comparison.amount for comparison in compared] == list(amounts)
    assert all(comparison.relation == "unclear" for comparison in compared) or high is not None


@given(st.text())
def test_tokens_are_the_text_without_its_spaces(text: str) -> None:
    for token in tokenise(text):
        assert text[token.start : token.end].replace("\u2019", "'") == token.raw


_HOSTILE = (
    "1", " 1", "1,", "1.", "1-", "1/", "1 000 ", "£", "£1 ", "$", "%", "thousand ", "hundred and ", "twenty ", "twenty-", "one ", "a ",
    "half a ", "and ", "to ", "5k ", "10% more ", "a fifth on top ", "at least ", "mid-", "eighties ", "six figures ", "yesterday ",
    "monday ", "last ", "the 6th ", "ago ", "weeks ", "two weeks ago ", "03/04 ", "2026-", "may ", "third ", "email ",
    "my third email ", "I wrote once ", "two voicemails ", "not ", "gross ", "(", "\n", " ", "'", "\u2013",
)  # fmt: skip


class _Counted:
    """Counts the tokens that are looked at, which a clock on a busy machine could not tell."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens, self.looks = tokens, 0

    def __len__(self) -> int:
        return len(self.tokens)

    def __getitem__(self, place: Any) -> Any:
        self.looks += (place.stop or 0) - (place.start or 0) if isinstance(place, slice) else 1
        return self.tokens[place]


@pytest.mark.parametrize("piece", _HOSTILE)
@pytest.mark.parametrize("room", ["money", "dates", "counts"])
def test_a_page_of_one_repeated_piece_costs_a_bounded_number_of_looks_a_token(
    room: str, piece: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (piece * 50_000)[:50_000]
    seen: list[_Counted] = []

    def counted(given: str) -> Any:
        seen.append(_Counted(tokenise(given)))
        return seen[-1]

    monkeypatch.setattr(f"reviewer.facts.{room}.tokenise", counted)
    readers: dict[str, Callable[[str], Any]] = {
        "money": read_amounts,
        "dates": lambda given: read_dates(given, sending_on=_SENT),
        "counts": read_counts,
    }
    readers[room](text)
    assert all(one.looks <= 4 * len(one) + 60_000 for one in seen)
