"""Edits of names: those that are words too, and those in capitals."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from reviewer.evals.forms.edit import Changed, Edit, Subject
from reviewer.evals.forms.words import words

__all__ = ["NAMES"]

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*\Z")


def _renamed(subject: Subject, old: str, new: str) -> Iterator[Changed]:
    """Everywhere, the context included; not where the name is itself a word of the draft."""
    draft, context = subject.draft, subject.context
    text, line = draft.text, draft.subject
    if len(old) < 2 or re.search(rf"\b{re.escape(old.lower())}\b", f"{line or ''}\n{text}"):
        return
    pattern = re.compile(rf"\b{re.escape(old)}\b(?!@)")
    if context.recipient is not None and context.recipient.name is not None:
        person = context.recipient.model_copy(update={"name": pattern.sub(new, context.recipient.name)})
        context = context.model_copy(update={"recipient": person})
    yield Changed(text=pattern.sub(new, text), subject=None if line is None else pattern.sub(new, line), context=context)


def _chosen(names: Sequence[str], subject: Subject) -> str:
    """By the draft, so that every name has its turn and a case always the same one."""
    used = f"{subject.draft.subject or ''} {subject.draft.text}".casefold()
    fresh = [name for name in names if name.casefold() not in used] or list(names)
    return fresh[int(subject.case.hash or "0", 16) % len(fresh)]


def _last_word(name: str | None) -> str | None:
    found = _WORD.search(name or "")
    return found.group() if found and found.group()[0].isupper() else None


def _reader_surname(subject: Subject) -> Iterator[Changed]:
    last = _last_word(subject.letter.reader)
    if last and subject.letter.reader_has_title:
        yield from _renamed(subject, last, _chosen(words().surnames, subject))


def _reader_first_name(subject: Subject) -> Iterator[Changed]:
    reader = subject.letter.reader
    if reader and " " not in reader and reader[0].isupper() and not subject.letter.reader_has_title:
        yield from _renamed(subject, reader, _chosen(words().first_names, subject))


def _writer_surname(subject: Subject) -> Iterator[Changed]:
    last = _last_word(subject.letter.writer)
    if last and subject.letter.writer and " " in subject.letter.writer:
        yield from _renamed(subject, last, _chosen(words().surnames, subject))


def _in_capitals(name: Callable[[Subject], str | None]) -> Callable[[Subject], Iterator[Changed]]:
    def make(subject: Subject) -> Iterator[Changed]:
        last = _last_word(name(subject))
        if last and len(last) > 2:
            yield from _renamed(subject, last, last.upper())

    return make


def _writer(subject: Subject) -> str | None:
    writer = subject.letter.writer
    return writer if writer and " " in writer else None


def _reader(subject: Subject) -> str | None:
    return subject.letter.reader if subject.letter.reader_has_title else None


NAMES: Final = (
    Edit("reader-surname", "the reader's surname is also a word (Mr Price, Dr Love)", "same", _reader_surname),
    Edit("reader-first-name", "the reader's first name is also a word (Will, Hope)", "same", _reader_first_name),
    Edit("writer-surname", "the writer's surname is also a word", "same", _writer_surname),
    Edit("reader-in-capitals", "the reader's surname is written in capitals", "same", _in_capitals(_reader)),
    Edit("writer-in-capitals", "the writer's surname is written in capitals", "same", _in_capitals(_writer)),
)
"""Each gives somebody another name, which says nothing about what the draft does."""
