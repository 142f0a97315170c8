"""`reviewer due`: what may be sent from when, over all applications."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from reviewer.cli import options as opt
from reviewer.cli import output
from reviewer.cli.app.showing import NOTHING
from reviewer.cli.remembering import day_of, memory_of, seen
from reviewer.due import Outlook
from reviewer.errors import InputError
from reviewer.render.agenda import agenda, agenda_markdown, agenda_record, entries

__all__ = ["app"]

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def due(
    ctx: typer.Context,
    on: Annotated[str | None, typer.Option("--on", metavar="YYYY-MM-DD", help="The day to look from; today if not given.")] = None,
    ics: Annotated[Path | None, typer.Option("--ics", metavar="FILE", help="Write the days as entries for a calendar.")] = None,
    format: opt.Format = None,
    color: opt.Color = None,
) -> None:
    """List what may be sent from when, why, and what would be too much; soonest first."""
    settings = opt.chosen(ctx, format=format, color=color)
    day = day_of(on, "--on", past=False)
    found = sorted((seen(one, day) for one in memory_of(ctx).applications()), key=lambda one: (one.next_day is None, one.next_day or day))
    if ics is not None:
        _write(ics, found)
    if settings.format == "json":
        output.show_json(json.dumps(agenda_record(found, day), ensure_ascii=False))
    elif not found:
        output.show_text(NOTHING)
    elif settings.format == "markdown":
        output.show_text(agenda_markdown(found))
    else:
        output.show_lines(agenda(found, output.width()), color=settings.color)


def _write(file: Path, outlooks: Sequence[Outlook]) -> None:
    from reviewer.render.calendar import calendar_of

    made = dt.datetime.now(dt.UTC).replace(microsecond=0)
    found = [entry for one in outlooks for entry in entries(one, made)]
    if not found:
        raise InputError("`--ics` has no day to write: nothing is due in any application")
    output.write_calendar(file, calendar_of(found))
