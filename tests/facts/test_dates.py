"""Dates, weekdays and times past are read with all their fair readings, and only what fits none of them contradicts."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.facts import DateMention, contradicts, read_dates

_SENT = dt.date(2026, 11, 4)
"""A Wednesday."""


def _only(text: str, sending: dt.date | None = _SENT, interviewed: dt.date | None = None) -> DateMention:
    (mention,) = read_dates(text, sending_on=sending, interviewed_on=interviewed)
    return mention


def _offsets(mention: DateMention) -> list[tuple[int, int]]:
    """Days before (negative) or after the day of sending."""
    return [((a - _SENT).days, (b - _SENT).days) for a, b in mention.days]


@pytest.mark.parametrize(
    ("text", "words", "offsets"),
    [
        ("Thank you for this morning.", "this morning", [0]),
        ("It was good to meet you earlier today.", "earlier today", [0]),
        ("We spoke yesterday.", "yesterday", [-1]),
        ("Thank you for yesterday's hour.", "yesterday's", [-1]),
        ("ik we only talked yday but", "yday", [-1]),
        ("The day before yesterday we met.", "The day before yesterday", [-2]),
        ("barely ten minutes after leaving your office", "barely ten minutes after leaving", [0]),
        ("We finished an hour ago.", "an hour ago", [0]),
        ("We spoke 48 hours ago.", "48 hours ago", [-2]),
        ("We met three days ago.", "three days ago", [-3]),
        ("We met a week ago today.", "a week ago today", [-7]),
        ("We met exactly two weeks ago.", "exactly two weeks ago", [-14]),
        ("You will write tomorrow.", "tomorrow", [1]),
        ("We met on Monday.", "Monday", [-2, 5]),
        ("We met on Wednesday.", "Wednesday", [-7, 0, 7]),
        ("We met last Monday.", "last Monday", [-9, -2]),
        ("We met last Thursday.", "last Thursday", [-6]),
        ("You said this Friday.", "this Friday", [2]),
        ("You said next Friday.", "next Friday", [2, 9]),
        ("It was this past Friday.", "this past Friday", [-5]),
        ("It was Friday last.", "Friday last", [-5]),
        ("We met on Monday last week.", "Monday last week", [-9]),
        ("Tuesday week suits me.", "Tuesday week", [13]),
        ("We met on Thursday, 29 October.", "Thursday, 29 October", [-6]),
        ("We met on Thursday the 29th.", "Thursday the 29th", [-6]),
        ("9 October 2026", "9 October 2026", [-26]),
        ("on Oct 9", "Oct 9", [-26]),
        ("on Oct. 9th, 2026", "Oct. 9th, 2026", [-26]),
        ("October the ninth", "October the ninth", [-26]),
        ("the 9th of October", "9th of October", [-26]),
        ("sent 2026-10-09", "2026-10-09", [-26]),
        ("sent 09.10.2026", "09.10.2026", [-55, -26]),
        ("on 14/10", "14/10", [-21]),
        ("on 03/04", "03/04", [120, 150]),
        ("on 14/10/26", "14/10/26", [-21]),
        ("on the 4th of last month", "4th of last month", [-31]),
    ],
)
def test_an_exact_phrase_names_single_days(text: str, words: str, offsets: list[int]) -> None:
    mention = read_dates(text, sending_on=_SENT)[0]
    assert (text[mention.start : mention.end], mention.loose) == (words, False)
    assert _offsets(mention) == [(n, n) for n in offsets]


@pytest.mark.parametrize(
    ("text", "allowed", "clearly_off"),
    [
        ("nearly three weeks ago", (14, 21), (7, 30)),
        ("roughly a fortnight since we met", (13, 15), (7, 25)),
        ("about two weeks ago", (11, 17), (7, 28)),
        ("two weeks ago", (11, 17), (7, 28)),
        ("a week ago", (5, 9), (2, 14)),
        ("ten days since", (8, 12), (5, 20)),
        ("over two weeks ago", (14, 30), (10, 90)),
        ("more than a month ago", (31, 60), (20, 400)),
        ("It is three weeks since the panel", (20, 22), (7, 40)),
        ("a few days ago", (2, 6), (0, 20)),
        ("a couple of weeks ago", (12, 20), (5, 50)),
        ("the other day", (1, 10), (0, 40)),
        ("last week", (4, 10), (0, 16)),
        ("last month", (20, 34), (3, 80)),
        ("two months ago", (50, 70), (20, 120)),
        ("a while back", (14, 90), (1, 1)),
        ("weeks ago", (14, 60), (3, 3)),
        ("five working days ago", (6, 8), (2, 15)),
        ("I have waited for three weeks", (18, 24), (7, 40)),
        ("Two weeks of silence", (11, 17), (5, 28)),
        ("week seven", (43, 48), (20, 60)),
    ],
)
def test_a_loose_phrase_contradicts_only_when_it_is_clearly_off(text: str, allowed: tuple[int, int], clearly_off: tuple[int, int]) -> None:
    mention = _only(text)
    assert mention.loose
    for days in allowed:
        assert not contradicts(mention, _SENT - dt.timedelta(days=days), _SENT), days
    for days in clearly_off:
        assert contradicts(mention, _SENT - dt.timedelta(days=days), _SENT), days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Seven days on, may I ask", 7),
        ("it has been 12 days", 12),
        ("two days since our talk", 2),
        ("four days already.", 4),
        ("Six days having gone by since we talked", 6),
        ("Five days are gone now since I sat with you", 5),
    ],
)
def test_a_length_of_time_that_has_passed_is_a_gap(text: str, days: int) -> None:
    mention = _only(text)
    assert (mention.gap, mention.relative) == (True, True)
    assert not contradicts(mention, _SENT - dt.timedelta(days=days), _SENT)
    assert contradicts(mention, _SENT - dt.timedelta(days=days + 2), _SENT)


def test_weeks_that_nobody_counts_are_more_than_one() -> None:
    mention = _only("Weeks have slipped by since our talk.")
    assert (mention.gap, mention.loose) == (True, True)
    assert contradicts(mention, _SENT - dt.timedelta(days=4), _SENT)
    assert not contradicts(mention, _SENT - dt.timedelta(days=15), _SENT)


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("in three days' time", 3),
        ("two weeks from now", 14),
        ("within a week", 5),
        ("next week", 6),
        ("by the end of the week", 2),
        ("next month", 30),
    ],
)
def test_days_ahead_are_read_as_well(text: str, nearest: int) -> None:
    assert not contradicts(_only(text), _SENT + dt.timedelta(days=nearest), _SENT)
    assert contradicts(_only(text), _SENT - dt.timedelta(days=30), _SENT)


def test_the_day_of_a_month_not_named_may_be_in_any_month_near() -> None:
    mention = _only("when we spoke on the sixth")
    assert {earliest.day for earliest, _ in mention.days} == {6}
    assert not contradicts(mention, dt.date(2026, 10, 6), _SENT)
    assert contradicts(mention, dt.date(2026, 10, 7), _SENT)


def test_an_ambiguous_date_contradicts_only_if_every_reading_does() -> None:
    mention = _only("our interview on 10/09")
    assert [contradicts(mention, day, _SENT) for day in (dt.date(2026, 10, 9), dt.date(2026, 9, 10), dt.date(2026, 9, 9))] == [
        False,
        False,
        True,
    ]


def test_a_month_alone_is_the_whole_month() -> None:
    mention = _only("I was interviewed in May 2026")
    assert mention.days == ((dt.date(2026, 5, 1), dt.date(2026, 5, 31)),)


def test_a_day_without_a_year_is_taken_near_the_day_of_writing() -> None:
    assert _only("on 28 December", sending=dt.date(2027, 1, 4)).days == ((dt.date(2026, 12, 28), dt.date(2026, 12, 28)),)


@pytest.mark.parametrize("text", ["yesterday", "last week", "two weeks ago", "Monday", "the 6th of this month", "9 October", "on the 6th"])
def test_without_a_day_of_writing_nothing_contradicts(text: str) -> None:
    mention = _only(text, sending=None)
    assert mention.days == ()
    assert not contradicts(mention, dt.date(2020, 1, 1), None)


def test_a_weekday_is_held_against_the_interview_when_the_day_of_writing_is_not_known() -> None:
    mention = _only("our talk on Tuesday", sending=None, interviewed=dt.date(2026, 6, 15))
    assert contradicts(mention, dt.date(2026, 6, 15), None)
    assert not contradicts(_only("on Monday", sending=None, interviewed=dt.date(2026, 6, 15)), dt.date(2026, 6, 15), None)


@pytest.mark.parametrize(
    "text",
    [
        "I may be late, and we march on.",
        "The third round and my fourth email came from the first call.",
        "He works on the 4th floor, open 24/7, with 3/5 stars.",
        "I have two years of experience and a notice period of 60 days.",
        "Every Monday we meet, and any Friday suits me.",
        "A 38-hour week, 9 to 5, for two weeks on the job.",
        "I worked there for six years; it took forty minutes.",
        "Happy Friday!",
        "The sound of the second was better.",
        "12 people, 2,300 readers, 85k",
    ],
)
def test_what_names_no_day_is_left_alone(text: str) -> None:
    assert read_dates(text, sending_on=_SENT) == ()


def test_several_mentions_are_read_in_order() -> None:
    text = "When we met last Wednesday you thought that there would be word by Monday; it is the 5th today."
    assert [text[m.start : m.end] for m in read_dates(text, sending_on=_SENT)] == ["last Wednesday", "Monday", "5th", "today"]


@given(st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2090, 1, 1)), st.integers(min_value=0, max_value=60))
def test_a_day_named_in_full_contradicts_every_other_day(sending: dt.date, back: int) -> None:
    day = sending - dt.timedelta(days=back)
    for written in (f"{day:%d %B %Y}", f"{day:%B} {day.day}, {day.year}", day.isoformat(), f"the {day.day}th of {day:%B %Y}"):
        mention = _only(written, sending=sending)
        assert not contradicts(mention, day, sending)
        assert contradicts(mention, day + dt.timedelta(days=1), sending)


@given(st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2090, 1, 1)), st.integers(min_value=1, max_value=7))
def test_the_weekday_of_any_of_the_last_seven_days_does_not_contradict(sending: dt.date, back: int) -> None:
    day = sending - dt.timedelta(days=back)
    for phrase in (f"on {day:%A}", f"last {day:%A}", f"{day:%A}'s talk", f"this past {day:%A}"):
        assert not contradicts(_only(phrase, sending=sending), day, sending)
        assert contradicts(_only(phrase, sending=sending), day - dt.timedelta(days=1), sending)


@given(st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2090, 1, 1)), st.integers(min_value=2, max_value=50))
def test_days_counted_right_never_contradict(sending: dt.date, days: int) -> None:
    for phrase in (f"{days} days ago", f"about {days} days ago", f"{days} days on", f"it has been {days} days"):
        assert not contradicts(_only(phrase, sending=sending), sending - dt.timedelta(days=days), sending)
