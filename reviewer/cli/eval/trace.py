"""`reviewer eval trace`: from every paragraph of the two documents to what stands on it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reviewer.cli import options as opt
from reviewer.cli import output
from reviewer.cli.eval import common
from reviewer.cli.exits import ExitCode

if TYPE_CHECKING:
    from reviewer.evals.trace import Drift, Matrix
    from reviewer.settings import Settings

__all__ = ["app"]

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def trace(
    ctx: typer.Context,
    cases: common.Cases = None,
    verify: Annotated[
        Path | None, typer.Option("--verify", metavar="FOLDER", help="Hold every paragraph against the documents in this folder.")
    ] = None,
    recordings: Annotated[
        list[Path] | None,
        typer.Option("--recording", metavar="FILE", help="Look at this recording instead of those that ship; may be repeated."),
    ] = None,
    standing: Annotated[
        Path | None, typer.Option("--standing", metavar="FILE", help="The accepted wordings, instead of those that ship.")
    ] = None,
    accept: Annotated[
        Path | None,
        typer.Option("--accept", metavar="FILE", help="Accept the guidelines' wordings of today: write them here, once you have looked."),
    ] = None,
    cached: Annotated[bool, typer.Option("--cached", help="Count the cached answers of models that have become stale, too.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Fail, too, while something is to be looked through again.")] = False,
    full: Annotated[bool, typer.Option("--full", help="Name facts, detectors and cases instead of counting them.")] = False,
    format: opt.Format = None,
    color: opt.Color = None,
    rules: opt.Rules = None,
) -> None:
    """Show what stands on each paragraph of the two documents: guidelines, rules, acts, cases; and what nothing covers.

    What stands on a wording, a prompt or a paragraph that has changed is listed: cases, recordings, cached answers.

    The exit code is 0 when every rule has its ground and no cited paragraph has changed, 1 otherwise, 2 for wrong use.
    """
    settings = opt.chosen(ctx, format=format, color=color, rules=rules)
    from reviewer.evals.cases import load_cases
    from reviewer.evals.trace import trace as matrix_of
    from reviewer.evals.trace.report import json_of, lines

    found = load_cases(cases or ()).cases
    matrix = matrix_of(found, rule_folders=settings.rules, documents=verify)
    if accept is not None:
        _accept(accept, settings)
    matrix = replace(matrix, drift=_drift(matrix, found, settings, recordings, accept or standing, cached))
    if settings.format == "json":
        output.show_json(json_of(matrix))
    else:
        output.show_lines(lines(matrix, width=output.width(), full=full), color=settings.color)
    raise typer.Exit(ExitCode.FINE if matrix.stands and not (strict and matrix.drift) else ExitCode.MEND)


def _accept(file: Path, settings: Settings) -> None:
    from reviewer.cli.eval.models import guidelines_of
    from reviewer.evals.standing import write_standing

    write_standing(guidelines_of(settings), file)
    output.remark(f"{file}: the guidelines' wordings are accepted as they are today")


def _drift(matrix: Matrix, cases: Any, settings: Settings, recordings: Any, standing: Path | None, cached: bool) -> Drift:
    from reviewer.cli.cache import opened
    from reviewer.cli.eval.models import guidelines_of
    from reviewer.evals.recordings import read_recording
    from reviewer.evals.standing import read_standing
    from reviewer.evals.trace import drift_of
    from reviewer.resources import recordings as shipped
    from reviewer.resources import standing_file

    moved = [guideline for row in matrix.paragraphs if row.drifted for guideline in row.bears_on]
    return drift_of(
        cases,
        guidelines_of(settings),
        accepted=read_standing(standing or standing_file()),
        recordings=[read_recording(file) for file in (shipped() if recordings is None else recordings)],
        cached=opened(settings).entries() if cached else (),
        paragraphs=moved,
    )
