"""Words, figures and signs of a text, with their places."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias, TypeVar

Kind: TypeAlias = Literal["number", "word", "sign", "break"]
_Value = TypeVar("_Value")


class Token(NamedTuple):
    """One word, figure, sign or line break; a plain tuple, since a long text has thousands."""

    kind: Kind
    raw: str
    low: str
    """The same in lower case; apostrophes are straight in both."""
    start: int
    end: int


# Groups set apart by spaces ("45 500") are bounded in number, so that a page of digits is still read in linear time.
_TOKEN = re.compile(
    r"(?P<number>[1-9][0-9]{0,2}(?:[ \u00a0\u2009\u202f][0-9]{3}){1,3}(?:[.,][0-9]{1,2})?(?![0-9]|[.,' ][0-9])|[0-9]+(?:[.,'][0-9]+)*)"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)"
    r"|(?P<break>[\n\r]\s*)"
    r"|(?P<sign>[^\w\s])"
)
_WORD = re.compile(r"[a-z]+|[0-9]+")
_new = tuple.__new__
"""Builds a token without the detour over its keyword arguments, which would double the cost of reading."""


def tokenise(text: str) -> list[Token]:
    """Cut a text into tokens, in order; white space other than line breaks is dropped."""
    return [
        _new(Token, (match.lastgroup, raw := match.group(), raw.lower(), match.start(), match.end()))
        for match in _TOKEN.finditer(text.replace("\u2019", "'"))
    ]


def words_of(text: str) -> frozenset[str]:
    """The words of a text in lower case, and "0" for any digits: a cheap look at what may stand in it."""
    return frozenset("0" if word[0] <= "9" else word for word in _WORD.findall(text.lower()))


def low(tokens: list[Token], i: int) -> str:
    """The word at a place in lower case, or nothing outside the text."""
    return tokens[i].low if 0 <= i < len(tokens) else ""


def glued(tokens: list[Token], i: int) -> bool:
    """Whether token `i` stands right behind the one before it, with no space between."""
    return 0 < i < len(tokens) and tokens[i - 1].end == tokens[i].start


def phrases(spoken: str) -> dict[tuple[str, ...], bool]:
    """Write set phrases as plain words, parted by strokes: "per | for each"."""
    return phrase_table({spoken: True})


def phrase_table(rows: Mapping[str, _Value]) -> dict[tuple[str, ...], _Value]:
    """Write a table of set phrases as plain words, those with the same meaning parted by strokes."""
    return {tuple(phrase.split()): value for spoken, value in rows.items() for phrase in spoken.split("|")}


def lookup(table: Mapping[tuple[str, ...], _Value], tokens: list[Token], i: int, longest: int = 4) -> tuple[_Value, int] | None:
    """The longest phrase of a table that begins at token `i`, with the place behind it."""
    words = tuple(token.low for token in tokens[i : i + longest])
    for n in range(len(words), 0, -1):
        if words[:n] in table:
            return table[words[:n]], i + n
    return None


def lookback(table: Mapping[tuple[str, ...], _Value], tokens: list[Token], end: int, longest: int = 4) -> tuple[_Value, int] | None:
    """The longest phrase of a table that ends right before token `end`, with the place where it begins."""
    words = tuple(token.low for token in tokens[max(0, end - longest) : end])
    for n in range(len(words), 0, -1):
        if words[-n:] in table:
            return table[words[-n:]], end - n
    return None
