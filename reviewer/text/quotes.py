"""Which lines of a draft are quoted, and from whom: threads with quote marks, and pasted ones without."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reviewer.text.closings import sign_off_of
from reviewer.text.contacts import is_contact, is_device
from reviewer.text.greetings import greeting_of
from reviewer.text.lines import Line
from reviewer.text.names import person, same_person
from reviewer.text.threads import Header, header_at

__all__ = ["Share", "shares_of"]


class Share(NamedTuple):
    """Where one line comes from; `author` holds the words of a name when a header gives one."""

    quoted: bool = False
    forwarded: bool = False
    author: frozenset[str] = frozenset()
    by_me: bool = False


_OWN_HEADS = ("From", "Von", "De", "Da", "Van", "Från", "Fra")
_OWN = Share()
_QUOTED = Share(quoted=True)
_FORWARDED = Share(forwarded=True)


def shares_of(lines: Sequence[Line]) -> list[Share]:
    """Say of each line whose it is."""
    headers = dict(_headers(lines))
    return _Thread(lines, headers).read()


def _headers(lines: Sequence[Line]) -> Iterator[tuple[int, Header]]:
    n = 0
    while n < len(lines):
        header = header_at(lines, n)
        if header:
            yield n, header
            if header.forwarded:
                return
            n = header.last
        n += 1


class _Thread:
    """Goes down the lines once; a header decides about the lines that follow it."""

    def __init__(self, lines: Sequence[Line], headers: dict[int, Header]) -> None:
        self._lines = lines
        self._headers = headers
        self._last_header = max(headers, default=-1)
        self._by_depth: dict[int, Share] = {}
        self._region = _OWN
        self._stop = 0
        """Where the region ends that an unmarked message takes up."""

    def read(self) -> list[Share]:
        shares: list[Share] = []
        while (n := len(shares)) < len(self._lines):
            header = self._headers.get(n)
            if header and header.forwarded:
                shares += [_FORWARDED] * (len(self._lines) - n)
            elif header:
                shares += [self._enter(header, n)] * (header.last + 1 - n)
            elif depth := self._lines[n].depth:
                shares.append(self._by_depth.get(depth, _QUOTED))
            else:
                shares.append(self._region if n < self._stop else _OWN)
        return shares

    def _enter(self, header: Header, n: int) -> Share:
        """Learn from a header whose the next lines are; the header itself is nobody's words."""
        depth = self._lines[n].depth
        theirs = Share(quoted=True, author=header.author, by_me=header.by_me)
        below = max(next((line.depth for line in self._lines[header.last + 1 : header.last + 4] if line.body), 0), depth)
        if below:
            self._by_depth = {deep: share for deep, share in self._by_depth.items() if deep < below} | {below: theirs}
            return _QUOTED
        if n < self._last_header:
            self._stop = len(self._lines)
        elif self._is_own_head(header, n):
            return _OWN
        else:
            self._stop = self._end_of_message(header, n)
        self._region = theirs
        return _QUOTED

    def _is_own_head(self, header: Header, n: int) -> bool:
        """A draft may begin with its own `From:` and `To:`; whoever signs at the end is then the sender."""
        if n or not self._lines[0].body.startswith(_OWN_HEADS):
            return False
        signed = sign_off_of([line for line in self._lines[header.last + 1 :] if not line.depth])
        return bool(signed and signed.person and same_person(signed.person.name, header.author))

    def _end_of_message(self, header: Header, n: int) -> int:
        """The line where the last unmarked message ends; below it the writer may go on."""
        start, end = header.last + 1, len(self._lines)
        if header.brief:
            return self._after_paragraph(start)
        above = [line for line in self._lines[:n] if not line.depth]
        if above and sign_off_of(above):
            return end
        stop = self._after_signature(header, start) or self._before_greeting(header, start)
        only_greeting = not above or (len(above) == 1 and greeting_of(above[0].body) is not None)
        return stop or (self._after_paragraph(start) if only_greeting else end)

    def _after_signature(self, header: Header, start: int) -> int | None:
        lines = self._lines
        for k in range(start, len(lines)):
            named = person(lines[k].body) if len(lines[k].body) < 60 else None
            if named and same_person(named.name, header.author):
                stop = k + 1
                while stop < len(lines) and (not lines[stop].apart or is_contact(lines[stop].body) or is_device(lines[stop].body)):
                    stop += 1
                return stop
        return None

    def _before_greeting(self, header: Header, start: int) -> int | None:
        for k in range(start + 1, len(self._lines)):
            greeting = greeting_of(self._lines[k].body)
            if greeting and greeting.person and same_person(greeting.person.name, header.author):
                return k
        return None

    def _after_paragraph(self, start: int) -> int:
        """The end of the first paragraph that is more than a greeting, if another one follows."""
        full = False
        for k in range(start, len(self._lines)):
            line = self._lines[k]
            if full and line.apart:
                return k
            greeting = None if full else greeting_of(line.body)
            full = full or not (greeting and greeting.end >= len(line.body))
        return len(self._lines)
