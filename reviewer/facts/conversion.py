"""Every fair way to read an amount in the period of an expectation."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from reviewer.facts.amount import Amount, Bound
from reviewer.models import Period, SalaryExpectation

PERIODS_A_YEAR: Final[dict[Period, int]] = {"year": 1, "month": 12, "week": 52, "day": 260, "hour": 2080}
_MULTIPLES: Final = (1, 1_000, 100_000, 1_000_000)
_BARE_LIMIT: Final = 1_000
_LEAST, _MOST = Decimal("0.4"), Decimal("2.5")


class FairReading(NamedTuple):
    """An amount brought to the period of the expectation, with the way there in words."""

    low: Decimal | None
    high: Decimal | None
    slack: Decimal = Decimal(0)
    """What rounding in a converted figure may hide."""
    steps: tuple[str, ...] = ()
    guessed: bool = False
    """Whether the period, or a magnitude beside a currency, is only guessed."""


def fair_readings(amount: Amount, expectation: SalaryExpectation) -> tuple[tuple[FairReading, ...], bool]:
    """The readings that fit the context best, and whether any fits at all; else the literal one stands alone.

    The period named (or else that of the expectation) is tried first as it stands, then with a magnitude left unsaid;
    only then, where no period is named, the other periods.
    """
    floor, ceiling = _bounds(expectation)
    literal: tuple[FairReading, ...] = ()
    for tier in _tiers(amount, expectation):
        readings = tuple(tier)
        literal = literal or readings
        fitting = tuple(r for r in readings if _fits(r, floor, ceiling))
        if fitting:
            return _distinct(fitting), True
    return _distinct(literal), False


def spoken(value: Decimal) -> str:
    """Write a number with thousands commas, and cents only where there are any."""
    rounded = value.quantize(Decimal("0.01"))
    return f"{rounded:,.0f}" if rounded == rounded.to_integral_value() or rounded >= 10_000 else f"{rounded:,.2f}"


def in_words(low: Decimal | None, high: Decimal | None, bound: Bound) -> str:
    """Write a figure, a range or a half-open range."""
    if low is None:
        return f"up to {spoken(high or Decimal(0))}"
    if high is None:
        return f"more than {spoken(low)}" if bound == "over" else f"{spoken(low)} or more"
    return spoken(low) if low == high else f"{spoken(low)} to {spoken(high)}"


def per(period: Period | None) -> str:
    """Write a period behind a figure, or nothing."""
    return "" if period is None else " an hour" if period == "hour" else f" a {period}"


def _bounds(expectation: SalaryExpectation) -> tuple[Decimal, Decimal]:
    ends = [Decimal(str(end)) for end in (expectation.min, expectation.max) if end is not None]
    return (min(ends), max(ends)) if ends else (Decimal(0), Decimal(0))


def _fits(reading: FairReading, floor: Decimal, ceiling: Decimal) -> bool:
    """Whether a reading lies so near to what was given that it can be meant."""
    point = reading.high if reading.high is not None else reading.low
    return point is not None and floor * _LEAST <= point <= ceiling * _MOST


def _distinct(readings: tuple[FairReading, ...]) -> tuple[FairReading, ...]:
    return tuple({(r.low, r.high): r for r in reversed(readings)}.values())[::-1]


def _tiers(amount: Amount, expectation: SalaryExpectation) -> Iterator[Iterator[FairReading]]:
    target = expectation.period
    own: tuple[Period | None, ...] = (amount.period or target,)
    others: tuple[Period | None, ...] = () if amount.period else tuple(PERIODS_A_YEAR)
    targets: tuple[Period | None, ...] = (target,)
    if target is None and amount.period is not None:
        targets = (amount.period,)
    yield _tier(amount, own, targets, (1,))
    yield _tier(amount, own, targets, _MULTIPLES[1:])
    yield _tier(amount, others, targets, (1,))
    if amount.evidence == "marked":
        yield _tier(amount, others, targets, _MULTIPLES[1:])
    if expectation.period is None and amount.period is not None:
        yield _tier(amount, own, tuple(PERIODS_A_YEAR), (1,))


def _tier(
    amount: Amount, periods: tuple[Period | None, ...], targets: tuple[Period | None, ...], scales: tuple[int, ...]
) -> Iterator[FairReading]:
    for low, high in ((amount.low, amount.high), *amount.others):
        for scale in scales:
            if scale == 1 or _may_lack_magnitude(amount, low, high):
                for period in periods:
                    for target in targets:
                        yield from _converted(amount, low, high, scale, period, target)


def _may_lack_magnitude(amount: Amount, low: Decimal | None, high: Decimal | None) -> bool:
    """Whether a figure is small enough to be short for thousands (or lakhs, or millions)."""
    point = high if high is not None else low
    if point is not None and amount.currency and point != int(point):
        return False  # £84.60 is 84 pounds and 60 pence
    return point is not None and abs(point) < _BARE_LIMIT and not amount.scaled and amount.period not in ("hour", "day")


def _converted(
    amount: Amount, low: Decimal | None, high: Decimal | None, scale: int, period: Period | None, target: Period | None
) -> Iterator[FairReading]:
    full = _times(low, Decimal(scale)), _times(high, Decimal(scale))
    short = scale != 1 and amount.currency is not None
    steps = (f"{in_words(low, high, amount.bound)} is read as {in_words(*full, amount.bound)}",) if scale != 1 else ()
    low, high = full
    if period is None or target is None:
        yield FairReading(low, high, steps=steps, guessed=short)
        return
    for factor, way in _factors(amount, period, target):
        ends = _times(low, factor), _times(high, factor)
        told = (f"{in_words(low, high, amount.bound)}{way} is {in_words(*ends, amount.bound)}{per(target)}",) if way else ()
        slack = _slack(low if high is None else high, factor) if way else Decimal(0)
        yield FairReading(*ends, slack=slack, steps=(*steps, *told), guessed=short or (amount.period is None and period != target))


def _factors(amount: Amount, period: Period, target: Period) -> Iterator[tuple[Decimal, str]]:
    """What to multiply by to come from one period to another, with the words for it; empty words where nothing changes."""
    plain = Decimal(PERIODS_A_YEAR[period]) / PERIODS_A_YEAR[target] / amount.over
    if amount.over != 1:
        yield plain, f" for {spoken(amount.over)} {period}s"
        return
    if period == target:
        yield Decimal(1), ""
        return
    if amount.days is not None and (period, target) == ("week", "day"):
        yield 1 / amount.days, f" for {spoken(amount.days)} days"
        return
    if amount.hours is not None and target == "hour":
        yield 1 / amount.hours, f" for {spoken(amount.hours)} hours"
    yield plain, per(period)
    if amount.payments in (13, 14) and {period, target} <= {"year", "month"}:
        paid = Decimal(amount.payments)
        yield (1 / paid if period == "year" else paid), f"{per(period)} in {amount.payments} payments"


def _times(value: Decimal | None, factor: Decimal) -> Decimal | None:
    return None if value is None else value * factor


def _slack(value: Decimal | None, factor: Decimal) -> Decimal:
    """Half a unit of the last digit written, as long as that is a trifle."""
    if value is None or not value:
        return Decimal(0)
    exponent = value.as_tuple().exponent
    unit = Decimal(1).scaleb(exponent) if isinstance(exponent, int) and exponent < 0 else Decimal(1)
    half = unit / 2 * factor
    return half if half <= abs(value * factor) * Decimal("0.003") else Decimal(0)
