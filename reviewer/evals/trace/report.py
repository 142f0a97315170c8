"""The matrix as lines for a terminal, as JSON, and as a page."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from reviewer.evals.report.figures import many
from reviewer.evals.trace.drift import Drift
from reviewer.evals.trace.matrix import Matrix, TracedParagraph
from reviewer.render.lines import Line, item, line, paragraph

__all__ = ["json_of", "lines"]


def json_of(matrix: Matrix) -> str:
    """The whole matrix, version 1."""
    record = {"version": 1, "stands": matrix.stands, **asdict(matrix), "to_review": matrix.to_review}
    return json.dumps(record, ensure_ascii=False, indent=1)


def lines(matrix: Matrix, *, width: int = 80, full: bool = False) -> Iterator[Line]:
    """A block for each paragraph, then what does not fit; `full` also names facts, detectors and cases."""
    document = None
    for row in matrix.paragraphs:
        if row.document != document:
            document = row.document
            yield from (line(), line(document, "strong")) if row is not matrix.paragraphs[0] else (line(document, "strong"),)
        yield line()
        yield from _paragraph(row, width, full)
    for title, found in (("Refused", matrix.refused), ("Not covered", matrix.uncovered)):
        if found:
            yield line()
            yield line(title, "strong")
            for one in found:
                yield from item(one, width)
    if matrix.to_review:
        yield line()
        yield from paragraph(", ".join(matrix.to_review), width, label="Cases to review, since their paragraph has changed:")
    yield from _drift(matrix.drift, width)


def _drift(drift: Drift, width: int) -> Iterator[Line]:
    """What is to be looked through again, and why."""
    if not drift:
        return
    yield line()
    yield line("To be looked through again", "strong")
    if drift.guidelines:
        yield from item(f"Guidelines whose wording has changed since it was accepted: {', '.join(drift.guidelines)}", width)
    if drift.cases:
        yield from item(f"{many(len(drift.cases), 'case')} labelled under another wording: {', '.join(drift.cases)}", width)
    for one in drift.recordings:
        why = ", ".join(one.because)
        yield from item(f"{one.file}: {many(len(one.cases), 'case')} of {one.answers} answers stand on another {why}", width)
        yield from item(", ".join(one.cases), width)
    if drift.cached:
        what = "answer of a model in the cache stands" if drift.cached == 1 else "answers of a model in the cache stand"
        yield from item(f"{drift.cached:,} {what} on another wording or prompt and will not be used", width)


def _paragraph(row: TracedParagraph, width: int, full: bool) -> Iterator[Line]:
    moved = f"; its words stand at {row.now_at} now" if row.now_at else ""
    status = "" if row.status in ("unchanged", "not held") else f" [{row.status}{moved}]"
    yield line(f"{row.section}, paragraph {row.paragraph}{status}", "do-not-send" if row.drifted else "strong")
    if row.why:
        yield from paragraph(row.why, width, label="Set aside:", indent=2, role="quiet")
    for guideline, bears_on in row.bears_on.items():
        yield from paragraph(bears_on, width, label=f"{guideline}:", indent=2)
    if row.rules:
        yield from _named("rule", [f"{rule.rule} ({rule.basis})" for rule in row.rules], width)
        yield from _named("act", [act for rule in row.rules for act in rule.acts], width)
        detectors = [detector for rule in row.rules for detector in rule.detectors]
        if full:
            yield from _named("fact", [fact for rule in row.rules for fact in rule.facts], width)
            yield from _named("detector", detectors, width)
        else:
            yield line(f"  {many(len(set(detectors)), 'detector')}", "quiet")
    if row.bears_on:
        expecting = f"{many(len(row.cases), 'case')} {'expects' if len(row.cases) == 1 else 'expect'}"
        allowed = f", {len(row.allowed)} more {'allows' if len(row.allowed) == 1 else 'allow'} it" if row.allowed else ""
        yield from _named("case", row.cases, width) if full else (line(f"  {expecting} it{allowed}", "quiet"),)


def _named(label: str, names: Iterable[str], width: int) -> Iterator[Line]:
    distinct = list(dict.fromkeys(names))
    if distinct:
        counted = f"{len(distinct)} {label}{'' if len(distinct) == 1 else 's'}:"
        yield from paragraph(", ".join(distinct), width, label=counted, role="quiet", indent=2)
