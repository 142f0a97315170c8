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


def lines_of(text: str, at: int = 0) -> list[Line]:
    """The lines of a text that are not blank; `at` is added to every offset."""
    found: list[Line] = []
    apart = True
    for content in text.split("\n"):
        length = len(content) + 1
        if not content or content.isspace():
            apart = True
        else:
            end = at + length - 1
            depth = 0
            if (">" in content or "|" in content) and (marks := _QUOTE_MARKS.match(content)):
                depth = marks.group().count(">") + marks.group().count("|")
                content = content[marks.end() :]
            body = content.lstrip()
            found.append(Line(at, end - len(body), body.rstrip(), depth, apart))
            apart = False
        at += length
    return found
