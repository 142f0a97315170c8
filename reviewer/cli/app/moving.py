"""`reviewer app export` and `import`: what is remembered as a file of its owner's, and back."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated, Any

import typer

from reviewer.cli import output
from reviewer.cli.app.showing import document
from reviewer.cli.remembering import memory_of
from reviewer.cli.sources import input_document
from reviewer.errors import InputError, writing
from reviewer.models.application import Application
from reviewer.models.parse import parse_application

__all__ = ["export", "take_in"]


def export(
    ctx: typer.Context,
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME]...", help="Which applications; all of them if not given.")] = None,
    out: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Where to write; readable by you alone.")] = None,
) -> None:
    """Write what is remembered as JSON, for a backup or another machine."""
    memory = memory_of(ctx)
    found = document(tuple(map(memory.application, names)) if names else memory.applications())
    if out is None:
        output.show_json(json.dumps(found, ensure_ascii=False))
        return
    with writing(out), os.fdopen(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")


def take_in(ctx: typer.Context, file: Annotated[str, typer.Argument(metavar="FILE", help="What `reviewer app export` wrote.")]) -> None:
    """Remember what an export holds; each application takes the place of the one that it was written from."""
    found = input_document(file)
    entries = found.get("applications", [found])
    if found.get("version") != 1 or not isinstance(entries, list):
        raise InputError(f"{file}: is no export of applications in version 1; `reviewer app export -o FILE` writes one")
    applications = [_application(entry, n, file) for n, entry in enumerate(entries)]
    memory = memory_of(ctx)
    memory.take_in(applications)
    output.show_text(f"remembered: {', '.join(one.name for one in applications) or 'nothing'}, in {memory.file}\n")


def _application(entry: Any, n: int, file: str) -> Application:
    try:
        return parse_application(entry)
    except InputError as problem:
        raise InputError(f"{file}: application {n + 1}: {problem.message}", field=problem.field) from None
