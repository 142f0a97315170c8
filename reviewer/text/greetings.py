"""The greeting of a letter: how far it reaches, and whom it names."""

from __future__ import annotations

import re
from typing import NamedTuple

from reviewer.text.names import Person, person, words_of
from reviewer.text.wordlists import GREETINGS, HONORIFICS, MANY_READERS, PLAIN_GREETINGS

__all__ = ["Greeting", "greeting_of"]

_LETTER = re.compile(r"[^\W_]")
_WORD = re.compile(r"[^\s,.:;!?()\u2013]+")
_STRETCHED = re.compile(r"(.)\1{2,}")
_MARK = re.compile(r"[,:;!?\u2013]+|\.+(?=\s|\Z)| - |\Z")
_TITLE_OR_INITIAL = re.compile(r"(?:\A|\s)([^\W\d_]{1,5})\Z")
_MOST_WORDS = 8
_SEEN = 160


class Greeting(NamedTuple):
    """How far a greeting reaches into its line, its last mark included, and whom it names."""

    start: int
    end: int
    person: Person | None


def greeting_of(line: str) -> Greeting | None:
    """Read the greeting at the start of a line, alone or running into a sentence."""
    head = line[:_SEEN]
    first = _LETTER.search(head)
    if not first or first.start() > 4:
        return None
    start = first.start()
    after = _formula_end(head, start)
    if after is None:
        return _called(head, start, whole=len(line) == len(head))
    stop = _phrase_end(head, after)
    named = head[after:stop].strip()
    if len(line) == len(head) and not _LETTER.search(head, stop) and _is_address(named, head[stop : stop + 1]):
        return Greeting(start, len(head.rstrip()), _addressee(named))
    if not named:
        return _running_on(head, start, stop)
    if len(named.split()) <= 2 or person(named):
        return Greeting(start, _mark_end(head, stop), _addressee(named))
    return _leading_name(head, start, after)


def _is_address(named: str, mark: str) -> bool:
    """Is all that follows the formula a form of address, though it may name several people or none?"""
    words = named.split()
    if len(words) <= 2 or mark in (",", ":"):
        return len(words) <= _MOST_WORDS
    return len(words) <= _MOST_WORDS and all(person(word) or words_of(word) <= MANY_READERS for word in words)


def _formula_end(head: str, start: int) -> int | None:
    words: list[int] = []
    for word in _WORD.finditer(head, start):
        words.append(word.end())
        if len(words) == 5:
            break
    for end in reversed(words):
        phrase = head[start:end].lower()
        if phrase in GREETINGS or _STRETCHED.sub(r"\1", phrase) in GREETINGS:
            return end
    return None


def _phrase_end(head: str, after: int) -> int:
    """Where the words after the formula meet a mark; the full stop of a title or an initial is none."""
    for mark in _MARK.finditer(head, after):
        if mark.group() != ".":
            return mark.start()
        before = _TITLE_OR_INITIAL.search(head[after : mark.start()])
        if not before or (len(before.group(1)) > 1 and before.group(1).lower() not in HONORIFICS):
            return mark.start()
    return len(head)


def _mark_end(head: str, stop: int) -> int:
    mark = _MARK.match(head, stop)
    return len(head[: mark.end()].rstrip()) if mark else stop


def _running_on(head: str, start: int, stop: int) -> Greeting:
    """`Good morning, Ms Vale. I …` names the reader after the comma; `Hello, Ann here` does not."""
    if head[stop : stop + 1] == ",":
        end = _phrase_end(head, stop + 1)
        name = head[stop + 1 : end].strip()
        is_last = len(name.split()) <= 2 and len(head) < _SEEN and not _LETTER.search(head, end)
        if name and (person(name) or is_last):
            return Greeting(start, len(head.rstrip()) if is_last else _mark_end(head, end), _addressee(name))
    return Greeting(start, _mark_end(head, stop), None)


def _leading_name(head: str, start: int, after: int) -> Greeting | None:
    """`Hi Dana thanks for …`: the name is what is written with capitals, or has a title."""
    end = after
    for word in re.findall(r"\s*\S+", head[after:])[:4]:
        longer = head[after : end + len(word)].strip()
        if not person(longer) and longer.rstrip(".").lower() not in HONORIFICS:
            break
        end += len(word)
    named = head[after:end].strip()
    if person(named):
        return Greeting(start, end, _addressee(named))
    return Greeting(start, after, None) if head[start:after].lower() in PLAIN_GREETINGS else None


def _called(head: str, start: int, *, whole: bool) -> Greeting | None:
    """A bare name on its own line, or a title and a name before a comma."""
    stop = _phrase_end(head, start)
    found = person(head[start:stop])
    if stop == len(head) or not found:
        return None
    if (whole and head[stop:].strip() in (",", "!", ":")) or (found.honorific and head[stop] in ",:!\u2013"):
        return Greeting(start, _mark_end(head, stop), _addressee(head[start:stop]))
    return None


def _addressee(named: str) -> Person | None:
    if not named or words_of(named) & MANY_READERS:
        return None
    return person(re.split(r" and | & | / |,", named)[0], lower=True)
