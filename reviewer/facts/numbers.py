"""English numbers, in digits of any usual notation and in words."""

from __future__ import annotations

import re
from decimal import Decimal

from reviewer.facts.spelled import HUNDRED, MULTIPLES, STARTERS, TEENS, TENS, Number, spelled_at, tails
from reviewer.facts.tokens import Token, glued, low, tokenise

__all__ = ["STARTERS", "TENS", "Number", "number_at", "ordinal_at", "plain_decimal", "read_numbers"]

_SUFFIXES = MULTIPLES | {"ks": 1_000, "m": 1_000_000, "mil": 1_000_000, "l": 100_000, "cr": 10**7, "bn": 10**9, "tsd": 1_000}
_ORDINAL_WORDS = {
    w: n for n, w in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1)
}
_ORDINAL_WORDS |= {w + "th": n for w, n in TEENS.items() if n > 12} | {w[:-1] + "ieth": n for w, n in TENS.items()}
_ORDINAL_ENDS = frozenset({"st", "nd", "rd", "th"})
ORDINAL_STARTERS = frozenset(_ORDINAL_WORDS) | frozenset(TENS)
"""The words with which a spelled ordinal may begin."""

_LONGEST = 18
_GROUPED_BY_COMMAS = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?\Z", re.ASCII)
_GROUPED_BY_DOTS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?\Z", re.ASCII)
_DECIMAL = re.compile(r"\d+(?:[.,]\d+)?\Z", re.ASCII)


def read_numbers(text: str) -> tuple[Number, ...]:
    """Read every number of a text, cardinal or ordinal, in order."""
    tokens, found, i = tokenise(text), [], 0
    while i < len(tokens):
        read = ordinal_at(tokens, i) or number_at(tokens, i)
        if read is not None:
            found.append(read[0])
        i = i + 1 if read is None else read[1]
    return tuple(found)


def number_at(tokens: list[Token], i: int) -> tuple[Number, int] | None:
    """Read the cardinal number that begins at token `i`, with the place behind it."""
    if i >= len(tokens):
        return None
    if tokens[i].kind == "number":
        return _in_digits(tokens, i)
    return spelled_at(tokens, i) if tokens[i].low in STARTERS else None


def ordinal_at(tokens: list[Token], i: int) -> tuple[Number, int] | None:
    """Read the ordinal number ("third", "4th", "twenty-first") that begins at token `i`."""
    if i >= len(tokens):
        return None
    token = tokens[i]
    if token.kind == "number":
        if low(tokens, i + 1) in _ORDINAL_ENDS and glued(tokens, i + 1) and token.raw.isdigit() and len(token.raw) < _LONGEST:
            return Number(token.start, tokens[i + 1].end, Decimal(token.raw), ordinal=True), i + 2
        return None
    if token.low in _ORDINAL_WORDS:
        return Number(token.start, token.end, Decimal(_ORDINAL_WORDS[token.low]), spelled=True, ordinal=True), i + 1
    if token.low in TENS:
        j = i + 2 if low(tokens, i + 1) == "-" else i + 1
        unit = _ORDINAL_WORDS.get(low(tokens, j), 10)
        if unit < 10:
            return Number(token.start, tokens[j].end, Decimal(TENS[token.low] + unit), spelled=True, ordinal=True), j + 1
    return None


def plain_decimal(raw: str, *, scaled: bool = False) -> Decimal | None:
    """The value of digits in any usual notation: 72,800, 54.000, 168'000, 45 500, 42,50; None where they are no number."""
    if len(raw) > _LONGEST:
        return None
    digits = re.sub(r"[\s'\u2019]", "", raw)
    if _GROUPED_BY_COMMAS.match(digits) and not digits.startswith("0"):
        return Decimal(digits.replace(",", ""))
    if _GROUPED_BY_DOTS.match(digits) and not digits.startswith("0") and not (scaled and digits.count(".") == 1):
        return Decimal(digits.replace(".", "").replace(",", "."))
    return Decimal(digits.replace(",", ".")) if _DECIMAL.match(digits) else None


def _in_digits(tokens: list[Token], i: int) -> tuple[Number, int] | None:
    token, j = tokens[i], i + 1
    multiples: list[int] = []
    while (factor := _magnitude(tokens, j, last=multiples[-1] if multiples else None)) is not None:
        multiples.append(factor)
        j += 1
    value = plain_decimal(token.raw, scaled=bool(multiples))
    if value is None:
        return None
    for factor in multiples:
        value *= factor
    if not multiples and [low(tokens, j + n) for n in range(3)] == ["and", "a", "half"]:
        value, j = value + Decimal("0.5"), j + 3
    scaled = any(factor > HUNDRED for factor in multiples)
    return Number(token.start, tokens[j - 1].end, value, (), tails(multiples), scaled), j


def _magnitude(tokens: list[Token], j: int, last: int | None) -> int | None:
    """The magnitude said behind digits; short ones (85k, 1.2m, 20L) must touch them, all but k."""
    word = low(tokens, j)
    if last is not None:
        return MULTIPLES.get(word) if last == HUNDRED else None
    if word == "hundred":
        return HUNDRED
    return _SUFFIXES.get(word) if glued(tokens, j) else MULTIPLES.get(word)
