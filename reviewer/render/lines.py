"""Lines that know what their words are for, so that a terminal may colour them and a pipe may not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from reviewer.render.cells import cells, wrap

__all__ = ["Line", "Piece", "Role", "item", "line", "paragraph", "plain"]

Role: TypeAlias = Literal["plain", "strong", "quiet", "fault", "gone", "new", "send", "revise", "wait", "do-not-send"]


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
    """A wrapped paragraph whose first line begins with a label; the others start at the indent again."""
    margin, first = Piece(" " * indent), f"{label} " if label else ""
    used = cells(first)
    rows = wrap("-" * used + text.lstrip(), width - indent)
    yield (margin, *((Piece(first, role),) if first else ()), Piece(rows[0][used:], words))
    yield from ((margin, Piece(row, words)) for row in rows[1:])


def item(text: str, width: int, *, indent: int = 2) -> Iterator[Line]:
    """An item of a list, whose lines hang beside its dash."""
    for n, row in enumerate(wrap(text, width - indent - 2)):
        yield line(f"{'':{indent}}{' ' if n else '-'} {row}")


def plain(lines: Sequence[Line]) -> str:
    """The lines as text without any styling; words at fault get a row of marks below, words that go and come stand in brackets."""
    out: list[str] = []
    for pieces in lines:
        out.append("".join(_bracketed(piece) for piece in pieces).rstrip())
        if any(piece.role == "fault" for piece in pieces):
            marks = "".join(("^" if piece.role == "fault" else " ") * cells(piece.text) for piece in pieces)
            out.append(marks.rstrip())
    return "\n".join(out) + "\n"


def _bracketed(piece: Piece) -> str:
    if piece.role not in ("gone", "new") or not piece.text.strip():
        return piece.text
    words = piece.text.strip()
    lead, tail = piece.text[: len(piece.text) - len(piece.text.lstrip())], piece.text[len(piece.text.rstrip()) :]
    return f"{lead}[-{words}-]{tail}" if piece.role == "gone" else f"{lead}{{+{words}+}}{tail}"
