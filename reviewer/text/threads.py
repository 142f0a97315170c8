"""Headers of replies and forwards, as mail programs of several languages write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from reviewer.text.lines import Line
from reviewer.text.names import person, words_of
from reviewer.text.wordlists import DATE_WORDS, FORWARD_MARKS, HEADER_LABELS, REPLY_MARKS, REPLY_OPENERS, WROTE

__all__ = ["Header", "header_at"]

_LABEL = re.compile(r"\*{0,2}([^\W\d_]{1,12}) ?:\*{0,2}(?: +(.*))?\Z")
_ADDRESS = re.compile(r"[<(\[] ?[^<>()\[\]\s]{1,80}@[^<>()\[\]]{1,120}[>)\]]?")
_WORD = re.compile(r"[^\W_]+")
_BARE = re.compile(r"(.{2,60}?) (?:wrote|writes|said)(?: (?:on|at|yesterday|today|last)\b.{0,60})? ?:\Z")
_DATE_TAIL = re.compile(r"(?:am|on|at|le|el|il|op|den) [^:]{0,40}\d[\d:. ]{0,30}\Z")
_FROM_THE_READER = frozenset(("you", "sie", "vous", "usted"))
_BY_ME = re.compile(r"\bI wrote\b|\bschrieb ich\b|\bj'ai écrit\b")
_LONGEST = 320
_MOST_LINES = 4
_MOST_LABELS = 12


class Header(NamedTuple):
    """Lines that say who wrote what follows."""

    last: int
    """The index of its last line."""
    author: frozenset[str] = frozenset()
    """The words of the author's name, among others."""
    by_me: bool = False
    """Does it say `I wrote`?"""
    forwarded: bool = False
    brief: bool = False
    """Only the next paragraph follows, as after `On Monday you wrote:`."""


def header_at(lines: Sequence[Line], n: int) -> Header | None:
    """The header that starts on a line, if one does."""
    body = lines[n].body
    if not 3 <= len(body) <= _LONGEST:
        return None
    if (body[-1] == ":" or body[0] in "-_=") and (found := _marker(lines, n, body)):
        return found
    if HEADER_LABELS.get(body[:17].partition(":")[0].strip(" *").lower()) == "from" and (found := _labels(lines, n)):
        return found
    if body[-1] == ":" and " " in body and (bare := _BARE.match(body)) and (named := person(bare.group(1))):
        return Header(n, words_of(named.name))
    return _wrote(lines, n, body)


def _marker(lines: Sequence[Line], n: int, body: str) -> Header | None:
    """A line of its own above the message, with or without labels below: `-----Original Message-----`."""
    framed = body.startswith(("--", "__", "=="))
    phrase = body.strip(" -_=*:").lower()
    if framed and not phrase:
        return _labels(lines, n + 1) if len(body) >= 8 else None
    forwarded = phrase in FORWARD_MARKS
    if not forwarded and not (framed and phrase in REPLY_MARKS):
        return None
    below = _labels(lines, n + 1, marked=True)
    return Header(below.last if below else n, below.author if below else frozenset(), forwarded=forwarded)


def _labels(lines: Sequence[Line], n: int, *, marked: bool = False) -> Header | None:
    """`From: … Sent: … To: … Subject: …`, with the sender first unless a marker stands above."""
    author: frozenset[str] = frozenset()
    kinds: list[str] = []
    last = n
    for k in range(n, min(n + _MOST_LABELS, len(lines))):
        body = lines[k].body
        match = _LABEL.match(body) if len(body) <= _LONGEST else None
        kind = HEADER_LABELS.get(match.group(1).lower()) if match else None
        if match and kind:
            if kind == "from" and (kinds or not match.group(2)):
                break
            if kind == "from":
                author = words_of(_ADDRESS.sub("", match.group(2) or ""))
            kinds.append(kind)
            last = k
        elif not kinds or not _goes_on(kinds[-1], body):
            break
    if not marked and kinds[:1] != ["from"]:
        return None
    few = 1 if marked else 2 if "date" in kinds else 3
    return Header(last, author) if len(set(kinds)) >= few else None


def _goes_on(kind: str, body: str) -> bool:
    """Does a line carry on a list of addresses, or hold a label without a say in the matter?"""
    return (kind == "to" and "@" in body) or body.lower().startswith(("reply-to:", "importance:", "attachments:", "bcc:"))


def _wrote(lines: Sequence[Line], n: int, body: str) -> Header | None:
    """`On Mon, … wrote:`, on up to four lines."""
    addressed = "@" in body
    if not (addressed or body[0].isdigit() or body.split(None, 1)[0].lower().rstrip(".,") in REPLY_OPENERS):
        return None
    if not addressed and not any(map(str.isdigit, body)) and DATE_WORDS.isdisjoint(_WORD.findall(body.lower())):
        return None
    joined = ""
    for k in range(n, min(n + _MOST_LINES, len(lines))):
        line = lines[k]
        if (k > n and line.apart) or line.depth != lines[n].depth or not line.body or len(joined) > _LONGEST:
            return None
        joined = f"{joined} {line.body}".lstrip()
        if line.body[-1] == ":" or (_ends_with_verb(line.body) and _is_quoted_below(lines, k)):
            return _read(joined, k)
    return None


def _ends_with_verb(body: str) -> bool:
    return body.rsplit(None, 1)[-1].lower() in WROTE


def _is_quoted_below(lines: Sequence[Line], k: int) -> bool:
    return k + 1 < len(lines) and lines[k + 1].depth > lines[k].depth


def _read(joined: str, last: int) -> Header | None:
    if len(joined) > _LONGEST or joined.startswith(("I ", "We ")):
        return None
    address = _ADDRESS.search(joined)
    plain = _ADDRESS.sub(" ", joined)
    verb = next((word for word in _WORD.finditer(plain) if word.group().lower() in WROTE), None)
    words = words_of(plain) - WROTE - DATE_WORDS
    if address:
        return Header(last, words)
    tail = plain[verb.end() :].strip(" :") if verb else ""
    if not verb or (tail and not person(tail) and not _DATE_TAIL.match(tail)):
        return None
    if words & _FROM_THE_READER:
        return Header(last, brief=True)
    if _BY_ME.search(joined):
        return Header(last, by_me=True)
    return Header(last, words) if any(map(str.isdigit, joined)) else None
