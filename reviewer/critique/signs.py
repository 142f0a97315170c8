"""Signs that a text speaks to whoever checks it: read from their page, and found in a text in one pass over its words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

from reviewer.errors import DataError
from reviewer.resources import prompts_root

__all__ = ["WORD", "Sign", "hits", "load_signs"]

WORD: Final = re.compile(r"\w+(?:[-'.]\w+)*")
_FILE: Final = "injection/signs.md"
_REMEMBERED: Final = 5_000


class Sign(NamedTuple):
    """One way in which a text gives away that it speaks to its reviewer."""

    name: str
    weight: int
    first: frozenset[str] = frozenset()
    then: frozenset[str] = frozenset()
    within: int = 0
    either: bool = False
    phrases: tuple[tuple[str, ...], ...] = ()
    marks: tuple[str, ...] = ()


_FIRST: Final = ("first",)
_THEN: Final = ("then",)


class _Signs:
    """All signs, found by the words they begin with."""

    def __init__(self, signs: Sequence[Sign]) -> None:
        self.all = tuple(signs)
        self.marks = [(mark, n) for n, sign in enumerate(signs) for mark in sign.marks]
        self._words: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        self._beginnings: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        for n, sign in enumerate(signs):
            for pattern, use in (*((w, _FIRST) for w in sign.first), *((w, _THEN) for w in sign.then), *((p[0], p) for p in sign.phrases)):
                index = self._beginnings if pattern.endswith("*") else self._words
                index.setdefault(pattern.removesuffix("*"), []).append((n, use))
        self._lengths = sorted({len(beginning) for beginning in self._beginnings})

    def uses(self, word: str) -> Sequence[tuple[int, tuple[str, ...]]]:
        """Give what a word may be part of: a sign by its number, with the phrase that it begins or the role that it plays."""
        begun = [use for length in self._lengths if length <= len(word) for use in self._beginnings.get(word[:length], ())]
        return (*self._words.get(word, ()), *begun)


@lru_cache(_REMEMBERED)
def _uses(word: str) -> Sequence[tuple[int, tuple[str, ...]]]:
    """As `_Signs.uses`, remembered, since drafts share most of their words."""
    return _signs().uses(word)


@cache
def _signs() -> _Signs:
    return _Signs(load_signs())


@cache
def load_signs() -> tuple[Sign, ...]:
    """Read the signs from their page.

    Raises:
        DataError: the page is missing, or says what is not understood.
    """
    try:
        page = (prompts_root() / _FILE).read_text(encoding="utf-8")
    except OSError as problem:
        raise DataError(f"cannot be read ({problem.strerror}); install the package again", file=f"prompts/{_FILE}") from None
    return tuple(_sign(*section.partition("\n")[::2]) for section in page.split("\n## ")[1:])


def _sign(name: str, body: str) -> Sign:
    said = dict(line.split(": ", 1) for line in body.splitlines() if ": " in line)
    try:
        return Sign(
            name=name,
            weight=int(said["weight"]),
            first=frozenset(_list(said, "first")),
            then=frozenset(_list(said, "then")),
            within=int(said.get("within", 0)),
            either=said.get("either") == "yes",
            phrases=tuple(tuple(phrase.split()) for phrase in _list(said, "phrase")),
            marks=tuple(_list(said, "mark")),
        )
    except (KeyError, ValueError):
        raise DataError(f"the section `## {name}` needs `weight`, a whole number, and `within`", file=f"prompts/{_FILE}") from None


def _list(said: Mapping[str, str], key: str) -> list[str]:
    return [word for part in said.get(key, "").split(", ") if (word := part.strip().casefold())]


def hits(text: str) -> set[tuple[int, int]]:
    """Where each sign stands, counted in words, and its number."""
    signs = _signs()
    found = list(WORD.finditer(text))
    words = [match.group() for match in found]
    placed: set[tuple[int, int]] = set()
    firsts: dict[int, list[int]] = {}
    thens: dict[int, list[int]] = {}
    for n, word in enumerate(words):
        for sign, phrase in _uses(word):
            if phrase is _FIRST:
                firsts.setdefault(sign, []).append(n)
            elif phrase is _THEN:
                thens.setdefault(sign, []).append(n)
            elif len(words) >= n + len(phrase) and all(map(_fits, words[n : n + len(phrase)], phrase)):
                placed.add((n, sign))
    for sign in firsts.keys() & thens.keys():
        placed.update((n, sign) for n in _near(firsts[sign], thens[sign], signs.all[sign]))
    starts = [match.start() for match in found]
    placed.update((max(bisect_right(starts, at) - 1, 0), sign) for at, sign in _marks(text, signs))
    return placed


def _near(firsts: Sequence[int], thens: Sequence[int], sign: Sign) -> Iterator[int]:
    for place in firsts:
        n = bisect_right(thens, place)
        follows = n < len(thens) and thens[n] - place <= sign.within
        precedes = sign.either and n > 0 and place - thens[n - 1] <= sign.within
        if follows or precedes:
            yield place


def _fits(word: str, pattern: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern


def _marks(text: str, signs: _Signs) -> Iterator[tuple[int, int]]:
    compact = "".join(text.split())
    marks = [(mark, sign) for mark, sign in signs.marks if mark in compact]
    offsets = [n for n, char in enumerate(text) if not char.isspace()] if marks else []
    for mark, sign in marks:
        place = compact.find(mark)
        while place >= 0:
            end = place + len(mark)
            if _is_edge(text, offsets[place] - 1, mark[0]) and _is_edge(text, offsets[end - 1] + 1, mark[-1]):
                yield offsets[place], sign
            place = compact.find(mark, end)


def _is_edge(text: str, beside: int, char: str) -> bool:
    """Tell whether no word goes on beside a mark; one that is no word itself may stand anywhere."""
    return not (char.isascii() and char.isalnum() and 0 <= beside < len(text) and text[beside].isalnum())
