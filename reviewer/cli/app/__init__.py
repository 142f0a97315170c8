"""`reviewer app`: what is remembered of each application, for its owner alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import typer

from reviewer.cli.app import changing, moving, showing
from reviewer.cli.lazy import Group

__all__ = ["COMMANDS", "app"]

app = typer.Typer(cls=Group, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True)


@app.callback()
def _app() -> None:
    """Remember applications: their facts and days, never a draft; off until the first `app add`."""


COMMANDS: Final[Mapping[str, Callable[..., None]]] = {
    "add": changing.add,
    "edit": changing.edit,
    "show": showing.show,
    "list": showing.list_all,
    "remove": changing.remove,
    "export": moving.export,
    "import": moving.take_in,
}
for _name, _function in COMMANDS.items():
    app.command(name=_name)(_function)
