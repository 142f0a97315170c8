"""Lengths of time in words, and how far each may fairly be stretched."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from typing import Final, Literal, TypeAlias

from reviewer.facts.numbers import number_at
from reviewer.facts.tokens import Token, lookback, lookup, low, phrase_table

Window: TypeAlias = tuple[dt.date, dt.date]
"""The earliest and the latest day that one reading allows."""
Readings: TypeAlias = tuple[Window, ...]
"""One window for each fair reading; none where the anchor is not known."""
Days: TypeAlias = tuple[int, int]
"""The least and the greatest distance in days."""
Unit: TypeAlias = Literal["minute", "hour", "day", "workday", "week", "month", "year"]
Hedge: TypeAlias = Literal["", "about", "under", "over", "exactly"]

MONTHS: Final = {
    name: n for n, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug", "september sept sep",
         "october oct", "november nov", "december dec"), 1) for name in names.split()
}  # fmt: skip
_UNITS: Final[dict[tuple[str, ...], Unit]] = phrase_table({
    "minute | minutes | mins | min | moment | moments": "minute", "hour | hours | hrs | hr": "hour",
    "day | days | night | nights | sunrises | mornings": "day", "weekday | weekdays | workdays": "workday",
    "week | weeks | wk | wks": "week",
    "month | months": "month", "year | years": "year",
})  # fmt: skip
_LENGTHS: Final[dict[Unit, int]] = {"day": 1, "week": 7, "month": 30, "year": 365}
_SORTS: Final = frozenset(
    {"full", "whole", "calendar", "long", "short", "good", "solid", "entire", "mere", "quiet", "silent", "further", "more"}
)
_WORKING: Final = frozenset({"working", "business", "work"})
_HEDGES: Final[dict[tuple[str, ...], Hedge]] = phrase_table({
    "about | around | roughly | approximately | approx | some | circa | maybe | perhaps | close to | barely | more or less"
    " | just about | coming up to | going on | scarcely | hardly | pretty much | only": "about",
    "nearly | almost | just under | not quite | just short of | under | less than | not even | approaching | close on"
    " | best part of | better part of | greater part of": "under",
    "over | more than | well over | at least | just over | a little over | upwards of | a bit over | longer than | a good"
    " | above": "over",
    "exactly | precisely": "exactly",
})  # fmt: skip
_VAGUE: Final = phrase_table({
    "a few": (2, 5), "few": (2, 5), "several": (3, 9), "some": (2, 6), "a couple of": (2, 3), "a couple": (2, 3), "couple of": (2, 3),
    "many": (4, 60), "a number of": (3, 9),
})  # fmt: skip


def length_at(tokens: list[Token], i: int) -> tuple[Days, bool, Unit, int, int] | None:
    """Read a length of time at token `i`: the days it may mean, whether it is loose, its unit, where it begins, and the place behind it."""
    vague = lookup(_VAGUE, tokens, i, 3)
    if vague is not None and (unit := _unit_at(tokens, vague[1])) is not None:
        return stretched_vague(vague[0], unit[0]), True, unit[0], i, unit[1]
    if low(tokens, i) == "fortnight" or (low(tokens, i) in {"a", "one"} and low(tokens, i + 1) == "fortnight"):
        return _hedged(tokens, i, Decimal(2), "week", i + 1 if low(tokens, i) == "fortnight" else i + 2)
    read = number_at(tokens, i)
    if read is not None:
        value, j = read[0].value, read[1]
    elif low(tokens, i) in {"a", "an"}:
        value, j = Decimal(1), i + 1
    elif low(tokens, i) == "half" and low(tokens, i + 1) in {"a", "an"}:
        value, j = Decimal("0.5"), i + 2
    else:
        return None
    if low(tokens, j) == "-":
        j += 1
    unit = _unit_at(tokens, j)
    return None if unit is None or value > 10_000 else _hedged(tokens, i, value, *unit)


def _hedged(tokens: list[Token], i: int, value: Decimal, unit: Unit, after: int) -> tuple[Days, bool, Unit, int, int]:
    before = lookback(_HEDGES, tokens, i, 3)
    hedge, first = before or ("", i)
    if low(tokens, after) == "and" and low(tokens, after + 1) == "a" and low(tokens, after + 2) == "half":
        value, after = value + Decimal("0.5"), after + 3
    if low(tokens, after) == "or" and low(tokens, after + 1) in {"so", "more"}:
        hedge, after = "about" if low(tokens, after + 1) == "so" else "over", after + 2
    loose = unit not in ("minute", "hour") and (hedge not in ("", "exactly") or _is_round(value, unit))
    return stretched(value, unit, hedge), loose and hedge != "exactly", unit, first, after


def stretched(value: Decimal, unit: Unit, hedge: Hedge) -> Days:
    """The days that a length of time may fairly mean: "nearly three weeks" is 14 to 22, "three days" is three."""
    if unit == "minute":
        return 0, 0
    if unit == "hour":
        return (0, 0) if value <= 6 else (int(value // 24), math.ceil(value / 24))
    if unit == "workday":
        return int(value), int(value) + 2 * math.ceil(value / 5) + 1
    days = value * _LENGTHS[unit]
    if hedge == "exactly" or (not hedge and not _is_round(value, unit)):
        # From four days on, people count with or without the first day.
        give_or_take = 1 if unit == "day" and value > 3 and hedge != "exactly" else 0
        return int(days) - give_or_take, math.ceil(days) + give_or_take
    give = max(_least(unit), days * (Decimal("0.4") if hedge == "about" else Decimal("0.3")))
    if hedge == "under":
        return int(days * Decimal("0.65")), math.ceil(days) + 1
    if hedge == "over":
        return max(0, int(days) - 1), int(days * 3) + 3
    return max(0, math.ceil(days - give)), int(days + give)


def stretched_vague(count: tuple[int, int], unit: Unit) -> Days:
    """The days that "a few days" or "several weeks" may fairly mean."""
    least, most = stretched(Decimal(count[0]), unit, "about"), stretched(Decimal(count[1]), unit, "about")
    return min(max(least[0], 1), most[1]), most[1]


def _is_round(value: Decimal, unit: Unit) -> bool:
    """Whether people use a length as a round figure: weeks, months, ten days."""
    return unit in ("week", "month", "year", "workday") or (unit == "day" and value >= 10 and value % 10 == 0)


def _least(unit: Unit) -> Decimal:
    return Decimal({"day": 2, "week": 3, "month": 10, "year": 60}.get(unit, 0))


def _unit_at(tokens: list[Token], i: int) -> tuple[Unit, int] | None:
    while low(tokens, i) in _SORTS and low(tokens, i + 1):
        i += 1
    if low(tokens, i) in _WORKING:
        return ("workday", i + 2) if low(tokens, i + 1) in {"day", "days"} else None
    if low(tokens, i) in {"fortnight", "fortnights"}:
        return None
    unit = _UNITS.get((low(tokens, i),))
    return None if unit is None else (unit, i + 1)
