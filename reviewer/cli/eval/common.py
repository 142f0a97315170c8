"""What the commands of an audit share: their options, their judges, and where the report goes."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, TypeAlias

import typer

from reviewer.errors import writing
from reviewer.settings import Settings

__all__ = ["Cases", "Jobs", "Reviews", "columns_of", "counted", "judges", "progress_bar", "read_all", "write"]

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


def columns_of(readers: Sequence[Any]) -> list[Any]:
    """Each model alone, and together with the rules."""
    if not readers:
        return []
    from reviewer.evals.readers import columns

    return [column for reader in readers for column in columns(reader)]


def read_all(readers: Sequence[Any], cases: Sequence[Any], progress: Any) -> Iterator[str]:
    """Let every reader read every case in every way; gives the reason of each reading that brought no answer."""
    from reviewer.evals.consistency import read_again
    from reviewer.evals.readers import columns
    from reviewer.evals.run import settled

    total, done = sum(len(reader.variants) for reader in readers) * len(cases), 0
    for reader in readers:
        _, together = columns(reader)
        for steps in (settled(together, cases, 1), read_again(reader, cases)):
            for _ in steps:
                done += 1
                if progress is not None:
                    progress(done, total)
        for variant in reader.variants:
            known = [reader.known(case, variant) for case in cases]
            yield from ("a defect of the program" if one is None else str(one.review.critique.reason) for one in known if _failed(one))


def counted(reasons: Sequence[str]) -> list[tuple[str, int]]:
    """Each reason once, the most frequent first."""
    return Counter(reasons).most_common()


def _failed(opinion: Any) -> bool:
    return opinion is None or opinion.review.critique.status not in ("done", "off")


def write(text: str, out: Path) -> None:
    """Write a finished report."""
    with writing(out):
        out.write_text(text, encoding="utf-8", newline="\n")


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
