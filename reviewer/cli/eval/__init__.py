"""`reviewer eval`: how good the advice is, where it fails, and whether a change made it better or worse."""

from __future__ import annotations

from typing import Final

import typer

from reviewer.cli.lazy import lazy_group

__all__ = ["app"]

COMMANDS: Final = ("run", "lint", "explain", "accept", "trace", "forms", "record")

app = typer.Typer(
    cls=lazy_group("reviewer.cli.eval", COMMANDS),
    invoke_without_command=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback()
def _eval(ctx: typer.Context) -> None:
    """Audit the judgement against labelled cases; without a model, offline."""
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())
