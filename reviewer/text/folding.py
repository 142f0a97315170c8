"""Fold one character after another to the form that the rules are written in.

Full-width, mathematical and small-capital letters, ligatures, quotes, dashes and spaces have one plain form each;
what cannot be seen is dropped. Letters with accents, currency signs, fractions and emoji stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from reviewer.text.edits import Edit

__all__ = ["fold_clusters", "fold_singles"]

_GONE = "\u200b"
"""Stands for every character that cannot be seen, until it is dropped."""
_INVISIBLE = (
    (0x00, 0x08), (0x0E, 0x1F), (0x7F, 0x84), (0x86, 0x9F), (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160),
    (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164),
    (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip
_ONE_FORM = {
    "'": "\u2018\u2019\u201a\u201b\u2032\u2035\u00b4`\u02b9\u02bb\u02bc\u02bd\u02c8\u02ca\u02cb\u275b\u275c\u275f\ua78c",
    '"': "\u201c\u201d\u201e\u201f\u2033\u2036\u02ba\u02dd\u3003\u301d\u301e\u301f\u275d\u275e\u2760",
    "-": "\u2010\u2011\u2012\u2043\u2212\ufe63\uff0d",
    "\u2013": "\u2014\u2015\u2e3a\u2e3b\ufe31\ufe32\ufe58",
    " ": "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u2800\u3000",
    "\n": "\v\f\u0085\u2028\u2029",
    "/": "\u2044\u2215",
}
_SMALL_CAPITALS = dict(
    zip(
        "\u1d00\u0299\u1d04\u1d05\u1d07\ua730\u0262\u029c\u026a\u1d0a\u1d0b\u029f\u1d0d\u0274\u1d0f\u1d18\u0280\ua731\u1d1b\u1d1c\u1d20\u1d21\u028f\u1d22\u0251\u0261",
        "abcdefghijklmnoprstuvwyzag",
        strict=True,
    )
)
_TABLE = {odd: plain for plain, odds in _ONE_FORM.items() for odd in odds} | _SMALL_CAPITALS
_KEPT = frozenset("\u00aa\u00ba\u2122\u2120")
_LONGEST = 4
"""A character that would unfold into more letters than this stays whole, so that a text cannot swell."""

_MARK = "\u0300-\u034e\u0350-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\u3099\u309a\ufe20-\ufe2f"
_LETTERS = (
    "\n -~\u00a1-\u00ac\u00ae-\u0131\u0134-\u013e\u0141-\u0148\u014a-\u01c3\u01cd-\u01f0\u01f4-\u024f\u0386-\u03ce"
    "\u0400-\u0482\u048a-\u052f\u1e00-\u1e99\u1e9c-\u1eff\u2013\u2022\u20a0-\u20c0\u2600-\u27bf\u3041-\u3096\u30a1-\u30fa"
    "\u4e00-\u9fff\uac00-\ud7a3\U0001f300-\U0001faff"
)
_ODD = re.compile(rf"([^{_LETTERS}{_GONE}{_MARK}\r])|((?:{_GONE}*+[{_MARK}])++)|(\r(?:{_GONE}*+\n)?+)|{_GONE}++")
_OVERLAY = re.compile("[\u0334-\u0338\u20d2\u20d3\u20d8-\u20da\u20e5\u20e6\u20ea\u20eb]")


@lru_cache(maxsize=8_000)
def _fold(char: str) -> str:
    """The plain form of a character: itself, another one, several, or nothing."""
    plain = _TABLE.get(char)
    if plain is not None:
        return plain
    code = ord(char)
    if any(first <= code <= last for first, last in _INVISIBLE):
        return ""
    if 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    kind = unicodedata.decomposition(char).partition(" ")[0]
    if not kind or kind == "<fraction>" or char in _KEPT:
        return char
    plain = unicodedata.normalize("NFKC", char)
    loses_its_sense = plain[0] == " " or (kind in ("<super>", "<sub>") and not plain.isalpha())
    if plain == char or loses_its_sense or len(plain) > _LONGEST:
        return char
    return "".join(map(_fold, plain))


class _Singles(dict[int, int]):
    """Characters that fold to one character, learned as they are met; the others stand for themselves."""

    _REMEMBERED = 8_000

    def __missing__(self, code: int) -> int:
        plain = _fold(chr(code)) if code != 0x0D else "\r"
        single = ord(plain) if len(plain) == 1 else ord(_GONE) if not plain else code
        if len(self) < self._REMEMBERED:
            self[code] = single
        return single


_SINGLES = _Singles()


def fold_singles(text: str) -> str:
    """Fold each character that has a form of one character; the length stays."""
    return text.translate(_SINGLES)


def fold_clusters(text: str) -> list[Edit]:
    """How what changes the length is to be edited: invisible characters, line ends, ligatures, letters with loose accents."""
    edits: list[Edit] = []
    for match in _ODD.finditer(text):
        start, end = match.span()
        char, marks, line_end = match.groups()
        if char is not None:
            plain = _fold(char)
            if plain != char:
                edits.append((start, end, plain))
        elif marks is not None:
            edits.append(_accented(text, start, edits, marks.replace(_GONE, ""), end))
        else:
            edits.append((start, end, "\n" if line_end else ""))
    return edits


def _accented(text: str, start: int, edits: list[Edit], marks: str, end: int) -> Edit:
    """Put loose accents onto the letter before them, which an earlier edit may have written."""
    if edits and edits[-1][1] == start and edits[-1][2]:
        start, _, base = edits.pop()
    else:
        base = text[start - 1] if start else ""
        start -= len(base)
    return start, end, (_composed if len(marks) < 4 else _compose)(base, marks)


def _compose(base: str, marks: str) -> str:
    if base and unicodedata.combining(base[-1]):
        return base + marks
    whole = unicodedata.normalize("NFC", base + marks)
    return _OVERLAY.sub("", whole) if whole[:1].isascii() and whole[:1].isalpha() else whole


_composed = lru_cache(maxsize=8_000)(_compose)
