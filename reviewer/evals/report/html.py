"""A run as one HTML file: opens from disk, asks nothing of the network, runs no script, and escapes every word of a draft."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from reviewer.evals.extras import library
from reviewer.evals.records import JudgeRecord, Measures, Result, Run, Slice, SliceBy
from reviewer.evals.report.beside import Trend, TrendPoint, tables, trends
from reviewer.evals.report.figures import RATES, interval, many, percent
from reviewer.evals.report.misses import Miss, facts_of, misses
from reviewer.evals.report.passages import harmless
from reviewer.models import CHANNELS, GUIDELINES, VERDICTS
from reviewer.rules import VERDICT_OF

__all__ = ["render"]

_FAULTS: Final = ("missed", "extra", "verdict", "abstained", "error")


@dataclass(frozen=True, slots=True)
class Column:
    """What the page shows of one judge."""

    record: JudgeRecord
    measures: Measures
    results: dict[str, Result]
    misses: tuple[Miss, ...]

    @property
    def numbers(self) -> dict[str, int]:
        """The number of each miss, by which other parts of the page lead to it."""
        return {miss.case.id: n for n, miss in enumerate(self.misses)}

    @property
    def most(self) -> int:
        """The longest bar among the guidelines, in cases."""
        return max((one.hit + one.missed + one.extra + one.allowed for one in self.measures.guidelines), default=0) or 1

    @property
    def filters(self) -> list[tuple[str, str, list[tuple[str, int]]]]:
        """What the misses can be narrowed down by: key, title, and each choice with its number of misses."""
        guidelines = Counter(name for miss in self.misses for name in (*miss.result.missed, *miss.result.extra))
        faults = Counter(name for miss in self.misses for name in miss.wrong)
        channels = Counter(miss.case.draft.channel for miss in self.misses)
        sorts: tuple[tuple[str, str, tuple[str, ...], Mapping[Any, int]], ...] = (
            ("g", "Guideline", GUIDELINES, guidelines),
            ("w", "What went wrong", _FAULTS, faults),
            ("c", "Channel", CHANNELS, channels),
        )
        return [(key, title, [(name, count[name]) for name in order if name in count]) for key, title, order, count in sorts]

    def slices(self) -> list[tuple[SliceBy, list[Slice]]]:
        """The slices, sort by sort; where there are many, the weakest first."""
        groups: dict[SliceBy, list[Slice]] = {}
        for one in self.measures.slices:
            groups.setdefault(one.by, []).append(one)
        return [(by, sorted(group, key=_weakness) if by in ("family", "kind", "tag") else group) for by, group in groups.items()]

    def verdicts(self) -> dict[tuple[str, str], int]:
        """The table of confusion: right and given to the number of cases."""
        return {(cell.expected, cell.given): cell.cases for cell in self.measures.confusion}


def render(run: Run) -> str:
    """The whole report as one page."""
    columns = [Column(r, m, run.results_of(m.judge), misses(run, m.judge)) for r, m in zip(run.judges, run.measures, strict=True)]
    page = _environment().get_template("page.html.jinja")
    places = {case: f"c{j}-{n}" for j, column in reversed(list(enumerate(columns))) for case, n in column.numbers.items()}
    html: str = page.render(
        run=run,
        columns=columns,
        rates=RATES,
        verdicts=VERDICTS,
        leads_to=VERDICT_OF,
        facts_of=facts_of,
        beside=list(tables(run)),
        trends=trends(run),
        places=places,
    )
    return html


def _environment() -> Any:
    jinja = library("jinja2")
    environment = jinja.Environment(
        loader=jinja.PackageLoader("reviewer.evals.report", "templates"),
        autoescape=True,
        undefined=jinja.StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"percent": percent, "interval": interval, "many": many}
    environment.filters |= {"at": _at, "words": _words, "short": _short, "plotted": _plotted}
    return environment


def _harmless(value: Any) -> Any:
    """Words without characters that steer a reader's machine or turn the direction of writing; what is markup already stays."""
    return harmless(value) if type(value) is str else value


def _weakness(one: Slice) -> tuple[bool, float, str]:
    value = one.scores.exact.value
    return (value is None, value or 0.0, one.name)


def _plotted(trend: Trend) -> list[tuple[float, float, TrendPoint]]:
    """The points on a field of 100 by 40, from left to right; a run without the figure has none."""
    step = 100 / max(1, len(trend.points) - 1)
    return [(round(n * step, 2), round(40 - 40 * point.value, 2), point) for n, point in enumerate(trend.points) if point.value is not None]


def _at(value: float | None) -> str:
    """A share as a place on an axis of 100."""
    return f"{100 * (value or 0):.2f}"


def _words(name: str) -> str:
    return name.replace("_", " ")


def _short(hash: str) -> str:
    return hash.removeprefix("sha256:")[:12]
