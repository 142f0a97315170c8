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


def _negated_before(scan: Scan, run: tuple[int, int], frames: Frames) -> bool:
    """As `negated`, for words that hold a negation themselves (`I have not slept`)."""
    tokens = scan.sentence.tokens
    spans = scan.spans.get("negation", ())
    return any(end <= run[0] and run[0] - end <= _REACH and all(t.brk < 2 for t in tokens[end : run[0] + 1]) for _, end in spans)


def _hypothetical(scan: Scan, run: tuple[int, int], frames: Frames) -> bool:
    return "hypothesis" in scan.spans


def _narrated(scan: Scan, run: tuple[int, int], frames: Frames) -> bool:
    return frames.voice(scan.sentence.index) == "narrated"


def _about_work(scan: Scan, run: tuple[int, int], frames: Frames) -> bool:
    return "work-content" in scan.spans or _narrated(scan, run, frames)


def _not_set_off(scan: Scan, run: tuple[int, int], frames: Frames) -> bool:
    """Tell whether the words are part of a clause, and not an address between commas (`thanks, mate`)."""
    tokens = scan.sentence.tokens
    start, end = run
    opens = start == 0 or tokens[start].brk > 0
    closes = end == len(tokens) or tokens[end].brk > 0
    return not (opens and closes)


def _not_an_aside(scan: Scan, run: tuple[int, int], frames: Frames) -> bool:
    """Tell whether the words stand outside brackets, and so are said to the reader."""
    sentence = scan.sentence
    before = sentence.text[: sentence.tokens[run[0]].start - sentence.start]
    opened = sum(before.count(sign) for sign in "([") - sum(before.count(sign) for sign in ")]")
    return opened < 1 and sentence.zone != "stage"


GUARDS: Final[Mapping[str, Callable[[Scan, tuple[int, int], Frames], bool]]] = {
    "negated": _negated,
    "negated-before": _negated_before,
    "hypothetical": _hypothetical,
    "narrated": _narrated,
    "work-content": _about_work,
    "not-set-off": _not_set_off,
    "not-an-aside": _not_an_aside,
}
"""By the name under which a detector asks for one; each tells whether the match is to be passed over."""
