"""`reviewer app`: what is remembered of each application, for its owner alone."""

from __future__ import annotations

import typer

from reviewer.cli.app import changing, moving, showing

__all__ = ["app"]

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True)


@app.callback()
def _app() -> None:
    """Remember applications: their facts and days, never a draft; off until the first `app add`."""


app.command(name="add")(changing.add)
app.command(name="edit")(changing.edit)
app.command(name="show")(showing.show)
app.command(name="list")(showing.list_all)
app.command(name="remove")(changing.remove)
app.command(name="export")(moving.export)
app.command(name="import")(moving.take_in)
