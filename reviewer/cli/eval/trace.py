"""`reviewer eval trace`: from every paragraph of the two documents to what stands on it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reviewer.cli import options as opt
from reviewer.cli import output
from reviewer.cli.eval import common
from reviewer.cli.exits import ExitCode

__all__ = ["app"]

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def trace(
    ctx: typer.Context,
    cases: common.Cases = None,
    verify: Annotated[
        Path | None, typer.Option("--verify", metavar="FOLDER", help="Hold every paragraph against the documents in this folder.")
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Name facts, detectors and cases instead of counting them.")] = False,
    format: opt.Format = None,
    color: opt.Color = None,
    rules: opt.Rules = None,
) -> None:
    """Show what stands on each paragraph of the two documents: guidelines, rules, acts, cases; and what nothing covers.

    The exit code is 0 when every rule has its ground and no cited paragraph has changed, 1 otherwise, 2 for wrong use.
    """
    settings = opt.chosen(ctx, format=format, color=color, rules=rules)
    from reviewer.evals.cases import load_cases
    from reviewer.evals.trace import trace as matrix_of
    from reviewer.evals.trace.report import json_of, lines

    matrix = matrix_of(load_cases(cases or ()).cases, rule_folders=settings.rules, documents=verify)
    if settings.format == "json":
        output.show_json(json_of(matrix))
    else:
        output.show_lines(lines(matrix, width=output.width(), full=full), color=settings.color)
    raise typer.Exit(ExitCode.FINE if matrix.stands else ExitCode.MEND)
