"""`reviewer when`: the first good day, and why."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from reviewer.cli import options as opt
from reviewer.cli import output
from reviewer.cli.given import Given
from reviewer.errors import InputError, OutputError
from reviewer.facts.timeline import Timeline
from reviewer.models import Context
from reviewer.render.lines import Line, paragraph
from reviewer.render.report import long_day

__all__ = ["app"]

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def when(
    ctx: typer.Context,
    stage: opt.StageOption = None,
    interviewed_on: opt.InterviewedOn = None,
    sending_on: opt.SendingOn = None,
    reply_promised_by: opt.ReplyPromisedBy = None,
    follow_ups: opt.FollowUps = None,
    process: opt.ProcessOption = None,
    context: opt.ContextFile = None,
    ics: Annotated[Path | None, typer.Option("--ics", metavar="FILE", help="Write the day as a calendar entry.")] = None,
    format: opt.Format = None,
    color: opt.Color = None,
) -> None:
    """Name the first good day to ask, and why."""
    settings = opt.chosen(ctx, format=format, color=color)
    given = Given()
    if context is not None:
        given.facts(context)
    given.know(
        stage=stage,
        interviewed_on=interviewed_on,
        sending_on=sending_on,
        reply_promised_by=reply_promised_by,
        follow_ups=follow_ups,
        process=process,
    )
    given.fill_in(channel=False)
    known = given.parsed_context()
    timeline = Timeline(known)
    day, why = timeline.first_good_day(), _why(timeline, known)
    facts = tuple(dict.fromkeys((*timeline.arithmetic(), *timeline.follow_up_arithmetic())))
    if ics is not None:
        _write(ics, day, known, facts, why)
    if settings.format == "json":
        for sentence in given.assumed:
            output.remark(f"assumed: {sentence}")
        output.show_json(json.dumps({"version": 1, "first_good_day": None if day is None else str(day), "why": why, "facts": facts}))
    else:
        output.show_lines(_told(day, why, facts, given.assumed, output.width()), color=settings.color)


def _told(day: dt.date | None, why: str, facts: tuple[str, ...], assumed: list[str], width: int) -> Iterator[Line]:
    yield from paragraph("none." if day is None else f"{long_day(day)}.", width, label="First good day:")
    yield from paragraph(why, width)
    if facts:
        yield from paragraph("; ".join(facts), width, label="Facts:")
    for sentence in assumed:
        yield from paragraph(sentence, width, label="Assumed:", role="quiet", words="quiet")


def _why(timeline: Timeline, known: Context) -> str:
    """The reason in one sentence."""
    day = timeline.first_good_day()
    if known.process == "hired":
        return "The process has ended well; there is nothing to follow up."
    if timeline.too_many:
        return "Two follow-ups or more have been sent since their last reply; another one would not help you. Let it rest until they write."
    if day is None and (known.process == "rejected" or (known.stage == "offer" and known.reply_promised_by is None)):
        return "There is no waiting time to keep here; an answer or an offer has come."
    if day is None:
        return "No date is known to count from; give `--interviewed-on`, `--reply-promised-by` or `--follow-up`."
    if known.sending_on is not None and day <= known.sending_on:
        return "That day has come; a question about the outcome is fair."
    if day == timeline.opens_on:
        if known.reply_promised_by is not None:
            return "They named a day for their answer; ask once it is past."
        if known.stage is None:
            return "Give them five days; after a final interview it would be seven, so give `--stage` if it was one."
        return "Give them the days that a decision takes at this stage."
    return "Five days ought to lie between two follow-ups."


def _write(file: Path, day: dt.date | None, known: Context, facts: tuple[str, ...], why: str) -> None:
    if day is None:
        raise InputError(f"`--ics` has no day to write. {why}")
    from reviewer.render.calendar import calendar_entry

    try:
        file.write_bytes(calendar_entry(day, known, facts))
    except OSError as problem:
        raise OutputError(f"{file}: cannot be written ({problem.strerror}); check the path and its permissions") from None
