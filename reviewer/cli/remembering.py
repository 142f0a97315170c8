"""What the commands share that work with the memory: finding it, telling it, and laying its facts under what was given."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import Annotated, Any, Final, TypeAlias

import typer

from reviewer.cli import options as opt
from reviewer.cli.given import Given
from reviewer.due import Outlook, outlook
from reviewer.errors import InputError
from reviewer.memory import Memory, memory_file, quarrel
from reviewer.memory.facts import apart
from reviewer.models import Context, Review
from reviewer.models.acceptance import Acceptance, quote_hash
from reviewer.models.application import Application

__all__ = ["For", "ask_about", "day_of", "facts_given", "in_order", "keep_leave", "memory_of", "recall", "seen", "shown", "sources"]

For: TypeAlias = Annotated[str, typer.Option("--for", metavar="NAME", help="The application, as `reviewer app add` named it.")]

_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def memory_of(ctx: typer.Context) -> Memory:
    """The memory that the settings name; nothing is made before something is told."""
    settings, sources = opt.settings_of(ctx)
    return Memory(memory_file(settings.memory, set_by=sources.by_name["memory"]))


def facts_given(**options: Any) -> Context:
    """The facts that options name, checked as in a review."""
    given = Given()
    given.know(**options)
    return given.parsed_context()


def recall(application: Application, given: Given, *, only: Collection[str] | None = None) -> None:
    """Lay what is remembered under what was given; each fact is shown with its source, and so is what an option overruled."""
    known = application.known.model_dump(mode="json", exclude_none=True, include=None if only is None else set(only))
    taken = given.learn(known, f"the memory of {application.name}")
    by_source: dict[str, list[str]] = {}
    for field, value in apart(known):
        told = _told(application, field)
        if field in taken:
            by_source.setdefault(told, []).append(f"{field} is {shown(value)}")
        elif (instead := _held(given.context, field)) is not None and shown(instead) != shown(value):
            sides = f"{_quoted(given.source_of(field))} says {shown(instead)}, {told} says {shown(value)}"
            given.unsettled.append(f"{field}: {sides}; the former holds here, and `reviewer app edit` corrects the latter")
    given.learned += (f"{', '.join(facts)} ({told})" for told, facts in by_source.items())


def ask_about(application: Application, given: Given, context: Context) -> None:
    """Ask about facts that quarrel, before anything in a draft is called untrue on their strength."""
    source_of = sources(application, given)
    in_order(context, source_of)
    held, sending = context.interviewed_on, context.sending_on
    if held is not None and sending is not None and held > sending and not given.source_of("interviewed_on").startswith("--"):
        given.unsettled.append(f"the interview lies ahead ({held}, {source_of('interviewed_on')}); if it has been held, correct its day")


def in_order(context: Context, source_of: Callable[[str], str]) -> None:
    """Ask about days that cannot be in this order."""
    found = quarrel(context, source_of)
    if found is not None:
        raise InputError(found, field="context")


def seen(application: Application, day: dt.date) -> Outlook:
    """What lies ahead in an application; where its facts quarrel, that is to be settled first, and nothing is advised."""
    found, asked = outlook(application, day), quarrel(application.known, sources(application))
    return found if asked is None else replace(found, steps=(), too_much=(), questions=(), remarks=(f"To settle first: {asked}.",))


def sources(application: Application, given: Given | None = None) -> Callable[[str], str]:
    """Where each field comes from, in the words of the user."""

    def source_of(field: str) -> str:
        named = "" if given is None else given.source_of(field)
        return _quoted(named) if named and not named.startswith("the memory of") else _told(application, field)

    return source_of


def keep_leave(ctx: typer.Context, application: Application, review: Review, given: Iterable[Acceptance]) -> None:
    """Remember leave for the words that were accepted in this draft, by their hash alone."""
    rules = {one.rule for one in given if one.hash is None}
    leave = [
        Acceptance(
            rule=found.rule, reason=found.reason, hash=quote_hash(found.rule, found.span.quote if found.span else "", salt=application.id)
        )
        for found in review.accepted
        if found.rule in rules
    ]
    memory_of(ctx).accept(application.name, leave, today=dt.date.today())


def day_of(words: str | None, option: str, *, past: bool = True) -> dt.date:
    """The day that an option names, or today; what has been done was not done tomorrow."""
    today = dt.date.today()
    if words is None:
        return today
    try:
        day = dt.date.fromisoformat(words) if _ISO.fullmatch(words) else None
    except ValueError:
        day = None
    if day is None:
        raise InputError(f"`{option}` must be a day of the calendar, written as YYYY-MM-DD")
    if past and day > today:
        raise InputError(f"`{option}` {day} lies ahead; tell it once it has happened")
    return day


def shown(value: Any) -> str:
    """A fact as one reads it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "none"
    if isinstance(value, dict):
        ends = [f"{value[end]:,.10g}" for end in ("min", "max") if value.get(end) is not None]
        pay = f"{'-'.join(dict.fromkeys(ends))} {value.get('currency') or ''}".strip()
        return f"{pay} a {value['period']}" if value.get("period") else pay
    return str(value)


def _held(context: dict[str, Any], field: str) -> Any:
    name, _, part = field.partition(".")
    held = context.get(name)
    return held.get(part) if part and isinstance(held, dict) else held


def _quoted(source: str) -> str:
    return f"`{source}`" if source.startswith("--") else source


def _told(application: Application, field: str) -> str:
    day = application.said_on.get(field)
    return f"the memory of {application.name}{'' if day is None else f' of {day}'}"
