"""The draft as it was read: its blocks, and each sentence with its place in the letter and its voice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from reviewer.acts import Reading
from reviewer.frames import Voice
from reviewer.models import Span
from reviewer.text import Part, Zone
from reviewer.text.blocks import Kind, split_blocks

__all__ = ["Place", "ShownBlock", "ShownSentence", "blocks_of", "place_of", "sentences_of"]


@dataclass(frozen=True, slots=True)
class Place:
    """Words of the draft as given; offsets count code points."""

    part: Literal["text", "subject"]
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A run of lines, and whose they are."""

    kind: Kind
    judged: bool
    place: Place


@dataclass(frozen=True, slots=True)
class ShownSentence:
    """One sentence that is judged."""

    index: int
    zone: Zone
    voice: Voice
    question: bool
    place: Place


def place_of(span: Span) -> Place:
    """A span, as a place."""
    return Place(span.in_, span.start, span.end, span.quote)


def blocks_of(reading: Reading) -> Iterator[ShownBlock]:
    """Every block of the text, those of others too."""
    for block in split_blocks(reading.text.normalised["text"].text):
        place = place_of(reading.text.span("text", block.start, block.end))
        yield ShownBlock(block.kind, block.kind in ("own", "own-earlier"), place)


def sentences_of(reading: Reading) -> Iterator[ShownSentence]:
    """Every sentence, in order."""
    for scan in reading.scans:
        one = scan.sentence
        place = within(reading, one.part, one.start, one.end)
        yield ShownSentence(one.index, one.zone, reading.frames.voice(one.index), one.question, place)


def within(reading: Reading, part: Part, start: int, end: int) -> Place:
    """Offsets of the normalised text, as a place in the draft as given."""
    return place_of(reading.text.span(part, start, end))
