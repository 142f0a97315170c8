"""`reviewer eval explain`: replay one decision."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reviewer.cli import options as opt
from reviewer.cli import output
from reviewer.cli.exits import ExitCode
from reviewer.errors import InputError, nearest

__all__ = ["app"]

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def explain(
    ctx: typer.Context,
    case: Annotated[str, typer.Argument(metavar="CASE", help="The id of a case.")],
    cases: Annotated[
        list[Path] | None,
        typer.Option("--cases", metavar="FILE", help="A file or folder of cases, instead of those that ship; may be repeated."),
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Show every rule, also those of which nothing is done.")] = False,
    format: opt.Format = None,
    color: opt.Color = None,
    rules: opt.Rules = None,
    classifier: opt.Classifier = None,
) -> None:
    """Replay the decision on one case: text, acts, facts, rules, and what nearly counted.

    The exit code is 0 when the case is judged right, 1 when not, 2 for wrong use.
    """
    settings = opt.chosen(ctx, format=format, color=color, rules=rules, classifier=classifier)
    from reviewer.evals.cases import load_cases
    from reviewer.evals.replay import replay
    from reviewer.evals.replay.report import json_of, lines
    from reviewer.reviews import Reviewer

    known = {one.id: one for one in load_cases(cases or ()).cases}
    if case not in known:
        raise InputError(f"there is no case `{case[:60]}`; {_closest(case, list(known))}")
    told = replay(known[case], Reviewer(rule_folders=settings.rules, classifier=settings.classifier))
    if settings.format == "json":
        output.show_json(json_of(told))
    else:
        output.show_lines(lines(told, width=output.width(), full=full), color=settings.color)
    raise typer.Exit(ExitCode.FINE if told.result.outcome == "right" else ExitCode.MEND)


def _closest(name: str, known: list[str]) -> str:
    """A hint, and how many ids there are where they are too many to be read."""
    if len(known) <= 12:
        return nearest(name, known)
    hint = nearest(name, known).partition("Allowed:")[0]
    return f"{hint}{len(known)} cases are known, such as `{known[0]}`"
