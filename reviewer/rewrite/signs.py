"""Takes the signs of a chat out of a sentence, and puts casual words in plain ones; what is said stays."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from reviewer.acts.surface import look

__all__ = ["plain_words", "tidy", "without_signs"]

_GONE: Final = ("emoji", "emoticon", "kisses", "laughter")
_ONE_OF: Final = {"marks": "!", "question-marks": "?", "question-rows": "?"}
_MOST: Final = 200
_DOUBLED: Final = frozenset("eo")
_FINAL: Final = re.compile(r"[\w)\"'\u2019]\Z")
_WORD: Final = re.compile(r"(?<![\w@./-])(?:'?[A-Za-z]+(?:'[a-z]+)?|[A-Za-z]*\d[A-Za-z]\w*|[A-Za-z]+\d\w*)(?![\w@/-])")
_HOLES: Final = (
    (re.compile(r"\(\s*\)"), ""),
    (re.compile(r"[ \t]{2,}"), " "),
    (re.compile(r"[ \t]+([,.;:!?)])"), r"\1"),
    (re.compile(r"([,;])(?:\s*[,;])+"), r"\1"),
    (re.compile(r"[,;:]\s*([.!?])"), r"\1"),
    (re.compile(r"\A[\s,;:.!?\u2013-]+(?=\w)"), ""),
    (re.compile(r"([!?])\s+\."), r"\1"),
)


def without_signs(text: str, *, ends: bool = False) -> str:
    """The sentence without emoji, emoticons, kisses, laughter, rows of marks and stretched words.

    With `ends`, a sentence that ended with a sign ends with a full stop.
    """
    out = text
    for _ in range(_MOST):
        found = _first(out)
        if found is None:
            break
        start, end, instead = found
        out = out[:start] + instead + out[end:]
    if out == text:
        return text
    out = tidy(out, text)
    return f"{out}." if ends and out and _FINAL.search(out) and not _FINAL.search(text) and " " in out else out


def plain_words(text: str, casual: Mapping[str, str]) -> str:
    """The sentence with each casual word in plain ones; a word that says nothing goes."""

    def put(match: re.Match[str]) -> str:
        word = match.group()
        plain = casual.get(word.lower())
        if plain is None or (word.isupper() and len(word) > 1):
            return word
        return plain[:1].upper() + plain[1:] if word[0].isupper() and plain else plain

    out = _WORD.sub(put, text)
    return text if out == text else tidy(out, text)


def tidy(text: str, before: str) -> str:
    """Words after some have gone: no holes, no mark without a word, a capital where there was one."""
    out = text
    for hole, filling in _HOLES:
        out = hole.sub(filling, out)
    out = out.strip()
    return out[:1].upper() + out[1:] if before[:1].isupper() else out


def _first(text: str) -> tuple[int, int, str] | None:
    for check in _GONE:
        if found := look(check, text):
            return (*found, "")
    for check, mark in _ONE_OF.items():
        if found := look(check, text):
            return (*found, mark)
    if found := look("stretched", text):
        start, end = found
        return start, end, _shortened(text[start:end])
    return None


def _shortened(word: str) -> str:
    """A stretched word with its letters once, or twice inside it where English doubles them."""

    def once(match: re.Match[str]) -> str:
        letter = match.group(1)
        inside = match.start() > 0 and match.end() < len(word)
        return letter * 2 if inside and letter.lower() in _DOUBLED else letter

    return re.sub(r"([^\W\d_])\1{2,}", once, word)
