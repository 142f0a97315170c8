"""Stage directions of a call script: headings, cues and bracketed asides that the writer does not say to anybody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reviewer.text.lines import Line
from reviewer.text.wordlists import (
    CUE_LINKS,
    CUE_LISTENERS,
    CUE_NAMES,
    CUE_TURNS,
    CUE_TURNS_TO_READER,
    DIRECTIONS,
    HEADINGS,
    HONORIFICS,
    SPEECH,
)

__all__ = ["directions_of"]

_ASIDE = re.compile(r"\[[^\[\]\n]{1,120}\]|\(([A-Za-z]{2,10})\b[^()\n]{0,120}\)")
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_CUE_STARTS = frozenset(phrase.split()[0] for phrase in CUE_NAMES | CUE_TURNS) | {"to", "for"}
_MARKS = frozenset(":[(")
_STOPS = frozenset(".?!,")
_LONGEST_CUE = 70
_TITLE_DOT = re.compile(r"(?<=\b[MDP][rsxo])\.|(?<=\bMrs)\.|(?<=\bProf)\.")
_LONGEST_HEADING = 90


def directions_of(lines: Sequence[Line]) -> tuple[tuple[int, int], ...]:
    """Where directions stand, in order and apart: whole lines, or the part of a line that is not spoken."""
    found: list[tuple[int, int]] = []
    if len(lines) > 1 and _is_heading(lines[0].body):
        found.append((lines[0].first, lines[0].end))
    for line in lines[len(found) :]:
        if not _MARKS.isdisjoint(line.body):
            found.extend((line.first + start, line.first + end) for start, end in _in_line(line.body))
    return tuple(found)


def _in_line(body: str) -> Iterator[tuple[int, int]]:
    cue = body.find(":", 0, _LONGEST_CUE) + 1
    if cue and (cue == len(body) or body[cue] == " ") and _is_cue(body[: cue - 1]):
        yield 0, cue
    else:
        cue = 0
    for aside in _ASIDE.finditer(body, cue):
        directs = aside.group(1) is None or aside.group(1).lower() in DIRECTIONS
        if directs and SPEECH.isdisjoint(_WORD.findall(aside.group().lower())):
            yield aside.span()


def _is_cue(start: str) -> bool:
    """`To reception`, `If no`, `Once she is on the line`, `Voicemail for Mr X`."""
    first = start[:14].split(None, 1)[:1]
    if not first or first[0].lower() not in _CUE_STARTS or not _STOPS.isdisjoint(_TITLE_DOT.sub("", start)):
        return False
    words = [word.lower() for word in _WORD.findall(start)]
    if len(words) > 9:
        return False
    if words[0] in ("to", "for"):
        return 1 < len(words) <= 4 and (words[-1] in CUE_LISTENERS or words[1] in HONORIFICS)
    for count in range(min(len(words), 3), 0, -1):
        phrase, rest = " ".join(words[:count]), words[count:]
        if phrase in CUE_TURNS:
            return bool(rest) and rest[0] not in CUE_TURNS_TO_READER
        if phrase in CUE_NAMES:
            return not rest or rest[0] in CUE_LINKS
    return False


def _is_heading(body: str) -> bool:
    """`Script for the call with Ann.`: a first line that speaks of the call, not to anybody."""
    if len(body) > _LONGEST_HEADING or body[-1] in "?!":
        return False
    words = [word.lower() for word in _WORD.findall(body)]
    opens = any(" ".join(words[:count]) in HEADINGS for count in range(1, 5))
    return opens and SPEECH.isdisjoint(words)
