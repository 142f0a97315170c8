"""Edits of lines and spaces."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from typing import Final

from reviewer.evals.forms.edit import Changed, Edit, Subject

__all__ = ["LAYOUT"]

_COLUMNS: Final = 64
_JOINED: Final = ("text", "linkedin_message", "connection_request", "social_post")
_LIST = re.compile(r"^\s*(?:[-*\u2022]|\d+[.)])\s", re.MULTILINE)
_CLOSED = re.compile(r"[.?!,:;\u2026)\"'\u201d\u2019]\s*\Z")
_SENTENCE_END = re.compile(r"([.?!]) (?=[A-Z])")


def _wrapped(subject: Subject) -> Iterator[Changed]:
    lines = subject.draft.text.split("\n")
    if subject.letter.whole:
        filled = (textwrap.fill(line, _COLUMNS, break_long_words=False, break_on_hyphens=False) if line.strip() else line for line in lines)
        yield Changed(text="\n".join(filled))


def _in_one_line(subject: Subject) -> Iterator[Changed]:
    """Only where every line ends with a mark, so that no two sentences run into each other."""
    text = subject.draft.text
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if subject.letter.whole and subject.draft.channel in _JOINED and not _LIST.search(text) and all(map(_CLOSED.search, lines[:-1])):
        yield Changed(text=" ".join(lines))


def _single_spaced(subject: Subject) -> Iterator[Changed]:
    if subject.letter.whole and not _LIST.search(subject.draft.text):
        yield Changed(text=re.sub(r"\n\s*\n", "\n", subject.draft.text))


def _loose(subject: Subject) -> Iterator[Changed]:
    """Two spaces after a sentence, spaces at the ends of lines, line ends as Windows writes them."""
    text = _SENTENCE_END.sub(r"\1  ", subject.draft.text)
    yield Changed(text=f"{text.rstrip()}\n".replace("\n", " \r\n") if subject.letter.whole else text)


def _spaced_apart(subject: Subject) -> Iterator[Changed]:
    if subject.letter.whole:
        yield Changed(text="\n\n" + re.sub(r"\n\s*\n", "\n\n\n", subject.draft.text) + "\n\n")


LAYOUT: Final = (
    Edit("wrapped", f"lines are wrapped at {_COLUMNS} columns", "same", _wrapped),
    Edit("one-line", "all lines stand in one", "same", _in_one_line),
    Edit("single-spaced", "blank lines are left out", "same", _single_spaced),
    Edit("spaced-apart", "blank lines are doubled", "same", _spaced_apart),
    Edit("white-space", "two spaces after a sentence, spaces at line ends, Windows line ends", "same", _loose),
)
"""Each moves words on the page, and nothing else."""
