"""Fuzzy regions: the mid-eighties, low six figures, just into three digits."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from reviewer.facts.amount import Amount, Bound
from reviewer.facts.numbers import TENS
from reviewer.facts.tokens import Token, glued, lookback, low, phrase_table, phrases

_DECADES: Final = {word[:-1] + "ies": n for word, n in TENS.items()} | {"hundreds": 100}
_PLACES: Final[dict[str, tuple[str, str]]] = {
    "low": ("0", "3.5"), "lower": ("0", "3.5"), "early": ("0", "3.5"), "mid": ("4", "6"), "middle": ("4", "6"), "high": ("6.5", "9.9"),
    "higher": ("6.5", "9.9"), "upper": ("6.5", "9.9"), "late": ("6.5", "9.9"), "top": ("6.5", "9.9"),
}  # fmt: skip
_SIX: Final = {
    "low": ("1", "4"),
    "lower": ("1", "4"),
    "mid": ("4", "6"),
    "middle": ("4", "6"),
    "high": ("7", "9.99"),
    "higher": ("7", "9.99"),
    "upper": ("7", "9.99"),
}
_DIGITS: Final = {w: n for n, w in enumerate("two three four five six seven eight".split(), 2)} | {str(n): n for n in range(2, 9)}
_EDGES: Final[dict[tuple[str, ...], str]] = phrase_table({
    "just into | barely into | just in | scraping | just over | a little over | just past": "just into",
    "just under | just below | shy of | just shy of | short of | just short of | close to | nearly | almost": "just under",
    "north of | over | above | at least | into | well into | more than | past": "over",
})  # fmt: skip
_PAST: Final = phrases("since the | back in the | during the | of the | until the | in my | in her | in his | in their")
REGION_STARTERS: Final = (
    frozenset(_PLACES) | frozenset(_DECADES) | frozenset(TENS) | frozenset(_DIGITS) | {str(n) for n in range(20, 101, 10)}
)
"""The words with which a region may begin."""


def region_at(tokens: list[Token], i: int) -> tuple[Amount, int] | None:
    """Read the fuzzy region that begins at token `i`, with the place behind it."""
    place = tokens[i].low if tokens[i].low in _PLACES else ""
    j = i + 1 if place else i
    if place and low(tokens, j) in {"-", "to"}:
        if low(tokens, j) == "to" or low(tokens, j + 1) in _PLACES:
            return None
        j += 1
    return _digits(tokens, i, j, place) or _decade(tokens, i, j, place)


def _decade(tokens: list[Token], i: int, j: int, place: str) -> tuple[Amount, int] | None:
    word, after = low(tokens, j), j + 1
    scaled = False
    if word in _DECADES:
        base = _DECADES[word]
    elif word in TENS and low(tokens, after) == "-" and low(tokens, after + 1) in {"odd", "something"}:
        base, after = TENS[word], after + 2
    elif word.isdigit() and word in REGION_STARTERS:
        after += low(tokens, after) == "'" and low(tokens, after + 1) == "s"
        suffix = low(tokens, after)
        scaled = suffix in {"k", "ks"} and bool(place)
        if not (suffix == "s" or scaled) or not glued(tokens, after):
            return None
        base, after = int(word), after + 1
    else:
        return None
    if low(tokens, j - 1) == "'" or lookback(_PAST, tokens, i, 3) is not None:
        return None
    if scaled and low(tokens, after) == "s":
        after += 1
    if low(tokens, after) in {"k", "thousand", "thousands", "grand"}:
        scaled, after = True, after + 1
    size = 1000 if scaled else 1
    step = 10 if base == 100 else 1
    start, end = _PLACES.get(place, ("0", "9.9"))
    lower, upper = (base + Decimal(start) * step) * size, (base + Decimal(end) * step) * size
    return _amount(tokens, i, after, lower, upper, scaled=scaled), after


def _digits(tokens: list[Token], i: int, j: int, place: str) -> tuple[Amount, int] | None:
    """Low six figures, just into three digits, a six-figure salary."""
    count = _DIGITS.get(low(tokens, j), 0)
    k = j + 2 if low(tokens, j + 1) == "-" else j + 1
    if not count or low(tokens, k) not in {"figures", "digits", "figure", "digit"}:
        return None
    size = Decimal(10) ** (count - 1)
    start, end = _SIX.get(place, ("1", "9.99"))
    lower, upper = size * Decimal(start), size * Decimal(end)
    bound: Bound = "exact"
    edge = lookback(_EDGES, tokens, i, 3)
    if low(tokens, k).startswith("digit") and edge is None and not place:
        return None
    if edge is not None and not place:
        if edge[0] == "over":
            bound = "at least"
        else:
            lower, upper = (size, size * Decimal("1.1")) if edge[0] == "just into" else (size * Decimal("0.95"), size - 1)
        i = edge[1]
    return _amount(tokens, i, k + 1, lower, upper, scaled=count > 3, bound=bound), k + 1


def _amount(tokens: list[Token], i: int, after: int, lower: Decimal, upper: Decimal, *, scaled: bool, bound: Bound = "exact") -> Amount:
    return Amount(
        start=tokens[i].start,
        end=tokens[after - 1].end,
        low=lower,
        high=None if bound == "at least" else upper,
        evidence="marked" if scaled else "bare",
        bound=bound,
        scaled=scaled,
        fuzzy=bound == "exact",
    )
