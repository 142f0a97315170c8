"""Reads a file of any size line by line, holding at most one line of bounded length."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

__all__ = ["MAX_LINE", "InputLine", "read_lines"]

MAX_LINE: Final = 2_000_000
"""The longest line that is read, in bytes."""
_BOM: Final = b"\xef\xbb\xbf"
_STEP: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class InputLine:
    """One line that is not blank."""

    number: int
    """Counted from one, blank lines included."""
    content: bytes | None
    """None where the line is too long to be read."""
    end: int
    """Bytes of the file up to here."""


def read_lines(stream: BinaryIO) -> Iterator[InputLine]:
    """Every line that is not blank; a line that is too long is passed over without being held."""
    number = end = 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        end += len(line)
        if len(line) > MAX_LINE and not line.endswith(b"\n"):
            end += _skip(stream)
            yield InputLine(number, None, end)
            continue
        content = line.removeprefix(_BOM) if number == 1 else line
        if content.strip():
            yield InputLine(number, content, end)


def _skip(stream: BinaryIO) -> int:
    """Pass over the rest of a line; gives its length."""
    skipped = 0
    while piece := stream.readline(_STEP):
        skipped += len(piece)
        if piece.endswith(b"\n"):
            break
    return skipped
