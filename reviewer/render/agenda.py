"""What may be sent when, over all applications: as lines for people, as Markdown, and as a record of version 1."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, Final

from reviewer.due import Outlook, Step
from reviewer.due.outlook import StepKind
from reviewer.models.application import Application
from reviewer.render.calendar import Entry, advised
from reviewer.render.cells import cells, visible, wrap
from reviewer.render.lines import Line, Piece, Role, line, paragraph
from reviewer.render.markdown import escaped

__all__ = ["agenda", "agenda_markdown", "agenda_record", "entries", "entry_of", "named"]

_NAMES: Final[dict[StepKind, str]] = {
    "thank-you": "thank-you",
    "outcome-question": "ask for the outcome",
    "second-follow-up": "ask once more",
}
_DAYS, _KINDS = 22, 21
"""Columns of the day and of the message."""
_LEAST: Final = 20
"""Columns that a reason needs beside them."""


def agenda(outlooks: Sequence[Outlook], width: int) -> Iterator[Line]:
    """A table for each application."""
    for n, outlook in enumerate(outlooks):
        if n:
            yield line()
        yield from _table(outlook, width)


def agenda_markdown(outlooks: Sequence[Outlook]) -> str:
    """The same as one Markdown document."""
    return "\n".join(_document(outlooks)) + "\n"


def agenda_record(outlooks: Sequence[Outlook], day: dt.date) -> dict[str, Any]:
    """The same as plain values, version 1."""
    return {"version": 1, "on": str(day), "applications": [_record(outlook) for outlook in outlooks]}


def entries(outlook: Outlook, made: dt.datetime) -> Iterator[Entry]:
    """The steps as entries for a calendar, none of which hangs on another; one that is due already stands on the day itself."""
    for step in outlook.steps:
        if not step.if_silent:
            yield entry_of(outlook.application, step.kind, max(step.on, outlook.day), step.why, made)


def entry_of(application: Application, kind: StepKind, day: dt.date, why: str, made: dt.datetime) -> Entry:
    """The entry for one message in one application; whoever writes it, a later one moves it."""
    return Entry(f"{application.id} {kind}", day, f"{application.name}: {_NAMES[kind]}", advised(why), made, application.revision)


def named(outlook: Outlook, step: Step) -> str:
    """A step in a few words, with its day."""
    return f"{_NAMES[step.kind]}, {_when(outlook, step)}"


def _when(outlook: Outlook, step: Step) -> str:
    return "now" if outlook.is_due(step) else f"from {step.on:%a} {step.on}"


def _standing(outlook: Outlook) -> str:
    """Where the process stands, in a few words."""
    known = outlook.application.known
    stage = (known.stage or "").replace("_", " ")
    held = "" if known.interviewed_on is None else f"on {known.interviewed_on}"
    promised = "" if known.reply_promised_by is None else f"answer promised by {known.reply_promised_by}"
    where = f"{stage or 'interview'} {held}" if held else stage
    return ", ".join(filter(None, (where.strip(), promised, "" if known.process in (None, "open") else known.process)))


def _table(outlook: Outlook, width: int) -> Iterator[Line]:
    yield from _head(visible(outlook.application.name), _standing(outlook), width)
    for step in outlook.steps:
        kind = _NAMES[step.kind]
        role: Role = "send" if outlook.is_due(step) else "plain"
        if width < _DAYS + _KINDS + _LEAST:
            yield from paragraph(f"{kind}.", width, label=f"{_when(outlook, step)}:", role=role, indent=2)
            yield from paragraph(step.why, width, indent=4)
            continue
        rows = wrap(step.why, width - _DAYS - _KINDS)
        yield (Piece(f"  {_when(outlook, step):{_DAYS - 2}}", role), Piece(f"{kind:{_KINDS}}"), Piece(rows[0]))
        yield from (line(f"{'':{_DAYS + _KINDS}}{row}") for row in rows[1:])
    for remark in outlook.remarks:
        yield from paragraph(remark, width, indent=2)
    if outlook.too_much:
        yield from paragraph(f"{'; '.join(outlook.too_much)}.", width, label="Too much:", indent=2)
    for question in outlook.questions:
        yield from paragraph(f'"{question.say}" {question.why}', width, label="Ask them:", indent=2)


def _head(name: str, standing: str, width: int) -> Iterator[Line]:
    """The name with its standing beside it, or below it where the line is too short."""
    if not standing:
        yield line(name, "strong")
    elif cells(name) + 2 + cells(standing) <= width:
        yield (Piece(name, "strong"), Piece(f"  {standing}", "quiet"))
    else:
        yield line(name, "strong")
        yield from paragraph(standing, width, indent=2, words="quiet")


def _document(outlooks: Sequence[Outlook]) -> Iterator[str]:
    yield "# What is due"
    for outlook in outlooks:
        standing = _standing(outlook)
        yield f"\n## {escaped(outlook.application.name)}{f' ({escaped(standing)})' if standing else ''}\n"
        if outlook.steps:
            yield "| when | what | why |\n| --- | --- | --- |"
        for step in outlook.steps:
            yield f"| {_when(outlook, step)} | {_NAMES[step.kind]} | {escaped(step.why)} |"
        items = [escaped(remark) for remark in outlook.remarks]
        items += [f"**Too much:** {escaped(words)}" for words in outlook.too_much]
        items += [f"**Ask them:** “{escaped(question.say)}” {escaped(question.why)}" for question in outlook.questions]
        yield from (["", *(f"- {item}" for item in items)] if outlook.steps else [f"- {item}" for item in items])


def _record(outlook: Outlook) -> dict[str, Any]:
    return {
        "name": outlook.application.name,
        "steps": [
            {
                "kind": step.kind,
                "on": str(step.on),
                "due": outlook.is_due(step),
                "why": step.why,
                "facts": list(step.facts),
                "if_silent": step.if_silent,
            }
            for step in outlook.steps
        ],
        "too_much": list(outlook.too_much),
        "remarks": list(outlook.remarks),
        "questions": [{"say": question.say, "why": question.why} for question in outlook.questions],
    }
