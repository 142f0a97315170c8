"""`reviewer eval record`: keep a model's answers in a file, for audits without the model."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Annotated

import typer

from reviewer.cli import options as opt
from reviewer.cli import output
from reviewer.cli.eval import common
from reviewer.cli.eval import models as of_models
from reviewer.cli.exits import ExitCode
from reviewer.errors import InputError

__all__ = ["app"]

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def record(
    ctx: typer.Context,
    out: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The recording to write.", show_default=False)],
    cases: common.Cases = None,
    model: of_models.Models = None,
    how: Annotated[
        str | None, typer.Option("--how", metavar="TEXT", help="How the answers came about, for whoever reads the recording later.")
    ] = None,
    repeat: of_models.Repeat = 1,
    permute: of_models.Permute = 0,
    base_url: opt.BaseUrl = None,
    cache: opt.CacheOption = None,
    concurrency: of_models.Concurrency = None,
    max_cost: of_models.MaxCost = None,
    max_calls: of_models.MaxCalls = None,
    rules: opt.Rules = None,
    classifier: opt.Classifier = None,
) -> None:
    """Ask models about labelled cases and write their answers down; what the cache holds is not asked again.

    With `--cache replay` nothing is asked: so answers that `critique import` took in become a recording.
    The exit code is 0 when every case has its answer, 2 for wrong use, 3 when some have none; what there is is written.
    """
    if not model:
        raise InputError("`eval record` needs a model; name one with `--model`", field="model")
    settings = opt.chosen(ctx, base_url=base_url, cache=cache, concurrency=concurrency, rules=rules, classifier=classifier)
    from reviewer.evals.cases import load_cases
    from reviewer.evals.recordings import record as recorded
    from reviewer.evals.recordings import write_recording
    from reviewer.evals.recordings.keeping import HOW
    from reviewer.evals.report.figures import many

    gc.enable()  # a recording takes long enough for collecting to pay
    found = load_cases(cases or ())
    readings = of_models.Readings(repeat, permute, max_cost, max_calls)
    asked = of_models.readers(settings, model, readings, keep=True)
    with common.progress_bar() as progress:
        failures = list(common.read_all(asked, found.cases, progress))
    lines = recorded(asked, found.cases, of_models.guidelines_of(settings), how=how or HOW)
    if lines:
        write_recording(lines, out)
    for reason, count in common.counted(failures):
        output.remark(f"{many(count, 'reading')} without an answer: {reason}")
    output.show_text(f"{out}: {many(len(lines), 'answer')} recorded\n" if lines else f"{out}: not written, for there is no answer\n")
    raise typer.Exit(ExitCode.NOT_JUDGED if failures or not lines else ExitCode.FINE)
