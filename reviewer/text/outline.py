"""The outline of a letter or a call script: greeting, sign-off, postscripts, and directions that nobody will hear."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from reviewer.text.closings import POSTSCRIPT, sign_off_of
from reviewer.text.directions import directions_of
from reviewer.text.greetings import Greeting, greeting_of
from reviewer.text.lines import Line, lines_of
from reviewer.text.wordlists import HEADER_LABELS

if TYPE_CHECKING:
    from reviewer.text.blocks import Block

__all__ = ["Outline", "Spans", "outline"]

Spans: TypeAlias = tuple[tuple[int, int], ...]

_INNER_POSTSCRIPT = re.compile(r"(?<=[.!?] )" + POSTSCRIPT.pattern)


class Outline(NamedTuple):
    """Spans in the normalised text, and the two names that a letter gives."""

    greeting: Spans = ()
    sign_off: Spans = ()
    postscripts: Spans = ()
    stage_directions: Spans = ()
    reader: str | None = None
    """Whom the greeting names, as written; nobody when it speaks to a team or to whom it may concern."""
    reader_honorific: str | None = None
    writer: str | None = None
    """Who signs."""
    writer_honorific: str | None = None


def outline(text: str, blocks: Sequence[Block]) -> Outline:
    """Find the parts of what the writer says now; earlier messages and other people's words have no part in it."""
    own = [line for block in blocks if block.kind == "own" for line in lines_of(text, block.start, block.end)]
    directions = directions_of(own)
    at, greeting = _greeting(own, directions)
    body, postscripts = _without_postscripts(own)
    signed = sign_off_of(body)
    if signed and greeting and signed.start < at + greeting.end:
        signed = None
    reader = greeting.person if greeting else None
    writer = signed.person if signed else None
    return Outline(
        greeting=((at + greeting.start, at + greeting.end),) if greeting else (),
        sign_off=((signed.start, signed.end),) if signed else (),
        postscripts=postscripts,
        stage_directions=tuple(span for span in directions if not signed or span[1] <= signed.start or span[0] >= signed.end),
        reader=reader.name if reader else None,
        reader_honorific=reader.honorific if reader else None,
        writer=writer.name if writer else None,
        writer_honorific=writer.honorific if writer else None,
    )


def _greeting(own: Sequence[Line], directions: Spans) -> tuple[int, Greeting | None]:
    """The greeting on the first line that somebody will hear or read, and the offset it counts from."""
    ends = dict(directions)
    for n, line in enumerate(own):
        at = line.first
        while at in ends:
            at = ends[at]
            at += len(line.body[at - line.first :]) - len(line.body[at - line.first :].lstrip())
        spoken = line.body[at - line.first :]
        if spoken and spoken.partition(":")[0].strip().lower() not in HEADER_LABELS:
            found = greeting_of(spoken)
            is_all = found is not None and found.end == len(spoken) and n == len(own) - 1
            return (at, None) if is_all and found and found.person and spoken.startswith(found.person.name) else (at, found)
    return 0, None


def _without_postscripts(own: Sequence[Line]) -> tuple[list[Line], Spans]:
    """The letter up to its postscripts, and where they stand: each from its mark to the end of its paragraph."""
    body: list[Line] = []
    spans: list[tuple[int, int]] = []
    is_open = False
    for line in own:
        inner = _INNER_POSTSCRIPT.search(line.body) if " " in line.body else None
        if POSTSCRIPT.match(line.body):
            spans.append((line.first, line.end))
            is_open = True
        elif is_open and not line.apart:
            spans[-1] = (spans[-1][0], line.end)
        elif inner:
            spans.append((line.first + inner.start(), line.end))
            body.append(line._replace(body=line.body[: inner.start()].rstrip()))
            is_open = False
        else:
            body.append(line)
            is_open = False
    return body, tuple(spans)
