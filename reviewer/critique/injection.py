"""Whether a draft speaks to whoever checks it: noted, so that nothing is lowered on its word; never a finding."""

from __future__ import annotations

import base64
import binascii
import codecs
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from reviewer.errors import DataError
from reviewer.models import Draft
from reviewer.resources import prompts_root
from reviewer.text.normalise import normalise

__all__ = ["Sign", "instructs", "is_suspect", "load_signs", "signs_in"]

_FILE: Final = "injection/signs.md"
_WORD: Final = re.compile(r"\w+(?:[-'.]\w+)*")
_DOTTED: Final = re.compile(r"(?<!\w)(?:[^\W_][._*|/~]){3,}[^\W_](?!\w)")
_SEPARATOR: Final = re.compile(r"[._*|/~]")
_SPACE: Final = re.compile(r"\s+")
_BASE64: Final = re.compile(r"[A-Za-z0-9+/_-]{20,4000}={0,2}")
_HIDDEN: Final = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\u3164\ue000-\uf8ff\ufff9-\ufffb\U000e0000-\U000e0fff]")
_CLAUSE: Final = re.compile(r"[^.!?;:\n]+")
_FEW: Final = 4
"""A clause of so many words holds an English one, unless it is a list, a name or an address."""
_LEET: Final = str.maketrans("013457@$!", "oieastasi")
_ENGLISH: Final = "English"
_TAG: Final = 0xE0000
_FLAG: Final = 0x1F3F4
"""A flag of England, Scotland or Wales is written with such characters, and hides nothing."""
_WINDOW: Final = 60
_ENOUGH: Final = 2
_LONGEST: Final = 120_000


class Sign(NamedTuple):
    """One way in which a text gives away that it speaks to its reviewer."""

    name: str
    weight: int
    first: frozenset[str] = frozenset()
    then: frozenset[str] = frozenset()
    within: int = 0
    either: bool = False
    phrases: tuple[tuple[str, ...], ...] = ()
    marks: tuple[str, ...] = ()


def instructs(draft: Draft) -> bool:
    """Tell whether any part of a draft, quoted or hidden ones included, tries to instruct whoever checks it."""
    return bool(signs_in(f"{draft.subject or ''}\n{draft.text}"))


def is_suspect(draft: Draft) -> bool:
    """Tell whether a draft holds anything by which it might sway its reviewer: far more than what `instructs` is sure of."""
    text = f"{draft.subject or ''}\n{draft.text}"
    return bool(_HIDDEN.search(text)) or _is_foreign(text) or any(_hits(view, _signs()) for view in _views(text[:_LONGEST]))


def signs_in(text: str) -> tuple[str, ...]:
    """Name the signs that give a text away; nothing where they are too few or too far apart."""
    if hidden := _tagged(text):
        return ("written in characters that cannot be seen", *signs_in(hidden))
    for view in _views(text[:_LONGEST]):
        if found := _told(view, _signs()):
            return found
    return ()


_FIRST: Final = ("first",)
_THEN: Final = ("then",)


class _Signs:
    """All signs, found by the words they begin with."""

    def __init__(self, signs: Sequence[Sign]) -> None:
        self.all = tuple(signs)
        self.marks = [(mark, n) for n, sign in enumerate(signs) for mark in sign.marks]
        self._words: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        self._beginnings: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        for n, sign in enumerate(signs):
            for pattern, use in (*((w, _FIRST) for w in sign.first), *((w, _THEN) for w in sign.then), *((p[0], p) for p in sign.phrases)):
                index = self._beginnings if pattern.endswith("*") else self._words
                index.setdefault(pattern.removesuffix("*"), []).append((n, use))
        self._lengths = sorted({len(beginning) for beginning in self._beginnings})

    def uses(self, word: str) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Give what a word may be part of: a sign by its number, with the phrase that it begins or the role that it plays."""
        yield from self._words.get(word, ())
        for length in self._lengths:
            if length <= len(word):
                yield from self._beginnings.get(word[:length], ())


@cache
def _signs() -> _Signs:
    return _Signs(load_signs())


def load_signs() -> tuple[Sign, ...]:
    """Read the signs from their page.

    Raises:
        DataError: the page is missing, or says what is not understood.
    """
    try:
        page = (prompts_root() / _FILE).read_text(encoding="utf-8")
    except OSError as problem:
        raise DataError(f"cannot be read ({problem.strerror}); install the package again", file=f"prompts/{_FILE}") from None
    return tuple(_sign(*section.partition("\n")[::2]) for section in page.split("\n## ")[1:])


def _sign(name: str, body: str) -> Sign:
    said = dict(line.split(": ", 1) for line in body.splitlines() if ": " in line)
    try:
        return Sign(
            name=name,
            weight=int(said["weight"]),
            first=frozenset(_list(said, "first")),
            then=frozenset(_list(said, "then")),
            within=int(said.get("within", 0)),
            either=said.get("either") == "yes",
            phrases=tuple(tuple(phrase.split()) for phrase in _list(said, "phrase")),
            marks=tuple(_list(said, "mark")),
        )
    except (KeyError, ValueError):
        raise DataError(f"the section `## {name}` needs `weight`, a whole number, and `within`", file=f"prompts/{_FILE}") from None


def _list(said: Mapping[str, str], key: str) -> list[str]:
    return [word for part in said.get(key, "").split(", ") if (word := part.strip().casefold())]


def _is_foreign(text: str) -> bool:
    """Tell whether some clause is written in another language, or a word of some length in another alphabet."""
    english = next(sign.first for sign in load_signs() if sign.name == _ENGLISH)
    for clause in _CLAUSE.findall(normalise(text).text):
        words = _WORD.findall(clause)
        if any(len(word) >= _FEW and word[0].isalpha() and not unicodedata.name(word[0], "").startswith("LATIN") for word in words):
            return True
        small = [word for word in words if word.islower()]
        if len(small) >= _FEW and english.isdisjoint(word.casefold() for word in words):
            return True
    return False


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
    yield _WORD.sub(_plain_letters, undotted) if any(map(str.isdigit, plain)) or undotted != plain else ""
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


def _told(text: str, signs: _Signs) -> tuple[str, ...]:
    """The signs of the first stretch of words that holds enough of them."""
    hits = sorted(_hits(text, signs))
    for n, (start, _) in enumerate(hits):
        seen = {sign for at, sign in hits[n : n + _WINDOW] if at - start <= _WINDOW}
        if sum(signs.all[sign].weight for sign in seen) >= _ENOUGH:
            return tuple(signs.all[sign].name for sign in sorted(seen))
    return ()


def _hits(text: str, signs: _Signs) -> set[tuple[int, int]]:
    """Where each sign stands, counted in words, and its number."""
    found = list(_WORD.finditer(text))
    words = [match.group() for match in found]
    hits: set[tuple[int, int]] = set()
    firsts: dict[int, list[int]] = {}
    thens: dict[int, list[int]] = {}
    for n, word in enumerate(words):
        for sign, phrase in signs.uses(word):
            if phrase is _FIRST:
                firsts.setdefault(sign, []).append(n)
            elif phrase is _THEN:
                thens.setdefault(sign, []).append(n)
            elif len(words) >= n + len(phrase) and all(map(_fits, words[n : n + len(phrase)], phrase)):
                hits.add((n, sign))
    for sign in firsts.keys() & thens.keys():
        hits.update((n, sign) for n in _near(firsts[sign], thens[sign], signs.all[sign]))
    starts = [match.start() for match in found]
    hits.update((max(bisect_right(starts, at) - 1, 0), sign) for at, sign in _marks(text, signs))
    return hits


def _near(firsts: Sequence[int], thens: Sequence[int], sign: Sign) -> Iterator[int]:
    for place in firsts:
        n = bisect_right(thens, place)
        follows = n < len(thens) and thens[n] - place <= sign.within
        precedes = sign.either and n > 0 and place - thens[n - 1] <= sign.within
        if follows or precedes:
            yield place


def _fits(word: str, pattern: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern


def _marks(text: str, signs: _Signs) -> Iterator[tuple[int, int]]:
    offsets = [n for n, char in enumerate(text) if not char.isspace()]
    compact = "".join(text[n] for n in offsets)
    for mark, sign in signs.marks:
        place = compact.find(mark)
        while place >= 0:
            end = place + len(mark)
            if _is_edge(text, offsets[place] - 1, mark[0]) and _is_edge(text, offsets[end - 1] + 1, mark[-1]):
                yield offsets[place], sign
            place = compact.find(mark, end)


def _is_edge(text: str, beside: int, char: str) -> bool:
    """Tell whether no word goes on beside a mark; one that is no word itself may stand anywhere."""
    return not (char.isascii() and char.isalnum() and 0 <= beside < len(text) and text[beside].isalnum())
