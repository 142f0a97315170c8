"""`reviewer forget`: erase all that was kept."""

from __future__ import annotations

import typer

from reviewer.cache import cache_folder, forget
from reviewer.cli import options as opt
from reviewer.cli import output
from reviewer.errors import OutputError

__all__ = ["app"]

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(name="forget")
def erase(ctx: typer.Context) -> None:
    """Erase everything that was kept on this machine: the answers of models, and what was moved aside."""
    settings = opt.chosen(ctx)
    gone = []
    for folder in dict.fromkeys(filter(None, (settings.cache_folder, cache_folder()))):
        try:
            if forget(folder):
                gone.append(str(folder))
        except OSError as problem:
            raise OutputError(f"{folder}: cannot be erased ({problem.strerror}); check its permissions, or erase it by hand") from None
    output.show_text(f"erased: {', '.join(gone)}\n" if gone else "there was nothing to forget\n")
