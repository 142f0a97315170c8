"""`reviewer settings`: what is set, and by whom."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typer

from reviewer.cli import options as opt
from reviewer.cli import output
from reviewer.settings import FILE_NAME, NAMES

__all__ = ["app"]

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def settings(ctx: typer.Context, format: opt.Format = None) -> None:
    """Show every setting, its value, and what set it."""
    chosen, sources = opt.settings_of(ctx)
    if chosen.with_options(format=format).format == "json":
        values = {name: {"value": _plain(getattr(chosen, name)), "from": sources.by_name[name]} for name in NAMES}
        output.show_json(json.dumps({"file": str(sources.file) if sources.file else None, "settings": values}))
        return
    rows = [(name, _shown(getattr(chosen, name)), sources.by_name[name]) for name in NAMES]
    widths = [max(len(row[n]) for row in rows) for n in (0, 1)]
    found = f"Settings file: {sources.file}" if sources.file else f"Settings file: none (`{FILE_NAME}` was not found)"
    table = [f"{name:{widths[0]}}  {value:{widths[1]}}  {source}" for name, value, source in rows]
    output.show_text("\n".join((found, "", *table)) + "\n")


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [str(item) for item in value]
    return str(value) if isinstance(value, Path) else value


def _shown(value: Any) -> str:
    return json.dumps(_plain(value), ensure_ascii=False)
