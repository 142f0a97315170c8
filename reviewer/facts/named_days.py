"""Days named by the calendar: 9 October, 14/10, the 6th."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Final

from reviewer.facts.doubts import counts_something
from reviewer.facts.numbers import ordinal_at
from reviewer.facts.spans import MONTHS, Readings
from reviewer.facts.tokens import Token, glued, lookup, low, phrase_table
from reviewer.facts.weekdays import WEEKDAYS

_WEEKDAYS: Final = {"Mon": 0, "Tue": 1, "Wed": 2, "Thu": 3, "Fri": 4, "Sat": 5, "Sun": 6}
_LEADS: Final = frozenset("on by since until till from before after of the for".split())
_WORD_LEADS: Final = frozenset("on by since until till before after for".split())
_DOTTED: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})\Z", re.ASCII)
_DAY_AND_MONTH: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\Z", re.ASCII)
_NEAR: Final = 200
_BACK, _AHEAD = 100, 45
_NOT_OF_DAYS: Final = frozenset({"floor", "band", "offer", "base", "figure", "range", "region", "one", "ones"})
_CAPITAL_MONTHS: Final = frozenset({"may", "march"})
_MONTH_TAILS: Final = phrase_table({
    "of last month | last month": -1, "of this month | of the month | this month": 0, "of next month | next month": 1,
})  # fmt: skip


def date_at(tokens: list[Token], i: int, anchor: dt.date | None) -> tuple[Readings, int] | None:
    """Read a date in digits or with the name of a month at token `i`: its days, and the place behind it."""
    if tokens[i].kind == "number":
        return _with_month(tokens, i, anchor) or _in_digits(tokens, i, anchor)
    return _month_first(tokens, i, anchor) or _with_month(tokens, i, anchor)


def nth_at(tokens: list[Token], i: int, anchor: dt.date | None) -> tuple[Readings, int] | None:
    """Read a day of a month that is not named at token `i`: "the 6th", "on the sixth", "the 4th of last month"."""
    read = ordinal_at(tokens, i)
    if read is None or not 1 <= read[0].value <= 31:
        return None
    day, after = int(read[0].value), read[1]
    tail = lookup(_MONTH_TAILS, tokens, after, 3)
    before = low(tokens, i - 1)
    lead = low(tokens, i - 2) if before == "the" else before
    if tail is None:
        allowed = lead in _WORD_LEADS or lead in WEEKDAYS if read[0].spelled else before in _LEADS or before in WEEKDAYS
        if not allowed or counts_something(tokens, after) or low(tokens, after) in _NOT_OF_DAYS or (read[0].spelled and lead == "from"):
            return None
    if anchor is None:
        return (), after if tail is None else tail[1]
    if tail is not None:
        return _single(_day_of(anchor.year, anchor.month + tail[0], day)), tail[1]
    return tuple((d, d) for d in _days_around(anchor, lambda d: d.day == day)), after


def _with_month(tokens: list[Token], i: int, anchor: dt.date | None) -> tuple[Readings, int] | None:
    """9 October, 9th of October 2026, the ninth of October."""
    nth = ordinal_at(tokens, i)
    if nth is not None:
        day, j = int(nth[0].value), nth[1]
    elif tokens[i].raw.isdigit() and len(tokens[i].raw) <= 2:
        day, j = int(tokens[i].raw), i + 1
    else:
        return None
    if low(tokens, j) == "of" or (low(tokens, j) == "." and low(tokens, j + 1) in MONTHS):
        j += 1
    month = MONTHS.get(low(tokens, j))
    if month is None or (low(tokens, j) == "may" and tokens[j].raw == "may" and nth is not None and nth[0].spelled):
        return None
    return _in_year(tokens, j + 1, month, day, anchor)


def _month_first(tokens: list[Token], i: int, anchor: dt.date | None) -> tuple[Readings, int] | None:
    """October 9, Oct. 9th, 2026, October the ninth; or a month alone behind "in"."""
    month = MONTHS.get(tokens[i].low)
    if month is None or (tokens[i].low in _CAPITAL_MONTHS and tokens[i].raw.islower()):
        return None
    j = i + 1
    j += low(tokens, j) == "." and len(tokens[i].raw) <= 4
    j += low(tokens, j) == "the"
    nth = ordinal_at(tokens, j)
    if nth is not None and nth[0].value <= 31:
        return _in_year(tokens, nth[1], month, int(nth[0].value), anchor)
    if j < len(tokens) and tokens[j].raw.isdigit() and len(tokens[j].raw) <= 2:
        return _in_year(tokens, j + 1, month, int(tokens[j].raw), anchor)
    before = low(tokens, i - 2) if low(tokens, i - 1) == "-" else low(tokens, i - 1)
    if before in {"in", "since", "during", "late", "early", "mid"} and tokens[i].raw[0].isupper():
        return _whole_month(tokens, i + 1, month, anchor)
    return None


def _in_year(tokens: list[Token], j: int, month: int, day: int, anchor: dt.date | None) -> tuple[Readings, int] | None:
    if not 1 <= day <= 31:
        return None
    k = j + 1 if low(tokens, j) == "," else j
    if (year := _year_at(tokens, k)) is not None:
        return _single(_day_of(year, month, day)), k + 1
    return _near(anchor, month, day), j


def _whole_month(tokens: list[Token], j: int, month: int, anchor: dt.date | None) -> tuple[Readings, int]:
    year = _year_at(tokens, j)
    years = [year] if year else [] if anchor is None else [anchor.year - 1, anchor.year, anchor.year + 1]
    firsts = [dt.date(y, month, 1) for y in years if 1 <= y < dt.MAXYEAR]
    if not year and anchor is not None:
        firsts = [d for d in firsts if abs((d - anchor).days) <= _NEAR]
    return tuple((d, (_day_of(d.year, month + 1, 1) or d) - dt.timedelta(days=1)) for d in firsts), j + 1 if year else j


def _in_digits(tokens: list[Token], i: int, anchor: dt.date | None) -> tuple[Readings, int] | None:
    """2026-10-09, 14/10/2026, 14.10.2026, and 14/10 or 14.10. behind a word that leads to a date."""
    raw = tokens[i].raw
    if (dotted := _DOTTED.match(raw)) is not None:
        return _either_way(int(dotted[1]), int(dotted[2]), _full_year(dotted[3]), anchor), i + 1
    parts = _joined(tokens, i)
    if parts is not None and len(parts[0]) == 3:
        a, b, c = parts[0]
        if len(a) == 4:
            return _single(_day_of(int(a), int(b), int(c))), parts[1]
        return _either_way(int(a), int(b), _full_year(c), anchor), parts[1]
    if low(tokens, i - 1) not in _LEADS and low(tokens, i - 1) not in WEEKDAYS:
        return None
    if parts is not None and len(parts[0]) == 2 and low(tokens, i + 1) == "/":
        return _either_way(int(parts[0][0]), int(parts[0][1]), None, anchor), parts[1]
    short = _DAY_AND_MONTH.match(raw)
    if short is not None and low(tokens, i + 1) == "." and low(tokens, i + 2) and not tokens[i + 2].raw[0].isupper():
        return _either_way(int(short[1]), int(short[2]), None, anchor), i + 2
    return None


def _joined(tokens: list[Token], i: int) -> tuple[list[str], int] | None:
    """Numbers joined by the same stroke or hyphen, without spaces."""
    parts, j = [tokens[i].raw], i + 1
    sign = low(tokens, j)
    while (
        len(parts) < 3
        and sign in {"/", "-"}
        and low(tokens, j) == sign
        and glued(tokens, j)
        and glued(tokens, j + 1)
        and tokens[j + 1].raw.isdigit()
    ):
        parts.append(tokens[j + 1].raw)
        j += 2
    return (parts, j) if len(parts) > 1 and all(part.isdigit() and len(part) <= 4 for part in parts) else None


def _either_way(first: int, second: int, year: int | None, anchor: dt.date | None) -> Readings:
    """Day before month and month before day, where the calendar has both."""
    if year is not None:
        days = [_day_of(year, month, day) for day, month in {(first, second), (second, first)} if 1 <= month <= 12]
        return tuple(sorted((d, d) for d in days if d is not None))
    return tuple(sorted({w for day, month in ((first, second), (second, first)) if 1 <= month <= 12 for w in _near(anchor, month, day)}))


def _near(anchor: dt.date | None, month: int, day: int) -> Readings:
    """A day without a year: in every year in which it lies near."""
    if anchor is None:
        return ()
    days = (_day_of(anchor.year + n, month, day) for n in (-1, 0, 1))
    return tuple((d, d) for d in days if d is not None and abs((d - anchor).days) <= _NEAR)


def _days_around(anchor: dt.date, wanted: Callable[[dt.date], bool]) -> list[dt.date]:
    start = max(anchor.toordinal() - _BACK, 1)
    end = min(anchor.toordinal() + _AHEAD, dt.date.max.toordinal())
    return [d for n in range(start, end + 1) if wanted(d := dt.date.fromordinal(n))]


def _day_of(year: int, month: int, day: int) -> dt.date | None:
    """A day of the calendar, where months may run over into the next or last year; None where there is none."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _single(day: dt.date | None) -> Readings:
    return () if day is None else ((day, day),)


def _year_at(tokens: list[Token], i: int) -> int | None:
    raw = tokens[i].raw if i < len(tokens) and tokens[i].kind == "number" else ""
    return int(raw) if len(raw) == 4 and raw.isdigit() and 1900 <= int(raw) <= 2100 else None


def _full_year(raw: str) -> int:
    return int(raw) + (2000 if len(raw) <= 2 else 0)
