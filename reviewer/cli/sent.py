"""`reviewer sent`: what the writer confirms as sent, and nothing else."""

from __future__ import annotations

from typing import Annotated

import typer

from reviewer.cli import output
from reviewer.cli.app.showing import show_outlook
from reviewer.cli.remembering import For, day_of, in_order, memory_of, sources
from reviewer.errors import InputError, nearest
from reviewer.models.application import SENT_KINDS, Message, follow_ups_since_reply

__all__ = ["app"]

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def sent(
    ctx: typer.Context,
    name: For,
    on: Annotated[str | None, typer.Option("--on", metavar="YYYY-MM-DD", help="The day on which you sent it; today if not given.")] = None,
    kind: Annotated[
        str, typer.Option("--kind", metavar="|".join(SENT_KINDS), help="What it was; a follow-up if not given.", show_default=False)
    ] = "follow-up",
    again: Annotated[bool, typer.Option("--again", help="It was a second one on the same day.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take back what was told: it was not sent.")] = False,
) -> None:
    """Remember that you have sent a message; its words are not kept."""
    if kind not in SENT_KINDS:
        raise InputError(f"`--kind` cannot be {kind!r}; {nearest(kind, SENT_KINDS)}")
    day, memory = day_of(on, "--on"), memory_of(ctx)
    message = Message(on=day, kind=kind)
    found = memory.application(name)
    if undo:
        application = memory.take_back(name, message)
    else:
        if message in found.messages and not again:
            raise InputError(
                f"a {kind} of {day} is remembered for `{found.name}` already; say `--again` if there was a second one that day"
            )
        later = sorted([*found.messages, message], key=lambda one: one.on)
        known = found.known.model_copy(update={"follow_ups": follow_ups_since_reply(later)})
        in_order(known, lambda field: "`reviewer sent`" if field == "follow_ups" else sources(found)(field))
        application = memory.record(name, message)
    output.show_text(f"{'taken back' if undo else 'remembered'}: {kind} to {application.name} on {day}\n")
    show_outlook(ctx, application)
