"""A progress bar with rate and time left, on a terminal only."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from reviewer.batch.run import Asked, Progress, Tally

__all__ = ["progress_bar", "told"]


@contextmanager
def progress_bar(source: str) -> Iterator[Progress | None]:
    """Something to be told of progress, or nothing where no terminal would show it."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[lines]:,} drafts"),
        TextColumn("{task.fields[rate]:,.0f}/s"),
        TextColumn("{task.fields[model]}"),
        TimeRemainingColumn(),
    )
    total = os.path.getsize(source) if source != "-" and os.path.isfile(source) else None
    with Bar(*columns, console=Console(stderr=True), auto_refresh=False, transient=True) as bar:
        task = bar.add_task("reviewing", total=total, lines=0, rate=0.0, model="")
        started: list[int] = []

        def tell(tally: Tally, read: int) -> None:
            lines = tally.lines
            started.append(lines) if not started else None
            elapsed = bar.tasks[0].elapsed or 0.0
            rate = (lines - started[0]) / elapsed if elapsed else 0.0
            bar.update(task, completed=read, lines=lines, rate=rate, model=told(tally.model), refresh=True)

        yield tell


def told(model: Asked) -> str:
    """What came of the readings by a model, in a few words; none where there was no model."""
    if not (model.cached or model.asked or model.failed):
        return ""
    spent = f"${model.cost_usd:.4f}" + (" and more" if model.unpriced and model.cost_usd else "")
    price = "cost unknown" if model.unpriced and not model.cost_usd else f"{spent} spent"
    return f"{model.asked:,} asked, {model.cached:,} cached, {model.failed:,} failed, {price}"
