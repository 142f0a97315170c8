"""`reviewer serve`: the reviewer over HTTP, and the keys of those who may ask it."""

from __future__ import annotations

import gc
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from reviewer.cli import options as opt
from reviewer.cli import output
from reviewer.cli.lazy import Group
from reviewer.errors import ReviewerError, install
from reviewer.settings import Settings

__all__ = ["app"]

_NEEDED: Final = ("fastapi", "uvicorn", "prometheus_client")
_WAY_OUT: Final = f"install it with {install('serve')}"

app = typer.Typer(cls=Group, invoke_without_command=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


def _limit(name: str, metavar: str, help: str, least: float = 1) -> Any:
    return typer.Option(name, metavar=metavar, min=least, help=help, show_default=False)


@app.callback()
def serve(
    ctx: typer.Context,
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="Where to listen; other than here, keys are needed.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", metavar="N", min=0, max=65_535, help="0 takes a free one.")] = 8000,
    workers: Annotated[int, typer.Option("--workers", metavar="N", min=1, max=256, help="Processes that judge.")] = 1,
    keys: Annotated[Path | None, typer.Option("--keys", metavar="FILE", help="Ask for an API key of this file.")] = None,
    allow_host: Annotated[
        list[str] | None, typer.Option("--allow-host", metavar="NAME", help="A further name of this service; may be repeated.")
    ] = None,
    cors: Annotated[
        list[str] | None, typer.Option("--cors", metavar="ORIGIN", help="A site whose pages may call it; may be repeated.")
    ] = None,
    max_body: Annotated[int | None, _limit("--max-body", "BYTES", "The largest request; 2,000,000.")] = None,
    max_text: Annotated[int | None, _limit("--max-text", "N", "Characters of the longest draft; 100,000.")] = None,
    max_lines: Annotated[int | None, _limit("--max-lines", "N", "Drafts of the largest batch; 1,000.")] = None,
    timeout: Annotated[float | None, _limit("--timeout", "SECONDS", "For one review, waiting included; 60.", 0.1)] = None,
    in_flight: Annotated[int | None, _limit("--in-flight", "N", "Requests under way at once; 64.")] = None,
    in_flight_each: Annotated[int | None, _limit("--in-flight-each", "N", "Those of one key, or address; 32.")] = None,
    rules: opt.Rules = None,
    classifier: opt.Classifier = None,
    model: Annotated[
        str | None, typer.Option("--model", metavar="NAME", help="Let this model read the drafts too; no settings file turns it on.")
    ] = None,
    base_url: opt.BaseUrl = None,
    max_cost: Annotated[
        float | None, typer.Option("--max-cost", min=0, metavar="USD", help="What the model may cost in all.", show_default=False)
    ] = None,
    max_calls: Annotated[
        int | None, typer.Option("--max-calls", min=0, metavar="N", help="How often the model may be asked.", show_default=False)
    ] = None,
    model_at_once: Annotated[int | None, _limit("--model-at-once", "N", "Questions to the model at once; 4.")] = None,
) -> None:
    """Answer over HTTP, on this machine alone unless you say otherwise; `reviewer serve key` makes keys."""
    if ctx.invoked_subcommand is not None:
        return
    _installed()
    from reviewer.service import Bench, Door, Limits

    settings = opt.chosen(ctx, rules=rules, classifier=classifier, base_url=base_url).with_options(model=model or "")
    for option, given in (("--max-cost", max_cost), ("--max-calls", max_calls), ("--model-at-once", model_at_once)):
        if given is not None:
            opt.needs_model(settings, option)
    chosen = {
        "body": max_body,
        "text": max_text,
        "lines": max_lines,
        "seconds": timeout,
        "in_flight": in_flight,
        "in_flight_each": in_flight_each,
        "model_at_once": model_at_once,
    }
    limits = Limits(**{name: value for name, value in chosen.items() if value is not None})  # type: ignore[arg-type]  # each is of its field's type
    door = Door(host, port, keys, tuple(allow_host or ()), tuple(cors or ()), limits)
    _run(settings, door, Bench(settings.rules, settings.classifier, limits.text, _asking(settings, max_cost, max_calls)), workers)


@app.command()
def key(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Whose key it is; the log names it so.")],
    keys: Annotated[Path, typer.Option("--keys", metavar="FILE", help="The file of keys; made if it is not there.")],
    revoke: Annotated[bool, typer.Option("--revoke", help="Take the key of this name out instead.")] = False,
) -> None:
    """Make an API key, show it this once, and keep its hash; or revoke one."""
    from reviewer.service.keys import make_key, revoke_key

    if revoke:
        revoke_key(keys, name)
        output.remark(f"the key `{name}` is revoked; a running service refuses it from now on")
    else:
        output.show_text(f"{make_key(keys, name)}\n")
        output.remark("this is the only time that it is shown; send it as `Authorization: Bearer KEY`")


def _asking(settings: Settings, max_cost: float | None, max_calls: int | None) -> dict[str, Any] | None:
    """What the reviewer is told of the model; trouble with the cache goes into the log."""
    asking = opt.asking(settings, max_cost=max_cost, max_calls=max_calls)
    if not asking:
        return None
    from reviewer.service.logs import warn

    return {**asking, "warn": warn}


def _run(settings: Settings, door: Any, bench: Any, workers: int) -> None:
    from reviewer.service.running import serve

    gc.enable()  # a service lives long enough for collecting to pay
    serve(bench, door, workers=workers)


def _installed() -> None:
    for name in _NEEDED:
        if find_spec(name) is None:
            raise ReviewerError(f"`reviewer serve` needs `{name}`; {_WAY_OUT}")
