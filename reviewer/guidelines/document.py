"""A document as numbered paragraphs: sections by their headings, and a hash for each paragraph."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass

__all__ = ["OPENING", "Paragraph", "fold", "paragraphs"]

OPENING = "Opening"
"""The section of what stands before the first heading."""
_RUN_IN = re.compile(r"([^\s:.!?][^:.!?]{0,58}): (?=\S)")
_QUOTES = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")
_HEADING_WORDS = 8


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block of text between blank lines."""

    section: str
    number: int
    sha256: str


def paragraphs(text: str, title: str) -> tuple[Paragraph, ...]:
    """Number the paragraphs of a document; headings stand alone on a short line, or run in before a colon."""
    found: list[Paragraph] = []
    section, counted = OPENING, Counter[str]()
    for block in _blocks(text.removeprefix("\ufeff")):
        if fold(block) == fold(title):
            continue
        if _is_heading(block):
            section = block
            continue
        if run_in := _run_in_heading(block):
            section = run_in
        counted[section] += 1
        found.append(Paragraph(section, counted[section], hashlib.sha256(block.encode()).hexdigest()))
    return tuple(found)


def fold(text: str) -> str:
    """A heading or a title without the differences that printing makes: case, spaces, curly quotes."""
    return " ".join(text.translate(_QUOTES).casefold().split())


def _blocks(text: str) -> list[str]:
    """The blocks between blank lines, each with its white space folded to single spaces."""
    blocks: list[list[str]] = [[]]
    for line in text.splitlines():
        if words := line.split():
            blocks[-1].extend(words)
        elif blocks[-1]:
            blocks.append([])
    return [" ".join(words) for words in blocks if words]


def _is_heading(block: str) -> bool:
    return len(block.split()) <= _HEADING_WORDS and block[-1] not in ".!?:;,*"


def _run_in_heading(block: str) -> str | None:
    found = _RUN_IN.match(block)
    return found[1] if found and len(found[1].split()) <= _HEADING_WORDS and found.end() < len(block) else None
