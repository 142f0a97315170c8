"""A text as lines, each with its offsets and its depth of quotation."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Line", "lines_of"]

_QUOTE_MARKS = re.compile(r" {0,3}(?:[>|] ?)++")


class Line(NamedTuple):
    """One line that is not blank; `body` is the line without quote marks and outer spaces."""

    start: int
    """Where the line begins, quote marks included."""
    first: int
    """Where the body begins."""
    body: str
    depth: int
    """How many quote marks stand before the body."""
    apart: bool
    """Does the text begin here, or does a blank line stand above?"""

    @property
    def end(self) -> int:
        """Where the body ends."""
        return self.first + len(self.body)


def lines_of(text: str, start: int = 0, end: int | None = None) -> list[Line]:
    """The lines of a part of a text that are not blank, with offsets in the whole; the part begins where a line does."""
    found: list[Line] = []
    at = start
    apart = start == 0 or text[start - 2 : start] == "\n\n"
    for content in text[start:end].split("\n"):
        body = content.strip()
        if not body:
            apart = True
        elif body[0] in ">|" and (marks := _QUOTE_MARKS.match(content)):
            depth = marks.group().count(">") + marks.group().count("|")
            said = content[marks.end() :].lstrip()
            found.append(Line(at, at + len(content) - len(said), said.rstrip(), depth, apart))
            apart = False
        else:
            indent = 0 if content[0] == body[0] else len(content) - len(content.lstrip())
            found.append(Line(at, at + indent, body, 0, apart))
            apart = False
        at += len(content) + 1
    return found
