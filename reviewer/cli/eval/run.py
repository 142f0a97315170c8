"""`reviewer eval run`: judge labelled cases, and measure."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reviewer.batch.workers import cores
from reviewer.cli import options as opt
from reviewer.cli import output
from reviewer.cli.eval import common
from reviewer.cli.eval import models as of_models
from reviewer.cli.exits import ExitCode
from reviewer.errors import InputError, nearest
from reviewer.settings import Settings

if TYPE_CHECKING:
    from reviewer.evals.records import Run

__all__ = ["app"]

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def run(
    ctx: typer.Context,
    cases: common.Cases = None,
    format: Annotated[str | None, typer.Option("--format", metavar="text|json|markdown|html", help="The form of the report.")] = None,
    out: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write the report here.")] = None,
    baseline: Annotated[
        Path | None, typer.Option("--baseline", metavar="FILE", help="Compare with this accepted state; worse is a failure.")
    ] = None,
    regressions: Annotated[
        str, typer.Option("--regressions", metavar="any|significant", help="Which failures against the baseline count.")
    ] = "any",
    complete: Annotated[bool, typer.Option("--complete", help="Fail, too, where a case of the baseline was not judged.")] = False,
    fail_under: Annotated[
        list[str] | None,
        typer.Option("--fail-under", metavar="NAME=SHARE,...", help="Such as f1=0.95,impatience.recall=0.8; false-alarms is a ceiling."),
    ] = None,
    by: Annotated[
        list[str] | None, typer.Option("--by", metavar="SLICE", help="Show channel, stage, family, kind, tag or length; or all.")
    ] = None,
    judge: Annotated[
        str | None, typer.Option("--judge", metavar="NAME", help="Hold this column against baseline and gates, instead of the first.")
    ] = None,
    history: Annotated[
        list[Path] | None,
        typer.Option("--history", metavar="FILE", help="Show the trend since this earlier JSON report; may be repeated, oldest first."),
    ] = None,
    reviews: common.Reviews = None,
    model: of_models.Models = None,
    replay: of_models.Replay = None,
    repeat: of_models.Repeat = 1,
    permute: of_models.Permute = 0,
    base_url: opt.BaseUrl = None,
    cache: opt.CacheOption = None,
    concurrency: of_models.Concurrency = None,
    max_cost: of_models.MaxCost = None,
    max_calls: of_models.MaxCalls = None,
    jobs: common.Jobs = None,
    no_quotes: opt.NoQuotes = None,
    color: opt.Color = None,
    rules: opt.Rules = None,
    classifier: opt.Classifier = None,
) -> None:
    """Judge labelled cases and measure how good the judgement is: that of the rules, of models, and of both together.

    A stopped run goes on where it was, for the answers of models are kept in the cache.

    The exit code is 0 when every gate holds, 1 when one fails, 2 for wrong use, 3 when some case or gate could not be judged.
    """
    settings = opt.chosen(
        ctx,
        jobs=jobs,
        no_quotes=no_quotes,
        color=color,
        rules=rules,
        classifier=classifier,
        base_url=base_url,
        cache=cache,
        concurrency=concurrency,
    )
    readings = of_models.Readings(repeat, permute, max_cost, max_calls)
    readings.needs_readers(bool(model or replay))
    if reviews and (model or replay):
        raise InputError("`--reviews` scores what lies in a file, and no model is asked; leave out `--model` and `--replay`")
    form = _form(format, settings)
    from reviewer.evals.gates import REGRESSIONS, parse_limits
    from reviewer.evals.records import SLICES

    _known("--regressions", regressions, REGRESSIONS)
    sorts = [name for word in by or () for name in (SLICES if word == "all" else (_known("--by", word, (*SLICES, "all")),))]
    limits = parse_limits(fail_under or ())
    if complete and baseline is None:
        raise InputError("`--complete` asks after the cases of a baseline; name it with `--baseline FILE`")
    past = _past(history or ())
    audited = _audited(settings, cases or (), reviews or (), model or (), replay or (), readings)
    audited = _gated(audited.model_copy(update={"history": past}), judge, baseline, regressions, complete, limits)
    if settings.no_quotes:
        from reviewer.evals.report.privacy import without_words

        audited = without_words(audited)
    _show(audited, form, out, sorts, settings)
    raise typer.Exit(exit_code(audited))


def exit_code(run: Run) -> ExitCode:
    """A failed gate is a failure; otherwise, whatever could not be judged is neither a failure nor a pass.

    What a recording does not hold comes first: then the figures are not those that were recorded.
    """
    if any(recording.missing for recording in run.recordings):
        return ExitCode.NOT_JUDGED
    if any(gate.passed is False for gate in run.gates):
        return ExitCode.MEND
    unsettled = any(gate.passed is None for gate in run.gates) or any(result.outcome == "error" for result in run.results)
    nothing = all(measures.overall.right + measures.overall.wrong == 0 for measures in run.measures)
    return ExitCode.NOT_JUDGED if unsettled or nothing else ExitCode.FINE


def _form(given: str | None, settings: Settings) -> str:
    from reviewer.evals.report.forms import FORMS

    return settings.format if given is None else _known("--format", given, FORMS)


def _known(option: str, word: str, allowed: Any) -> Any:
    if word not in allowed:
        raise InputError(f"`{option}` cannot be `{word[:40]}`; {nearest(word[:40], allowed)}")
    return word


def _audited(settings: Settings, cases: Any, reviews: Any, models: Any, replay: Any, readings: of_models.Readings) -> Run:
    from reviewer.evals.cases import load_cases
    from reviewer.evals.run import run as audit

    gc.enable()  # an audit lives long enough for collecting to pay
    found, recordings, readers = load_cases(cases), list[Any](), list[Any]()
    if replay:
        readers, recordings = of_models.replayed(settings, replay, models, readings)
    elif models:
        readers = of_models.readers(settings, models, readings)
    chosen = [*common.judges(reviews, settings), *common.columns_of(readers)]
    with common.progress_bar() as progress:
        run = audit(found, chosen, jobs=settings.jobs or cores(), progress=progress)
    if not recordings:
        return run
    from reviewer.evals.recordings import recording_uses

    return run.model_copy(update={"recordings": recording_uses(recordings, readers, found.cases)})


def _past(files: Any) -> Any:
    if not files:
        return ()
    from reviewer.evals.history import read_past

    return tuple(read_past(file) for file in files)


def _gated(run: Run, judge: str | None, baseline: Path | None, regressions: Any, complete: bool, limits: Any) -> Run:
    """The run with its gates; where several judged, the one that was chosen is held against them, else the first."""
    from reviewer.evals.gates import check_limits, regression_gates

    names = [record.name for record in run.judges]
    chosen = names[0] if judge is None else _known("--judge", judge, names)
    use = next((use for use in run.models if use.model == chosen.removeprefix("rules + ")), None)
    gates = list(check_limits(run.measures[names.index(chosen)], limits, use))
    if baseline is None:
        return run.model_copy(update={"gates": tuple(gates)})
    from reviewer.evals.baseline import read_baseline
    from reviewer.evals.comparison import compare

    comparison = compare(run, read_baseline(baseline), judge=chosen, name=baseline.as_posix())
    gates += regression_gates(comparison, regressions, complete=complete)
    return run.model_copy(update={"comparison": comparison, "gates": tuple(gates)})


def _show(run: Run, form: str, out: Path | None, by: Any, settings: Settings) -> None:
    from reviewer.evals.report import forms, terminal

    if out is not None:
        common.write(terminal.render(run, by=by) if form == "text" else forms.render(run, form), out)
    elif form == "text":
        output.show_lines(terminal.lines(run, by=by, width=output.width()), color=settings.color)
    elif form == "json":
        output.show_json(forms.render(run, form).rstrip("\n"))
    else:
        output.show_text(forms.render(run, form))
