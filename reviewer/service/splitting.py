"""The drafts of a batch, whether they came as JSON lines or as one JSON array; each is read where it is judged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from json import JSONDecodeError, JSONDecoder
from typing import Final

from reviewer.errors import InputError

__all__ = ["split"]

_BOM: Final = b"\xef\xbb\xbf"
_SPACE: Final = re.compile(r"[ \t\r\n]*")


def split(body: bytes, most: int, *, array: bool) -> list[tuple[int, bytes]]:
    """Each draft with its number: of the line, or of its place in the array; blank lines are passed over.

    Raises:
        InputError: there are too many of them, or it is no array that can be read.
    """
    body = body.removeprefix(_BOM)
    if array and body.lstrip(b" \t\r\n")[:1] != b"[":
        raise InputError("the body is no JSON array; send one, or a document a line with `Content-Type: application/jsonl`")
    found: list[tuple[int, bytes]] = []
    for one in _elements(body) if array else _lines(body):
        if len(found) == most:
            raise TooManyError(f"the batch holds more than the {most:,} drafts that are read; send it in parts")
        found.append(one)
    return found


class TooManyError(InputError):
    """A batch of too many drafts."""


def _lines(body: bytes) -> Iterator[tuple[int, bytes]]:
    return ((number, line) for number, line in enumerate(body.split(b"\n"), 1) if line.strip())


def _elements(body: bytes) -> Iterator[tuple[int, bytes]]:
    """The elements as they were written, so that each is judged as strictly as a line."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise InputError(f"the body is not UTF-8 text (byte {problem.start + 1}); send it as UTF-8") from None
    decode, number = JSONDecoder().raw_decode, 0
    at = _past(text, text.index("[") + 1)
    if text[at : at + 1] == "]":
        return _end(text, at + 1)
    while True:
        number += 1
        try:
            _, end = decode(text, at)
        except (JSONDecodeError, RecursionError, ValueError):
            raise InputError(f"element {number} of the array cannot be read as JSON") from None
        yield number, text[at:end].encode()
        at = _past(text, end)
        if text[at : at + 1] == "]":
            return _end(text, at + 1)
        if text[at : at + 1] != ",":
            raise InputError(f"a comma or the end of the array is missing behind element {number}")
        at = _past(text, at + 1)


def _past(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _end(text: str, at: int) -> None:
    if text[at:].strip(" \t\r\n"):
        raise InputError("something stands behind the end of the array; send one array, or one document a line")
