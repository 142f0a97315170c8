"""The question to ask at the end of an interview, so that nobody has to guess afterwards; its words are data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from reviewer.datafile import parse
from reviewer.errors import DataError
from reviewer.resources import wording_root

__all__ = ["Question", "questions"]

FILE: Final = "questions.yaml"


@dataclass(frozen=True, slots=True)
class Question:
    """Something to ask, in words that may be used as they stand."""

    say: str
    why: str


def questions(*names: str) -> tuple[Question, ...]:
    """The questions of these names."""
    known = _read()
    return tuple(known[name] for name in names)


@cache
def _read() -> dict[str, Question]:
    file = wording_root() / FILE
    try:
        found = parse(file.read_bytes(), FILE).value
        return {str(name): Question(str(entry["say"]), str(entry["why"])) for name, entry in found.items()}  # type: ignore[attr-defined]
    except (OSError, AttributeError, KeyError, TypeError):
        raise DataError("each question needs `say` and `why`; install the package again", file=str(file)) from None
