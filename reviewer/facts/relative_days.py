"""Days told from the day of writing: yesterday, last week, three days ago, two weeks since."""

from __future__ import annotations

import datetime as dt
from typing import Final, NamedTuple

from reviewer.facts.numbers import number_at
from reviewer.facts.spans import Days, Readings, Unit, length_at
from reviewer.facts.tokens import Token, lookback, lookup, low, phrase_table, phrases


class Told(NamedTuple):
    """Days told from the day of writing, before they are put on the calendar."""

    windows: Readings
    loose: bool
    gap: bool
    """A length of time ("three weeks since"), not a day."""
    first: int
    after: int


_FIXED: Final[dict[tuple[str, ...], tuple[int, int, bool]]] = phrase_table({
    "today | today's | this morning | this morning's | this afternoon | this afternoon's | this evening | this evening's"
    " | tonight | earlier today | just now | a moment ago | moments ago | minutes ago | hours ago | this noon"
    " | this lunchtime | this minute": (0, 0, False),
    "yesterday | yesterday's | yday | last night | last night's | last evening | yesterday morning | yesterday afternoon"
    " | yesterday evening": (1, 1, False),
    "the day before yesterday | day before yesterday": (2, 2, False),
    "tomorrow | tomorrow's | tomorrow morning": (-1, -1, False),
    "the day after tomorrow | day after tomorrow": (-2, -2, False),
    "the other day | the other day's | the other morning | the other week": (1, 14, True),
    "recent days | days ago | some days back | days back": (2, 21, True),
    "weeks ago | weeks back | some weeks back": (10, 200, True),
    "months ago | months back | ages ago": (35, 800, True),
    "a while ago | a while back | some time ago | quite a while ago | a good while ago | long ago": (4, 400, True),
})  # fmt: skip
_WEEKS: Final[dict[tuple[str, ...], tuple[str, int]]] = phrase_table({
    "the week before last": ("week", -2), "last week | last week's": ("week", -1), "next week | end of next week": ("week", 1),
    "this week | this week's | earlier this week | later this week | end of the week": ("week", 0),
    "last weekend | over the weekend": ("weekend", -1), "this weekend": ("weekend", 0), "last month | last month's": ("month", -1),
    "this month | earlier this month | end of the month": ("month", 0), "next month": ("month", 1), "last year": ("year", -1),
})  # fmt: skip
_UNCOUNTED: Final[dict[str, Days]] = {"weeks": (10, 400), "months": (35, 800)}
_AGO: Final = phrases("ago | back | ago today | ago now | ago this morning | ago to the day | ago exactly")
_SINCE: Final = phrases(
    "since | on | later | now | already | so far | gone | passed | past | in | without | and counting | of silence"
    " | of waiting | of quiet | of nothing | of not knowing | have passed | have gone | has passed | have gone by"
    " | has gone by | have now passed | went by | after our | after the | after we | after my | after leaving | after i"
    " | after meeting | after speaking | after that | after you | long | of radio | of hearing | to the day since | exactly since"
)  # fmt: skip
_BEEN: Final = phrases(
    "it's been | it has been | it is | it's | has been | have been | been | it was | that's | that is | that makes | already"
    " | now | after | waited | waiting | waited for | waiting for | silence for | silent for | nothing for | quiet for"
    " | back for | heard for | wait of | silence of"
)  # fmt: skip
_COUNTING_ON: Final = frozenset({"since", "on", "and", "now", "later", "gone", "already", "after", "of", "so"})
_CLOSING: Final = frozenset("and since now but so i may could would is have already that today without can do are from".split())
_FUTURE: Final = phrases("in | within | in about | in another | in just | inside")
_TODAY: Final = frozenset({"minute", "hour"})
_LONGEST: Final = 40_000
TOLD_STARTERS: Final = frozenset(phrase[0] for phrase in (*_FIXED, *_WEEKS)) | frozenset(
    "day week weeks months few several many couple fortnight".split()
)
"""The words, beside numbers, with which a day told from the day of writing may begin."""


def told_at(tokens: list[Token], i: int, sending: dt.date | None) -> Told | None:
    """Read days told from the day of writing at token `i`."""
    fixed = lookup(_FIXED, tokens, i)
    if fixed is not None:
        nearest, farthest, loose = fixed[0]
        return Told(_windows(sending, (nearest, farthest)), loose, False, i, fixed[1])
    named = lookup(_WEEKS, tokens, i)
    if named is not None:
        return Told(_stretch(sending, *named[0]), True, False, i, named[1])
    return _length(tokens, i, sending) or _numbered(tokens, i, sending)


def _length(tokens: list[Token], i: int, sending: dt.date | None) -> Told | None:
    read = length_at(tokens, i)
    if read is None:
        return _uncounted(tokens, i, sending)
    days, loose, unit, first, after = read
    ago = lookup(_AGO, tokens, after, 4)
    if ago is not None:
        exact = ago[1] - after > 1 and low(tokens, ago[1] - 1) in {"today", "day", "exactly"}
        return Told(_windows(sending, _to_the_day(days) if exact else days), loose and not exact, False, first, ago[1])
    if low(tokens, after) == "today" and low(tokens, after + 1) == "since":
        return Told(_windows(sending, _to_the_day(days)), False, True, first, after + 1)
    if low(tokens, after) == "today" and unit == "week":
        ends = _to_the_day(days)
        return Told((*_windows(sending, ends), *_windows(sending, (-ends[1], -ends[0]))), False, False, first, after + 1)
    if low(tokens, after) in {"from", "time", "hence"} or lookback(_FUTURE, tokens, first, 2) is not None:
        return _ahead(tokens, days, loose, first, after, sending)
    return _gap(tokens, days, loose, unit, first, after, sending)


def _uncounted(tokens: list[Token], i: int, sending: dt.date | None) -> Told | None:
    """A length of time that nobody counts: "weeks have gone by since"."""
    days = _UNCOUNTED.get(low(tokens, i))
    if days is None or not _runs_since(tokens, i + 1):
        return None
    return Told(_windows(sending, days), True, True, i, i + 1)


def _gap(tokens: list[Token], days: Days, loose: bool, unit: Unit, first: int, after: int, sending: dt.date | None) -> Told | None:
    """A length of time that has passed: "seven days on", "it has been three weeks"."""
    tail = lookup(_SINCE, tokens, after, 4)
    if tail is not None and low(tokens, after) in {"on", "in"} and not _closes(tokens, after + 1):
        tail = None
    been = lookback(_BEEN, tokens, first, 3)
    if (
        been is not None
        and low(tokens, first - 1) in {"is", "was", "it's", "that's", "been"}
        and tail is None
        and not _closes(tokens, after)
    ):
        been = None
    if tail is None and _runs_since(tokens, after):
        return Told(_windows(sending, days), loose, True, first, after)
    if tail is None and (been is None or low(tokens, after) in {"of", "notice", "old"}):
        return None
    if unit in _TODAY and tail is None:
        return None
    end = tail[1] if tail is not None and low(tokens, after) in _COUNTING_ON else after
    return Told(_windows(sending, days), loose, True, first, end)


def _runs_since(tokens: list[Token], i: int) -> bool:
    """Whether a length of time is said to have run: "three weeks have now slipped by since", "a week is gone now since"."""
    if low(tokens, i) not in {"has", "have", "had", "having", "is", "are"}:
        return False
    words = [low(tokens, n) for n in range(i + 1, min(i + 6, len(tokens)))]
    return words[:1] != ["since"] and "since" in words and all(word.isalpha() for word in words[: words.index("since")])


def _closes(tokens: list[Token], i: int) -> bool:
    """Whether nothing but the end of a clause, or another telling of time, follows."""
    return i >= len(tokens) or tokens[i].kind != "word" or tokens[i].low in _CLOSING


def _ahead(tokens: list[Token], days: Days, loose: bool, first: int, after: int, sending: dt.date | None) -> Told:
    end = (
        after + 1
        if low(tokens, after) in {"time", "hence"}
        else after + 2
        if low(tokens, after) == "from" and low(tokens, after + 1) == "now"
        else after
    )
    within = low(tokens, first - 1) in {"within", "inside"}
    return Told(_windows(sending, (-days[1], 0 if within else -days[0])), loose or within, False, first, min(end, len(tokens)))


def _numbered(tokens: list[Token], i: int, sending: dt.date | None) -> Told | None:
    """Day ten, day forty-two, week seven."""
    if tokens[i].low not in {"day", "week"} or low(tokens, i - 1) in {"a", "per", "the", "every", "each", "one"}:
        return None
    if i + 1 >= len(tokens) or low(tokens, i + 1) in {"a", "an", "half"}:
        return None
    read = number_at(tokens, i + 1)
    if read is None or read[0].value > _LONGEST or read[0].scaled:
        return None
    n = int(read[0].value)
    days = (max(0, n - 1), n + 1) if tokens[i].low == "day" else (7 * (n - 1) - 1, 7 * n + 1)
    return Told(_windows(sending, days), True, True, i, read[1])


def _to_the_day(days: Days) -> Days:
    """The middle of a stretched length, for "a week ago today"."""
    middle = (days[0] + days[1]) // 2
    weeks = 7 * round(middle / 7)
    return weeks or middle, weeks or middle


def _windows(sending: dt.date | None, days: Days) -> Readings:
    return () if sending is None else ((_shift(sending, -max(days)), _shift(sending, -min(days))),)


def _shift(day: dt.date, n: int) -> dt.date:
    """A day moved, held inside the calendar."""
    return dt.date.fromordinal(min(max(day.toordinal() + n, 1), dt.date.max.toordinal()))


def _stretch(sending: dt.date | None, unit: str, shift: int) -> Readings:
    """A week, weekend, month or year of the calendar, and for those gone by also about so long ago."""
    if sending is None:
        return ()
    if unit == "year":
        return ((dt.date(sending.year + shift, 1, 1), dt.date(sending.year + shift, 12, 31)),)
    if unit == "month":
        first = _shift(sending.replace(day=1), -1).replace(day=1) if shift < 0 else sending.replace(day=1)
        first = _shift(sending.replace(day=1), 32).replace(day=1) if shift > 0 else first
        whole = first, _shift(_shift(first, 32).replace(day=1), -1)
        return (whole, *_windows(sending, (20, 40))) if shift < 0 else (whole,)
    monday = sending.toordinal() - sending.weekday() + 7 * shift
    if unit == "weekend":
        return ((_shift(sending, monday - sending.toordinal() + 4), _shift(sending, monday - sending.toordinal() + 6)),)
    whole = _shift(sending, monday - sending.toordinal() - 1), _shift(sending, monday - sending.toordinal() + 6)
    return (whole, *_windows(sending, (-7 * shift - 3, -7 * shift + 3))) if shift < 0 else (whole,)
