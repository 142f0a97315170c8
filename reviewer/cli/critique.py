"""`reviewer critique`: questions to a model as a file, and its answers back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reviewer.batch.lines import read_lines
from reviewer.cli import options as opt
from reviewer.cli import output
from reviewer.cli.cache import opened
from reviewer.cli.exits import ExitCode
from reviewer.cli.lazy import Group
from reviewer.errors import InputError, reading, writing
from reviewer.models.parse import parse_document, parse_json

if TYPE_CHECKING:
    from reviewer import Reviewer

__all__ = ["app"]

app = typer.Typer(cls=Group, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True)


@app.callback()
def _critique() -> None:
    """Ask a model by files: write the open questions, have them answered elsewhere, read the answers into the cache."""


@app.command()
def export(
    ctx: typer.Context,
    cases: Annotated[str, typer.Argument(metavar="CASES.jsonl", help="One input document a line; further keys are passed over.")],
    out: Annotated[Path, typer.Option("-o", "--output", metavar="REQUESTS.jsonl", help="Where the requests are written.")],
    model: opt.Model = None,
    base_url: opt.BaseUrl = None,
    rules: opt.Rules = None,
    classifier: opt.Classifier = None,
) -> None:
    """Write every question that the cache cannot answer, one a line, in the format of OpenAI's Batch API.

    Names and addresses are replaced; what puts them back stays in the cache of this machine.
    """
    from reviewer import Reviewer

    settings = opt.chosen(ctx, rules=rules, classifier=classifier, model=model, base_url=base_url, cache="on")
    opt.needs_model(settings, "critique export")
    reviewer = Reviewer(rule_folders=settings.rules, classifier=settings.classifier, **opt.asking(settings))
    requests: dict[str, dict[str, Any]] = {}
    known = 0
    for request in _requests(cases, reviewer):
        if request is None:
            known += 1
        else:
            requests.setdefault(request["custom_id"], request)
    _write(out, requests.values())
    output.remark(f"{len(requests)} {'question' if len(requests) == 1 else 'questions'} written; {known} need not be asked")


@app.command(name="import")
def take_in(
    ctx: typer.Context,
    answers: Annotated[Path, typer.Argument(metavar="ANSWERS.jsonl", help="The output file of the batch.")],
) -> None:
    """Read answers into the cache, from where reviews with the same model take them; `--cache replay` asks nothing else.

    The exit code is 2 when some line held no answer; the others are kept.
    """
    from reviewer.critique.exchange import UnfitError, take

    cache = opened(opt.chosen(ctx))
    taken, unfit = 0, []
    for number, content in _lines(answers):
        try:
            take(content, cache)
            taken += 1
        except UnfitError as problem:
            unfit.append(f"{answers}, line {number}: {problem}")
    cache.close()
    for sentence in unfit:
        output.remark(sentence)
    output.remark(f"{taken} {'answer' if taken == 1 else 'answers'} kept; {len(unfit)} could not be used")
    raise typer.Exit(ExitCode.WRONG if unfit else ExitCode.FINE)


def _requests(cases: str, reviewer: Reviewer) -> Iterator[dict[str, Any] | None]:
    from reviewer.critique.exchange import request_of

    critic = reviewer.critic
    assert critic is not None
    for number, content in _lines(Path(cases)):
        try:
            draft, context = parse_document(parse_json(content.decode("utf-8")))
        except UnicodeDecodeError:
            raise InputError(f"{cases}, line {number}: is not UTF-8 text") from None
        except InputError as problem:
            raise InputError(f"{cases}, line {number}: {problem.message}", field=problem.field) from None
        reading = critic.prepare(*reviewer.judge(draft, context))
        yield None if reading is None else request_of(critic, reading)


def _lines(file: Path) -> Iterator[tuple[int, bytes]]:
    with reading(file), file.open("rb") as stream:
        for line in read_lines(stream):
            yield line.number, line.content or b""


def _write(out: Path, requests: Any) -> None:
    with writing(out), out.open("w", encoding="utf-8", newline="\n") as lines:
        lines.writelines(json.dumps(request, ensure_ascii=False) + "\n" for request in requests)
