"""`reviewer eval lint`: hold case files against themselves."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer

from reviewer.cli import options as opt
from reviewer.cli import output
from reviewer.cli.eval import common
from reviewer.cli.exits import ExitCode

__all__ = ["app"]

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def lint(
    ctx: typer.Context,
    cases: common.Cases = None,
    strict: Annotated[bool, typer.Option("--strict", help="Let a warning fail, too.")] = False,
    format: opt.Format = None,
) -> None:
    """Check case files: duplicates, impossible facts, labels that arithmetic or policy contradicts, evidence, pairs, coverage.

    The exit code is 0 without errors, 1 with some, 2 for wrong use.
    """
    settings = opt.chosen(ctx, format=format)
    from reviewer.evals.cases import survey_cases
    from reviewer.evals.lint import lint as look
    from reviewer.evals.report.figures import many

    found, faults = survey_cases(cases or ())
    problems = look(found.cases)
    errors = len(faults) + sum(problem.severity == "error" for problem in problems)
    if settings.format == "json":
        record = {
            "version": 1,
            "cases": len(found.cases),
            "unreadable": [{"field": fault.field, "message": fault.message} for fault in faults],
            "problems": [asdict(problem) for problem in problems],
        }
        output.show_json(json.dumps(record, ensure_ascii=False))
    else:
        told = [*(f"{fault.message} [unreadable]" for fault in faults), *(problem.told() for problem in problems)]
        warnings = sum(problem.severity == "warning" for problem in problems)
        counted = f"{many(len(found.cases), 'case')}, {many(errors, 'error')}, {many(warnings, 'warning')}"
        output.show_text("".join(f"{row}\n" for row in (*told, counted)))
    raise typer.Exit(ExitCode.MEND if errors or (strict and problems) else ExitCode.FINE)
