"""Chooses, of the pieces that the base model knows, those that letters in English need."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from reviewer.classifier.wordpiece import WordPiece

_SPECIAL: Final = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
_COMMON: Final = 14_000
"""The base model's pieces stand in order of frequency; those before this place are kept whether or not they were seen."""
_LATIN: Final = re.compile(r"(?:##)?[a-z0-9]+")
_SIGN: Final = re.compile(r"(?:##)?[\x21-\x7e\u2010-\u2027\u20ac\u00a3]")


def choose(base: Mapping[str, int], texts: Iterable[str]) -> dict[str, int]:
    """Give the pieces to keep with their places in the base vocabulary, in its order."""
    pieces = WordPiece(base)
    names = {number: piece for piece, number in base.items()}
    seen = {names[number] for text in texts for number in pieces.encode(text)}
    kept = {
        piece: number
        for piece, number in base.items()
        if piece in _SPECIAL or piece in seen or _SIGN.fullmatch(piece) or (number < _COMMON and _LATIN.fullmatch(piece))
    }
    return dict(sorted(kept.items(), key=lambda one: one[1]))
