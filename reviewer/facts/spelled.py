"""Numbers in words: "two thousand two hundred and fifty", "twenty-seven fifty", "half a million"."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from reviewer.facts.tokens import Token, glued, low

UNITS = {w: n for n, w in enumerate("one two three four five six seven eight nine".split(), 1)}
TEENS = {w: n for n, w in enumerate("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), 10)}
TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)} | {"fourty": 40}
_SMALL = UNITS | TEENS | TENS
HUNDRED = 100
MULTIPLES = {
    "thousand": 1_000, "grand": 1_000, "thou": 1_000, "k": 1_000, "million": 1_000_000, "mio": 1_000_000, "mn": 1_000_000, "billion": 10**9,
    "lakh": 100_000, "lakhs": 100_000, "lac": 100_000, "lacs": 100_000, "lpa": 100_000, "crore": 10**7, "crores": 10**7,
}  # fmt: skip
_PARTS = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "third": Decimal(1) / 3}
_DIGITS = {w: str(n) for w, n in UNITS.items()} | {"zero": "0", "oh": "0", "nought": "0"}
_COUNTED_AS = {"dozen": 12, "couple": 2}
STARTERS = frozenset(_SMALL) | {"a", "an", "half", "the"}
"""The words with which a spelled number may begin."""


class Number(NamedTuple):
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


def spelled_at(tokens: list[Token], i: int) -> tuple[Number, int] | None:
    """Read the spelled number that begins at token `i`, with the place behind it."""
    first = tokens[i].low
    if first == "half":
        return _part_of(tokens, i, Decimal("0.5"), i + 1)
    if first in {"a", "an"}:
        return _with_article(tokens, i)
    if first == "the":
        return _Spelled(tokens, i).number() if low(tokens, i + 1) in {"hundred", "thousand"} else None
    spelled = _Spelled(tokens, i)
    return spelled.pair() or spelled.number()


def _with_article(tokens: list[Token], i: int) -> tuple[Number, int] | None:
    word = low(tokens, i + 1)
    if word in _PARTS and low(tokens, i + 2) == "of":
        return _part_of(tokens, i, _PARTS[word], i + 3)
    if word in _COUNTED_AS:
        j = i + 3 if low(tokens, i + 2) == "of" else i + 2
        if word == "couple" and (factor := {"hundred": HUNDRED} | MULTIPLES).get(low(tokens, j)):
            size = factor[tokens[j].low]
            return Number(tokens[i].start, tokens[j].end, Decimal(2 * size), (), (size,), size > HUNDRED, True), j + 1
        return Number(tokens[i].start, tokens[i + 1].end, Decimal(_COUNTED_AS[word]), spelled=True), i + 2
    if word == "hundred" or (word in MULTIPLES and word != "k"):
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
    while (factor := {"hundred": HUNDRED} | MULTIPLES).get(low(tokens, j)) and len(factors) < 2:
        factors.append(factor[tokens[j].low])
        j += 1
    if not factors:
        return None
    value = part
    for size in factors:
        value *= size
    return Number(tokens[i].start, tokens[j - 1].end, value, (), tails(factors), factors[-1] > HUNDRED, True), j


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
        return Number(start, end, self.total + self.group, (), tails(self.trail), self.scale is not None, True), self.after

    def pair(self) -> tuple[Number, int] | None:
        """Two numbers said in a row: "twenty-seven fifty", "four fifty", "one oh five", "sixty-two five", "sixteen two hundred"."""
        if self.scale is not None or not 0 < self.group < HUNDRED or self.group % 1:
            return None
        if self.group >= 10 and low(self.tokens, self.after) in UNITS and low(self.tokens, self.after + 1) == "hundred":
            value = self.group * 1000 + UNITS[low(self.tokens, self.after)] * HUNDRED
            start, end = self.tokens[self.first].start, self.tokens[self.after + 1].end
            return Number(start, end, value, (), (), False, True), self.after + 2
        hyphened = self.group < 10 and low(self.tokens, self.after) == "-" and glued(self.tokens, self.after + 1)
        second, j = _two_digits(self.tokens, self.after + 1 if hyphened else self.after)
        if not second or second == self.group:
            return None
        cents, joined = self.group + Decimal(second) / 100, self.group * 100 + second
        if second < 10 and "oh" not in (low(self.tokens, j - 2), low(self.tokens, j - 3)):
            if self.group < 20 or not _stops(self.tokens, j):
                return None
            cents, joined = self.group + Decimal(second) / 10, self.group * 10 + second
        main, other = (joined, cents) if self.group < 10 or self.group in (19, 20) else (cents, joined)
        return Number(self.tokens[self.first].start, self.tokens[j - 1].end, main, (other,), (), False, True), j

    def _read(self, i: int) -> None:
        if self.tokens[i].low in {"a", "an", "the"}:
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
        self._point()
        self._and_a_half()

    def _joins(self, word: str, previous: str, i: int) -> bool:
        """Whether a hyphen, or the "and" behind a magnitude, leads on to more of the same number."""
        if i != self.after or not previous:
            return False
        if word == "-":
            return glued(self.tokens, i) and glued(self.tokens, i + 1)
        if word != "and" or low(self.tokens, i + 2) == "hundred" or self._begins_anew(i + 1):
            return False
        return (previous == "hundred" or previous in MULTIPLES) and low(self.tokens, i + 1) in _SMALL

    def _begins_anew(self, i: int) -> bool:
        """Whether the words behind an "and" have a magnitude as large of their own: "eleven thousand and thirteen thousand"."""
        j = i + 1
        if low(self.tokens, j) == "-":
            j += 1
        if low(self.tokens, j) in UNITS:
            j += 1
        return self.scale is not None and MULTIPLES.get(low(self.tokens, j), 0) >= self.scale

    def _takes(self, word: str, previous: str) -> bool:
        if word in _SMALL:
            room = self.group % HUNDRED == 0 if word not in UNITS else self.group % HUNDRED == 0 or previous in TENS
            if not room or (self.scale is not None and self.scale <= _SMALL[word]):
                return False
            self.group, self.trail = self.group + _SMALL[word], []
            return True
        if word == "hundred":
            if not 0 < self.group < HUNDRED:
                return False
            self.group, self.trail = self.group * HUNDRED, [HUNDRED]
            return True
        size = MULTIPLES.get(word)
        if size is None or not self.group or (self.scale is not None and size >= self.scale):
            return False
        self.total, self.group, self.scale = self.total + self.group * size, Decimal(0), size
        self.trail = [*self.trail, size]
        return True

    def _point(self) -> None:
        """Take "six point nine million" and "one point two five" along."""
        if self.scale is not None or not 0 < self.group < HUNDRED or low(self.tokens, self.after) != "point":
            return
        digits, i = "", self.after + 1
        while (digit := _DIGITS.get(low(self.tokens, i))) is not None:
            digits, i = digits + digit, i + 1
        if not digits:
            return
        self.group, self.after, self.trail = self.group + Decimal(f"0.{digits}"), i, []
        if (word := low(self.tokens, i)) in MULTIPLES:
            self.scale = MULTIPLES[word]
            self.total, self.group = self.group * self.scale, Decimal(0)
            self.trail, self.after = [self.scale], i + 1

    def _and_a_half(self) -> None:
        """Take "two and a half" and "six and a half thousand" along."""
        words = [low(self.tokens, self.after + n) for n in range(4)]
        if self.scale is not None or not self.group or words[:2] != ["and", "a"] or words[2] not in _PARTS:
            return
        self.group, self.after = self.group + _PARTS[words[2]], self.after + 3
        if words[3] in MULTIPLES:
            self.scale = MULTIPLES[words[3]]
            self.total, self.group = self.group * self.scale, Decimal(0)
            self.trail, self.after = [self.scale], self.after + 1


def _two_digits(tokens: list[Token], i: int) -> tuple[int, int]:
    """The number below a hundred at token `i` as the second half of a pair, or 0."""
    word = low(tokens, i)
    if word == "oh":
        unit = i + 2 if low(tokens, i + 1) == "-" and glued(tokens, i + 2) else i + 1
        if low(tokens, unit) in UNITS:
            return UNITS[low(tokens, unit)], unit + 1
    if word in TENS:
        j = i + 2 if low(tokens, i + 1) == "-" else i + 1
        unit = UNITS.get(low(tokens, j), 0)
        return TENS[word] + unit, j + 1 if unit else i + 1
    return _SMALL.get(word, 0), i + 1


def _stops(tokens: list[Token], i: int) -> bool:
    return i >= len(tokens) or tokens[i].kind != "word" or low(tokens, i) in {"a", "an", "per"}


def tails(multiples: list[int]) -> tuple[int, ...]:
    """The products of the last magnitudes, largest first: 300 thousand gives (100000, 1000)."""
    products, product = [], 1
    for factor in reversed(multiples):
        product *= factor
        products.append(product)
    return tuple(reversed(products))
