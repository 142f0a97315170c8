"""`reviewer eval accept`: make the present state the baseline, deliberately."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Annotated

import typer

from reviewer.batch.workers import cores
from reviewer.cli import options as opt
from reviewer.cli import output
from reviewer.cli.eval import common
from reviewer.cli.exits import ExitCode
from reviewer.errors import InputError

__all__ = ["app"]

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def accept(
    ctx: typer.Context,
    baseline: Annotated[Path, typer.Option("--baseline", metavar="FILE", help="The file to write.", show_default=False)],
    cases: common.Cases = None,
    reviews: common.Reviews = None,
    jobs: common.Jobs = None,
    color: opt.Color = None,
    rules: opt.Rules = None,
    classifier: opt.Classifier = None,
) -> None:
    """Write what is judged today into a baseline file, and show what that changes.

    The exit code is 0 when it is written, 2 for wrong use, 3 when some case could not be judged; then nothing is written.
    """
    settings = opt.chosen(ctx, jobs=jobs, color=color, rules=rules, classifier=classifier)
    from reviewer.evals.baseline import baseline_of, read_baseline, write_baseline
    from reviewer.evals.cases import load_cases
    from reviewer.evals.comparison import compare
    from reviewer.evals.report.terminal import comparison_lines
    from reviewer.evals.run import run as audit

    gc.enable()  # an audit lives long enough for collecting to pay
    chosen = common.judges(reviews, settings)
    if len(chosen) > 1:
        raise InputError("a baseline holds what one judge makes of the cases; give `--reviews` once")
    with common.progress_bar() as progress:
        run = audit(load_cases(cases or ()), chosen, jobs=settings.jobs or cores(), progress=progress)
    judge = run.judges[0].name
    failed = [result for result in run.results if result.outcome == "error"]
    if failed:
        output.complain(f"{baseline} was not written: {len(failed)} cases could not be judged, first `{failed[0].case}` ({failed[0].why})")
        raise typer.Exit(ExitCode.NOT_JUDGED)
    if baseline.exists():
        comparison = compare(run, read_baseline(baseline), judge=judge, name=baseline.as_posix())
        output.show_lines(comparison_lines(comparison, output.width()), color=settings.color)
    write_baseline(baseline_of(run, judge), baseline)
    output.show_text(f"{baseline}: {len(run.cases)} cases accepted as {judge} judges them now\n")
