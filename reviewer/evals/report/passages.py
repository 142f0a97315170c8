"""A draft cut into pieces, each of which knows whose words it holds: those of a finding, those of a label, or nobody's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal, TypeAlias

from reviewer.render.cells import visible

__all__ = ["Fate", "Mark", "Piece", "harmless", "pieces"]

Fate: TypeAlias = Literal["extra", "hit", "allowed", "hint", "evidence"]
"""What a finding came to, the most telling first; `evidence` are the words that a label names."""

_FATES: Final[tuple[Fate, ...]] = ("extra", "hit", "allowed", "hint", "evidence")
_WHOLE: Final = 4_000
"""A text up to this length is shown whole; of a longer one, what stands around the marked words."""
_MOST: Final = 800
_KEPT: Final = 300


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that something is said about."""

    start: int
    end: int
    fate: Fate
    number: int = 0
    """That of the finding; labelled words bear none."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text with the same marks all over."""

    text: str
    fate: Fate | None = None
    labelled: bool = False
    """Whether a label names these words as the fault."""
    opens: tuple[int, ...] = ()
    """The findings whose words begin here."""
    left_out: int = 0
    """Instead of words: how many characters are not shown."""


def pieces(text: str, marks: Iterable[Mark]) -> tuple[Piece, ...]:
    """The text as it was written, cut where marks begin and end."""
    cut = _cut(harmless(text), [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)])
    return tuple(cut if len(text) <= _WHOLE else (part for piece in cut for part in _clipped(piece)))


def harmless(text: str) -> str:
    """The text, character for character, without those that steer a machine; its lines stay lines."""
    return "\n".join(map(visible, text.replace("\r\n", " \n").split("\n")))


def _cut(text: str, marks: Sequence[Mark]) -> Iterator[Piece]:
    starts, ends = _by(marks, "start"), _by(marks, "end")
    edges = sorted({0, len(text), *starts, *ends})
    open_ = dict.fromkeys(_FATES, 0)
    for start, end in pairwise(edges):
        for mark in ends.get(start, ()):
            open_[mark.fate] -= 1
        opening = starts.get(start, [])
        for mark in opening:
            open_[mark.fate] += 1
        yield Piece(
            text[start:end],
            fate=next((fate for fate in _FATES if open_[fate]), None),
            labelled=open_["evidence"] > 0,
            opens=tuple(sorted({mark.number for mark in opening if mark.number})),
        )


def _by(marks: Sequence[Mark], edge: Literal["start", "end"]) -> dict[int, list[Mark]]:
    groups: dict[int, list[Mark]] = {}
    for mark in marks:
        groups.setdefault(getattr(mark, edge), []).append(mark)
    return groups


def _clipped(piece: Piece) -> Iterator[Piece]:
    """A long stretch without its middle."""
    if len(piece.text) <= _MOST:
        yield piece
        return
    yield Piece(piece.text[:_KEPT], piece.fate, piece.labelled, piece.opens)
    yield Piece("", left_out=len(piece.text) - 2 * _KEPT)
    yield Piece(piece.text[-_KEPT:], piece.fate, piece.labelled)
