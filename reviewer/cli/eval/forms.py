"""`reviewer eval forms`: does the judgement hold when only the form of a draft changes?"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Annotated

import typer

from reviewer.batch.workers import cores
from reviewer.cli import options as opt
from reviewer.cli import output
from reviewer.cli.eval import common
from reviewer.cli.eval import models as of_models
from reviewer.cli.exits import ExitCode
from reviewer.errors import InputError

if TYPE_CHECKING:
    from reviewer.evals.forms.records import FormsRun

__all__ = ["app"]

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def forms(
    ctx: typer.Context,
    cases: common.Cases = None,
    edits: Annotated[list[str] | None, typer.Option("--edit", metavar="NAME", help="Try this edit alone; may be repeated.")] = None,
    sample: Annotated[int | None, typer.Option("--sample", metavar="N", help="Edit so many cases, the same each time.", min=1)] = None,
    fail_under: Annotated[
        float | None, typer.Option("--fail-under", metavar="SHARE", help="Fail when less than this share of edited drafts holds.")
    ] = None,
    model: opt.Model = None,
    alone: Annotated[bool, typer.Option("--alone", help="Try the model alone, not together with the rules.")] = False,
    base_url: opt.BaseUrl = None,
    cache: opt.CacheOption = None,
    concurrency: of_models.Concurrency = None,
    max_cost: of_models.MaxCost = None,
    max_calls: of_models.MaxCalls = None,
    jobs: common.Jobs = None,
    format: opt.Format = None,
    color: opt.Color = None,
    rules: opt.Rules = None,
    classifier: opt.Classifier = None,
) -> None:
    """Edit each case that is judged right, and judge it again: a change of form must change nothing, a fact at its bound must.

    The exit code is 0, or 1 when less than `--fail-under` holds, 2 for wrong use, 3 when nothing could be judged.
    """
    settings = opt.chosen(
        ctx,
        format=format,
        jobs=jobs,
        color=color,
        rules=rules,
        classifier=classifier,
        base_url=base_url,
        cache=cache,
        concurrency=concurrency,
    )
    readings = of_models.Readings(max_cost=max_cost, max_calls=max_calls)
    readings.needs_readers(model is not None)
    if alone and model is None:
        raise InputError("`--alone` needs a model; name one with `--model`", field="model")
    if fail_under is not None and not 0 <= fail_under <= 1:
        raise InputError(f"`--fail-under` cannot be {fail_under:g}; give a share from 0 to 1, such as 0.97")
    from reviewer.evals.cases import load_cases
    from reviewer.evals.forms.run import choose, run_forms

    gc.enable()  # an audit lives long enough for collecting to pay
    chosen = choose(edits or ())
    processes = settings.jobs or cores()
    if model is None:
        (judge,) = common.judges(None, settings)
    else:
        judge = common.columns_of(of_models.readers(settings, [model], readings))[0 if alone else 1]
    with common.progress_bar() as progress:
        made = run_forms(load_cases(cases or ()), judge, edits=chosen, sample=sample, jobs=processes, progress=progress)
    if settings.format == "json":
        output.show_json(made.model_dump_json(indent=1))
    else:
        from reviewer.evals.forms.report import lines

        output.show_lines(lines(made, width=output.width()), color=settings.color)
    raise typer.Exit(_exit_code(made, fail_under))


def _exit_code(made: FormsRun, at_least: float | None) -> ExitCode:
    if made.held.value is None:
        return ExitCode.NOT_JUDGED
    return ExitCode.MEND if at_least is not None and made.held.value < at_least else ExitCode.FINE
