"""Edits of a string, and the way back from what they made to what they changed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from operator import itemgetter
from typing import NamedTuple, TypeAlias

__all__ = ["Edit", "Shift", "apply"]

Edit: TypeAlias = tuple[int, int, str]
"""Replace the characters from the first offset up to the second by the string."""


class Shift(NamedTuple):
    """Where a string and its edited form run apart; it grows with the edits, never with the text."""

    steps: tuple[tuple[int, int, int, int], ...]
    """For each edit that moves what follows it: start and end in the edited form, start and end before."""

    def before(self, start: int, end: int) -> tuple[int, int]:
        """The smallest span before the edits that covers a span of the edited form."""
        first = self._start(start)
        return first, self._end(end) if end > start else first

    def _start(self, at: int) -> int:
        step = self._step(at)
        return step[2] if at < step[1] else at - step[1] + step[3]

    def _end(self, at: int) -> int:
        step = self._step(at - 1)
        return step[3] if at <= step[1] else at - step[1] + step[3]

    def _step(self, at: int) -> tuple[int, int, int, int]:
        n = bisect_right(self.steps, at, key=itemgetter(0))
        return self.steps[n - 1] if n else (0, 0, 0, 0)


def apply(text: str, edits: Iterable[Edit]) -> tuple[str, Shift]:
    """Edit a string; the edits stand in order and do not overlap."""
    pieces: list[str] = []
    steps: list[tuple[int, int, int, int]] = []
    at = length = 0
    for start, end, new in edits:
        pieces += (text[at:start], new)
        length += start - at
        if len(new) != end - start:
            steps.append((length, length + len(new), start, end))
        length += len(new)
        at = end
    pieces.append(text[at:])
    return "".join(pieces), Shift(tuple(steps))
