"""Columns of text: the first to the left, the others to the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from reviewer.render.cells import cells, visible
from reviewer.render.lines import Line, Piece, line

__all__ = ["Row", "table"]

Row: TypeAlias = tuple[str, ...]


def table(head: Row, rows: Sequence[Row]) -> Iterator[Line]:
    """A head and rows of as many cells; a column is as wide as its widest cell."""
    shown = [tuple(map(visible, row)) for row in rows]
    widths = [max(map(cells, column)) for column in zip(head, *shown, strict=True)]
    yield line(_row(head, widths), "quiet")
    for row in shown:
        yield (Piece(_row(row, widths)),)


def _row(row: Row, widths: Sequence[int]) -> str:
    first, *others = (" " * (width - cells(cell)) for cell, width in zip(row, widths, strict=True))
    return "  ".join((row[0] + first, *(space + cell for space, cell in zip(others, row[1:], strict=True)))).rstrip()
