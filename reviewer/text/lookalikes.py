"""Letters of other alphabets that pass for Latin ones, folded where they only play the part."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["fold_lookalikes"]

_TWINS = str.maketrans(
    "\u0410\u0412\u0415\u0401\u0405\u0406\u0407\u0408\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u04ae\u050c\u051a\u051c\u04c0"
    "\u0430\u0435\u0451\u0455\u0456\u0457\u0458\u043a\u043e\u0440\u0441\u0443\u0445\u0475\u04af\u0501\u051b\u051d\u04bb\u04cf"
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03f9\u037f"
    "\u03b1\u03b5\u03b9\u03ba\u03bd\u03bf\u03c1\u03c5\u03b3\u03c7\u03f2\u03f3"
    "\u0585\u057d\u0570\u0581\u0575\u0566",
    "ABE\u00cbSI\u00cfJKMHOPCTYXYGQWIae\u00ebsi\u00efjkopcyxvydqwhlABEZHIKMNOPTYXCJaeikvopuyxcjouhgjq",
)
_FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u052f\u0531-\u0587]")
_TELLING = re.compile(f"(?![{''.join(map(chr, _TWINS))}]){_FOREIGN.pattern}|[\u0300-\u036f]")
"""What no word of twins holds: a letter without one, or a loose accent, which would grow together with the twin."""
_WORD = re.compile("[^\\W\\d_]+[\u0300-\u036f]*")


def fold_lookalikes(text: str) -> str:
    """Write in Latin letters what is meant as Latin: a word that mixes alphabets, or twins only, among Latin words.

    A word with a letter that has no Latin twin is real Russian, Greek or Armenian and stays; the length stays too.
    """
    if not _FOREIGN.search(text):
        return text
    words = list(_WORD.finditer(text))
    kinds = [_kind(word.group()) for word in words]
    if "latin" not in kinds and "mixed" not in kinds:
        return text
    meant = [kind == "mixed" or (kind == "twins" and latin) for kind, latin in zip(kinds, _among_latin(kinds), strict=True)]
    pieces: list[str] = []
    at = 0
    for word, latin in zip(words, meant, strict=True):
        if latin:
            pieces += (text[at : word.start()], word.group().translate(_TWINS))
            at = word.end()
    return "".join((*pieces, text[at:]))


def _kind(word: str) -> str:
    if word.isascii() or not _FOREIGN.search(word):
        return "latin"
    if _TELLING.search(word):
        return "real"
    if _FOREIGN.sub("", word):
        return "mixed"
    return "real" if len(word) == 1 and "\u03b1" <= word <= "\u03c9" else "twins"


def _among_latin(kinds: list[str]) -> Iterator[bool]:
    """For each word: is the nearest telling word on some side Latin, and on no side real foreign?"""
    left = _last_telling(kinds)
    right = _last_telling(kinds[::-1])[::-1]
    for sides in zip(left, right, strict=True):
        yield "real" not in sides and "latin" in sides


def _last_telling(kinds: list[str]) -> list[str]:
    found: list[str] = []
    last = ""
    for kind in kinds:
        found.append(last)
        if kind != "twins":
            last = "latin" if kind == "mixed" else kind
    return found
