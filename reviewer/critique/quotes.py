"""Finds the words that a model quotes in the judged part of a draft: folded in form, never in sense, and with exact offsets."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

from reviewer.models import Span
from reviewer.text import Part, Sentence, Text
from reviewer.text.normalise import normalise

__all__ = ["Found", "Judged", "Miss"]

Miss: TypeAlias = Literal["no-quote", "not-found", "not-own-words"]
_PARTS: Final[tuple[Part, ...]] = ("subject", "text")
_FORMS: Final = str.maketrans({'"': "'", "\u00ab": "'", "\u00bb": "'", "\u2013": "-"})
_ENCLOSING: Final = "'` "
_WALL: Final = "\x00"
"""Stands between sentences that other people's words keep apart: no quote runs across."""
_MOST_PLACES: Final = 500


class Found(NamedTuple):
    """Where a quote stands."""

    span: Span
    sentences: tuple[int, ...]
    """The sentences that it touches, by index."""


class _Folded(NamedTuple):
    """A text in the form in which quotes are compared, and for each of its characters the offset in the normalised text."""

    text: str
    offsets: Sequence[int]


class Judged:
    """The judged part of one draft, ready to be searched."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._own: dict[Part, _Folded] = {}

    def find(self, quote: str, sentence: int | None = None) -> Found | Miss:
        """Find words, in the sentence of this index if they stand there, else anywhere in what is judged."""
        wanted = _fold(normalise(quote).text).text.strip()
        if not _says_something(wanted):
            return "no-quote"
        for words in dict.fromkeys((wanted, _out_of_quotes(wanted), wanted.strip(_ENCLOSING))):
            places = [place for part in _PARTS for place in self._places(part, words)] if _says_something(words) else []
            if places:
                return next((place for place in places if sentence in place.sentences), places[0])
        everything = (_fold(self._text.normalised[part].text) for part in _PARTS)
        return "not-own-words" if any(next(_occurrences(whole.text, wanted), None) is not None for whole in everything) else "not-found"

    def _places(self, part: Part, words: str) -> Iterator[Found]:
        own = self._own[part] = self._own.get(part) or _own(self._text, part)
        for start in _occurrences(own.text, words):
            first, last = own.offsets[start], own.offsets[start + len(words) - 1] + 1
            touched = tuple(s.index for s in self._text.sentences if s.part == part and s.start < last and first < s.end)
            yield Found(self._text.span(part, first, last), touched)


def _own(text: Text, part: Part) -> _Folded:
    """The judged sentences of a part, one after another, with a wall where something else stands between two of them."""
    whole = text.normalised[part].text
    pieces: list[str] = []
    offsets: list[int] = []
    before: Sentence | None = None
    for sentence in text.sentences:
        if sentence.part != part:
            continue
        if before is not None and (gap := whole[before.end : sentence.start]):
            pieces.append(_WALL if gap.strip() else " ")
            offsets.append(before.end)
        folded = _fold(sentence.text)
        pieces.append(folded.text)
        offsets += [sentence.start + offset for offset in folded.offsets]
        before = sentence
    return _Folded("".join(pieces), offsets)


def _fold(text: str) -> _Folded:
    """Fold quotation marks, dashes, white space and case; the form of the letters is folded already."""
    chars: list[str] = []
    offsets: list[int] = []
    for offset, char in enumerate(text):
        folded = " " if char.isspace() else char.translate(_FORMS).casefold()
        if folded == " " and chars and chars[-1] == " ":
            continue
        chars += folded
        offsets += [offset] * len(folded)
    return _Folded("".join(chars), offsets)


def _out_of_quotes(words: str) -> str:
    """Words without one pair of marks around them, so that a mark of their own stays."""
    return words[1:-1].strip() if len(words) > 1 and words[0] == words[-1] and words[0] in _ENCLOSING else words


def _says_something(words: str) -> bool:
    """Tell whether a quote holds a word, a picture, or at least two marks such as `!!` or `:)`."""
    return any(char.isalnum() or unicodedata.category(char) in ("So", "Sk") for char in words) or len(words.replace(" ", "")) > 1


def _occurrences(text: str, words: str) -> Iterator[int]:
    """Where words stand whole: `wait` is no quote of `await`, nor `can` of `can't`."""
    start, found = text.find(words), 0
    while start >= 0 and found < _MOST_PLACES:
        if _is_whole(text, start, start + len(words)):
            yield start
        found += 1
        start = text.find(words, start + 1)


def _is_whole(text: str, start: int, end: int) -> bool:
    return not (_joined(text, start - 1, start) or _joined(text, end - 1, end))


def _joined(text: str, left: int, right: int) -> bool:
    """Tell whether two neighbouring characters belong to one word."""
    if left < 0 or right >= len(text):
        return False
    one, other = text[left], text[right]
    if one == "'":
        return other.isalnum() and left > 0 and text[left - 1].isalnum()
    if other == "'":
        return one.isalnum() and right + 1 < len(text) and text[right + 1].isalnum()
    return one.isalnum() and other.isalnum()
