"""Lines that know what their words are for, so that a terminal may colour them and a pipe may not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from reviewer.render.cells import cells, wrap

__all__ = ["Line", "Piece", "Role", "line", "paragraph", "plain"]

Role: TypeAlias = Literal["plain", "strong", "quiet", "fault", "send", "revise", "wait", "do-not-send"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words with one purpose."""

    text: str
    role: Role = "plain"


Line: TypeAlias = tuple[Piece, ...]


def line(text: str = "", role: Role = "plain") -> Line:
    """One line with one purpose."""
    return (Piece(text, role),) if text else ()


def paragraph(text: str, width: int, *, label: str = "", role: Role = "strong", indent: int = 0, words: Role = "plain") -> Iterator[Line]:
    """A wrapped paragraph whose first line begins with a label; the others hang below its words."""
    margin = " " * indent
    first = f"{label} " if label else ""
    for n, words_of_line in enumerate(_hanging(text, width - indent, cells(first))):
        lead = (Piece(margin), Piece(first, role)) if n == 0 and first else (Piece(margin),)
        yield (*lead, Piece(words_of_line, words))


def _hanging(text: str, width: int, used: int) -> Sequence[str]:
    """Wrap with room for the label on the first line only."""
    rows = wrap("-" * used + text.lstrip() if used else text, width)
    return [rows[0][used:], *rows[1:]]


def plain(lines: Sequence[Line]) -> str:
    """The lines as text without any styling; words at fault get a row of marks below them."""
    out: list[str] = []
    for pieces in lines:
        out.append("".join(piece.text for piece in pieces).rstrip())
        if any(piece.role == "fault" for piece in pieces):
            marks = "".join(("^" if piece.role == "fault" else " ") * cells(piece.text) for piece in pieces)
            out.append(marks.rstrip())
    return "\n".join(out) + "\n"
