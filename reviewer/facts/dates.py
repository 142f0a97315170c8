"""Dates, weekdays and times past as people write them in letters, each with all its fair readings."""

from __future__ import annotations

import datetime as dt
from typing import Final, NamedTuple

from reviewer.facts.named_days import date_at, nth_at
from reviewer.facts.numbers import ORDINAL_STARTERS, STARTERS
from reviewer.facts.relative_days import TOLD_STARTERS, told_at
from reviewer.facts.spans import MONTHS, Readings
from reviewer.facts.tokens import Token, low, tokenise, words_of
from reviewer.facts.weekdays import WEEKDAY_STARTERS, weekday_at

_MOST: Final = 500
"""A letter with more words of time than this is a table; the rest is not read, so that a page of them costs little."""

_NUMBER_GOES_ON: Final = frozenset("/-.'")
_ARTICLES: Final = frozenset({"a", "an", "the", "this", "last", "next", "half", "some", "earlier", "later", "over", "one"})
_AFTER_ARTICLE: Final = frozenset(
    "few couple number moment moments minute hour day week weeks week's month month's year fortnight while weekend morning morning's"
    " afternoon afternoon's evening evening's"
    " noon lunchtime night night's day's good quite long time full whole solid this today the days back a an calendar working business"
    " other".split()
)
_STARTERS: Final = (TOLD_STARTERS | ORDINAL_STARTERS | frozenset(MONTHS) | WEEKDAY_STARTERS | STARTERS) - _ARTICLES
_PROMISING: Final = _AFTER_ARTICLE - {"a", "an", "the", "good", "long", "other", "this", "time", "full"} | _STARTERS | {"0"}


class DateMention(NamedTuple):
    """One mention of a day or of a time that has passed."""

    start: int
    end: int
    days: Readings
    """Every fair reading, each as its earliest and latest day; empty where the day of writing is needed and not known."""
    loose: bool
    """A loose phrase ("nearly three weeks"), whose windows are stretched so that only what is clearly off contradicts."""
    gap: bool = False
    """A length of time that has passed ("seven days on"); its windows hold the day on which it began."""
    relative: bool = False
    """Told from the day of writing."""


def read_dates(text: str, *, sending_on: dt.date | None, interviewed_on: dt.date | None = None) -> tuple[DateMention, ...]:
    """Read every mention of a day in a text, in order; offsets count into `text`."""
    if words_of(text).isdisjoint(_PROMISING):
        return ()
    sending, interviewed = _usable(sending_on), _usable(interviewed_on)
    tokens = tokenise(text)
    found: list[DateMention] = []
    i = tried = 0
    while i < len(tokens) and tried < _MOST:
        after = i + 1
        if _may_begin(tokens, i):
            tried += 1
            if (read := _mention_at(tokens, i, sending, interviewed)) is not None:
                found.append(read[0])
                after = max(read[1], after)
        i = after
    return tuple(found)


def contradicts(mention: DateMention, actual: dt.date, sending_on: dt.date | None) -> bool:
    """Whether no fair reading of a mention allows the day that the facts give."""
    if not mention.days or (mention.relative and sending_on is None):
        return False
    return not any(earliest <= actual <= latest for earliest, latest in mention.days)


def _may_begin(tokens: list[Token], i: int) -> bool:
    """Whether a mention may begin here; said cheaply, since it is asked of every word."""
    token, following = tokens[i], low(tokens, i + 1)
    if token.kind == "number":
        return following in _NUMBER_GOES_ON or following.isalpha() or token.raw.count(".") > 1
    if token.low in _ARTICLES:
        return following in _AFTER_ARTICLE
    return token.low in _STARTERS


def _mention_at(tokens: list[Token], i: int, sending: dt.date | None, interviewed: dt.date | None) -> tuple[DateMention, int] | None:
    told = told_at(tokens, i, sending)
    if told is not None:
        return _mention(tokens, told.first, told.after, told.windows, loose=told.loose, gap=told.gap, relative=True), told.after
    anchor = sending or interviewed
    named = date_at(tokens, i, anchor) or nth_at(tokens, i, anchor)
    if named is not None:
        return _mention(tokens, i, named[1], named[0]), named[1]
    weekday = weekday_at(tokens, i, sending, interviewed)
    return None if weekday is None else _weekday(tokens, weekday, anchor)


def _weekday(tokens: list[Token], weekday: tuple[Readings, int, int], anchor: dt.date | None) -> tuple[DateMention, int]:
    """A weekday alone, or as the first half of "Friday the 10th" and "Thursday, 9 October"."""
    days, first, after = weekday
    j = after
    while j < len(tokens) and tokens[j].low in {",", "the"} and j - after < 2:
        j += 1
    date = (
        (date_at(tokens, j, anchor) or (nth_at(tokens, j, anchor) if j > after or tokens[j].kind == "number" else None))
        if j < len(tokens)
        else None
    )
    if date is not None and date[0]:
        fitting = tuple(day for day in date[0] if days and day[0].weekday() == days[0][0].weekday())
        date = (fitting or date[0], date[1])
        return _mention(tokens, first, date[1], date[0]), date[1]
    return _mention(tokens, first, after, days), after


def _mention(
    tokens: list[Token], first: int, after: int, days: Readings, *, loose: bool = False, gap: bool = False, relative: bool = False
) -> DateMention:
    return DateMention(tokens[first].start, tokens[after - 1].end, days, loose, gap, relative)


def _usable(day: dt.date | None) -> dt.date | None:
    """A day with room around it in the calendar."""
    return day if day is not None and 2 < day.year < 9990 else None
