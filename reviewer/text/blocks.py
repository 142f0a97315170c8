"""Whose words are these? A draft cut into blocks: the writer's own, other people's, and what nobody is judged for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from reviewer.text.closings import POSTSCRIPT, sign_off_of
from reviewer.text.lines import Line, lines_of
from reviewer.text.names import Person, same_person
from reviewer.text.wordlists import HEADER_LABELS, SENT_FROM

if TYPE_CHECKING:
    from reviewer.text.quotes import Share

__all__ = ["Block", "Kind", "split_blocks"]

Kind: TypeAlias = Literal["own", "own-earlier", "quoted", "forwarded", "signature", "contact"]

_SIGNATURE_LINES = 10
_SIGNATURE_LENGTH = 900
_NEAR_THE_END = 4
_TELLING = frozenset("@.0123456789:")
"""A contact line holds one of these, and not just at the end of a word."""


class Block(NamedTuple):
    """A run of whole lines of one kind; the blocks of a text follow each other without a gap."""

    start: int
    end: int
    kind: Kind


def split_blocks(text: str) -> tuple[Block, ...]:
    """Cut a normalised text into blocks that cover it.

    The writer's own earlier messages are `own-earlier` when the header above them names whoever signs the draft.
    """
    if not text:
        return ()
    lines = lines_of(text)
    shares = _shares(lines)
    kinds: list[Kind] = [_kind_of(share) for share in shares] or ["own"] * len(lines)
    signers = [_set_apart(lines, kinds, first, end) for first, end in _own_runs(kinds)]
    writer = next((signer for signer in reversed(signers) if signer), None)
    for n, share in enumerate(shares):
        if kinds[n] == "quoted" and (share.by_me or (writer and share.author and same_person(writer.name, share.author))):
            kinds[n] = "own-earlier"
    return tuple(_blocks(lines, kinds, len(text)))


def _shares(lines: Sequence[Line]) -> Sequence[Share]:
    """Whose each line is; nothing when every line is the writer's."""
    if not any(line.depth or _may_be_header(line.body) for line in lines):
        return ()
    from reviewer.text.quotes import shares_of  # most drafts quote nobody, and do without its patterns

    return shares_of(lines)


def _may_be_header(body: str) -> bool:
    if ":" not in body:
        return body[0] in "-_="
    return body[-1] == ":" or body[:17].partition(":")[0].strip(" *").lower() in HEADER_LABELS


def _kind_of(share: Share) -> Kind:
    if share.forwarded:
        return "forwarded"
    return "quoted" if share.quoted else "own"


def _own_runs(kinds: Sequence[Kind]) -> list[tuple[int, int]]:
    """Each run of lines that are the writer's own."""
    runs: list[tuple[int, int]] = []
    at = 0
    for kind, group in groupby(kinds):
        end = at + sum(1 for _ in group)
        if kind == "own":
            runs.append((at, end))
        at = end
    return runs


def _blocks(lines: Sequence[Line], kinds: Sequence[Kind], length: int) -> Iterator[Block]:
    """Blank lines belong to what stands above them, those at the top to what stands below."""
    start = 0
    kind: Kind = kinds[0] if kinds else "own"
    for line, new in zip(lines, kinds, strict=True):
        if new != kind:
            yield Block(start, line.start, kind)
            start, kind = line.start, new
    yield Block(start, length, kind)


def _set_apart(lines: Sequence[Line], kinds: list[Kind], first: int, end: int) -> Person | None:
    """Mark what is no message in a run of own lines: signature and contact lines; give whoever signs it."""
    signature = _signature_start(lines, first, end)
    for n in _up_to_postscript(lines, signature, end):
        kinds[n] = "signature"
    for n in range(first, signature):
        if _is_contact(lines[n].body):
            kinds[n] = "contact"
        elif n >= signature - _NEAR_THE_END and _is_device(lines[n].body):
            kinds[n] = "signature"
    said = [n for n in _up_to_postscript(lines, first, signature) if kinds[n] == "own"]
    signed = sign_off_of([lines[n] for n in said])
    if signed and said[signed.last] + 1 < signature:
        _sign(lines, kinds, said[signed.last] + 1, signature)
    return signed.person if signed else None


def _is_contact(body: str) -> bool:
    if _TELLING.isdisjoint(body) or _TELLING.isdisjoint(body.replace(". ", " ").rstrip(".:")):
        return False
    from reviewer.text.contacts import is_contact

    return is_contact(body)


def _is_device(body: str) -> bool:
    if " ".join(body[:40].lower().split(None, 2)[:2]) not in SENT_FROM:
        return False
    from reviewer.text.contacts import is_device

    return is_device(body)


def _signature_start(lines: Sequence[Line], first: int, end: int) -> int:
    """The line `-- ` with a short rest below it, or the end."""
    length = 0
    for n in range(end - 1, max(first, end - _SIGNATURE_LINES - 2), -1):
        if lines[n].body == "--" and n < end - 1:
            return n
        length += len(lines[n].body)
        if length > _SIGNATURE_LENGTH:
            break
    return end


def _up_to_postscript(lines: Sequence[Line], first: int, end: int) -> range:
    return range(first, next((n for n in range(first, end) if POSTSCRIPT.match(lines[n].body)), end))


def _sign(lines: Sequence[Line], kinds: list[Kind], first: int, end: int) -> None:
    """Below the name, contact lines belong to the signature, and so do the position and the address next to it."""
    from reviewer.text.contacts import is_position

    joined = True
    for n in _up_to_postscript(lines, first, end):
        if kinds[n] == "contact" or (kinds[n] == "own" and joined and is_position(lines[n].body)):
            kinds[n] = "signature"
        elif kinds[n] == "own":
            joined = False
