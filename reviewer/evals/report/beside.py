"""What a run tells of models and judges side by side, as tables that every form of report shows in its own way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from reviewer.evals.agreement import Disagreement, queue
from reviewer.evals.readings import Agreement, Consistency, Flip, ModelUse, PastScores, RecordingUse
from reviewer.evals.records import Figure, Result, Run
from reviewer.evals.report.figures import interval, many, percent
from reviewer.models import GUIDELINES

__all__ = ["QUEUED", "Table", "Trend", "TrendPoint", "tables", "told_of_recording", "trends"]

QUEUED: Final = 200
"""So many cases of the queue are shown."""
_DASH: Final = "\u2013"
_TREND: Final = (
    ("f1", "F1"),
    ("verdict", "verdict right"),
    ("false_alarms", "false alarms"),
    ("do_not_send_recall", "recall on do-not-send"),
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its title, and a sentence or two below."""

    id: str
    title: str
    told: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One figure in one run."""

    run: str
    value: float | None
    comparable: bool
    """Whether it is over the same cases as the present run."""


@dataclass(frozen=True, slots=True)
class Trend:
    """One figure of one judge over the runs, the present one last."""

    judge: str
    title: str
    points: tuple[TrendPoint, ...]


def tables(run: Run) -> Iterator[Table]:
    """Everything that there is to be told; nothing of what the run does not hold."""
    if run.models:
        yield _models(run.models)
    for one in run.consistency:
        yield _consistency(one)
    if run.agreements:
        yield from _agreements(run.agreements)
        found = queue(run)
        if found:
            yield _queue(run, found)
    yield from (_recording(one) for one in run.recordings)
    if run.history:
        yield _history(run)


def trends(run: Run) -> tuple[Trend, ...]:
    """The figures of every judge that an earlier run knows as well."""
    now = [PastScores(judge=one.judge, overall=one.overall) for one in run.measures]
    runs = [*((past.name, past.cases_hash == run.cases_hash, past.scores) for past in run.history), ("now", True, tuple(now))]
    return tuple(_trend(judge.judge, name, title, runs) for judge in now for name, title in _TREND if _known(judge.judge, run))


def told_of_recording(one: RecordingUse) -> Iterator[str]:
    """What a recording held and what of it was of no use, in sentences."""
    days = "" if not one.made_on else f", made {one.made_on[0]}" + (f" to {one.made_on[1]}" if one.made_on[0] != one.made_on[1] else "")
    yield f"{one.file}: {many(one.answers, 'answer')}{days}; {one.used:,} used, {len(one.stale):,} stale, {len(one.missing):,} missing"
    yield from (f"How: {how}" for how in one.how)


def _models(models: Sequence[ModelUse]) -> Table:
    reasons = list(dict.fromkeys(reason for one in models for reason in one.by_reason))
    rows: list[tuple[str, ...]] = [
        ("answered", *(f"{one.done:,} of {one.cases:,}" for one in models)),
        ("of these from the cache or a recording", *(f"{one.cached:,}" for one in models)),
        ("nothing to ask", *(f"{one.unasked:,}" for one in models)),
        ("refused", *(f"{one.refused:,}" for one in models)),
        ("invalid", *(f"{one.invalid:,}" for one in models)),
        ("unavailable", *(f"{one.unavailable:,}" for one in models)),
        ("calls", *(f"{one.calls:,}" for one in models)),
        ("claims", *(f"{one.claims:,}" for one in models)),
        ("claims dropped", *(_share(one.dropped) for one in models)),
        ("for their quotes", *(_share(one.quotes_dropped) for one in models)),
        *((f"dropped: {reason}", *(f"{one.by_reason.get(reason, 0):,}" for one in models)) for reason in reasons),
        ("findings of the rules made notes", *(f"{one.contested:,}" for one in models)),
        ("tokens", *(_tokens(one) for one in models)),
        ("cost of this run", *("unknown" if one.cost_usd is None else f"${one.cost_usd:.4f}" for one in models)),
        ("seconds, the middle answer", *(_DASH if one.seconds is None else f"{one.seconds:.1f}" for one in models)),
        ("seconds, the longest", *(_DASH if one.longest is None else f"{one.longest:.1f}" for one in models)),
    ]
    failed = [(one.model, reason, count) for one in models for reason, count in one.reasons.items()]
    notes = tuple(f"{model}: {many(count, 'case')} without an answer: {reason}" for model, reason, count in failed)
    told = "What was asked of each model, and what became of what it claimed. Claims that the draft's own words do not bear are dropped."
    return Table("models", "Models", told, ("", *(one.model for one in models)), tuple(rows), notes)


def _consistency(one: Consistency) -> Table:
    rows = [("all cases", *_counted(one.flips)), ("found guidelines differ", *_counted(one.findings))]
    rows += [(f"first {verdict.verdict}", *_counted(verdict.flips)) for verdict in one.verdicts]
    rows += [(guideline.guideline, *_counted(guideline.flips)) for guideline in one.guidelines if guideline.flips.of]
    way = "samples" if one.by == "sample" else "orders of the guidelines"
    moves = [f"{move.first} became {move.then} in {many(move.readings, 'reading')}" for move in one.moves]
    cases = [_flip(flip) for flip in one.flipped]
    told = f"The share of cases on which {one.readings} {way} did not come to the same; less is better."
    return Table(f"flips-{one.by}", f"Flips over {way}: {one.judge}", told, ("", "flips", "95%", "count"), tuple(rows), (*moves, *cases))


def _flip(flip: Flip) -> str:
    return f"{flip.case}: {', '.join(flip.verdicts)}" + (f" ({', '.join(flip.guidelines)})" if flip.guidelines else "")


def _agreements(agreements: Sequence[Agreement]) -> Iterator[Table]:
    told = "Whatever the labels say. Kappa is Cohen's: 1 is full agreement, 0 what chance alone would bring."
    rows = [(f"{one.first} / {one.second}", percent(one.same.value), interval(one.same), _kappa(one.kappa)) for one in agreements]
    yield Table("agreement", "Agreement", told, ("", "same verdict", "95%", "kappa"), tuple(rows))
    columns = [{of.guideline: of for of in one.guidelines} for one in agreements]
    by = [(name, *(_kappa(column[name].kappa) for column in columns)) for name in GUIDELINES]
    pairs = tuple(f"{one.first} / {one.second}" for one in agreements)
    yield Table("agreement-guidelines", "Kappa by guideline", "", ("", *pairs), tuple(by))


def _queue(run: Run, found: Sequence[Disagreement]) -> Table:
    judges = [record.name for record in run.judges]
    rows = [_queued(one, judges) for one in found[:QUEUED]]
    told = f"{many(len(found), 'case')} on which judges differ, those furthest apart first. Somebody has to read them."
    notes = (f"and {many(len(found) - QUEUED, 'case')} more",) if len(found) > QUEUED else ()
    return Table("queue", "To be settled", told, ("case", "labels", *judges), tuple(rows), notes)


def _queued(one: Disagreement, judges: Sequence[str]) -> tuple[str, ...]:
    said = {result.judge: _said(result) for result in one.results}
    labels = ", ".join(one.case.expect) or "nothing"
    return (one.case.id, labels, *(said.get(judge, "not judged") for judge in judges))


def _said(result: Result) -> str:
    return f"{result.verdict}" + (f": {', '.join(result.found)}" if result.found else "")


def _recording(one: RecordingUse) -> Table:
    rows = [(stale.case, stale.model, f"stale: another {', '.join(stale.changed)}") for stale in one.stale]
    known = {stale.case for stale in one.stale}
    rows += [(case, "", "missing") for case in one.missing if case not in known]
    head, *how = told_of_recording(one)
    return Table("recording", "Recording", f"{head}. {' '.join(how)}", ("case", "model", "not used"), tuple(rows))


def _history(run: Run) -> Table:
    found = trends(run)
    names = [*(past.name for past in run.history), "now"]
    rows = [(f"{one.judge}, {one.title}", *(percent(point.value) for point in one.points)) for one in found]
    others = [past.name for past in run.history if past.cases_hash != run.cases_hash]
    notes = (f"Other cases than now, so not to be compared: {', '.join(others)}",) if others else ()
    return Table("trend", "Trend", "Earlier runs, the oldest first.", ("", *names), tuple(rows), notes)


def _known(judge: str, run: Run) -> bool:
    return any(one.judge == judge for past in run.history for one in past.scores)


def _trend(judge: str, name: str, title: str, runs: Sequence[tuple[str, bool, tuple[PastScores, ...]]]) -> Trend:
    points = []
    for run, same, scores in runs:
        figures = [getattr(one.overall, name).value for one in scores if one.judge == judge]
        points.append(TrendPoint(run, figures[0] if figures else None, same))
    return Trend(judge, title, tuple(points))


def _counted(figure: Figure) -> tuple[str, str, str]:
    out = f", {figure.excluded} excluded" if figure.excluded else ""
    return percent(figure.value), interval(figure), f"{figure.n:,} of {figure.of:,}{out}"


def _share(figure: Figure) -> str:
    return f"{percent(figure.value)} ({interval(figure)})" if figure.value is not None else _DASH


def _kappa(value: float | None) -> str:
    return _DASH if value is None else f"{value:.2f}"


def _tokens(one: ModelUse) -> str:
    return "unknown" if one.tokens is None else f"{one.tokens.get('total', sum(one.tokens.values())):,}"
