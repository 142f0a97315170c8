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
    reviews: common.Reviews = None,
    jobs: common.Jobs = None,
    no_quotes: opt.NoQuotes = None,
    color: opt.Color = None,
    rules: opt.Rules = None,
    classifier: opt.Classifier = None,
) -> None:
    """Judge labelled cases and measure how good the judgement is.

    The exit code is 0 when every gate holds, 1 when one fails, 2 for wrong use, 3 when some case or gate could not be judged.
    """
    settings = opt.chosen(ctx, jobs=jobs, no_quotes=no_quotes, color=color, rules=rules, classifier=classifier)
    form = _form(format, settings)
    from reviewer.evals.gates import REGRESSIONS, parse_limits
    from reviewer.evals.records import SLICES

    _known("--regressions", regressions, REGRESSIONS)
    sorts = [name for word in by or () for name in (SLICES if word == "all" else (_known("--by", word, (*SLICES, "all")),))]
    limits = parse_limits(fail_under or ())
    if complete and baseline is None:
        raise InputError("`--complete` asks after the cases of a baseline; name it with `--baseline FILE`")
    audited = _audited(settings, cases or (), reviews or ())
    audited = _gated(audited, baseline, regressions, complete, limits)
    if settings.no_quotes:
        from reviewer.evals.report.privacy import without_words

        audited = without_words(audited)
    _show(audited, form, out, sorts, settings)
    raise typer.Exit(exit_code(audited))


def exit_code(run: Run) -> ExitCode:
    """A failed gate is a failure; otherwise, whatever could not be judged is neither a failure nor a pass."""
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


def _audited(settings: Settings, cases: Any, reviews: Any) -> Run:
    from reviewer.evals.cases import load_cases
    from reviewer.evals.run import run as audit

    gc.enable()  # an audit lives long enough for collecting to pay
    chosen = common.judges(reviews, settings)
    with common.progress_bar() as progress:
        return audit(load_cases(cases), chosen, jobs=settings.jobs or cores(), progress=progress)


def _gated(run: Run, baseline: Path | None, regressions: Any, complete: bool, limits: Any) -> Run:
    """The run with its gates; where several judged, the first one is held against them."""
    from reviewer.evals.gates import check_limits, regression_gates

    gates = list(check_limits(run.measures[0], limits))
    if baseline is None:
        return run.model_copy(update={"gates": tuple(gates)})
    from reviewer.evals.baseline import read_baseline
    from reviewer.evals.comparison import compare

    comparison = compare(run, read_baseline(baseline), judge=run.judges[0].name, name=baseline.as_posix())
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
