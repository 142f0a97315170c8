"""Guards: reasons why words that match are not the act that they look like."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from reviewer.frames import Frames
from reviewer.grammar import Scan

_REACH: Final = 5
"""How many tokens before a match a negation or an `if` may stand and still govern it."""


def _governs(part: str, scan: Scan, run: tuple[int, int]) -> bool:
    tokens = scan.sentence.tokens
    for start, end in scan.spans.get(part, ()):
        if start < run[1] and end > run[0]:
            return True
        if end <= run[0] and run[0] - end <= _REACH and all(t.brk < 2 for t in tokens[end : run[0] + 1]):
            return True
    return False


def _negated(scan: Scan, run: tuple[int, int], frames: Frames) -> bool:
    return _governs("negation", scan, run)


def _hypothetical(scan: Scan, run: tuple[int, int], frames: Frames) -> bool:
    return "hypothesis" in scan.spans


def _narrated(scan: Scan, run: tuple[int, int], frames: Frames) -> bool:
    return frames.voice(scan.sentence.index) == "narrated"


def _about_work(scan: Scan, run: tuple[int, int], frames: Frames) -> bool:
    return "work-content" in scan.spans or _narrated(scan, run, frames)


GUARDS: Final[Mapping[str, Callable[[Scan, tuple[int, int], Frames], bool]]] = {
    "negated": _negated,
    "hypothetical": _hypothetical,
    "narrated": _narrated,
    "work-content": _about_work,
}
"""By the name under which a detector asks for one; each tells whether the match is to be passed over."""
