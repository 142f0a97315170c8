"""Weekdays, with every day that they may fairly mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Final

from reviewer.facts.spans import Readings, length_at
from reviewer.facts.tokens import Token, lookup, low, phrase_table

_NAMES: Final = "monday tuesday wednesday thursday friday saturday sunday".split()
WEEKDAYS: Final = {name: n for n, name in enumerate(_NAMES)} | {f"{name}'s": n for n, name in enumerate(_NAMES)} | {
    "tues": 1, "weds": 2, "thurs": 3, "thur": 3}  # fmt: skip
_SHORT_WEEKDAYS: Final = {"Mon": 0, "Tue": 1, "Wed": 2, "Thu": 3, "Fri": 4, "Sat": 5, "Sun": 6}
WEEKDAY_STARTERS: Final = frozenset(WEEKDAYS) | frozenset(name.lower() for name in _SHORT_WEEKDAYS)
_WEEK: Final = dt.timedelta(days=7)
_NOT_ONE_DAY: Final = frozenset({"every", "each", "any", "happy", "most", "some", "monday", "alternate"})
_DAYTIMES: Final = frozenset({"morning", "afternoon", "evening", "night", "lunchtime", "noon"})
_WEEKDAY_TAILS: Final = phrase_table({
    "last week | of last week": ("week-1", 0), "the week before last | of the week before last": ("week-2", 0), "before last": ("last", -1),
    "this week | of this week": ("week+0", 0), "next week | of next week": ("week+1", 0), "last": ("last", 0), "next": ("next", 0),
    "week": ("next", 1), "just gone | past | just past": ("recent", 0),
})  # fmt: skip
_WEEKDAY_LEADS: Final = phrase_table({"a week last | a week ago | week ago on": ("recent", -1), "last week on": ("week-1", 0)})


def weekday_at(tokens: list[Token], i: int, sending: dt.date | None, interviewed: dt.date | None) -> tuple[Readings, int, int] | None:
    """Read a weekday at token `i`: every fair reading, the place where it begins, and the place behind it."""
    weekday = WEEKDAYS.get(tokens[i].low, _SHORT_WEEKDAYS.get(tokens[i].raw))
    before = low(tokens, i - 1)
    if weekday is None or before in _NOT_ONE_DAY:
        return None
    first = i - 1 if before in {"last", "this", "next", "past", "coming"} else i
    word = "recent" if before == "past" else "coming" if before == "coming" else before if first < i else ""
    if first < i and low(tokens, first - 1) in {"this", "the"}:
        first -= 1
    after, shift = i + 1, 0
    if low(tokens, after) in _DAYTIMES:
        after += 1
    word, after, shift = _weekday_tail(tokens, i, after, word)
    if sending is None:
        return (() if interviewed is None or word else _around(interviewed, weekday)), first, after
    if word == "span" and (ago := length_at(tokens, after)) is not None:
        return _about(sending, weekday, ago[0]), first, ago[4] + 1
    return tuple((d, d) for d in sorted({d + shift * _WEEK for d in _weekdays(sending, weekday, word)})), first, after


def _weekday_tail(tokens: list[Token], i: int, after: int, word: str) -> tuple[str, int, int]:
    """What follows a weekday and moves it: "last week", "before last", "week", "a week ago"."""
    tail = None if tokens[i].low.endswith("'s") else lookup(_WEEKDAY_TAILS, tokens, after, 4)
    if tail is not None:
        return tail[0][0], tail[1], tail[0][1]
    ahead = length_at(tokens, after) if low(tokens, after) in {"a", "an", "one", "two", "three", "four"} else None
    if ahead is not None and low(tokens, ahead[4]) == "ago":
        return "span", after, 0
    lead = lookup(_WEEKDAY_LEADS, tokens, max(0, i - 3), 3) if i >= 2 else None
    if lead is not None and lead[1] == i:
        return lead[0][0], after, lead[0][1]
    return word, after, 0


def _weekdays(sending: dt.date, weekday: int, word: str) -> Iterable[dt.date]:
    """The days that a weekday may mean to somebody who writes on a given day."""
    recent = sending - dt.timedelta(days=(sending.weekday() - weekday - 1) % 7 + 1)
    coming = sending + dt.timedelta(days=(weekday - sending.weekday() - 1) % 7 + 1)
    same = [sending] if sending.weekday() == weekday else []
    if word.startswith("week"):
        return _in_week(sending, weekday, int(word[4:]))
    readings: dict[str, Callable[[], Iterable[dt.date]]] = {
        "recent": lambda: [recent],
        "coming": lambda: [coming],
        "last": lambda: [recent, *(d for d in _in_week(sending, weekday, -1) if d < sending)],
        "next": lambda: [coming, *(d for d in _in_week(sending, weekday, 1) if d > sending)],
        "this": lambda: [coming, *same, *_in_week(sending, weekday, 0)],
    }
    return readings.get(word, lambda: [recent, *same, coming])()


def _in_week(sending: dt.date, weekday: int, shift: int) -> list[dt.date]:
    """That weekday in a week before or after, for weeks that begin on Monday or on Sunday."""
    monday = sending - dt.timedelta(days=sending.weekday())
    sunday = sending - dt.timedelta(days=(sending.weekday() + 1) % 7)
    return [monday + dt.timedelta(days=weekday) + shift * _WEEK, sunday + dt.timedelta(days=(weekday + 1) % 7) + shift * _WEEK]


def _around(anchor: dt.date, weekday: int) -> Readings:
    days = (anchor + dt.timedelta(days=n) for n in range(-7, 8))
    return tuple((d, d) for d in days if d.weekday() == weekday)


def _about(sending: dt.date, weekday: int, days: tuple[int, int]) -> Readings:
    """That weekday, roughly so many days ago."""
    found = (sending - dt.timedelta(days=n) for n in range(days[1] + 3, max(0, days[0] - 3), -1))
    return tuple((d, d) for d in found if d.weekday() == weekday)
