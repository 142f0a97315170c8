"""The draft as the writer knows it, with the words at fault marked and numbered."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from reviewer.render.cells import visible, wrapped_spans
from reviewer.render.lines import Line, Piece

__all__ = ["Mark", "excerpt", "sentence_around"]

_WHOLE: Final = 1_500
"""A draft up to this length is shown whole; of a longer one, the sentences around the words at fault."""
_AROUND: Final = 240
_STOP: Final = re.compile(r"[.!?\u2026\u3002\uff01\uff1f][\"')\]\u2019\u201d]*\s+")
_SHOWN: Final = 2
Stretch: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """Words at fault, and the number of the finding that they belong to."""

    start: int
    end: int
    number: int


def excerpt(text: str, marks: Sequence[Mark], width: int, *, bar: str) -> Iterator[Line]:
    """The text behind a margin that bears the numbers, wrapped to the width."""
    ordered = sorted(marks, key=lambda mark: (mark.start, mark.number))
    faults = _merged([(mark.start, mark.end) for mark in marks])
    shown, gutter = visible(text), _gutter(ordered)
    stretches = list(_lines(text) if len(text) <= _WHOLE else _near(text, faults))
    before = 0
    for start, end in stretches:
        if start > before + 2:
            yield (Piece(f"{'':{gutter}} {bar} ", "quiet"), Piece("...", "quiet"))
        before, at = end, start
        for left, right in wrapped_spans(shown, start, end, width - gutter - 3):
            label = _numbers(ordered, at, right)
            at = right
            yield (Piece(f"{label:>{gutter}}", "strong"), Piece(f" {bar} ", "quiet"), *_pieces(shown, left, right, faults))
    if stretches and before < len(text.rstrip()):
        yield (Piece(f"{'':{gutter}} {bar} ", "quiet"), Piece("...", "quiet"))


def sentence_around(text: str, start: int, end: int) -> Stretch:
    """The sentence in which the words stand, within its line and cut to a readable length."""
    left = max(text.rfind("\n", 0, start) + 1, start - _AROUND)
    right = text.find("\n", end, end + _AROUND)
    right = min(len(text), end + _AROUND) if right < 0 else right
    for stop in _STOP.finditer(text, left, start):
        left = stop.end()
    after = _STOP.search(text, max(start, end - 1), right)
    return left, len(text[: after.end()].rstrip()) if after else right


def _pieces(shown: str, left: int, right: int, faults: Sequence[Stretch]) -> Iterator[Piece]:
    """One row cut where words at fault begin and end."""
    n = bisect_right(faults, left, key=lambda fault: fault[1])
    while n < len(faults) and faults[n][0] < right:
        start, end = max(faults[n][0], left), min(faults[n][1], right)
        if start > left:
            yield Piece(shown[left:start])
        yield Piece(shown[start:end], "fault")
        left, n = end, n + 1
    if left < right:
        yield Piece(shown[left:right])


def _numbers(ordered: Sequence[Mark], at: int, right: int) -> str:
    """The numbers of the findings that begin in a row, shortened where there are many."""
    first, last = (bisect_left(ordered, edge, key=lambda mark: mark.start) for edge in (at, max(right, at + 1)))
    numbers = sorted({mark.number for mark in ordered[first:last]})
    return ",".join(map(str, numbers)) if len(numbers) <= _SHOWN else f"{numbers[0]}..{numbers[-1]}"


def _gutter(ordered: Sequence[Mark]) -> int:
    widest = max((len(str(mark.number)) for mark in ordered), default=0)
    return {0: 0, 1: widest, 2: 2 * widest + 1}.get(len(ordered), 2 * widest + 2)


def _lines(text: str) -> Iterator[Stretch]:
    at = 0
    for row in text.rstrip().split("\n"):
        yield at, at + len(row.removesuffix("\r"))
        at += len(row) + 1


def _near(text: str, faults: Sequence[Stretch]) -> Iterator[Stretch]:
    """The sentences around the words at fault, line by line."""
    for start, end in _merged([sentence_around(text, *fault) for fault in faults]):
        for left, right in _lines(text[start:end]):
            yield start + left, start + right


def _merged(spans: Sequence[Stretch]) -> list[Stretch]:
    merged: list[Stretch] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
