"""Soft line wraps: newlines that a mail program put into a sentence, told from those that the writer meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewer.text.edits import Edit

__all__ = ["soft_wraps"]

_LONG = 50
_NARROW = 30
"""A paragraph whose lines are all filled up to one margin is wrapped, even on a telephone; narrower ones are verse."""
_FRESH = re.compile(
    r"\s*(?:[>|*\u2022+=_#\[]|[-\u2013]{1,3}(?:\s|\Z)|\d{1,2}[.)]\s|[a-z][.)]\s|[A-Z][\w .'-]{0,24}:(?:\s|\Z)|[\d +()./-]{7,}\Z)"
)
"""A line that begins something of its own: a quote, a list item, a rule, a label, a telephone number."""
_QUOTED = re.compile(r"\s*[>|]")
_SENTENCE_END = (".", "?", "!", '."', '?"', '!"', ".)", "?)", "!)")
_FEW_WORDS, _FEWER_WORDS = 5, 2


def soft_wraps(text: str) -> list[Edit]:
    """The edits that turn soft wraps into spaces; verse, lists, greetings and signatures keep their lines."""
    if "\n" not in text:
        return []
    edits: list[Edit] = []
    for at, lines in _paragraphs(text):
        edits.extend(_joins(at, lines))
    return edits


def _paragraphs(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each run of two or more lines that are not blank, with its offset."""
    lines: list[str] = []
    at = start = 0
    for line in text.split("\n"):
        if line and not line.isspace():
            if not lines:
                start = at
            lines.append(line)
        elif lines:
            if len(lines) > 1:
                yield start, lines
            lines = []
        at += len(line) + 1
    if len(lines) > 1:
        yield start, lines


def _joins(at: int, lines: list[str]) -> Iterator[Edit]:
    filled = _is_filled(lines)
    opening = at == 0
    length = 0
    for n, line in enumerate(lines[:-1]):
        length += len(line.rstrip())
        if (filled or length >= _LONG) and _runs_on(line, n, lines, filled, opening and n == 0):
            yield at + len(line.rstrip()), at + len(line) + 1 + _indent(lines[n + 1]), " "
            length += 1
        else:
            length = 0
        at += len(line) + 1


def _is_filled(lines: list[str]) -> bool:
    widths = [len(line.rstrip()) for line in lines]
    margin = max(widths)
    if len(lines) < 3 or not _NARROW <= margin < _LONG:
        return False
    firsts = [len(line.split(None, 1)[0]) for line in lines[1:]]
    return all(width + 1 + first > margin for width, first in zip(widths, firsts, strict=False))


def _runs_on(line: str, n: int, lines: list[str], filled: bool, opening: bool) -> bool:
    after = lines[n + 1].strip()
    end = line.rstrip()
    if end[-1] == ":" or _QUOTED.match(line) or _FRESH.match(after) or _is_last_words(n + 1, lines):
        return False
    if after[0].islower():
        return True
    if not (after[0].isalnum() or after[0] in "\"'(") or (after[-1] == ":" and len(after) < 200):
        return False
    if filled or line[-1] == " ":
        return not opening or end[-1] not in ",!"
    if end[-1] in ",;":
        return not opening
    return not end.endswith(_SENTENCE_END)


def _is_last_words(n: int, lines: list[str]) -> bool:
    """A closing formula or a name: a few words without a full stop, on the last two lines of a paragraph."""
    return len(lines) - n <= 2 and all(map(_is_brief, lines[n:]))


def _is_brief(line: str) -> bool:
    line = line.strip()
    if len(line) > 60 or line.endswith(_SENTENCE_END):
        return False
    return len(line.split()) <= (_FEWER_WORDS if line[0].islower() else _FEW_WORDS)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
