"""Names as they stand in greetings, sign-offs and reply headers, told from other short lines."""

from __future__ import annotations

import re
from typing import NamedTuple

from reviewer.text.wordlists import HONORIFICS, NO_NAMES, PARTICLES

__all__ = ["Person", "person", "same_person", "words_of"]

_CREDENTIALS = re.compile(
    r"(?:,? (?:(?:Ph\.?D|M\.?D|MBA|MSc|MA|BSc|BA|CPA|PMP|RN|Esq|Jr|Sr|PE|CFA)\.?|\((?:she|he|they)[/a-z ]{0,20}\)))+\Z"
)
_KISSES = re.compile(r"(?:[ ,.!]+[xXoO]{1,4})?[ ,.!:;)(*_\U0001f000-\U0001faff\u2600-\u27bf-]*\Z")
_WORDS = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_NO_NAME_MARKS = frozenset(',;:!?/"()@#&\u2013')
_LONGEST = 48


class Person(NamedTuple):
    """Somebody as the text names them."""

    name: str
    honorific: str | None = None


def words_of(name: str) -> frozenset[str]:
    """The words of a name, ready to be compared; titles and particles are not among them."""
    return frozenset(map(str.casefold, _WORDS.findall(name))) - HONORIFICS - PARTICLES


def same_person(name: str, known: frozenset[str]) -> bool:
    """Do all words of a name, initials included, occur among known ones?"""
    words = words_of(name)
    full = {word for word in words if len(word) > 1}
    return bool(full) and full <= known and all(any(word.startswith(letter) for word in known) for letter in words - full)


def person(written: str, *, lower: bool = False) -> Person | None:
    """Read a line or part of one as a name, with the title before it; `lower` allows a name without capitals."""
    if len(written) > _LONGEST + 20:
        return None
    bare = _KISSES.sub("", _CREDENTIALS.sub("", written.strip(" -\u2013~*_,")))
    if not bare or len(bare) > _LONGEST or not _NO_NAME_MARKS.isdisjoint(bare):
        return None
    tokens = bare.split()
    titles = _count_titles(tokens)
    names = tokens[titles:]
    if not 1 <= len(names) <= 5 or not all(map(_is_name_word, names)):
        return None
    if lower and len(names) <= 2:
        return Person(" ".join(names), " ".join(tokens[:titles]) or None)
    small = [name for name in names if name[0].islower()]
    if len(small) == len(names) or any(name.lower() not in PARTICLES for name in small):
        return None
    return Person(" ".join(names), " ".join(tokens[:titles]) or None)


def _count_titles(tokens: list[str]) -> int:
    count = 0
    while count < len(tokens) and tokens[count].rstrip(".").lower() in HONORIFICS:
        count += 1
    return count - 1 if count and count == len(tokens) and tokens[-1][-1] != "." else count


def _is_name_word(word: str) -> bool:
    bare = word.replace("'", "").replace("-", "").replace(".", "")
    if not bare.isalpha() or word.lower().rstrip(".") in NO_NAMES:
        return False
    return "." not in word or len(bare) <= 3
