"""The words that a mend takes out and puts in, shown within the draft."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from reviewer.render.cells import cells, visible
from reviewer.render.lines import Line, Piece, Role

__all__ = ["difference", "in_markdown", "pieces_of"]

_WORDS: Final = re.compile(r"\n|[ \t]+|[^\s]+")


def difference(before: str, after: str, width: int) -> Iterator[Line]:
    """Both texts as one, wrapped to the width; a row is marked or coloured piece by piece."""
    row: list[Piece] = []
    used = 0
    for piece in pieces_of(before, after):
        for word in _WORDS.findall(piece.text):
            if word == "\n":
                yield tuple(_merged(row))
                row, used = [], 0
                continue
            shown = visible(word)
            wide = cells(shown)
            if used and used + wide > width and not shown.isspace():
                yield tuple(_merged(row))
                row, used = [], 0
            if used or not shown.isspace():
                row.append(Piece(shown, piece.role))
                used += wide
    if row:
        yield tuple(_merged(row))


def pieces_of(before: str, after: str) -> list[Piece]:
    """What stays, what goes and what comes, word by word; what goes stands before what comes in its place."""
    found: list[Piece] = []
    for gone, new in _changes(_WORDS.findall(before), _WORDS.findall(after)):
        if gone == new:
            found.append(Piece(gone))
            continue
        found += [Piece(gone, "gone")] if gone else []
        found += [Piece(new, "new")] if new else []
    return found


def _changes(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, str]]:
    """What stood and what stands, stretch by stretch; words that are replaced one after the other are one stretch."""
    import difflib

    found: list[tuple[str, str]] = []
    joins = False
    steps = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for n, (kind, a, b, c, d) in enumerate(steps):
        was, now = "".join(old[a:b]), "".join(new[c:d])
        between = (
            kind == "equal" and not was.strip(" \t") and all(step[0] == "replace" for step in (*steps[n - 1 : n], *steps[n + 1 : n + 2]))
        )
        if joins or (between and 0 < n < len(steps) - 1):
            was, now = found[-1][0] + was, found[-1][1] + now
            found.pop()
        joins = between and 0 < n < len(steps) - 1
        found.append((was, now))
    return found


def in_markdown(before: str, after: str) -> str:
    """The same with `~~gone~~` and `**new**`, line by line, in which no word of the draft is taken for markup."""
    from reviewer.render.markdown import escaped

    marks = {"gone": "~~", "new": "**"}
    out: list[str] = []
    for piece in pieces_of(before, after):
        for part in re.findall(r"\n+|[^\n]+", piece.text):
            words, mark = part.strip(), marks.get(piece.role, "")
            if not words:
                out.append("\n>\n> " if "\n\n" in part else "  \n> " if "\n" in part else " ")
                continue
            lead, tail = part[: len(part) - len(part.lstrip())], part[len(part.rstrip()) :]
            out.append(f"{' ' if lead else ''}{mark}{escaped(words)}{mark}{' ' if tail else ''}")
    return "> " + "".join(out)


def _merged(row: Sequence[Piece]) -> Iterator[Piece]:
    """Neighbours with one purpose as one, so that each run of words bears one pair of marks."""
    role: Role | None = None
    text = ""
    for piece in row:
        if piece.role != role and text:
            yield Piece(text, role or "plain")
            text = ""
        role, text = piece.role, text + piece.text
    if text:
        yield Piece(text, role or "plain")
