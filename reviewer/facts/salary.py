"""Holds the figures of a draft against the pay that was named before."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Final, Literal, NamedTuple, TypeAlias

from reviewer.facts.amount import Amount
from reviewer.facts.conversion import FairReading, fair_readings, in_words, per, spoken
from reviewer.facts.currencies import may_be_same
from reviewer.models import SalaryExpectation, Stage

Relation: TypeAlias = Literal["below", "within", "above", "unclear"]
_FAR: Final = 8
_SHORT: Final = 1_000


class Comparison(NamedTuple):
    """How one amount lies to the pay given before, with the arithmetic in words."""

    amount: Amount
    relation: Relation
    """`unclear`: no ceiling is known, the currency differs, or two fair readings disagree."""
    arithmetic: tuple[str, ...]
    guessed: bool = False
    """Whether the period, or a magnitude beside a currency, had to be guessed, or the amount lies far from what was given."""
    end: bool = False
    """Whether the amount is an end of what was given, or all of it."""


def compare(amounts: Iterable[Amount], expectation: SalaryExpectation, *, stage: Stage | None = None) -> tuple[Comparison, ...]:
    """Hold each amount against an expectation; at stage `offer` only an end above the ceiling is `above`."""
    given = _in_full(expectation)
    return tuple(_compare(amount, given, offer=stage == "offer") for amount in amounts)


def _in_full(expectation: SalaryExpectation) -> SalaryExpectation:
    """Fill in the magnitude of a yearly expectation that was written short: 80 to 85 a year, 18 to 22 lakh."""
    if expectation.period != "year" or expectation.max is None or expectation.max >= _SHORT:
        return expectation
    multiple = 100_000 if expectation.currency and may_be_same(expectation.currency, "INR") else 1_000
    floor = None if expectation.min is None else expectation.min * multiple
    return expectation.model_copy(update={"min": floor, "max": expectation.max * multiple})


def _compare(amount: Amount, expectation: SalaryExpectation, *, offer: bool) -> Comparison:
    if expectation.max is None:
        return Comparison(amount, "unclear", ("no ceiling was given before",))
    if not may_be_same(amount.currency, expectation.currency):
        words = f"{amount.currency} is not {expectation.currency}, and currencies are not converted"
        return Comparison(amount, "unclear", (words,))
    if amount.extra:
        return Comparison(amount, "unclear", ("a sum besides the pay is not held against it",))
    if amount.kind == "figure":
        return _figure(amount, expectation, offer=offer)
    return _change(amount, expectation, Decimal(str(expectation.max)), offer=offer)


def _figure(amount: Amount, expectation: SalaryExpectation, *, offer: bool) -> Comparison:
    readings, fitting = fair_readings(amount, expectation)
    near = tuple(reading for reading in readings if not _is_far(reading, expectation))
    readings = near or readings  # of 38.50 and 3,850 an hour, only one can be meant
    outcomes = {_relation(reading, amount, expectation, offer=offer) for reading in readings}
    lines = tuple(_line(reading, amount, expectation) for reading in readings)
    if not fitting and any(_is_far(reading, expectation) for reading in readings):
        return Comparison(amount, "unclear", (*lines, "too far apart to be the same pay"))
    guessed = not fitting or all(reading.guessed for reading in readings)
    if outcomes <= {"within", "below"}:
        end = any(_is_end(reading, expectation) for reading in readings)
        return Comparison(amount, "within" if "within" in outcomes else "below", lines, guessed, end)
    end = amount.bound != "exact" and any(_is_end(reading, expectation) for reading in readings)
    return Comparison(amount, "above" if outcomes == {"above"} else "unclear", lines, guessed, end)


def _is_end(reading: FairReading, expectation: SalaryExpectation) -> bool:
    """Whether a reading says again what was given, in full or by one of its ends."""
    ends = {Decimal(str(end)) for end in (expectation.min, expectation.max) if end is not None}
    said = {end for end in (reading.low, reading.high) if end is not None}
    return bool(said) and said <= ends


def _is_far(reading: FairReading, expectation: SalaryExpectation) -> bool:
    """Whether a figure is out of all proportion: a budget, a headcount, a year."""
    point, ceiling = reading.high if reading.high is not None else reading.low, Decimal(str(expectation.max))
    return point is None or point > ceiling * _FAR or point * _FAR < ceiling


def _relation(reading: FairReading, amount: Amount, expectation: SalaryExpectation, *, offer: bool) -> Relation:
    floor = None if expectation.min is None else Decimal(str(expectation.min))
    ceiling = Decimal(str(expectation.max)) + reading.slack
    low, high = reading.low, reading.high
    top = high if high is not None else low
    if top is None:
        return "unclear"
    if amount.fuzzy:
        return _of_region(low, top, floor, ceiling)
    if top > ceiling or (high is None and amount.bound == "over" and top >= ceiling - reading.slack):
        return "above"
    ranged = low is not None and low != high
    if ranged and not offer and floor is not None and low is not None and low > floor + reading.slack:
        return "above"
    return "below" if floor is not None and high is not None and top < floor else "within"


def _of_region(low: Decimal | None, high: Decimal, floor: Decimal | None, ceiling: Decimal) -> Relation:
    """A fuzzy region names one figure somewhere inside it."""
    if low is not None and low > ceiling:
        return "above"
    if high > ceiling:
        return "unclear"
    return "below" if floor is not None and high < floor else "within"


def _line(reading: FairReading, amount: Amount, expectation: SalaryExpectation) -> str:
    """One reading in words: "2,250 for 5 days is 450 a day; the ceiling given is 420"."""
    told = ", ".join(reading.steps) or in_words(reading.low, reading.high, amount.bound) + per(expectation.period)
    floor, ceiling = expectation.min, Decimal(str(expectation.max))
    if floor is not None and floor != expectation.max and not amount.single:
        return f"{told}; the range given is {spoken(Decimal(str(floor)))} to {spoken(ceiling)}"
    return f"{told}; the ceiling given is {spoken(ceiling)}"


def _change(amount: Amount, expectation: SalaryExpectation, ceiling: Decimal, *, offer: bool) -> Comparison:
    """Add a percentage or a difference to the ceiling given before."""
    change = amount.high if amount.high is not None else amount.low
    if change is None or not change:
        return Comparison(amount, "unclear", ())
    if amount.kind == "percent":
        raised, told = ceiling * (1 + change / 100), f"{spoken(abs(change))} per cent"
    else:
        step = _difference(amount, expectation, ceiling)
        raised, told = ceiling + step, spoken(abs(step))
    way = "on top of" if change > 0 else "off"
    line = f"{told} {way} the {spoken(ceiling)}{per(expectation.period)} given is {spoken(raised)}"
    if change < 0:
        return Comparison(amount, "below", (line,))
    if offer and not amount.tied:
        return Comparison(amount, "unclear", (line, "it may as well be counted from the offer"))
    return Comparison(amount, "above", (line,))


def _difference(amount: Amount, expectation: SalaryExpectation, ceiling: Decimal) -> Decimal:
    """The difference in the period of the expectation, with an unsaid magnitude filled in."""
    change = abs(amount.high or amount.low or Decimal(0))
    sign = 1 if (amount.high or amount.low or Decimal(0)) > 0 else -1
    if not amount.scaled and change < 1_000 and amount.period is None and change * 100 < ceiling:
        multiple = 100_000 if expectation.currency == "INR" and ceiling >= 1_000_000 else 1_000
        change = change * multiple if change * multiple <= ceiling else change
    elif amount.period is not None and expectation.period is not None:
        positive = Amount(amount.start, amount.end, change, change, period=amount.period, scaled=amount.scaled)
        readings, fitting = fair_readings(positive, expectation)
        change = readings[0].high or change if readings and (fitting or amount.period != expectation.period) else change
    return sign * change
