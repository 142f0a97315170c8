"""English numbers, in digits of any usual notation and in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from reviewer.facts.tokens import Token, glued, low, tokenise

_UNITS = {w: n for n, w in enumerate("one two three four five six seven eight nine".split(), 1)}
_TEENS = {w: n for n, w in enumerate("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), 10)}
TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)} | {"fourty": 40}
_SMALL = _UNITS | _TEENS | TENS
_HUNDRED = 100
_MULTIPLES = {
    "thousand": 1_000, "grand": 1_000, "k": 1_000, "million": 1_000_000, "mio": 1_000_000, "mn": 1_000_000, "billion": 10**9,
    "lakh": 100_000, "lakhs": 100_000, "lac": 100_000, "lacs": 100_000, "lpa": 100_000, "crore": 10**7, "crores": 10**7,
}  # fmt: skip
_SUFFIXES = _MULTIPLES | {"ks": 1_000, "m": 1_000_000, "mil": 1_000_000, "l": 100_000, "cr": 10**7, "bn": 10**9, "tsd": 1_000}
_ORDINAL_WORDS = {
    w: n for n, w in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1)
}
_ORDINAL_WORDS |= {w + "th": n for w, n in _TEENS.items() if n > 12} | {w[:-1] + "ieth": n for w, n in TENS.items()}
_ORDINAL_ENDS = frozenset({"st", "nd", "rd", "th"})
_PARTS = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "third": Decimal(1) / 3}
_COUNTED_AS = {"dozen": 12, "couple": 2}
STARTERS = frozenset(_SMALL) | {"a", "an", "half"}
"""The words with which a spelled number may begin."""
ORDINAL_STARTERS = frozenset(_ORDINAL_WORDS) | frozenset(TENS)
"""The words with which a spelled ordinal may begin."""

_LONGEST = 18
_GROUPED_BY_COMMAS = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?\Z", re.ASCII)
_GROUPED_BY_DOTS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?\Z", re.ASCII)
_DECIMAL = re.compile(r"\d+(?:[.,]\d+)?\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Number:
    """One number as it stands in a text."""

    start: int
    end: int
    value: Decimal
    others: tuple[Decimal, ...] = ()
    """What the same words may mean as well: "twenty-seven fifty" is 27.50 or 2,750."""
    multiples: tuple[int, ...] = ()
    """The magnitudes said last, largest first, which a range shares: (100000, 1000) in "three hundred thousand"."""
    scaled: bool = False
    """Whether a magnitude is said (k, thousand, lakh, million)."""
    spelled: bool = False
    ordinal: bool = False


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
    return _in_words(tokens, i) if tokens[i].low in STARTERS else None


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
    scaled = any(factor > _HUNDRED for factor in multiples)
    return Number(token.start, tokens[j - 1].end, value, (), _tails(multiples), scaled), j


def _magnitude(tokens: list[Token], j: int, last: int | None) -> int | None:
    """The magnitude said behind digits; short ones (85k, 1.2m, 20L) must touch them, all but k."""
    word = low(tokens, j)
    if last is not None:
        return _MULTIPLES.get(word) if last == _HUNDRED else None
    if word == "hundred":
        return _HUNDRED
    return _SUFFIXES.get(word) if glued(tokens, j) else _MULTIPLES.get(word)


def _tails(multiples: list[int]) -> tuple[int, ...]:
    products, product = [], 1
    for factor in reversed(multiples):
        product *= factor
        products.append(product)
    return tuple(reversed(products))


def _in_words(tokens: list[Token], i: int) -> tuple[Number, int] | None:
    first = tokens[i].low
    if first == "half":
        return _part_of(tokens, i, Decimal("0.5"), i + 1)
    if first in {"a", "an"}:
        return _with_article(tokens, i)
    spelled = _Spelled(tokens, i)
    return spelled.pair() or spelled.number()


def _with_article(tokens: list[Token], i: int) -> tuple[Number, int] | None:
    word = low(tokens, i + 1)
    if word in _PARTS and low(tokens, i + 2) == "of":
        return _part_of(tokens, i, _PARTS[word], i + 3)
    if word in _COUNTED_AS:
        j = i + 3 if low(tokens, i + 2) == "of" else i + 2
        if word == "couple" and (factor := {"hundred": _HUNDRED} | _MULTIPLES).get(low(tokens, j)):
            size = factor[tokens[j].low]
            return Number(tokens[i].start, tokens[j].end, Decimal(2 * size), (), (size,), size > _HUNDRED, True), j + 1
        return Number(tokens[i].start, tokens[i + 1].end, Decimal(_COUNTED_AS[word]), spelled=True), i + 2
    if word == "hundred" or (word in _MULTIPLES and word != "k"):
        return _Spelled(tokens, i).number()
    return None


def _part_of(tokens: list[Token], i: int, part: Decimal, j: int) -> tuple[Number, int] | None:
    """Half a million, a quarter of a million, half a dozen."""
    if low(tokens, j) not in {"a", "an"}:
        return None
    factors: list[int] = []
    j += 1
    if low(tokens, j) == "dozen":
        return Number(tokens[i].start, tokens[j].end, 12 * part, spelled=True), j + 1
    while (factor := {"hundred": _HUNDRED} | _MULTIPLES).get(low(tokens, j)) and len(factors) < 2:
        factors.append(factor[tokens[j].low])
        j += 1
    if not factors:
        return None
    value = part
    for size in factors:
        value *= size
    return Number(tokens[i].start, tokens[j - 1].end, value, (), _tails(factors), factors[-1] > _HUNDRED, True), j


class _Spelled:
    """One spelled number, read from left to right; every word may only fill a place that is still free."""

    def __init__(self, tokens: list[Token], i: int) -> None:
        self.tokens, self.first, self.after = tokens, i, i
        self.total, self.group = Decimal(0), Decimal(0)
        self.scale: int | None = None
        self.trail: list[int] = []
        self._read(i)

    def number(self) -> tuple[Number, int] | None:
        if self.after == self.first:
            return None
        start, end = self.tokens[self.first].start, self.tokens[self.after - 1].end
        return Number(start, end, self.total + self.group, (), _tails(self.trail), self.scale is not None, True), self.after

    def pair(self) -> tuple[Number, int] | None:
        """Two numbers said in a row: "twenty-seven fifty", "four fifty", "one oh five", "sixty-two five"."""
        if self.scale is not None or self.group >= _HUNDRED or self.after == self.first:
            return None
        second, j = _two_digits(self.tokens, self.after)
        if not second or second == self.group:
            return None
        cents, joined = self.group + Decimal(second) / 100, self.group * 100 + second
        if second < 10 and low(self.tokens, self.after) != "oh":
            if self.group < 20 or not _stops(self.tokens, j):
                return None
            cents, joined = self.group + Decimal(second) / 10, self.group * 10 + second
        main, other = (joined, cents) if self.group < 10 or self.group in (19, 20) else (cents, joined)
        return Number(self.tokens[self.first].start, self.tokens[j - 1].end, main, (other,), (), False, True), j

    def _read(self, i: int) -> None:
        if self.tokens[i].low in {"a", "an"}:
            self.group, i = Decimal(1), i + 1
        previous = ""
        while i < len(self.tokens):
            word = self.tokens[i].low
            if self._takes(word, previous):
                self.after, previous, i = i + 1, word, i + 1
            elif self._joins(word, previous, i):
                i += 1
            else:
                break
        self._and_a_half()

    def _joins(self, word: str, previous: str, i: int) -> bool:
        """Whether a hyphen, or the "and" behind a magnitude, leads on to more of the same number."""
        if i != self.after or not previous:
            return False
        if word == "-":
            return glued(self.tokens, i) and glued(self.tokens, i + 1)
        if word != "and" or low(self.tokens, i + 2) == "hundred":
            return False
        return (previous == "hundred" or previous in _MULTIPLES) and low(self.tokens, i + 1) in _SMALL

    def _takes(self, word: str, previous: str) -> bool:
        if word in _SMALL:
            room = self.group % _HUNDRED == 0 if word not in _UNITS else self.group % _HUNDRED == 0 or previous in TENS
            if not room or (self.scale is not None and self.scale <= _SMALL[word]):
                return False
            self.group, self.trail = self.group + _SMALL[word], []
            return True
        if word == "hundred":
            if not 0 < self.group < _HUNDRED:
                return False
            self.group, self.trail = self.group * _HUNDRED, [_HUNDRED]
            return True
        size = _MULTIPLES.get(word)
        if size is None or not self.group or (self.scale is not None and size >= self.scale):
            return False
        self.total, self.group, self.scale = self.total + self.group * size, Decimal(0), size
        self.trail = [*self.trail, size]
        return True

    def _and_a_half(self) -> None:
        """Take "two and a half" and "six and a half thousand" along."""
        words = [low(self.tokens, self.after + n) for n in range(4)]
        if self.scale is not None or not self.group or words[:2] != ["and", "a"] or words[2] not in _PARTS:
            return
        self.group, self.after = self.group + _PARTS[words[2]], self.after + 3
        if words[3] in _MULTIPLES:
            self.scale = _MULTIPLES[words[3]]
            self.total, self.group = self.group * self.scale, Decimal(0)
            self.trail, self.after = [self.scale], self.after + 1


def _two_digits(tokens: list[Token], i: int) -> tuple[int, int]:
    """The number below a hundred at token `i` as the second half of a pair, or 0."""
    word = low(tokens, i)
    if word == "oh" and low(tokens, i + 1) in _UNITS:
        return _UNITS[low(tokens, i + 1)], i + 2
    if word in TENS:
        j = i + 2 if low(tokens, i + 1) == "-" else i + 1
        unit = _UNITS.get(low(tokens, j), 0)
        return TENS[word] + unit, j + 1 if unit else i + 1
    return _SMALL.get(word, 0), i + 1


def _stops(tokens: list[Token], i: int) -> bool:
    return i >= len(tokens) or tokens[i].kind != "word" or low(tokens, i) in {"a", "an", "per"}
