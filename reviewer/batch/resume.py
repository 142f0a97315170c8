"""Finds out how far an interrupted batch came, and makes its output whole again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from reviewer.batch.lines import InputLine
from reviewer.batch.records import id_of
from reviewer.errors import OutputError

__all__ = ["Done", "pick_up"]

_START_OVER: Final = "name the two files that belong together, or leave `--resume` out to start over"


@dataclass(frozen=True, slots=True)
class Done:
    """What stands in the output already."""

    lines: int
    bad: int
    size: int
    """Bytes that are kept; what follows them is a torn line."""


def pick_up(out: Path, lines: Iterator[InputLine]) -> Done:
    """Walk over output and input together, line by line; `lines` is left at the first line that has no answer yet."""
    done = bad = size = 0
    try:
        with out.open("rb") as written:
            for raw in written:
                record = _record(raw)
                if record is None:
                    if written.read(1):
                        raise OutputError(f"{out}, line {done + 1}: is no record of a batch; {_START_OVER}")
                    break
                line = next(lines, None)
                if line is None:
                    raise OutputError(f"{out}: holds more lines than the input; {_START_OVER}")
                _hold_together(out, done + 1, record, line)
                done, bad, size = done + 1, bad + ("error" in record), size + len(raw)
    except FileNotFoundError:
        pass
    except OSError as problem:
        raise OutputError(f"{out}: cannot be read ({problem.strerror})") from None
    return Done(done, bad, size)


def _record(raw: bytes) -> dict[str, Any] | None:
    """A whole record, or nothing where the line was torn."""
    if not raw.endswith(b"\n"):
        return None
    try:
        record = json.loads(raw)
    except ValueError:
        return None
    return record if isinstance(record, dict) and record.get("version") == 1 else None


def _hold_together(out: Path, number: int, record: dict[str, Any], line: InputLine) -> None:
    wanted, found = id_of(line), record.get("id")
    if (type(wanted), wanted) != (type(found), found) or ("error" in record and record.get("line") != line.number):
        raise OutputError(f"{out}, line {number}: answers another line than line {line.number} of the input; {_START_OVER}")
