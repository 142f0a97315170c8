"""A run as tables for a terminal: what went wrong first, the figures below it, the gates last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from reviewer.evals.records import OUTCOMES, Comparison, Figure, Measures, Result, Run, Scores, SliceBy
from reviewer.evals.report.beside import Table, tables
from reviewer.evals.report.figures import many
from reviewer.evals.report.misses import doubts
from reviewer.evals.report.tables import Row, table
from reviewer.models import VERDICTS
from reviewer.render.lines import Line, Piece, item, line, paragraph, plain

__all__ = ["comparison_lines", "lines", "render"]

_OVERALL: Final = (
    ("F1 over the guidelines", "f1"),
    ("precision", "precision"),
    ("recall", "recall"),
    ("exact match", "exact"),
    ("verdict right", "verdict"),
    ("false alarms on good drafts", "false_alarms"),
    ("recall on do-not-send", "do_not_send_recall"),
)
_ALGORITHM: Final = "sha256:"


def render(run: Run, *, by: Sequence[SliceBy] = ()) -> str:
    """The whole report as plain text."""
    return plain(list(lines(run, by=by, width=80)))


def lines(run: Run, *, by: Sequence[SliceBy] = (), width: int = 80) -> Iterator[Line]:
    """The whole report; slices only of the sorts that are asked for."""
    for measures in run.measures:
        results = run.results_of(measures.judge)
        yield from _misses(run, results, width)
        for sort in by:
            yield from _slices(measures, sort)
        yield from _confusion(measures)
        yield from _guidelines(measures)
        yield from _overall(run, measures, width)
    if len(run.measures) > 1:
        yield from _columns(run)
    for one in tables(run):
        yield from _beside(one, width)
    if run.comparison is not None:
        yield from comparison_lines(run.comparison, run.results_of(run.comparison.judge), width)
    yield from _gates(run, width)


def _misses(run: Run, results: dict[str, Result], width: int) -> Iterator[Line]:
    told = [(case, results[case.id]) for case in run.cases if results[case.id].outcome != "right"]
    if not told:
        return
    yield line("Not right", "strong")
    for case, result in told:
        yield from item(f"{case.id} ({case.place}): {'; '.join((_fault(result), *doubts(case, result)))}", width, indent=0)
    yield line()


def _fault(result: Result) -> str:
    if result.why is not None:
        return f"{result.outcome}, {result.why}"
    parts = [f"missed {', '.join(result.missed)}"] if result.missed else []
    parts += [f"extra {', '.join(result.extra)}"] if result.extra else []
    parts += [] if result.verdict_right else [f"{result.verdict} instead of {' or '.join(result.right_verdicts)}"]
    if declined := [one.why for one in result.review.not_judged if one.guideline in result.missed] if result.review else []:
        parts.append(f"not judged, because {declined[0]}")
    return "; ".join(parts)


def _slices(measures: Measures, by: SliceBy) -> Iterator[Line]:
    some = [one for one in measures.slices if one.by == by]
    yield line(f"By {by}", "strong")
    if not some:
        yield line(f"no case has a {by}", "quiet")
        yield line()
        return
    rows = [(one.name, str(one.scores.cases), *(_short(getattr(one.scores, name)) for name in _SLICED)) for one in some]
    yield from table((by, "cases", "F1", "verdict right", "false alarms"), rows)
    yield line()


_SLICED: Final = ("f1", "verdict", "false_alarms")


def _confusion(measures: Measures) -> Iterator[Line]:
    cells = {(cell.expected, cell.given): cell.cases for cell in measures.confusion}
    yield line("Verdicts: right in the rows, given in the columns", "strong")
    yield from table(("", *VERDICTS), [(right, *(str(cells[right, given]) for given in VERDICTS)) for right in VERDICTS])
    yield line()


def _guidelines(measures: Measures) -> Iterator[Line]:
    rows: list[Row] = []
    for one in measures.guidelines:
        figures = (_value(one.precision), _value(one.recall), _value(one.f1), _interval(one.f1))
        rows.append((one.guideline, *figures, *map(str, (one.hit, one.extra, one.missed, one.allowed))))
    yield from table(("guideline", "prec.", "recall", "F1", "95%", "hit", "extra", "missed", "allowed"), rows)
    yield line()


def _overall(run: Run, measures: Measures, width: int) -> Iterator[Line]:
    overall = measures.overall
    rows: list[Row] = [_figure(label, getattr(overall, name)) for label, name in _OVERALL]
    rows += [_figure(f"precision where {one.certainty}", one.precision) for one in measures.certainty]
    rows += [_figure(label, figure) for label, figure in _where_labelled(measures) if figure.of or figure.excluded]
    yield from table(("", "value", "95%", "count", "excludes"), rows)
    yield line()
    yield from paragraph(_judge(run, measures), width)
    yield _tally(overall)
    yield line()


def _columns(run: Run) -> Iterator[Line]:
    """The judges side by side."""
    yield line("Judges", "strong")
    rows = [(label, *(_value(getattr(one.overall, name)) for one in run.measures)) for label, name in _OVERALL]
    counts = [(name, *(str(getattr(one.overall, name)) for one in run.measures)) for name in OUTCOMES]
    yield from table(("", *(one.judge for one in run.measures)), [*rows, *counts])
    yield line()


def _beside(one: Table, width: int) -> Iterator[Line]:
    yield line(one.title, "strong")
    if one.told:
        yield from paragraph(one.told, width, words="quiet")
    if one.rows:
        yield from table(one.head, one.rows)
    for note in one.notes:
        yield from item(note, width)
    yield line()


def _where_labelled(measures: Measures) -> Iterator[tuple[str, Figure]]:
    """Figures that only some sets of cases have."""
    yield "labelled words pointed at", measures.evidence_found
    yield "findings on labelled words", measures.evidence_precision
    yield "minimal pairs both right", measures.pairs


def _judge(run: Run, measures: Measures) -> str:
    record = next(record for record in run.judges if record.name == measures.judge)
    made = (
        f" (reviewer {record.fingerprint.reviewer}, rules {record.fingerprint.rules.removeprefix(_ALGORITHM)[:8]})"
        if record.fingerprint
        else ""
    )
    return f"{many(measures.overall.cases, 'case')} from {many(len(run.files), 'file')}, judged by {measures.judge}{made}"


def _tally(scores: Scores) -> Line:
    return (
        Piece(f"{scores.right} right", "send"),
        Piece(", "),
        Piece(f"{scores.wrong} wrong", "do-not-send" if scores.wrong else "plain"),
        Piece(f", {scores.abstained} abstained, {scores.error} in error"),
    )


def comparison_lines(comparison: Comparison, results: Mapping[str, Result], width: int) -> Iterator[Line]:
    """What changed against a baseline, case by case; a new case has nothing to be held against, so its outcome is told."""
    yield line(f"Against {comparison.baseline}", "strong")
    for label, changes in (("newly failing", comparison.newly_failing), ("failing worse", comparison.worse), ("fixed", comparison.fixed)):
        yield line(f"{label}: {len(changes)}", "do-not-send" if changes and label != "fixed" else "plain")
        for change in changes:
            yield from item(f"{change.case}: {change.told()}", width)
    yield from _names("still failing", [change.case for change in comparison.still_failing], width)
    yield from _names("not judged then or now", [change.case for change in comparison.unjudged], width)
    yield from _names("new", [_new(results[id]) for id in comparison.new], width)
    for label, names in (("removed", comparison.removed), ("changed draft", comparison.changed_draft)):
        yield from _names(label, names, width)
    yield from _names("changed label", comparison.changed_label, width)
    yield from _flips(comparison)
    if comparison.f1_difference is not None:
        value, low, high = comparison.f1_difference
        yield line(f"F1 {value:+.3f} ({low:+.3f} to {high:+.3f}) over {many(comparison.compared, 'case')} with equal drafts and labels")
    yield line()


def _flips(comparison: Comparison) -> Iterator[Line]:
    flipped = [one for one in comparison.flips if one.better or one.worse]
    told = {True: "regression", False: ""}
    rows = [(one.guideline or "all", str(one.better), str(one.worse), f"{one.p:.3g}", told[one.regression]) for one in flipped]
    if rows:
        yield from table(("flips", "better", "worse", "p", ""), rows)


def _new(result: Result) -> str:
    return result.case if result.outcome == "right" else f"{result.case} ({result.outcome})"


def _names(label: str, names: Sequence[str], width: int) -> Iterator[Line]:
    if names:
        yield from paragraph(", ".join(names), width, label=f"{label}: {len(names)}:", role="plain", words="quiet")


def _gates(run: Run, width: int) -> Iterator[Line]:
    for gate in run.gates:
        word = "not judged" if gate.passed is None else "passed" if gate.passed else "FAILED"
        yield from paragraph(gate.told, width, label=f"{word}:", role="send" if gate.passed else "do-not-send")


def _figure(label: str, figure: Figure) -> Row:
    return (label, _value(figure), _interval(figure), f"{figure.n}/{figure.of}", str(figure.excluded) if figure.excluded else "")


def _value(figure: Figure) -> str:
    return "-" if figure.value is None else f"{figure.value:.3f}"


def _interval(figure: Figure) -> str:
    return "" if figure.low is None or figure.high is None else f"{figure.low:.3f}-{figure.high:.3f}"


def _short(figure: Figure) -> str:
    return "-" if figure.value is None else f"{figure.value:.2f} ({figure.low:.2f}-{figure.high:.2f})"
