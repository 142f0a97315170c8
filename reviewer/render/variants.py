"""Reviews of one draft under several sets of facts, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reviewer.models import Review
from reviewer.render.cells import cells, wrap
from reviewer.render.lines import Line, Piece, item, line
from reviewer.render.markdown import escaped

__all__ = ["Variant", "variants_in_markdown", "variants_report"]

_HEADS = ("what if", "verdict", "at fault", "first good day")
_GAP = 2
_LEAST = 60


@dataclass(frozen=True, slots=True)
class Variant:
    """A review under facts that were only supposed."""

    facts: Mapping[str, str]
    review: Review


def variants_report(review: Review, variants: Sequence[Variant], width: int) -> Iterator[Line]:
    """A table for people; long cells go on below."""
    rows = [_row("as it is", review), *(_row(_named(one), one.review) for one in variants)]
    if width < _LEAST:
        yield from _listed(rows, width)
        return
    widths = _widths([_HEADS, *rows], width)
    yield line()
    yield _laid(_HEADS, widths, quiet=True)
    for row, shown in zip(rows, (review, *(one.review for one in variants)), strict=True):
        columns = [wrap(cell, wide) for cell, wide in zip(row, widths, strict=True)]
        for n in range(max(map(len, columns))):
            at = tuple(column[n] if n < len(column) else "" for column in columns)
            yield _laid(at, widths, review=shown if n == 0 else None)


def variants_in_markdown(review: Review, variants: Sequence[Variant]) -> str:
    """The same table in Markdown."""
    rows = [_row("as it is", review), *(_row(_named(one), one.review) for one in variants)]
    lines = [f"| {' | '.join(_HEADS)} |", "| --- | --- | --- | --- |"]
    lines += [f"| {' | '.join(map(escaped, row))} |" for row in rows]
    return "\n## What if\n\n" + "\n".join(lines) + "\n"


def _listed(rows: Sequence[Sequence[str]], width: int) -> Iterator[Line]:
    """One below the other, where a table has no room."""
    yield line()
    yield line(_HEADS[0].capitalize(), "strong")
    for name, verdict, fault, day in rows:
        yield from item(
            f"{name}: {verdict}" + (f" ({fault})" if fault != "nothing" else "") + (f", from {day}" if day != "-" else ""), width
        )


def _row(name: str, review: Review) -> tuple[str, str, str, str]:
    guidelines = ", ".join(dict.fromkeys(finding.guideline for finding in review.findings))
    return name, review.verdict, guidelines or "nothing", str(review.first_good_day or "-")


def _named(variant: Variant) -> str:
    return ", ".join(f"{name} {value}" for name, value in variant.facts.items())


def _widths(rows: Sequence[Sequence[str]], width: int) -> tuple[int, ...]:
    """As wide as the cells ask; the first and the third column share what is left where that is too much."""
    asked = [max(cells(row[n]) for row in rows) for n in range(len(_HEADS))]
    left = width - asked[1] - asked[3] - 3 * _GAP
    if asked[0] + asked[2] > left:
        asked[0] = min(asked[0], max(left // 2, left - asked[2], 12))
        asked[2] = max(left - asked[0], 12)
    return tuple(asked)


def _laid(row: Sequence[str], widths: Sequence[int], *, quiet: bool = False, review: Review | None = None) -> Line:
    pieces: list[Piece] = []
    for n, (cell, wide) in enumerate(zip(row, widths, strict=True)):
        pad = " " * (wide - cells(cell) + _GAP if n < len(row) - 1 else 0)
        role = "quiet" if quiet else review.verdict if review is not None and n == 1 else "plain"
        pieces.append(Piece(cell + pad, role))
    return tuple(pieces)
