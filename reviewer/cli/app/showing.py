"""`reviewer app show` and `list`: everything that is remembered, for people and for programs."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from reviewer.cli import options as opt
from reviewer.cli import output
from reviewer.cli.remembering import memory_of, seen, shown
from reviewer.memory.facts import told_apart
from reviewer.models.application import Application
from reviewer.render.agenda import agenda, named
from reviewer.render.cells import cells, visible
from reviewer.render.lines import Line, line, paragraph

__all__ = ["list_all", "show", "show_outlook"]

NOTHING = "Nothing is remembered yet; begin with `reviewer app add NAME --stage ... --interviewed-on ...`\n"


def show(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="One application; all of them if not given.")] = None,
    format: opt.Format = None,
    color: opt.Color = None,
) -> None:
    """Show all that is remembered: each fact with the day it was told, each message, and what may be sent next."""
    settings = opt.chosen(ctx, format=format, color=color)
    memory = memory_of(ctx)
    found = memory.applications() if name is None else (memory.application(name),)
    if settings.format == "json":
        output.show_json(found[0].model_dump_json() if name is not None else json.dumps(document(found), ensure_ascii=False))
    elif not found:
        output.show_text(NOTHING)
    else:
        output.show_lines(_told(found), color=settings.color)


def list_all(ctx: typer.Context, format: opt.Format = None) -> None:
    """List the applications, and say where they are kept."""
    settings = opt.chosen(ctx, format=format)
    memory = memory_of(ctx)
    found = [seen(one, dt.date.today()) for one in memory.applications()]
    if settings.format == "json":
        rows = [{"name": one.application.name, "process": one.application.known.process or "open"} for one in found]
        output.show_json(json.dumps({"version": 1, "file": str(memory.file), "applications": rows}, ensure_ascii=False))
        return
    if not found:
        output.show_text(NOTHING)
        return
    wide = max(cells(visible(one.application.name)) for one in found)
    for one in found:
        step = next(iter(one.steps), None)
        due = "nothing is due" if step is None else named(one, step)
        name = visible(one.application.name)
        output.show_text(f"{name}{'':{wide - cells(name)}}  {one.application.known.process or 'open':8}  {due}\n")
    output.show_text(f"\nKept in {memory.file}\n")


def show_outlook(ctx: typer.Context, application: Application) -> None:
    """Show what may be sent next, after something was told."""
    output.show_lines(agenda([seen(application, dt.date.today())], output.width()), color=opt.settings_of(ctx)[0].color)


def document(applications: tuple[Application, ...]) -> dict[str, Any]:
    """Applications as one document of plain values, version 1."""
    return {"version": 1, "applications": [one.model_dump(mode="json") for one in applications]}


def _told(applications: tuple[Application, ...]) -> Iterator[Line]:
    for n, one in enumerate(applications):
        if n:
            yield line()
        yield from agenda([seen(one, dt.date.today())], output.width())
        facts = told_apart(one.known)
        if facts:
            yield line("  What you told me:", "strong")
        wide = max((len(field) for field in facts), default=0)
        for field, value in facts.items():
            yield from paragraph(
                f"{shown(value)} (told {one.said_on.get(field, one.added_on)})",
                output.width(),
                label=f"{field:{wide}} ",
                role="plain",
                indent=4,
            )
        if one.messages:
            yield line("  Messages:", "strong")
        yield from (line(f"    {sent.on}  {'their reply' if sent.kind == 'reply' else sent.kind}") for sent in one.messages)
        for leave in one.accepted:
            yield from paragraph(f"{leave.rule}: {leave.reason} (since {leave.accepted_on})", output.width(), label="Accepted:", indent=2)
