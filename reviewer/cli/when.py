"""`reviewer when`: the first good day, and why."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from reviewer.cli import options as opt
from reviewer.cli import output
from reviewer.cli.borrowing import facts_told, with_options_of
from reviewer.cli.given import Given
from reviewer.errors import InputError
from reviewer.models import Context
from reviewer.render.lines import Line, paragraph
from reviewer.render.report import long_day
from reviewer.render.waiting import waiting

if TYPE_CHECKING:
    from reviewer.due.outlook import StepKind
    from reviewer.models.application import Application

__all__ = ["app"]

_FIELDS: Final = ("stage", "interviewed_on", "reply_promised_by", "follow_ups", "process")
_OF_PEOPLE_AND_PAY: Final = ("recipient_name", "recipient_role", "connection", "salary", "other_offer")
_NAMES: Final = ("--interviewed-on", "--reply-promised-by", "--follow-up", "--stage")

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
@with_options_of(facts_told, without=_OF_PEOPLE_AND_PAY, after="ctx")
def when(
    ctx: typer.Context,
    context: opt.ContextFile = None,
    application: opt.ForApplication = None,
    ics: Annotated[Path | None, typer.Option("--ics", metavar="FILE", help="Write the day as a calendar entry.")] = None,
    format: opt.Format = None,
    color: opt.Color = None,
    **told: Any,
) -> None:
    """Name the first good day to ask, and why."""
    settings = opt.chosen(ctx, format=format, color=color)
    given = Given()
    if context is not None:
        given.facts(context)
    given.know(**facts_told(**told))
    remembered = None if application is None else _remembered(ctx, application)
    known = _known(given, remembered)
    found = waiting(known, names=_NAMES)
    day, why, facts = found.day, found.why, found.facts
    if ics is not None:
        _write(ics, day, known, why, remembered)
    if settings.format == "json":
        for label, sentence in _beside(given):
            output.remark(f"{label.lower()}: {sentence}")
        output.show_json(json.dumps({"version": 1, "first_good_day": None if day is None else str(day), "why": why, "facts": facts}))
    else:
        output.show_lines(_told(day, why, facts, given, output.width()), color=settings.color)


def _remembered(ctx: typer.Context, application: str) -> Application:
    from reviewer.cli.remembering import memory_of

    return memory_of(ctx).application(application)


def _known(given: Given, remembered: Application | None) -> Context:
    """What was given, with what is remembered under it."""
    if remembered is None:
        given.fill_in(channel=False)
        return given.parsed_context()
    from reviewer.cli.remembering import in_order, recall, sources

    recall(remembered, given, only=_FIELDS)
    given.fill_in(channel=False)
    known = given.parsed_context()
    in_order(known, sources(remembered, given))
    return known


def _told(day: dt.date | None, why: str, facts: tuple[str, ...], given: Given, width: int) -> Iterator[Line]:
    yield from paragraph("none." if day is None else f"{long_day(day)}.", width, label="First good day:")
    yield from paragraph(why, width)
    if facts:
        yield from paragraph("; ".join(facts), width, label="Facts:")
    for label, sentence in _beside(given):
        yield from paragraph(sentence, width, label=f"{label}:", role="quiet", words="quiet")


def _beside(given: Given) -> Iterator[tuple[str, str]]:
    """What was filled in, found elsewhere, or left for the user to say."""
    for label, sentences in (("Assumed", given.assumed), ("Learned", given.learned), ("To settle", given.unsettled)):
        yield from ((label, sentence) for sentence in sentences)


def _write(file: Path, day: dt.date | None, known: Context, why: str, remembered: Application | None) -> None:
    """Write the day, or the day of sending if it has gone by; for an application it is the entry that `reviewer due` writes too."""
    if day is None:
        raise InputError(f"`--ics` has no day to write. {why}")
    from reviewer.render.calendar import calendar_entry, calendar_of

    on = max(day, known.sending_on or day)
    if on > day:
        output.remark(f"the day has gone by, so the entry stands on {on}")
    if remembered is None:
        output.write_calendar(file, calendar_entry(day, known, why))
        return
    from reviewer.render.agenda import entry_of

    made = dt.datetime.now(dt.UTC).replace(microsecond=0)
    kind: StepKind = "second-follow-up" if known.follow_ups else "outcome-question"
    output.write_calendar(file, calendar_of([entry_of(remembered, kind, on, why, made)]))
