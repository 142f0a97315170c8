"""A draft taken apart for editing: its parts as spans of the string as given."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from reviewer.models import Draft
from reviewer.text import Spelling, Tokenizer, Zone, read

__all__ = ["Letter", "Piece", "take_apart"]

_PLAIN: Final = Tokenizer(Spelling({}, {}, {}))
"""Cuts sentences; what words mean is nothing to it."""
_OTHERS = re.compile(r"^\s*>|^-- ?$|^-{2,}|^_{3,}|^\s*[\w ]{2,12}: .*@|wrote:\s*$", re.MULTILINE)


class Piece(NamedTuple):
    """One sentence of the text, where it stands."""

    start: int
    end: int
    zone: Zone
    text: str
    question: bool


class Letter(NamedTuple):
    """The parts of a draft."""

    pieces: tuple[Piece, ...]
    reader: str | None
    reader_has_title: bool
    writer: str | None
    whole: bool
    """Whether all of the text is the writer's message, without a thread, a signature or a script's directions."""

    def zone(self, zone: Zone) -> tuple[Piece, ...]:
        """The sentences of one part."""
        return tuple(piece for piece in self.pieces if piece.zone == zone)


def take_apart(draft: Draft) -> Letter:
    """Find sentences and names."""
    text = read(draft, _PLAIN)
    pieces = []
    for sentence in text.sentences:
        if sentence.part == "text":
            span = text.span("text", sentence.start, sentence.end)
            pieces.append(Piece(span.start, span.end, sentence.zone, span.quote, sentence.question))
    shape = text.outline
    whole = not _OTHERS.search(draft.text) and not shape.stage_directions
    return Letter(tuple(pieces), shape.reader, shape.reader_honorific is not None, shape.writer, whole)
