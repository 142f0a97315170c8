"""`reviewer forget`: erase all that was kept."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from reviewer.cache import cache_folder, forget
from reviewer.cli import options as opt
from reviewer.cli import output
from reviewer.errors import DataError, OutputError
from reviewer.memory import Memory, forget_memory, memory_file

__all__ = ["app"]

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(name="forget")
def erase(
    ctx: typer.Context,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first, where applications are remembered.")] = False,
) -> None:
    """Erase everything that was kept on this machine: the memory of applications, the answers of models, and what was moved aside."""
    settings = opt.chosen(ctx)
    places = [file for file in dict.fromkeys((_place(settings.memory), memory_file("on"))) if file.is_file()]
    told = {file: _told(file) for file in places}
    if told and not yes and sys.stdin is not None and sys.stdin.isatty():
        typer.confirm(f"This erases the memory of {', '.join(told.values())}, which nothing brings back. Go on?", abort=True, err=True)
    gone = []
    for folder in dict.fromkeys(filter(None, (settings.cache_folder, cache_folder()))):
        try:
            if forget(folder):
                gone.append(str(folder))
        except OSError as problem:
            raise _stays(folder, problem) from None
    for file, what in told.items():
        try:
            if forget_memory(file):
                gone.append(f"{file} ({what})")
        except OSError as problem:
            raise _stays(file, problem) from None
    output.show_text(f"erased: {', '.join(gone)}\n" if gone else "there was nothing to forget\n")


def _place(setting: Path | str) -> Path:
    """Where the memory would lie; what was told before it was switched off is erased too."""
    return memory_file("on" if setting == "off" else setting)


def _told(file: Path) -> str:
    """How much is remembered there; what is damaged is erased unread."""
    try:
        count = len(Memory(file).applications())
    except (DataError, OutputError):
        return "applications that cannot be read"
    return "1 application" if count == 1 else f"{count} applications"


def _stays(path: Path, problem: OSError) -> OutputError:
    return OutputError(f"{path}: cannot be erased ({problem.strerror}); check its permissions, or erase it by hand")
