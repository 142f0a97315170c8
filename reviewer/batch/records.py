"""One line of input to one line of output: a review, or an error record in its place."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Protocol, TypeVar

from reviewer.batch.lines import MAX_LINE, InputLine
from reviewer.errors import InputError
from reviewer.models import Context, Critique, Draft, Review
from reviewer.models.parse import parse_document, parse_json
from reviewer.render.privacy import without_quotes

__all__ = ["Answer", "Id", "Reviews", "answer", "answer_of", "drafted", "id_of", "id_of_document", "record_of", "reviewed"]

Id = int | str | None
_Made = TypeVar("_Made")
_TOO_LONG: Final = f"the line is longer than the {MAX_LINE:,} bytes that are read; shorten it"


class Reviews(Protocol):
    """A reviewer, or whoever stands before one."""

    def review(self, draft: Draft, context: Context, *, id: Id = None) -> Review: ...


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of output, without its line end."""

    line: bytes
    bad: bool
    critique: Critique | None = None
    """What became of the reading by a model; None on a bad line."""


def answer(line: InputLine, reviewer: Reviews, *, quotes: bool = True) -> Answer:
    """Review one line; whatever is wrong with it becomes a record in its place."""

    def shown(draft: Draft, context: Context, named: Id) -> Answer:
        return answer_of(draft, reviewed(lambda: reviewer.review(draft, context, id=named)), quotes=quotes)

    return drafted(line, shown)


def drafted(line: InputLine, then: Callable[[Draft, Context, Id], _Made]) -> _Made | Answer:
    """Do something with the draft of a line; where it has none, or this finds fault with it, an error record comes back."""
    named: Id = None
    try:
        document = _document(line)
        named = _id(document)
        id_of_document(document)
        draft, context = parse_document(document)
        return then(draft, context, named)
    except InputError as problem:
        return Answer(record_of(line.number, named, problem), bad=True)


def answer_of(draft: Draft, review: Review, *, quotes: bool = True) -> Answer:
    """A review as a line."""
    shown = review if quotes else without_quotes(review, draft)
    return Answer(shown.model_dump_json().encode(), bad=False, critique=review.critique)


def reviewed(review: Callable[[], _Made]) -> _Made:
    """A defect of the program costs one line of a batch, not the batch; nothing of the draft is told."""
    try:
        return review()
    except InputError:
        raise
    except Exception as problem:
        raise InputError(f"this is a defect of the program ({type(problem).__name__}); please report it without your draft") from None


def id_of(line: InputLine) -> Id:
    """The id that the answer to this line bears."""
    try:
        return _id(_document(line))
    except InputError:
        return None


def id_of_document(document: object) -> Id:
    """The id that an input document bears.

    Raises:
        InputError: it cannot be given back as it is.
    """
    named = _id(document)
    if not _sound(named):
        raise InputError("`id` holds half of a surrogate pair, which is no character", field="id")
    return named


def _document(line: InputLine) -> object:
    if line.content is None:
        raise InputError(_TOO_LONG)
    try:
        return parse_json(line.content.decode("utf-8").strip("\r\n"))
    except InputError as problem:
        raise InputError(problem.message.replace(" at line 1, column", " at column"), field=problem.field) from None
    except UnicodeDecodeError as problem:
        raise InputError(f"the line is not UTF-8 text (byte {problem.start + 1}); save the file as UTF-8") from None


def _id(document: object) -> Id:
    value = document.get("id") if isinstance(document, dict) else None
    if isinstance(value, bool) or not isinstance(value, int | str | None):
        raise InputError("`id` must be text or a whole number", field="id")
    return value


def record_of(number: int, named: Id, problem: InputError) -> bytes:
    """An error record, in the place of a review."""
    error = {"field": problem.field, "message": problem.message}
    record = {"version": 1, "id": named, "line": number, "error": error}
    return json.dumps(record, separators=(",", ":"), ensure_ascii=not _sound(named)).encode()


def _sound(value: Any) -> bool:
    """Whether UTF-8 can hold the id; half a surrogate pair is written as JSON's own escape."""
    try:
        str(value).encode()
    except UnicodeEncodeError:
        return False
    return True
