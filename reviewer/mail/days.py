"""Days to come, as one names them in a promise: "by the end of next week", "in about ten days", "early in December".

Single days are read as everywhere in this program; added are the stretches of time of which a promise means the end.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from reviewer.facts import DateMention, read_dates

__all__ = ["Ahead", "days_ahead"]

_FARTHEST: Final = 200
"""Days; nobody promises an answer for later."""
_COUNTS: Final = {word: n for n, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)} | {
    "a": 1, "an": 1, "another": 1, "fourteen": 14, "fifteen": 15, "twenty": 20, "thirty": 30}  # fmt: skip
_MONTHS: Final = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
_N: Final = rf"(?:\d{{1,2}}|{'|'.join(sorted(_COUNTS, key=len, reverse=True))})"
_PART: Final = (
    r"(?:the )?(?P<part>very end|end|close|early|beginning|start|first (?:few )?days|first week|first half|mid|middle|late|later|last week)"
    r"[ -](?:in |of |on )?"
)
_LENGTH: Final = re.compile(
    rf"\b(?:in|within|inside|over|during)(?: the)?(?: next| coming| following)?(?: about| around| roughly| approximately| some)?"
    rf" (?P<low>{_N})(?:(?: ?- ?| to | or )(?P<high>{_N}))? (?P<sort>business |working |work )?(?P<unit>days?|weeks?|months?|fortnight)"
    r"(?:'s?)?(?: time)?(?: or (?P<more>two|so))?\b|\b(?:in|within|over)(?: the)?(?: next| coming)? fortnight\b"
)
_WEEK: Final = re.compile(
    rf"\b(?:{_PART})?(?:(?P<which>this|next|the coming|the following|the|coming) (?:working |business )?week)\b(?!end)"
    r"(?! (?:of|after|before|from))"
)
_MONTH: Final = re.compile(
    rf"\b(?:{_PART}(?:the month of )?)?(?:(?P<which>this|next|the) month|(?P<name>{'|'.join(_MONTHS)})(?: (?P<year>20\d\d))?)\b"
)
_TODAY: Final = re.compile(
    r"\b(?:later today|end of (?:the )?(?:business )?(?:day|today)|close of business today|eod|cob|this afternoon|tonight)\b"
)
_NOT_BY: Final = re.compile(r"\b(?:after|since|until|till|from|of|past|not before|no earlier than)\s+(?:the )?$")
_BEFORE: Final = re.compile(r"\bbefore\s+(?:the )?$")


class Ahead(NamedTuple):
    """One naming of a time to come."""

    start: int
    end: int
    days: tuple[dt.date, ...]
    """The last day of each fair reading; none where it is only known that a time is named."""


def days_ahead(text: str, written: dt.date) -> tuple[Ahead, ...]:
    """Read the times to come that a text names, in order; `written` is the day of writing."""
    lower = text.lower().replace("\u2019", "'").replace("\u2013", "-")
    if len(lower) != len(text):
        lower = text
    found = [*_lengths(lower, written), *_weeks(lower, written), *_months(lower, written), *_today(lower, written)]
    single = [_single(mention, lower, written) for mention in read_dates(text, sending_on=written)]
    found += [one for one in single if one and not any(one.start < other.end and other.start < one.end for other in found)]
    return tuple(sorted(one for one in found if not _NOT_BY.search(lower[: one.start])))


def _single(mention: DateMention, text: str, written: dt.date) -> Ahead | None:
    """A day of the calendar, with its readings that lie ahead."""
    if mention.gap:
        return None
    ahead = sorted({last for first, last in mention.days if first == last and 0 <= (last - written).days <= _FARTHEST})
    weekday = not any(sign.isdigit() for sign in text[mention.start : mention.end])
    if weekday and len(ahead) > 1 and not mention.relative and written in ahead:
        ahead.remove(written)
    if len(ahead) > 1 and (ahead[1] - ahead[0]).days > 20 and re.search(r"\d(?:st|nd|rd|th)\b", text[mention.start : mention.end]):
        ahead = ahead[:1]  # "the 14th" is the next one
    if _BEFORE.search(text[: mention.start]):
        ahead = [day - dt.timedelta(days=1) for day in ahead if day > written]
    if mention.days and not ahead and all(last < written for _, last in mention.days):
        return None
    return Ahead(mention.start, mention.end, tuple(ahead))


def _lengths(text: str, written: dt.date) -> Iterator[Ahead]:
    for found in _LENGTH.finditer(text):
        unit = found["unit"] or "fortnight"
        count = _count(found["high"] or found["low"] or "1") + (found["more"] == "two")
        if unit == "fortnight":
            day = written + dt.timedelta(days=14 * count)
        elif unit.startswith("month"):
            day = _months_on(written, count)
        elif found["sort"]:
            day = _working_days_on(written, count if unit.startswith("day") else 5 * count)
        else:
            day = written + dt.timedelta(days=count * (7 if unit.startswith("week") else 1))
        yield Ahead(*found.span(), (day,))


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _COUNTS[word]


def _weeks(text: str, written: dt.date) -> Iterator[Ahead]:
    for found in _WEEK.finditer(text):
        part, which = found["part"] or "", found["which"]
        if which == "the" and part not in ("end", "very end", "close", "late", "later"):
            continue
        monday = written - dt.timedelta(days=written.weekday())
        monday += dt.timedelta(days=0 if which in ("this", "the") else 7)
        last = {"early": 1, "beginning": 1, "start": 1, "first days": 1, "mid": 2, "middle": 2}.get(part, 4)
        day = monday + dt.timedelta(days=last)
        weekend = written.weekday() > 4 and which in ("this", "the")
        yield Ahead(*found.span(), () if weekend or day < written else (day,))


def _months(text: str, written: dt.date) -> Iterator[Ahead]:
    for found in _MONTH.finditer(text):
        part, name = found["part"] or "", found["name"]
        if re.search(r"\d(?:st|nd|rd|th)?(?: of)? $", text[: found.start()]) or re.match(r" (?:the )?\d", text[found.end() :]):
            continue  # a day of that month
        if name and (name == "may" and not re.search(r"\b(?:in|of|by|until|mid|early|late)[ -]$", text[: found.start("name")])):
            continue
        if not name and found["which"] == "the" and not part:
            continue
        first = _first_of(written, found["which"] or "", _MONTHS.get(name or "", 0), found["year"])
        last = calendar.monthrange(first.year, first.month)[1]
        day = {"early": 10, "beginning": 10, "start": 10, "first days": 10, "first few days": 10, "first week": 7, "first half": 15,
               "mid": 15, "middle": 15}.get(part, last)  # fmt: skip
        end = first.replace(day=day)
        yield Ahead(*found.span(), (end,) if 0 <= (end - written).days <= _FARTHEST else ())


def _first_of(written: dt.date, which: str, month: int, year: str | None) -> dt.date:
    if month:
        return dt.date(int(year) if year else written.year + (month < written.month), month, 1)
    return (_months_on(written.replace(day=1), 1) if which == "next" else written).replace(day=1)


def _today(text: str, written: dt.date) -> Iterator[Ahead]:
    for found in _TODAY.finditer(text):
        if not re.match(r"\s+(?:on |of )?(?:\w+day|tomorrow|the|\d)", text[found.end() :]):
            yield Ahead(*found.span(), (written,))


def _months_on(day: dt.date, count: int) -> dt.date:
    months = day.year * 12 + day.month - 1 + count
    year, month = divmod(months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _working_days_on(day: dt.date, count: int) -> dt.date:
    while count > 0:
        day += dt.timedelta(days=1)
        count -= day.weekday() < 5
    return day
