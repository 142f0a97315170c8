"""`reviewer heard`: the employer has written or called, so that follow-ups are counted from there."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from reviewer.cli import options as opt
from reviewer.cli import output
from reviewer.cli.app.showing import show_outlook
from reviewer.cli.remembering import For, day_of, facts_given, memory_of
from reviewer.errors import InputError
from reviewer.memory.facts import told_apart
from reviewer.models.application import Application, Message

__all__ = ["app"]

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def heard(
    ctx: typer.Context,
    name: For,
    on: Annotated[str | None, typer.Option("--on", metavar="YYYY-MM-DD", help="The day of their reply; today if not given.")] = None,
    promised_by: Annotated[
        str | None, typer.Option("--promised-by", metavar="YYYY-MM-DD", help="The day by which they now said they would answer.")
    ] = None,
    stage: opt.StageOption = None,
    interviewed_on: Annotated[
        str | None, typer.Option("--interviewed-on", metavar="YYYY-MM-DD", help="The day of the next interview, if they asked you to one.")
    ] = None,
    process: opt.ProcessOption = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take back what was told: they did not reply that day.")] = False,
) -> None:
    """Remember that they have replied, and what they said of the days to come."""
    day, memory = day_of(on, "--on"), memory_of(ctx)
    reply = Message(on=day, kind="reply")
    if undo:
        application = memory.take_back(name, reply)
        output.show_text(f"taken back: reply of {application.name} on {day}\n")
        show_outlook(ctx, application)
        return
    facts = facts_given(stage=stage, interviewed_on=interviewed_on, process=process)
    promised = None if promised_by is None else day_of(promised_by, "--promised-by", past=False)
    found = memory.application(name)
    held = facts.interviewed_on or found.known.interviewed_on
    for start, what in ((day, "the day of their reply"), (held, "the interview")):
        if promised is not None and start is not None and promised < start:
            raise InputError(f"`--promised-by` {promised} lies before {what} ({start}); correct one of the two")
    told = {**told_apart(facts), **({} if promised is None else {"reply_promised_by": str(promised)})}
    spent = _spent(found, held) if promised is None else None
    application = memory.heard(name, reply, told, clear=() if spent is None else ("reply_promised_by",), today=dt.date.today())
    output.show_text(f"remembered: reply of {application.name} on {day}\n")
    if spent is not None:
        output.show_text(f"The answer promised by {spent} was about the round before, and is forgotten\n")
    show_outlook(ctx, application)


def _spent(found: Application, held: dt.date | None) -> dt.date | None:
    """A promised day that lies before the interview now known, and so was about an earlier round."""
    promised = found.known.reply_promised_by
    return promised if promised is not None and held is not None and promised < held else None
