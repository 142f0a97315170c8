"""The end of a letter: closing formula, name, postscript."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from reviewer.text.greetings import greeting_of
from reviewer.text.lines import Line
from reviewer.text.names import Person, person
from reviewer.text.wordlists import CLOSERS, CLOSERS_END, CLOSERS_START

__all__ = ["POSTSCRIPT", "SignOff", "sign_off_of"]

POSTSCRIPT = re.compile(r"\(?(?:[Pp]\.? ?){1,3}[Ss](?:\.(?!\w)|[:,)]|(?=[ \u2013-]|\Z))")
"""`PS`, `P.S.`, `PPS`, `p.s.` and their like, where a line or a sentence starts."""

_MARKS = " ,.!:;\u2013-~*_"
_SENTENCE = re.compile(r"(?<=[.!?)\U0001f000-\U0001faff])\s+|\s\u2013\s*(?=\S+\Z)")
_SPLIT = re.compile(r"[,!.\u2013]+\s*| - ")
_LINES_READ = 12
_TAGLINES = 3


class SignOff(NamedTuple):
    """Where the closing stands: offsets, the index of its last line, and the name that it gives."""

    start: int
    end: int
    last: int
    person: Person | None


def sign_off_of(lines: Sequence[Line]) -> SignOff | None:
    """Find the sign-off among the writer's lines, contact lines and postscripts left out; the lowest one counts."""
    for n in range(len(lines) - 1, max(len(lines) - _LINES_READ, 0) - 1, -1):
        if n == 0 and (len(lines) == 1 or greeting_of(lines[0].body)):
            break
        if named := _bare_name(lines, n):
            return (_two_lines(lines, n - 1) if n > 1 else None) or SignOff(lines[n].first, lines[n].end, n, named)
        if found := _two_lines(lines, n) or _one_line(lines[n], n):
            return found
    return _tail_of_line(lines)


def _is_closer(line: str) -> bool:
    bare = line.strip(_MARKS).lower()
    words = bare.split() if len(bare) <= 60 else []
    if not 1 <= len(words) <= 7:
        return False
    return bare in CLOSERS or words[-1] in CLOSERS_END or (words[0] in CLOSERS_START and len(words) <= 4 and line[-1] not in ".?")


def _two_lines(lines: Sequence[Line], n: int) -> SignOff | None:
    line = lines[n]
    left = len(lines) - n - 1
    closer = _is_closer(line.body)
    if left and (closer or (line.body[-1] == "," and len(line.body) <= 70 and len(line.body.split()) <= 9 and left <= 4)):
        below = lines[n + 1]
        named = person(below.body, lower=closer)
        if named and not _is_closer(below.body):
            return SignOff(line.first, below.end, n + 1, named)
    is_formula = closer and line.body[-1] not in ".?" and left <= 3
    return SignOff(line.first, line.end, n, None) if is_formula else None


def _one_line(line: Line, n: int) -> SignOff | None:
    named = _closer_and_name(line.body)
    if named is None and line.body[0] in "-\u2013~" and line.body[1:2] not in ("-", ""):
        named = person(line.body[1:].strip())
    return SignOff(line.first, line.end, n, named) if named else None


def _closer_and_name(body: str) -> Person | None:
    """`Cheers, Tom`, `Thanks! Ana`, `xx Bryn`, `Kind regards Tom Bell`."""
    if len(body) > 90:
        return None
    for mark in _SPLIT.finditer(body):
        if body[mark.end() :] and _is_closer(body[: mark.start()]):
            return person(body[mark.end() :], lower=True)
    words = body.split()
    for count in range(min(len(words) - 1, 4), 0, -1):
        start = " ".join(words[:count])
        if start.lower() in CLOSERS or words[count - 1].lower() in CLOSERS_END:
            return person(" ".join(words[count:]))
    return None


def _bare_name(lines: Sequence[Line], n: int) -> Person | None:
    """A name alone on a line, after a paragraph or a full stop; at most a tagline follows."""
    line, left = lines[n], len(lines) - n - 1
    if n == 0 or left > _TAGLINES or line.body[-1:] in ",:;" or any(below.apart for below in lines[n + 1 :]):
        return None
    if not line.apart and (left or lines[n - 1].body[-1:] not in ".?!)"):
        return None
    if _is_closer(line.body) or (" " not in line.body and line.body[-1] in ".!"):
        return None
    return person(line.body)


def _tail_of_line(lines: Sequence[Line]) -> SignOff | None:
    """A sign-off at the end of a text without lines: `… any time after noon. Best, Ana`."""
    if not lines:
        return None
    line = lines[-1]
    body = line.body[-120:]
    for cut in [cut.end() for cut in _SENTENCE.finditer(body)][-3:]:
        tail = body[cut:]
        named = _closer_and_name(tail) or (person(tail) if tail[-1] not in ".!?" else None)
        if named:
            return SignOff(line.end - len(tail), line.end, len(lines) - 1, named)
    return None
