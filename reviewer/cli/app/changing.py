"""`reviewer app add`, `edit` and `remove`: what changes the memory, always on the word of its owner."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

import typer

from reviewer.cli import output
from reviewer.cli.app.showing import show_outlook
from reviewer.cli.borrowing import facts_told, with_options_of
from reviewer.cli.given import option_of
from reviewer.cli.remembering import facts_given, in_order, memory_of, sources
from reviewer.errors import InputError
from reviewer.memory.facts import cleared, gathered, told_apart
from reviewer.models.application import Application
from reviewer.models.parse import parse_context

__all__ = ["add", "edit", "remove"]

Name = Annotated[str, typer.Argument(metavar="NAME", help="A name of your own choosing, such as the employer's.")]


@with_options_of(facts_told, without={"sending_on"})
def add(ctx: typer.Context, name: Name, **options: Any) -> None:
    """Begin to remember an application; the first one makes the file, and says where it lies."""
    known = facts_given(**facts_told(**options))
    in_order(known, lambda field: f"`{option_of(field)}`")
    memory = memory_of(ctx)
    first = not memory.begun
    added = memory.add(name, known, today=dt.date.today())
    if first:
        output.remark(f"The memory begins in {memory.file}, for you alone to read; `reviewer forget` erases it")
    show_outlook(ctx, added)


@with_options_of(facts_told, without={"sending_on"}, after="name")
def edit(
    ctx: typer.Context,
    name: Name,
    clear: Annotated[
        list[str] | None, typer.Option("--clear", metavar="FIELD", help="Forget this fact, such as `stage`; may be repeated.")
    ] = None,
    new_name: Annotated[str | None, typer.Option("--name", metavar="NAME", help="Call it so from now on.")] = None,
    no_longer_accept: Annotated[
        list[str] | None, typer.Option("--no-longer-accept", metavar="RULE", help="Take back the leave given to this rule.")
    ] = None,
    **options: Any,
) -> None:
    """Change what is remembered of an application; what you do not name stays as it is."""
    told = facts_given(**facts_told(**options))
    facts, fields = told_apart(told), [field for word in clear or () for field in cleared(word)]
    follow_ups = told.follow_ups
    if both := next((field for field in fields if field in facts or (field == "follow_ups" and follow_ups is not None)), None):
        raise InputError(f"`{both}` is both set and cleared; do one of the two")
    if not (facts or fields or follow_ups is not None or new_name or no_longer_accept):
        raise InputError("nothing to change was named; `reviewer app edit --help` lists what can be")
    memory = memory_of(ctx)
    found = memory.application(name)
    _stay_in_order(found, facts, fields, follow_ups)
    for rule in no_longer_accept or ():
        if not memory.no_longer_accept(name, rule):
            raise InputError(f"no leave was given to `{rule}` in `{found.name}`; `reviewer app show` lists what was")
    if not (facts or fields or follow_ups is not None or new_name):
        show_outlook(ctx, memory.application(name))
        return
    edited = memory.edit(name, facts, clear=fields, follow_ups=follow_ups, new_name=new_name, today=dt.date.today())
    show_outlook(ctx, edited)


def remove(ctx: typer.Context, name: Name) -> None:
    """Forget one application, and all that was told about it."""
    gone = memory_of(ctx).remove(name)
    facts, messages = (f"{n} {word}{'' if n == 1 else 's'}" for n, word in ((gone.facts, "fact"), (gone.messages, "message")))
    output.show_text(f"forgotten: {gone.name}, with {facts} and {messages}\n")


def _stay_in_order(found: Application, facts: dict[str, object], fields: list[str], follow_ups: tuple[dt.date, ...] | None) -> None:
    """Ask about days that would be in an impossible order, before they are remembered."""
    held = {field: value for field, value in told_apart(found.known).items() if field not in fields}
    sent = None if "follow_ups" in fields else found.known.follow_ups if follow_ups is None else follow_ups
    said = sources(found)
    named = {*facts, *(["follow_ups"] if follow_ups else [])}
    in_order(
        parse_context({**gathered({**held, **facts}), "follow_ups": sent}),
        lambda field: f"`{option_of(field)}`" if field in named else said(field),
    )
