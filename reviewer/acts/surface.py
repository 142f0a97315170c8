"""Surface checks: what the eye sees before a word is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u26ff\u2702-\u27bf\u2b50\u2b55\u231a\u231b\u23e9-\u23f3]")
_NO_EMOJI = frozenset("\u2605\u2606\u2610\u2611\u2612\u2713\u2714\u2709\u260e\u2706\u2708\u2714\u2716\u27a1\u2022\u260f")
"""Signs of print (a tick in a list, a telephone before a number, stars of a rating) that nobody reads as a smile."""
_EMOTICON = re.compile(r"(?<![\w:/])(?:[:;=8][-'^o]?[)(\]DPp/\\|3*](?![\w)])|<3(?!\d)|\^_?\^|\b[xX]D\b|:'\()")
_MARKS = re.compile(r"!\s?!|!\?|\?!")
_QUESTION_MARKS = re.compile(r"\?\s?\?")
_STRETCHED = re.compile(r"\b[^\W\d_]*([^\W\d_])\1{2,}[^\W\d_]*\b")
_ROMAN = re.compile(r"\b[ivxlcIVXLCwW]+\b")
_CAPITALS = re.compile(r"\b[A-Z]{3,}\b(?:[\s,!?.]+\b[A-Z]{2,}\b)+")
_KISSES = re.compile(r"(?:(?<=[\s,.!?])|\A)(?:x{1,4}|xo(?:xo)*)(?=\s*(?:\Z|\n|[A-Z][a-z]+\s*\Z))|(?<=\s)x{2,4}\b", re.IGNORECASE)


def _first(pattern: re.Pattern[str], text: str) -> tuple[int, int] | None:
    match = pattern.search(text)
    return match.span() if match else None


def _emoji(text: str) -> tuple[int, int] | None:
    return next((match.span() for match in _EMOJI.finditer(text) if match.group() not in _NO_EMOJI), None)


def _stretched(text: str) -> tuple[int, int] | None:
    for match in _STRETCHED.finditer(text):
        if not _ROMAN.fullmatch(match.group()) and match.group().lower() not in ("www", "xxx", "mmm"):
            return match.span()
    return None


def _kisses(text: str) -> tuple[int, int] | None:
    return None if re.search(r"\d\s?x|x\s?\d", text) else _first(_KISSES, text)


SURFACES: Final[Mapping[str, Callable[[str], tuple[int, int] | None]]] = {
    "emoji": _emoji,
    "emoticon": lambda text: _first(_EMOTICON, text),
    "marks": lambda text: _first(_MARKS, text),
    "question-marks": lambda text: _first(_QUESTION_MARKS, text),
    "stretched": _stretched,
    "capitals": lambda text: _first(_CAPITALS, text),
    "kisses": _kisses,
}
"""By name; each gives the first place in a sentence, or None."""
