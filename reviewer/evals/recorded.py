"""A judge that reads its answers from a file: reviews that another run wrote, one a line, next to records of errors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from reviewer.batch.lines import InputLine, read_lines
from reviewer.errors import InputError, reading
from reviewer.evals.judges import Abstained, Answer, Failed
from reviewer.evals.records import Case
from reviewer.models import Fingerprint, Review
from reviewer.models.parse import parse_json

__all__ = ["RecordedJudge", "answer_of", "load_reviews"]


@dataclass(frozen=True)
class RecordedJudge:
    """Reviews that `reviewer batch`, or any program that writes version 1, has left in a file."""

    answers: dict[str, Answer]
    name: str = "reviews"
    fingerprint: Fingerprint | None = None

    def judge(self, case: Case) -> Answer:
        """Give the review that bears the id of the case; where there is none, whoever wrote the file could not judge it."""
        return self.answers.get(case.id) or Failed("there is no review with the id of this case")


def load_reviews(file: Path, *, name: str | None = None) -> RecordedJudge:
    """Read a file of reviews, one a line, with the error records that `reviewer batch` puts in the place of bad lines."""
    reviews = _reviews(file)
    answers: dict[str, Answer] = {}
    for id, review in reviews:
        if id in answers:
            raise InputError(f"{file}: the id `{id}` has two reviews; keep one of them", field="id")
        answers[id] = answer_of(review) if isinstance(review, Review) else review
    prints = {review.fingerprint for _, review in reviews if isinstance(review, Review)}
    return RecordedJudge(answers, name or file.stem, prints.pop() if len(prints) == 1 else None)


def answer_of(review: Review) -> Answer:
    """A review whose reading by a model was refused is an abstention, one that it broke down under a failure."""
    critique = review.critique
    told = f"the critique was {critique.status}" + (f": {critique.reason}" if critique.reason else "")
    if critique.status == "refused":
        return Abstained(told)
    if critique.status in ("unavailable", "invalid"):
        return Failed(told)
    return review


def _reviews(file: Path) -> list[tuple[str, Review | Failed]]:
    with reading(file), file.open("rb") as stream:
        return list(_read(stream, str(file)))


def _read(stream: Any, file: str) -> Iterator[tuple[str, Review | Failed]]:
    for line in read_lines(stream):
        where = f"{file}, line {line.number}"
        record = _record(line, where)
        named = record.get("id")
        if isinstance(named, bool) or not isinstance(named, int | str):
            if "error" in record:
                continue  # whatever line it stood for, no case can claim it
            raise InputError(f"{where}: `id` is missing; a review is matched with its case by it", field="id")
        yield str(named), _failed(record["error"]) if "error" in record else _review(record, where)


def _record(line: InputLine, where: str) -> dict[str, Any]:
    try:
        record = parse_json((line.content or b"").decode("utf-8").strip("\r\n"))
    except (InputError, UnicodeDecodeError) as problem:
        raise InputError(f"{where}: is not a line of JSON ({problem}); use what `reviewer batch` wrote") from None
    if not isinstance(record, dict):
        raise InputError(f"{where}: must be a review, version 1; use what `reviewer batch` wrote")
    return record


def _failed(error: Any) -> Failed:
    told = error.get("message") if isinstance(error, dict) else None
    return Failed(str(told or "an error record without a message"))


def _review(record: dict[str, Any], where: str) -> Review:
    try:
        return Review.model_validate(record)
    except ValidationError as problem:
        fault = problem.errors(include_url=False)[0]
        key = ".".join(map(str, fault["loc"]))
        raise InputError(
            f"{where}: is no review of version 1 (`{key}`: {fault['msg']}); use what `reviewer batch` wrote", field=key
        ) from None
