"""Cuts words into the pieces that the encoder knows (greedy longest match, as BERT's uncased WordPiece does)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

_LONGEST_WORD: Final = 40
"""Characters; a longer word is noise and becomes one unknown piece, so that work stays linear."""
_WORD = re.compile(r"[^\W_]+|[^\s]", re.UNICODE)


class WordPiece:
    """Turns text into numbers of vocabulary pieces.

    Args:
        vocabulary: piece to number; pieces inside a word start with `##`.
    """

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._vocabulary = vocabulary
        self._unknown = vocabulary["[UNK]"]
        self._known: dict[str, tuple[int, ...]] = {}

    def number(self, piece: str) -> int:
        """Give the number of one piece of the vocabulary."""
        return self._vocabulary[piece]

    def encode(self, text: str) -> list[int]:
        """Give the numbers of the pieces of a text."""
        plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if unicodedata.category(c) != "Mn")
        return [number for word in _WORD.findall(plain) for number in self._pieces(word)]

    def _pieces(self, word: str) -> tuple[int, ...]:
        found = self._known.get(word)
        if found is None:
            found = self._cut(word)
            if len(self._known) < 50_000:
                self._known[word] = found
        return found

    def _cut(self, word: str) -> tuple[int, ...]:
        if len(word) > _LONGEST_WORD:
            return (self._unknown,)
        pieces: list[int] = []
        start = 0
        while start < len(word):
            for end in range(len(word), start, -1):
                number = self._vocabulary.get(("##" if start else "") + word[start:end])
                if number is not None:
                    break
            else:
                return (self._unknown,)
            pieces.append(number)
            start = end
        return tuple(pieces)
