"""`reviewer mcp`: the reviewer as a tool for assistants that write letters."""

from __future__ import annotations

import gc
import logging
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from reviewer.cli import options as opt
from reviewer.cli import output
from reviewer.errors import InputError, ReviewerError, SettingsError, install
from reviewer.settings import Settings

if TYPE_CHECKING:
    from reviewer.mcp import Limits
    from reviewer.mcp.over_http import Door

__all__ = ["app"]

_WAY_OUT: Final = f"install it with {install('mcp')}"
_MODEL_LEAVE: Final = 10.0
"""Seconds that a call may take beyond the deadline of the model."""

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


def _number(name: str, metavar: str, help: str, least: float = 1) -> Any:
    return typer.Option(name, metavar=metavar, min=least, help=help, show_default=False)


@app.command()
def mcp(
    ctx: typer.Context,
    http: Annotated[bool, typer.Option("--http", help="Answer over streamable HTTP instead of standard input and output.")] = False,
    host: Annotated[
        str | None, typer.Option("--host", metavar="ADDRESS", help="Where to listen; 127.0.0.1. Elsewhere, keys are needed.")
    ] = None,
    port: Annotated[
        int | None, typer.Option("--port", metavar="N", min=0, max=65_535, help="8001; 0 takes a free one.", show_default=False)
    ] = None,
    keys: Annotated[
        Path | None, typer.Option("--keys", metavar="FILE", help="Ask for an API key of this file (`reviewer serve key`).")
    ] = None,
    allow_host: Annotated[
        list[str] | None, typer.Option("--allow-host", metavar="NAME", help="A further name of this server; may be repeated.")
    ] = None,
    max_text: Annotated[int | None, _number("--max-text", "N", "Characters of the longest draft; 100,000.")] = None,
    in_flight: Annotated[int | None, _number("--in-flight", "N", "Calls under way at once; 32.")] = None,
    timeout: Annotated[float | None, _number("--timeout", "SECONDS", "For one call, waiting included; 60.", 0.1)] = None,
    rules: opt.Rules = None,
    classifier: opt.Classifier = None,
    model: Annotated[
        str | None, typer.Option("--model", metavar="NAME", help="Let this model read the drafts too; no settings file turns it on.")
    ] = None,
    base_url: opt.BaseUrl = None,
    max_cost: Annotated[float | None, _number("--max-cost", "USD", "What the model may cost in all.", 0)] = None,
    max_calls: Annotated[int | None, _number("--max-calls", "N", "How often the model may be asked.", 0)] = None,
) -> None:
    """Let an assistant have drafts reviewed before it sends them, over the Model Context Protocol."""
    settings = opt.chosen(ctx, rules=rules, classifier=classifier, base_url=base_url).with_options(model=model or "")
    for option, given in (("--base-url", base_url), ("--max-cost", max_cost), ("--max-calls", max_calls)):
        if given is not None:
            opt.needs_model(settings, option)
    for option, asked in (("--host", host), ("--port", port), ("--keys", keys), ("--allow-host", allow_host)):
        if asked and not http:
            raise InputError(f"`{option}` is for `--http`; give both, or neither", field=option.lstrip("-"))
    _installed()
    door = _door(host or "127.0.0.1", 8001 if port is None else port, keys, tuple(allow_host or ())) if http else None
    _serve(settings, _limits(settings, max_text, in_flight, timeout), door, opt.asking(settings, max_cost=max_cost, max_calls=max_calls))


def _installed() -> None:
    if find_spec("mcp") is None:
        raise ReviewerError(f"`reviewer mcp` needs `mcp`, the kit of the protocol; {_WAY_OUT}")
    if find_spec("mcp_types") is None:  # which came with version 2
        raise ReviewerError(f"`reviewer mcp` needs version 2 of `mcp`; {_WAY_OUT}")


def _limits(settings: Settings, max_text: int | None, in_flight: int | None, timeout: float | None) -> Limits:
    from reviewer.mcp import Limits

    usual = Limits()
    seconds = max(usual.seconds, settings.deadline + _MODEL_LEAVE) if settings.model else usual.seconds
    return Limits(text=max_text or usual.text, held=in_flight or usual.held, seconds=timeout or seconds)


def _door(host: str, port: int, keys: Path | None, names: tuple[str, ...]) -> Door:
    from reviewer.mcp.over_http import Door
    from reviewer.service.keys import KeyFile
    from reviewer.service.options import is_loopback

    if keys is None and not is_loopback(host):
        way_out = "make one with `reviewer serve key NAME --keys FILE` and start with `--keys FILE`"
        raise SettingsError(f"`--host {host}` can be reached from other machines, so the server needs API keys: {way_out}")
    return Door(host, port, names, KeyFile(keys).name_of if keys else None)


def _serve(settings: Settings, limits: Limits, door: Door | None, asking: dict[str, Any]) -> None:
    from reviewer import Reviewer
    from reviewer.mcp import Desk
    from reviewer.mcp.server import LOG, make_server
    from reviewer.service.logs import log_to_stderr

    reviewer = Reviewer(rule_folders=settings.rules, classifier=settings.classifier, **asking)
    log_to_stderr()
    LOG.setLevel(logging.INFO)
    gc.enable()  # a server lives long enough for collecting to pay
    server = make_server(reviewer, Desk(limits))
    if door is not None:
        from reviewer.mcp.over_http import serve_http

        serve_http(server, door, limits)
        return
    from reviewer.mcp.over_stdio import serve_stdio

    if sys.stdin.isatty():
        output.remark("waiting for an assistant on standard input; `docs/mcp.md` tells how one is set up, and Ctrl-C ends this")
    serve_stdio(server)
