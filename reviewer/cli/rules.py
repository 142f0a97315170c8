"""`reviewer rules`: what is looked for, one rule in full, the rules' own examples, and what each costs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reviewer import Reviewer
from reviewer.cli import options as opt
from reviewer.cli import output
from reviewer.cli.exits import ExitCode
from reviewer.errors import InputError, nearest
from reviewer.render.lines import Line, item, line, paragraph
from reviewer.render.report import source_of

if TYPE_CHECKING:
    from reviewer.acts import Example
    from reviewer.rules import Rule

__all__ = ["app"]

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def rules(
    ctx: typer.Context,
    id: Annotated[str | None, typer.Argument(metavar="ID", help="Explain this rule.")] = None,
    test: Annotated[bool, typer.Option("--test", help="Run the examples that every rule and detector carries.")] = False,
    timing: Annotated[bool, typer.Option("--timing", help="Show what each rule costs.")] = False,
    format: opt.Format = None,
    color: opt.Color = None,
    folders: opt.Rules = None,
) -> None:
    """List or explain the rules, run their examples, or time them."""
    settings = opt.chosen(ctx, format=format, color=color, rules=folders)
    reviewer = Reviewer(rule_folders=settings.rules, classifier=settings.classifier)
    known = {rule.id: rule for rule in reviewer.rules}
    if id is not None and id not in known:
        raise InputError(f"`{id}` is not a rule; {nearest(id, known)}")
    shown = list(known.values()) if id is None else [known[id]]
    as_json = settings.format == "json"
    if test:
        _test(reviewer, id, as_json)
    elif timing:
        _time(reviewer, shown, as_json)
    elif as_json:
        output.show_json(json.dumps([_record(rule) for rule in shown], ensure_ascii=False))
    elif id is None:
        output.show_lines((row for rule in shown for row in _row(rule)), color=settings.color)
    else:
        output.show_lines(_explained(shown[0], output.width()), color=settings.color)


def _record(rule: Rule) -> dict[str, Any]:
    return {
        **{name: getattr(rule, name) for name in ("id", "guideline", "certainty", "what", "why", "message", "instead", "file")},
        "source": rule.source.model_dump(mode="json"),
        "flags": [_example(example) for example in rule.flags],
        "passes": [_example(example) for example in rule.passes],
    }


def _example(example: Example) -> dict[str, Any]:
    return {"text": example.text, **example.about}


def _row(rule: Rule) -> Iterator[Line]:
    yield from paragraph(rule.what, output.width(), label=f"{rule.id} ({rule.certainty}):")


def _explained(rule: Rule, width: int) -> Iterator[Line]:
    yield line(f"{rule.id} ({rule.certainty})", "strong")
    yield line()
    yield from paragraph(rule.what, width, label="What:")
    yield from paragraph(rule.why, width, label="Why:")
    yield from paragraph(rule.message, width, label="Says:")
    yield from paragraph(rule.instead, width, label="Instead:")
    for label, examples in (("Flags", rule.flags), ("Lets pass", rule.passes)):
        yield line()
        yield line(label, "strong")
        for example in examples:
            yield from item(_in_words(example), width)
    yield line()
    yield from paragraph(f"{source_of(rule.source)} [{rule.file}]", width, label="Source:", role="quiet", words="quiet")


def _in_words(example: Example) -> str:
    return f"{example.text} {json.dumps(example.about, ensure_ascii=False, default=str)}" if example.about else example.text


def _test(reviewer: Reviewer, id: str | None, as_json: bool) -> None:
    """Exit 0 where every example comes out as its file says, 1 otherwise."""
    trials = reviewer.self_test(id)
    failed = [trial for trial in trials if trial.fault]
    if as_json:
        output.show_json(json.dumps({"examples": len(trials), "failed": [trial._asdict() for trial in failed]}, ensure_ascii=False))
    else:
        owners = len({trial.owner for trial in trials})
        told = [f"{trial.told()}\n" for trial in failed]
        output.show_text("".join(told) + f"{len(trials)} examples of {owners} rules and detectors, {len(failed)} failed\n")
    raise typer.Exit(ExitCode.MEND if failed else ExitCode.FINE)


def _time(reviewer: Reviewer, shown: list[Rule], as_json: bool) -> None:
    from reviewer.cli.timing import time_rules

    costs = time_rules(reviewer, shown)
    if as_json:
        output.show_json(json.dumps(costs))
        return
    widest = max((len(id) for id in costs), default=0)
    rows = sorted(costs.items(), key=lambda cost: -cost[1])
    output.show_text("".join(f"{id:{widest}}  {micros:9.1f} us a draft\n" for id, micros in rows))
