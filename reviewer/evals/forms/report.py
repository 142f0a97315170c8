"""The change-of-form tests as lines for a terminal: a row an edit, then each that does not hold, by name."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.evals.forms.records import Broken, EditScore, FormsRun
from reviewer.evals.records import Figure
from reviewer.evals.report.figures import many
from reviewer.evals.report.tables import Row, table
from reviewer.render.lines import Line, line, paragraph

__all__ = ["lines"]

_HEAD: Row = ("edit", "holds", "of", "share", "95% interval", "not judged")


def lines(run: FormsRun, *, width: int = 80) -> Iterator[Line]:
    """A page of figures, then the failures."""
    told = f"{run.right} of {many(run.cases, 'case')} judged right."
    yield from paragraph(f"{told} An edit of form must change nothing; one of facts, just what it says.", width)
    for oracle, title in (("same", "form"), ("bound", "facts at their bounds")):
        scores = [score for score in run.edits if score.oracle == oracle and score.held.of + score.held.excluded]
        if scores:
            yield line()
            yield from table((title, *_HEAD[1:]), [(score.edit, *_figure(score.held)) for score in scores])
    yield line()
    yield from table(("", *_HEAD[1:]), [("all edits", *_figure(run.held)), ("cases that hold under every edit", *_figure(run.whole))])
    if run.verdicts:
        yield line()
        yield from table(("by verdict before", *_HEAD[1:]), [(one.verdict, *_figure(one.held)) for one in run.verdicts])
    idle = [score.edit for score in run.edits if not score.held.of + score.held.excluded]
    if idle:
        yield line()
        yield from paragraph(", ".join(idle), width, label="Applied to no case:", role="quiet")
    for score in run.edits:
        yield from _failures(score, width)


def _figure(figure: Figure) -> tuple[str, ...]:
    out = str(figure.excluded) if figure.excluded else ""
    if figure.value is None or figure.low is None or figure.high is None:
        return (str(figure.n), str(figure.of), "-", "", out)
    return (str(figure.n), str(figure.of), f"{figure.value:.1%}", f"{figure.low:.1%} to {figure.high:.1%}", out)


def _failures(score: EditScore, width: int) -> Iterator[Line]:
    if score.broken:
        yield line()
        yield line(f"{score.edit}: {score.says}", "strong")
    for broken in score.broken:
        yield from paragraph(_told(broken), width, label=f"{broken.case.id}:", role="plain", indent=2)


def _told(broken: Broken) -> str:
    if broken.outcome in ("abstained", "error"):
        return f"{broken.outcome}, {broken.why}"
    said = [f"no longer finds {', '.join(broken.missed)}"] if broken.missed else []
    said += [f"finds {', '.join(broken.extra)}"] if broken.extra else []
    return " and ".join(said or [f"says `{broken.verdict}` where `{' or '.join(broken.right_verdicts)}` is right"])
