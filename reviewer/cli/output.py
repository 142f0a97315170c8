"""Where words leave the program: standard output in the form that was asked for, errors on standard error."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

import typer

from reviewer.errors import OutputError, writing
from reviewer.render.lines import Line, plain

__all__ = ["bar", "complain", "remark", "show_json", "show_lines", "show_text", "width", "write_calendar"]

_NARROWEST, _WIDEST = 40, 100
_CALENDAR: Final = b"BEGIN:VCALENDAR"


def width() -> int:
    """Columns to fill: those of the terminal within reason, 80 where there is none."""
    return max(_NARROWEST, min(shutil.get_terminal_size().columns, _WIDEST)) if sys.stdout.isatty() else 80


def bar() -> str:
    """The margin beside a draft, in a form that the output can show."""
    return "\u2502" if sys.stdout.isatty() and (sys.stdout.encoding or "").lower().replace("-", "") == "utf8" else "|"


def show_lines(lines: Iterable[Line], *, color: str = "auto") -> None:
    """Write lines for people, in colour where a terminal shows it or colour was asked for."""
    _never_choke()
    if color == "always" or (color == "auto" and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"):
        from reviewer.render.terminal import print_in_colour

        print_in_colour(list(lines), sys.stdout)
    else:
        typer.echo(plain(list(lines)), nl=False)


def show_text(text: str) -> None:
    """Write finished text."""
    _never_choke()
    typer.echo(text, nl=False)


def show_json(text: str) -> None:
    """Write one JSON document, in UTF-8 whatever the terminal is set to."""
    typer.echo(f"{text}\n".encode(), nl=False)


def remark(sentence: str) -> None:
    """Say something beside the result."""
    typer.echo(sentence, err=True)


def complain(message: str, *, field: str | None = None, as_json: bool = False) -> None:
    """Say what is wrong in one sentence, as JSON too when JSON was asked for."""
    if as_json:
        record = {"version": 1, "error": {"field": field, "message": message}}
        typer.echo(json.dumps(record), err=True)
    else:
        typer.echo(f"error: {message}", err=True)


def _never_choke() -> None:
    """A console that cannot show a character shows a question mark instead of failing."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


def write_calendar(file: Path, content: bytes) -> None:
    """Write a calendar file, over an older calendar if need be but never over anything else, and say where it lies."""
    with writing(file), suppress(FileNotFoundError), file.open("rb") as older:
        if (begins := older.read(len(_CALENDAR))) and begins != _CALENDAR:
            raise OutputError(f"{file}: holds something else than a calendar and is left as it is; give `--ics` another name")
    with writing(file):
        file.write_bytes(content)
    remark(f"the calendar is written to {file}")
