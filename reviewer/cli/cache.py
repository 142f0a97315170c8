"""`reviewer cache`: what a model has answered, kept on this machine for a while."""

from __future__ import annotations

import datetime as dt
import json
from typing import Annotated

import typer

from reviewer.cache import Cache, Info, cache_folder
from reviewer.cli import options as opt
from reviewer.cli import output
from reviewer.cli.lazy import Group
from reviewer.settings import Settings

__all__ = ["app", "opened"]

app = typer.Typer(cls=Group, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True)


@app.callback()
def _cache() -> None:
    """Look at the answers of a model that are kept on this machine, or erase them."""


@app.command()
def info(ctx: typer.Context, format: opt.Format = None) -> None:
    """Say where the cache is, how much it holds, and for how long."""
    settings = opt.chosen(ctx, format=format)
    found = opened(settings).info()
    if settings.format == "json":
        output.show_json(json.dumps(_record(found, settings.keep_days)))
        return
    ages = f", made {_day(found.oldest)} to {_day(found.newest)}" if found.entries else ""
    output.show_text(
        f"Folder: {found.folder}\n"
        f"Entries: {found.entries:,} ({found.bytes / 1024:,.0f} KiB){ages}\n"
        f"Kept: {settings.keep_days} days (`keep_days` changes it; `reviewer forget` erases all)\n"
    )


@app.command()
def clear(ctx: typer.Context) -> None:
    """Erase every answer."""
    cache = opened(opt.chosen(ctx))
    output.show_text(_erased(cache.clear()))
    cache.close()


@app.command()
def prune(
    ctx: typer.Context,
    days: Annotated[
        int | None, typer.Option("--days", min=0, metavar="N", help="Erase what is older; `keep_days` if not given.", show_default=False)
    ] = None,
) -> None:
    """Erase the answers that are older than they are kept."""
    cache = opened(opt.chosen(ctx))
    output.show_text(_erased(cache.prune(days)))
    cache.close()


def opened(settings: Settings) -> Cache:
    """The cache of these settings; nothing is made before it is used."""
    return Cache(settings.cache_folder or cache_folder(), keep_days=settings.keep_days, warn=output.remark)


def _erased(count: int) -> str:
    return f"{count:,} {'answer' if count == 1 else 'answers'} erased\n"


def _day(time: float | None) -> str:
    return "" if time is None else dt.datetime.fromtimestamp(time).date().isoformat()


def _record(found: Info, keep_days: int) -> dict[str, object]:
    return {
        "folder": str(found.folder),
        "entries": found.entries,
        "bytes": found.bytes,
        "oldest": _day(found.oldest) or None,
        "newest": _day(found.newest) or None,
        "keep_days": keep_days,
    }
