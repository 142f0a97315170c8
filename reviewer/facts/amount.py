"""What is read where a text speaks of money."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal, NamedTuple, TypeAlias

from reviewer.models import Period

AmountKind: TypeAlias = Literal["figure", "percent", "difference"]
Bound: TypeAlias = Literal["exact", "at least", "over", "at most"]
Evidence: TypeAlias = Literal["marked", "bare"]
Tax: TypeAlias = Literal["gross", "net"]
Reading: TypeAlias = tuple[Decimal | None, Decimal | None]
"""A lower and an upper end; None is open."""


class Amount(NamedTuple):
    """A figure, a range, a percentage or a difference that may be pay."""

    start: int
    end: int
    low: Decimal | None
    """The figure, or the lower end; None when the words only cap it ("at most 70k")."""
    high: Decimal | None
    """The figure again, or the upper end; None when it is open upward ("north of 90k")."""
    kind: AmountKind = "figure"
    evidence: Evidence = "bare"
    """`marked`: a currency, a period or a magnitude stands with it; `bare`: a mere number, to be read as money only in a money context."""
    currency: str | None = None
    """ISO code; `$`, `kr`, `¥`, `Rs` where the sign alone leaves several currencies open."""
    period: Period | None = None
    bound: Bound = "exact"
    scaled: bool = False
    """Whether a magnitude is said (k, thousand, lakh), so that 65 means 65 and not 65,000."""
    fuzzy: bool = False
    """One figure somewhere between the ends ("mid-eighties"), not a range asked for."""
    others: tuple[Reading, ...] = ()
    """Other fair readings of the same words."""
    payments: int | None = None
    """How many monthly payments make the year, when it is said."""
    over: Decimal = Decimal(1)
    """How many periods the figure pays for: 5 in "2,000 for five days"."""
    days: Decimal | None = None
    """Working days of the week, when they are said."""
    hours: Decimal | None = None
    """Working hours of the period, when they are said."""
    tax: Tax | None = None
    extra: bool = False
    """A sum besides the pay: sign-on, bonus, equity, allowance."""
    tied: bool = False
    """A percentage or difference that is tied to what was said before."""

    @property
    def single(self) -> bool:
        """Whether one exact figure is named."""
        return self.low is not None and self.low == self.high and not self.fuzzy

    def as_pay(self) -> dict[str, Any]:
        """The amount as a context writes pay, with the ends that are named."""
        ends = {"min": self.low, "max": self.high}
        return {**{name: float(end) for name, end in ends.items() if end is not None}, "currency": self.currency, "period": self.period}
