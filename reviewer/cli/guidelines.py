"""`reviewer guidelines`: the nine, one of them in full, or their citations held against the documents."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from reviewer.cli import options as opt
from reviewer.cli import output
from reviewer.cli.exits import ExitCode
from reviewer.errors import InputError, nearest
from reviewer.guidelines import CitationCheck, Guideline, load_guidelines, verify
from reviewer.render.lines import Line, item, line, paragraph

__all__ = ["app"]

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def guidelines(
    ctx: typer.Context,
    id: Annotated[str | None, typer.Argument(metavar="ID", help="Explain this guideline.")] = None,
    verify_in: Annotated[
        Path | None, typer.Option("--verify", metavar="FOLDER", help="Hold the citations against the documents in this folder.")
    ] = None,
    format: opt.Format = None,
    color: opt.Color = None,
) -> None:
    """List or explain the nine guidelines."""
    settings = opt.chosen(ctx, format=format, color=color)
    as_json = settings.format == "json"
    if verify_in is not None:
        _verify(verify_in, as_json)
        return
    known = {str(name): guideline for name, guideline in load_guidelines().items()}
    if id is not None and id not in known:
        raise InputError(f"`{id}` is not a guideline; {nearest(id, known)}")
    shown = list(known.values()) if id is None else [known[id]]
    if as_json:
        output.show_json(json.dumps([asdict(guideline) for guideline in shown], ensure_ascii=False))
    elif id is None:
        output.show_lines((row for guideline in shown for row in _row(guideline)), color=settings.color)
    else:
        output.show_lines(_explained(shown[0], output.width()), color=settings.color)


def _row(guideline: Guideline) -> Iterator[Line]:
    yield from paragraph(guideline.title, output.width(), label=f"{guideline.id:20} {guideline.verdict:12}")


def _explained(guideline: Guideline, width: int) -> Iterator[Line]:
    yield line(f"{guideline.id}: {guideline.title}", "strong")
    yield line()
    yield from paragraph(guideline.statement, width)
    yield from paragraph(guideline.why, width, label="Why:")
    for label, items in (("Counts", guideline.counts), ("Does not count", guideline.does_not)):
        yield line()
        yield line(label, "strong")
        for one in items:
            yield from item(one, width)
    yield line()
    yield from paragraph(guideline.remedy, width, label="Instead:")
    yield from paragraph(guideline.verdict, width, label="Verdict:")
    for cited in guideline.citations:
        place = f'"{cited.document}", {cited.section}, paragraph {cited.paragraph}: {cited.bears_on}'
        yield from paragraph(place, width, label="Source:", role="quiet", words="quiet")


def _verify(folder: Path, as_json: bool) -> None:
    """Exit 0 where every citation stands, 1 where a paragraph has changed or is missing."""
    checks = verify(folder)
    if as_json:
        output.show_json(json.dumps([asdict(check) for check in checks], ensure_ascii=False))
    else:
        output.show_text("".join(f"{_told(check)}\n" for check in checks))
    stands = all(check.status in ("unchanged", "uncited") for check in checks)
    raise typer.Exit(ExitCode.FINE if stands else ExitCode.MEND)


def _told(check: CitationCheck) -> str:
    place = f'"{check.document}", {check.section}, paragraph {check.paragraph}'
    cited_by = f" ({', '.join(check.guidelines)})" if check.guidelines else ""
    moved = f"; its words stand at {check.now_at} now" if check.now_at else ""
    return f"{check.status:10} {place}{cited_by}{moved}"
