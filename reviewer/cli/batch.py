"""`reviewer batch`: one line in, one line out."""

from __future__ import annotations

import gc
from typing import Annotated

import typer

from reviewer.batch import Tally, run
from reviewer.batch.progress import progress_bar, told
from reviewer.batch.workers import Plan, cores
from reviewer.cli import options as opt
from reviewer.cli import output
from reviewer.cli.exits import ExitCode

__all__ = ["app"]

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def batch(
    ctx: typer.Context,
    source: Annotated[str, typer.Argument(metavar="IN.jsonl", help="One input document a line; `-` for standard input.")],
    out: Annotated[str, typer.Option("-o", "--output", metavar="OUT.jsonl", help="One review a line; `-` for standard output.")],
    jobs: Annotated[
        int | None, typer.Option("--jobs", metavar="N", help="Processes; every core unless you say otherwise.", show_default=False)
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on where an earlier run ended; a torn last line is done again.")] = False,
    no_quotes: opt.NoQuotes = None,
    rules: opt.Rules = None,
    classifier: opt.Classifier = None,
    model: opt.Model = None,
    base_url: opt.BaseUrl = None,
    cache: opt.CacheOption = None,
    require_model: opt.RequireModel = False,
    concurrency: Annotated[
        int | None, typer.Option("--concurrency", metavar="N", help="Questions to the model under way at once.", show_default=False)
    ] = None,
    max_cost: Annotated[
        float | None, typer.Option("--max-cost", min=0, metavar="USD", help="What the model may cost in all.", show_default=False)
    ] = None,
    max_calls: Annotated[
        int | None, typer.Option("--max-calls", min=0, metavar="N", help="How often the model may be asked.", show_default=False)
    ] = None,
) -> None:
    """Review many drafts; a bad line gives an error record in its place.

    The exit code is 0 when every line was reviewed, 2 when some line was bad, 3 when a required model left some line unread.
    """
    settings = opt.chosen(
        ctx,
        jobs=jobs,
        no_quotes=no_quotes,
        rules=rules,
        classifier=classifier,
        model=model,
        base_url=base_url,
        cache=cache,
        concurrency=concurrency,
    )
    for option, given in (("--require-model", require_model), ("--max-cost", max_cost is not None), ("--max-calls", max_calls is not None)):
        if given:
            opt.needs_model(settings, option)
    for sentence in opt.unasked(ctx, settings, model):
        output.remark(f"assumed: {sentence}")
    plan = Plan(
        settings.rules,
        quotes=not settings.no_quotes,
        classifier=settings.classifier,
        jobs=settings.jobs or cores(),
        asking=opt.asking(settings, max_cost=max_cost, max_calls=max_calls) or None,
        concurrency=settings.concurrency,
    )
    gc.enable()  # a batch lives long enough for collecting to pay
    with progress_bar(source) as progress:
        tally = run(source, out, plan, resume=resume, progress=progress)
    if tally.bad:
        output.remark(_told(tally))
    if words := told(tally.model):
        output.remark(f"model: {words}" + (f"; the first failure: {tally.model.first_failure}" if tally.model.first_failure else ""))
    unread = ExitCode.NO_MODEL if require_model and tally.model.failed else ExitCode.FINE
    raise typer.Exit(ExitCode.WRONG if tally.bad else unread)


def _told(tally: Tally) -> str:
    """Where to look, without a word of any draft."""
    where = f"; the first of this run is line {tally.first_bad} of the input" if tally.first_bad else ""
    lines = "line" if tally.lines == 1 else "lines"
    return f"{tally.bad} of {tally.lines} {lines} could not be reviewed{where}; each has an error record in its place"
