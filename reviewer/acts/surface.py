"""Surface checks: what the eye sees before a word is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u26ff\u2702-\u27bf\u2b50\u2b55\u231a\u231b\u23e9-\u23f3]")
_NO_EMOJI = frozenset("\u2605\u2606\u2610\u2611\u2612\u2713\u2714\u2709\u260e\u2706\u2708\u2714\u2716\u27a1\u2022\u260f")
"""Signs of print (a tick in a list, a telephone before a number, stars of a rating) that nobody reads as a smile."""
_EMOTICON = re.compile(r"(?<![\w:/])(?:[:;=][-'^o]?[)(\]DPp/\\|*](?![\w)])|<3(?=\s*(?:[.!,?)]|<3|\Z|\n))|\^_?\^|\bx[dD]\b|:'\()")
_GLUED_EMOTICON = re.compile(r"(?<=[\w.!?])[:;]-?\)(?![\w)])")
_MARKS = re.compile(r"(?<![(/\\^&|])(?<!\b[a-z])(?:!\s?!|!\?|\?!)(?![\w(\[.*+)/:;,]|\s?[=&|])")
"""Shouting; never an operator of code ("!!user", "n!!", "(?!.*")."""
_QUESTION_MARKS = re.compile(r"\?\s?\?")
_STRETCHED = re.compile(r"\b[^\W\d_]*([^\W\d_])\1{2,}[^\W\d_]*\b")
_ROMAN = re.compile(r"\b[ivxlcIVXLCwW]+\b")
_CAPITALS = re.compile(r"\b[A-Z]{3,}\b(?:[\s,!?.]+\b[A-Z]{2,}\b)+")
_QUESTION_ROWS = re.compile(r"\?(?:\s?\?){2,}")
_KISSES = re.compile(
    r"(?:(?<=[\s,.!?])|\A)(?:x{1,4}|X{2,4}|[xX][oO](?:[xX][oO])*)(?=\s*(?:\Z|\n|[A-Z][a-z]+\s*\Z))"
    r"|(?<=\s)x{2,4}\b(?!-)|\b[xX][oO][xX][oO]\b"
)
_LAUGHTER = re.compile(r"\b(?:a?(?:ha){2,}h?|(?:he){2,}|(?:ho){3,}|(?:hi){3,}|lo+l+z?|lmf?ao+|rofl|ha,? ha)\b", re.IGNORECASE)
_STARRED = re.compile(r"\b(?:f|fu|s|sh|b|bu|d|a|cr|bl|p|h)[*#@]{1,4}[a-z]{0,4}(?![\w@.])|\b(?:fu|sh|bull)[*#@]+[a-z]*\b", re.IGNORECASE)
_QUOTED = re.compile(r"\"[^\"\n]{1,600}\"|(?:(?<=[\s(])|\A)'(?=\S)[^'\n]{1,400}\S'(?=[\s.,;:?!)]|\Z)")

_TITLE = r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Frau|Herr|Chef|Captain)\.? )"
_NAME = rf"(?!Dear|Hello|Hi\b|Hey|Good|Morning|Afternoon|Greetings){_TITLE}?[A-Z][\w'-]{{1,30}}(?: [A-Z][\w'-]{{1,30}}){{0,2}}"
_HAIL = r"(?:Dear|Hello|Hi|Hey|Good (?:morning|afternoon|evening|day)|Morning|Afternoon|Greetings)"
_JOINED = rf"(?:, (?:dear )?{_NAME}){{0,6}},? (?:and|&) (?:dear )?{_NAME}"
_LISTED = rf"(?:, (?:dear {_NAME}|{_TITLE}{_NAME})){{1,6}}"
_FURTHER = rf"(?:dear {_NAME}(?:{_JOINED}|{_LISTED})?|{_NAME}{_JOINED})"
_COUPLE = r"(?:[Dd]ear )?(?:Mr|Mrs|Herr|Frau|Dr)\.? (?:and|&) (?:Mr|Mrs|Herr|Frau|Dr)\b"
_GREETED = re.compile(rf"\A(?:{_HAIL},? (?!{_COUPLE}){_NAME}(?:{_JOINED}|{_LISTED})[,:!\u2013]?|{_FURTHER},)\Z")
"""A greeting to two people or more, a line of its own, or what follows its first comma."""


def _first(pattern: re.Pattern[str], text: str) -> tuple[int, int] | None:
    match = pattern.search(text)
    return match.span() if match else None


def _own(text: str) -> str:
    """Blank out what stands in quotation marks, so that places stay the same."""
    return _QUOTED.sub(lambda match: " " * len(match.group()), text)


def _emoticon(text: str) -> tuple[int, int] | None:
    found = _first(_EMOTICON, text)
    if found:
        return found
    return next((m.span() for m in _GLUED_EMOTICON.finditer(text) if text.count("(", 0, m.start()) <= text.count(")", 0, m.start())), None)


def _emoji(text: str) -> tuple[int, int] | None:
    return next((match.span() for match in _EMOJI.finditer(text) if match.group() not in _NO_EMOJI), None)


def _stretched(text: str) -> tuple[int, int] | None:
    for match in _STRETCHED.finditer(text):
        word = match.group()
        one_letter_code = len(set(word)) == 1 and word.isupper()
        if not _ROMAN.fullmatch(word) and not one_letter_code and word.lower() not in ("www", "mmm"):
            return match.span()
    return None


def _kisses(text: str) -> tuple[int, int] | None:
    return None if re.search(r"\d\s?x|x\s?\d", text) else _first(_KISSES, text)


def look(check: str, text: str) -> tuple[int, int] | None:
    """Give the first place in the writer's own words of a sentence, or None."""
    return SURFACES[check](_own(text))


SURFACES: Final[Mapping[str, Callable[[str], tuple[int, int] | None]]] = {
    "emoji": _emoji,
    "emoticon": _emoticon,
    "marks": lambda text: _first(_MARKS, text),
    "question-marks": lambda text: _first(_QUESTION_MARKS, text),
    "stretched": _stretched,
    "capitals": lambda text: _first(_CAPITALS, text),
    "kisses": _kisses,
    "several-greeted": lambda text: _first(_GREETED, text),
    "question-rows": lambda text: _first(_QUESTION_ROWS, text),
    "laughter": lambda text: _first(_LAUGHTER, text),
    "starred": lambda text: _first(_STARRED, text),
}
"""By name; each gives the first place in a sentence, or None."""
