"""A recording as a file of JSON lines: an answer a line, as it came, with what it answers and how it was made.

The prompt is not kept a second time: an answer is found by the hash of everything that shaped it. Names are placeholders.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

from reviewer.errors import InputError, reading, writing
from reviewer.models import GUIDELINES, GuidelineId

__all__ = ["Line", "Made", "Recording", "read_recording", "write_recording"]

_WAY_OUT: Final = "make it anew with `reviewer eval record`"


class Made(NamedTuple):
    """How an answer came about."""

    on: str
    """The day, as an ISO date."""
    how: str
    """In the words of whoever recorded it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One answer."""

    key: str
    """Names everything that shaped the answer."""
    cases: tuple[tuple[str, str], ...]
    """Id and hash of each case that it answers; drafts that differ in names alone have one answer."""
    sample: int
    order: tuple[GuidelineId, ...] | None
    disguised: bool
    """Whether names were replaced in what was asked."""
    asked: Mapping[GuidelineId, str]
    """The guidelines that were asked about, and the hash of what each said."""
    made: Made
    answer: Mapping[str, Any]
    """The raw text, how it ended, what it took, and `about`: prompt, guidelines, model, address and parameters."""

    @property
    def about(self) -> Mapping[str, Any]:
        """What shaped the answer, but for the messages."""
        about = self.answer.get("about")
        return about if isinstance(about, Mapping) else {}

    @property
    def model(self) -> str:
        """The model's name, as it was asked for."""
        return str(self.about.get("model", ""))


@dataclass(frozen=True, slots=True)
class Recording:
    """The answers of one file, by key: a store that is only read."""

    name: str
    lines: tuple[Line, ...]
    by_key: Mapping[str, Line]

    def get(self, key: str) -> Mapping[str, Any] | None:
        """The answer under a key, if it was recorded."""
        line = self.by_key.get(key)
        return None if line is None else line.answer

    def put(self, key: str, entry: Mapping[str, Any]) -> None:
        """A recording is not written to while it is replayed."""


def read_recording(file: Path) -> Recording:
    """Read a recording; a line that is none is an error that names it."""
    name = file.as_posix()
    try:
        with reading(name, _WAY_OUT):
            rows = file.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        raise InputError(f"{name}: is not UTF-8 text; {_WAY_OUT}") from None
    lines = tuple(_line(row, f"{name}, line {n}") for n, row in enumerate(rows, start=1) if row.strip())
    if not lines:
        raise InputError(f"{name}: holds no answer; {_WAY_OUT}")
    return Recording(name, lines, {line.key: line for line in lines})


def write_recording(lines: Sequence[Line], file: Path) -> None:
    """Write a recording, whole or not at all."""
    part = file.with_name(f"{file.name}.part")
    with writing(file):
        part.write_text("".join(f"{row}\n" for row in map(_row, lines)), encoding="utf-8", newline="\n")
        part.replace(file)


def _row(line: Line) -> str:
    record = {
        "key": line.key,
        "cases": [{"id": id, "hash": digest} for id, digest in line.cases],
        "sample": line.sample,
        "order": line.order,
        "disguised": line.disguised,
        "asked": dict(line.asked),
        "made": line.made._asdict(),
        "answer": dict(line.answer),
    }
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def _line(row: str, where: str) -> Line:
    try:
        record: Any = json.loads(row)
        order = record["order"]
        line = Line(
            key=_text(record["key"]),
            cases=tuple((_text(case["id"]), _text(case["hash"])) for case in record["cases"]),
            sample=int(record["sample"]),
            order=None if order is None else tuple(_guidelines(order)),
            disguised=bool(record["disguised"]),
            asked={name: _text(record["asked"][name]) for name in _guidelines(record["asked"])},
            made=Made(_text(record["made"]["on"]), _text(record["made"]["how"])),
            answer={**record["answer"], "text": _text(record["answer"]["text"])},
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        raise InputError(f"{where}: is no line of a recording; {_WAY_OUT}") from None
    if not line.model or not isinstance(line.about.get("parameters"), Mapping):
        raise InputError(f"{where}: does not tell which model was asked and how; {_WAY_OUT}")
    return line


def _guidelines(names: Iterable[str]) -> Iterable[GuidelineId]:
    known: Mapping[str, GuidelineId] = {name: name for name in GUIDELINES}
    return [known[name] for name in names]


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
