"""What the commands of an audit share: their options, their judges, and where the report goes."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, TypeAlias

import typer

from reviewer.errors import OutputError
from reviewer.settings import Settings

__all__ = ["Cases", "Jobs", "Reviews", "judges", "progress_bar", "write"]

Cases: TypeAlias = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[CASES]...", help="Files or folders of cases; the cases that ship if none is named."),
]
Jobs: TypeAlias = Annotated[
    int | None, typer.Option("--jobs", metavar="N", help="Processes; every core unless you say otherwise.", show_default=False)
]
Reviews: TypeAlias = Annotated[
    list[Path] | None,
    typer.Option("--reviews", metavar="FILE", help="Score the reviews that `batch` wrote instead of the rules; may be repeated."),
]


def judges(reviews: Sequence[Path] | None, settings: Settings) -> list[Any]:
    """The judges that were asked for."""
    if reviews:
        from reviewer.evals.recorded import load_reviews

        return [load_reviews(file) for file in reviews]
    from reviewer.evals.judges import RulesJudge

    return [RulesJudge(settings.rules, classifier=settings.classifier)]


def write(text: str, out: Path) -> None:
    """Write a finished report."""
    try:
        out.write_text(text, encoding="utf-8", newline="\n")
    except OSError as problem:
        raise OutputError(f"{out}: cannot be written ({problem.strerror}); check the path and its permissions") from None


@contextmanager
def progress_bar() -> Iterator[Any]:
    """Something to be told of progress, or nothing where no terminal would show it."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("judging", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
