"""Figures and ranges: one number or two, with the currency that touches them."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, NamedTuple

from reviewer.facts.currencies import currency_after, currency_before
from reviewer.facts.numbers import Number, number_at
from reviewer.facts.tokens import Token, glued, low

_TO: Final = frozenset({"-", "\u2013", "\u2014", "to", "through", "till", "until"})
_WIDEST: Final = 3
"""Two ends further apart than this are no range of pay."""


class Core(NamedTuple):
    """A figure or range, before its terms are read; `low` is `high` when only one is named."""

    first: int
    after: int
    begin: int
    low: Number
    high: Number
    currency: str | None

    @property
    def ranged(self) -> bool:
        return self.high is not self.low

    @property
    def scaled(self) -> bool:
        return self.low.scaled or self.high.scaled


def core_at(tokens: list[Token], i: int) -> Core | None:
    """Read the figure or range that begins at token `i`."""
    read = number_at(tokens, i)
    if read is None:
        return None
    number, after = read[0], _past_ish(tokens, read[1])
    currency, begin = currency_before(tokens, i) or (None, i)
    if (behind := currency_after(tokens, after)) is not None and currency is None:
        currency, after = behind
    ranged = _upper_end(tokens, i, after, number)
    if ranged is None:
        return Core(i, after, begin, number, number, currency)
    lower, upper, sign, after = ranged
    return Core(i, after, begin, lower, upper, currency or sign)


def _past_ish(tokens: list[Token], after: int) -> int:
    """The place behind the ending of "85ish" and "85-ish"."""
    if low(tokens, after) == "ish":
        return after + 1
    return after + 2 if low(tokens, after) == "-" and low(tokens, after + 1) == "ish" else after


def _upper_end(tokens: list[Token], i: int, after: int, number: Number) -> tuple[Number, Number, str | None, int] | None:
    """The second half of a range, if one follows and fits the first."""
    word = low(tokens, after)
    between = low(tokens, i - 1) == "between" or low(tokens, i - 2) == "between"
    stroke = word == "/" and glued(tokens, after) and glued(tokens, after + 1)
    if not (word in _TO or stroke or (word == "and" and between) or word == "or"):
        return None
    j = after + 1
    if word == "up" and low(tokens, j) == "to":
        j += 1
    sign = None
    for n in range(j, min(j + 3, len(tokens))):
        if (upper := number_at(tokens, n)) is not None:
            sign = currency_before(tokens, n) if n > j else None
            if n > j and (sign is None or sign[1] != j):
                return None
            if stroke and not upper[0].scaled:
                return None
            return _range(tokens, number, upper[0], upper[1], sign[0] if sign else None, close=word == "or")
    return None


def _range(
    tokens: list[Token], lower: Number, upper: Number, after: int, sign: str | None, *, close: bool
) -> tuple[Number, Number, str | None, int] | None:
    lower, upper = _shared(lower, upper)
    if not 0 < lower.value < upper.value or upper.value > lower.value * (Decimal("1.3") if close else _WIDEST):
        return None
    if (behind := currency_after(tokens, after)) is not None:
        return lower, upper, sign or behind[0], behind[1]
    return lower, upper, sign, after


def _shared(lower: Number, upper: Number) -> tuple[Number, Number]:
    """Let both ends share the magnitude that only one of them carries: "68 to 71 thousand", "65k-70"."""
    if upper.scaled and not lower.scaled and lower.value < upper.value:
        for multiple in upper.multiples:
            if lower.value * multiple <= upper.value:
                return lower._replace(value=lower.value * multiple, scaled=True, others=()), upper
    if lower.scaled and not upper.scaled and upper.value < lower.value:
        for multiple in lower.multiples:
            if upper.value * multiple >= lower.value:
                return lower, upper._replace(value=upper.value * multiple, scaled=True, others=())
    if lower.others and upper.others and not lower.value < upper.value:
        return lower._replace(value=min(lower.others)), upper._replace(value=min(upper.others))
    return lower, upper
