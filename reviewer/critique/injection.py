"""Whether a draft speaks to whoever checks it: noted, so that nothing is lowered on its word; never a finding."""

from __future__ import annotations

import base64
import binascii
import codecs
import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from reviewer.critique.signs import WORD, hits, load_signs
from reviewer.models import Draft
from reviewer.text.normalise import normalise

__all__ = ["instructs", "is_suspect", "signs_in"]

_DOTTED: Final = re.compile(r"(?<!\w)(?:[^\W_][._*|/~]){3,}[^\W_](?!\w)")
_SEPARATOR: Final = re.compile(r"[._*|/~]")
_BASE64: Final = re.compile(r"[A-Za-z0-9+/_-]{20,4000}={0,2}")
_HIDDEN: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\u3164\ue000-\uf8ff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_CLAUSE: Final = re.compile(r"[^.!?;:\n]+")
_FEW: Final = 4
"""A clause of so many words holds an English one, unless it is a list, a name or an address."""
_SHARE: Final = 6
"""One in so many words of an English clause is one without which no English is written."""
_LEET: Final = str.maketrans("013457@$!", "oieastasi")
_ENGLISH: Final = "English"
_TAG: Final = 0xE0000
_FLAG: Final = 0x1F3F4
"""A flag of England, Scotland or Wales is written with such characters, and hides nothing."""
_WINDOW: Final = 60
"""Signs within so many words belong together."""
_ENOUGH: Final = 2
_LONGEST: Final = 120_000


def instructs(draft: Draft) -> bool:
    """Tell whether any part of a draft, quoted or hidden ones included, tries to instruct whoever checks it."""
    return bool(signs_in(f"{draft.subject or ''}\n{draft.text}"))


def is_suspect(draft: Draft) -> bool:
    """Tell whether a draft holds anything by which it might sway its reviewer: far more than what `instructs` is sure of."""
    text = f"{draft.subject or ''}\n{draft.text}"
    return bool(_HIDDEN.search(text)) or _is_foreign(text) or any(hits(view) for view in _views(text[:_LONGEST]))


def signs_in(text: str) -> tuple[str, ...]:
    """Name the signs that give a text away; nothing where they are too few or too far apart."""
    if hidden := _tagged(text):
        return ("written in characters that cannot be seen", *signs_in(hidden))
    for view in _views(text[:_LONGEST]):
        if found := _told(view):
            return found
    return ()


def _is_foreign(text: str) -> bool:
    """Tell whether some clause is written in another language, or a word of some length in another alphabet."""
    telling, known = _english()
    for clause in _CLAUSE.findall(normalise(text).text):
        words = WORD.findall(clause)
        if any(len(word) >= _FEW and word[0].isalpha() and not unicodedata.name(word[0], "").startswith("LATIN") for word in words):
            return True
        said = [word.casefold() for word in words]
        if sum(word.islower() and not word.isascii() for word in words) > 1:
            return True
        small, english = sum(map(str.islower, words)), sum(map(known.__contains__, said))
        if small >= _FEW and (telling.isdisjoint(said) or (small > _SHARE and english * _SHARE < len(said))):
            return True
    return False


def _english() -> tuple[frozenset[str], frozenset[str]]:
    """Words that only English has, and these with some that it shares with others."""
    page = next(sign for sign in load_signs() if sign.name == _ENGLISH)
    return page.first, page.first | page.then


def _tagged(text: str) -> str:
    """Letters written in the invisible characters of the tag block."""
    if not any(_TAG < ord(char) < _TAG + 0x80 for char in text):
        return ""
    shown = [" "]
    for before, char in zip(" " + text, text, strict=False):
        if _TAG + 0x20 <= ord(char) < _TAG + 0x7F and not (ord(before) == _FLAG or shown[-1] == ""):
            shown.append(chr(ord(char) - _TAG))
        elif _TAG < ord(char) < _TAG + 0x80:
            shown.append("")
    words = "".join(shown).strip()
    return words if sum(map(str.isalpha, words)) > 3 else ""


def _views(text: str) -> Iterator[str]:
    """The text as it is read, then in the disguises that are known: spaced by dots, in digits, reversed, shifted, encoded."""
    plain = normalise(text).text.casefold()
    yield plain
    undotted = _DOTTED.sub(lambda match: _SEPARATOR.sub("", match.group()), plain)
    yield WORD.sub(_plain_letters, undotted) if any(map(str.isdigit, plain)) or undotted != plain else ""
    yield plain[::-1]
    yield codecs.encode(plain, "rot13")
    for match in _BASE64.finditer(text):
        if decoded := _decoded(match.group()):
            yield normalise(decoded).text.casefold()


def _plain_letters(match: re.Match[str]) -> str:
    word = match.group()
    return word.translate(_LEET) if any(map(str.isalpha, word)) and any(map(str.isdigit, word)) else word


def _decoded(token: str) -> str:
    bare = token.rstrip("=")
    try:
        return base64.b64decode(bare + "=" * (-len(bare) % 4), altchars=b"-_" if "-" in bare or "_" in bare else None).decode("utf-8")
    except (binascii.Error, ValueError):
        return ""


def _told(text: str) -> tuple[str, ...]:
    """The signs of the first stretch of words that holds enough of them."""
    placed, signs = sorted(hits(text)), load_signs()
    for n, (start, _) in enumerate(placed):
        seen = {sign for at, sign in placed[n : n + _WINDOW] if at - start <= _WINDOW}
        if sum(signs[sign].weight for sign in seen) >= _ENOUGH:
            return tuple(signs[sign].name for sign in sorted(seen))
    return ()
