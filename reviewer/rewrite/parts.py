"""Cuts the part at fault out of a sentence where the rest can stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

__all__ = ["is_balanced", "rests"]

_JOINT: Final = re.compile(
    r"(?P<mark>\s*[;,]|\s+[\u2013\u2014-]+|\u2014)(?P<space>\s+)(?P<conj>(?:and|but|so|yet|plus|because|as|since|though|although|while)\s+)?"
    r"|\s+(?P<bare>and|but|so)\s+(?=(?:I|i|we|it|do|does|did|have|has|are|is|can|could|would|will|please|tell|let|put|give)\b)"
)
_OPENERS: Final = frozenset(
    "i i'm i've i'd i'll im ive we we're we've we'd you you've you're he she they it it's its that that's this there there's my your the"
    " do does did have has had is are was were can could would will may might any please let what when where who how why tell give just"
    " put hope so say ring call write send thank thanks if and but not surely must".split()
)
_CLAUSE: Final = frozenset(
    "i i'm i've i'd i'll we we're we've we'd it it's there there's my your the thank thanks please that this many great attached".split()
)
_LED: Final = frozenset({"thank", "thanks", "please", "attached", "many"})
_VERBS: Final = frozenset(
    "am is are was were be been have has had do did does will would can could should may might must hope enjoyed remain look like love"
    " liked loved want wanted wish wished know feel felt found find think thought appreciate appreciated believe learned learnt attach"
    " attached enclose enclosed send sent followed follow follows made make makes makes gave give went came come write wrote need took"
    " i'm i've i'd i'll we're we've we'd it's there's that's says said looks sounds sounded seems seemed stays stands remains".split()
)
_HANGING: Final = frozenset(
    "and but so or that which who whose because as since though although while if when until to of for with about on in at by from the a"
    " an my your is are was am".split()
)
_WORDS: Final = re.compile(r"[A-Za-z]+(?:['\u2019][a-z]+)?")
_POINTS_BACK: Final = frozenset(
    "it it's its this that that's these those they they're them their he he's him his she she's her one so then there".split()
)
_MARKS: Final = re.compile(r"(?<!\w)'|'(?!\w)")
_ENCLOSED: Final = re.compile(r"\s*\([^()]*\)|\s+[\u2013\u2014-]\s[^\u2013\u2014]*?\s[\u2013\u2014-](?=\s)")
_FEWEST: Final = 3


class _Piece(NamedTuple):
    start: int
    end: int
    joint: str
    """The word that joins it to the piece before, in small letters."""
    parted: bool
    """Whether a mark or a joining word makes what follows a clause of its own."""


def rests(text: str, start: int, end: int) -> Iterator[str]:
    """What can be left of a sentence without the part that holds the words at fault, most of it first."""
    found = {rest for rest in _candidates(text, start, end) if rest and rest != text and is_balanced(rest) >= is_balanced(text)}
    yield from sorted(found, key=lambda rest: (-len(rest), rest))


def _candidates(text: str, start: int, end: int) -> Iterator[str]:
    for enclosed in _ENCLOSED.finditer(text):
        if enclosed.start() <= start and end <= enclosed.end():
            yield text[: enclosed.start()] + text[enclosed.end() :]
    pieces = list(_pieces(text))
    first = next((n for n, piece in enumerate(pieces) if start < piece.end), len(pieces) - 1)
    last = next((n for n, piece in enumerate(pieces) if end <= piece.end), len(pieces) - 1)
    vague = first == 0 and last == len(pieces) - 1  # the whole sentence is marked: each part is tried
    for n in range(len(pieces) - 1 if vague else first, 0, -1):
        head = text[: pieces[n - 1].end].rstrip(" ,;")
        if _opens(text[pieces[n].start :]) and _stands(head):
            yield head + _stop(head)
            if not vague:
                break
    for n in range(1 if vague else last + 1, len(pieces)):
        tail = text[pieces[n].start :].lstrip()
        if pieces[n].parted and pieces[n].joint in ("", "and", "but", "so", "yet", "plus") and _stands(tail) and not _points_back(tail):
            yield tail[:1].upper() + tail[1:]
            break


def _pieces(text: str) -> Iterator[_Piece]:
    at, joint, parted = 0, "", True
    for found in _JOINT.finditer(text):
        if found.start() <= at:
            continue
        yield _Piece(at, found.start(), joint, parted)
        at = found.end()
        joint = (found["conj"] or found["bare"] or "").strip()
        parted = bool(joint) or (found["mark"] or "").strip() != ","
    yield _Piece(at, len(text), joint, parted)


def _opens(text: str) -> bool:
    words = _WORDS.findall(text)
    return bool(words) and _low(words[0]) in _OPENERS


def _stands(text: str) -> bool:
    """Whether words make a sentence on their own; what is in doubt does not."""
    words = [_low(word) for word in _WORDS.findall(text)]
    if len(words) < _FEWEST or words[0] not in _CLAUSE or words[-1] in _HANGING:
        return False
    return words[0] in _LED or not _VERBS.isdisjoint(words)


def is_balanced(text: str) -> bool:
    """Whether every quotation mark and bracket has its other."""
    straight = text.replace("\u2018", "'").replace("\u2019", "'").replace("\u201c", '"').replace("\u201d", '"')
    pairs = straight.count("(") == straight.count(")") and straight.count('"') % 2 == 0
    return pairs and len(_MARKS.findall(straight)) % 2 == 0


def _points_back(text: str) -> bool:
    """Whether words speak of what stood before them."""
    return not _POINTS_BACK.isdisjoint(_low(word) for word in _WORDS.findall(text))


def _stop(head: str) -> str:
    return "" if head[-1:] in ".!?" else "."


def _low(word: str) -> str:
    return word.lower().replace("\u2019", "'")
