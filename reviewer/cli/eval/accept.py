"""`reviewer eval accept`: make the present state the baseline, deliberately."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewer.batch.workers import cores
from reviewer.cli import options as opt
from reviewer.cli import output
from reviewer.cli.eval import common
from reviewer.cli.exits import ExitCode
from reviewer.errors import InputError

if TYPE_CHECKING:
    from reviewer.evals.baseline import Baseline
    from reviewer.evals.cases import CaseSet

__all__ = ["app"]

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def accept(
    ctx: typer.Context,
    baseline: Annotated[Path, typer.Option("--baseline", metavar="FILE", help="The file to write.", show_default=False)],
    cases: common.Cases = None,
    reviews: common.Reviews = None,
    removing: Annotated[bool, typer.Option("--removing", help="Let accepted cases go that are not among those judged.")] = False,
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
    from reviewer.evals.report.figures import many
    from reviewer.evals.report.terminal import comparison_lines
    from reviewer.evals.run import run as audit

    gc.enable()  # an audit lives long enough for collecting to pay
    chosen, found = common.judges(reviews, settings), load_cases(cases or ())
    if len(chosen) > 1:
        raise InputError("a baseline holds what one judge makes of the cases; give `--reviews` once")
    accepted = read_baseline(baseline) if baseline.exists() else None
    if accepted is not None and not removing:
        _keeps_every_case(accepted, found, baseline)
    with common.progress_bar() as progress:
        run = audit(found, chosen, jobs=settings.jobs or cores(), progress=progress)
    judge = run.judges[0].name
    failed = [result for result in run.results if result.outcome == "error"]
    if failed:
        told = f"{many(len(failed), 'case')} could not be judged, first `{failed[0].case}` ({failed[0].why})"
        output.complain(f"{baseline} was not written: {told}")
        raise typer.Exit(ExitCode.NOT_JUDGED)
    if accepted is not None:
        comparison = compare(run, accepted, judge=judge, name=baseline.as_posix())
        output.show_lines(comparison_lines(comparison, run.results_of(judge), output.width()), color=settings.color)
    write_baseline(baseline_of(run, judge), baseline)
    output.show_text(f"{baseline}: {many(len(run.cases), 'case')} accepted as {judge} judges them now\n")


def _keeps_every_case(accepted: Baseline, found: CaseSet, file: Path) -> None:
    """Refuse to lose cases by the way: one file named instead of all would leave the others without a gate."""
    from reviewer.evals.report.figures import many

    judged = {case.id for case in found.cases}
    gone = [entry.id for entry in accepted.cases if entry.id not in judged]
    if gone:
        told = f"{many(len(gone), 'case')} of its {len(accepted.cases)} would go, first `{gone[0][:60]}`"
        raise InputError(f"{file} was not written: {told}; name every file of cases, or say `--removing` if that is meant")
