"""The cases that did not come out right, with everything that tells why: one reading for every form of report."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from reviewer.evals.evidence import places
from reviewer.evals.lint.labels import contradictions
from reviewer.evals.records import Case, Result, Run
from reviewer.evals.report.passages import Fate, Mark, Piece, pieces
from reviewer.models import Context, Finding, GuidelineId, Review

__all__ = ["Change", "Miss", "Said", "Silence", "doubts", "facts_of", "miss_of", "misses"]

Change: TypeAlias = Literal["newly failing", "worse", "still failing", "new"]
_CHANGES: Final[tuple[Change, ...]] = ("newly failing", "worse", "still failing")


@dataclass(frozen=True, slots=True)
class Said:
    """A finding, and what it came to."""

    number: int
    fate: Fate
    finding: Finding


@dataclass(frozen=True, slots=True)
class Silence:
    """A guideline that was expected and not found, and what is known of the reason."""

    guideline: GuidelineId
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Miss:
    """One case that is not right, ready to be shown."""

    case: Case
    result: Result
    said: tuple[Said, ...]
    silences: tuple[Silence, ...]
    subject: tuple[Piece, ...]
    text: tuple[Piece, ...]
    doubts: tuple[str, ...] = ()
    """What the arithmetic says against the labels."""
    change: Change | None = None
    """Where it stands towards the baseline."""

    @property
    def opening(self) -> str:
        """The first words of the draft, on one line."""
        words = " ".join("".join(piece.text for piece in self.text)[:200].split())
        return words if len(words) <= 90 else f"{words[:90].rsplit(' ', 1)[0]}…"

    @property
    def replay(self) -> str:
        """The command that shows how the decision came about."""
        words = ["reviewer", "eval", "explain", self.case.id, *(["--cases", self.case.file] if self.case.file else [])]
        return shlex.join(words)

    @property
    def wrong(self) -> tuple[str, ...]:
        """What is wrong with it, in words to filter by."""
        if self.result.outcome in ("abstained", "error"):
            return (self.result.outcome,)
        parts = {"missed": self.result.missed, "extra": self.result.extra, "verdict": not self.result.verdict_right}
        return tuple(name for name, has in parts.items() if has)


def misses(run: Run, judge: str) -> tuple[Miss, ...]:
    """Every case that one judge did not get right: what got worse since the baseline first, then in the order of the cases."""
    results, changes = run.results_of(judge), _changes(run, judge)
    found = [miss_of(case, results[case.id], changes.get(case.id)) for case in run.cases if results[case.id].outcome != "right"]
    return tuple(sorted(found, key=lambda miss: miss.change not in ("newly failing", "worse")))


def miss_of(case: Case, result: Result, change: Change | None = None) -> Miss:
    """Everything that tells why one case came out as it did."""
    said = tuple(_said(result))
    marks = [(where, mark) for where, mark in _marks(case, said)]
    return Miss(
        case=case,
        result=result,
        said=said,
        silences=tuple(Silence(name, tuple(_reasons(result.review, name))) for name in result.missed if result.review),
        subject=pieces(case.draft.subject or "", (mark for where, mark in marks if where == "subject")),
        text=pieces(case.draft.text, (mark for where, mark in marks if where == "text")),
        doubts=doubts(case, result),
        change=change,
    )


def doubts(case: Case, result: Result) -> tuple[str, ...]:
    """What the arithmetic says against the labels of a case that is judged wrong: the fault may be theirs."""
    return tuple(contradictions(case)) if result.outcome == "wrong" else ()


def facts_of(context: Context) -> Iterator[tuple[str, str]]:
    """The facts of a context, one by one, in words."""
    yield from _flat(context.model_dump(mode="json", exclude_none=True), "")


def _flat(values: Mapping[str, Any], before: str) -> Iterator[tuple[str, str]]:
    for key, value in values.items():
        name = f"{before}{key}".replace("_", " ")
        if isinstance(value, Mapping):
            yield from _flat(value, f"{name}: ")
        elif isinstance(value, bool):
            yield name, "yes" if value else "no"
        elif isinstance(value, list):
            yield name, ", ".join(map(str, value)) or "none"
        else:
            yield name, str(value).replace("_", " ") if key in ("stage", "role") else str(value)


def _changes(run: Run, judge: str) -> dict[str, Change]:
    comparison = run.comparison
    if comparison is None or comparison.judge != judge:
        return {}
    changes: dict[str, Change] = dict.fromkeys(comparison.new, "new")
    changes |= {change.case: "still failing" for change in comparison.still_failing}
    changes |= {change.case: "worse" for change in comparison.worse}
    return changes | {change.case: "newly failing" for change in comparison.newly_failing}


def _said(result: Result) -> Iterator[Said]:
    """The findings, and of the hints those on a guideline that was missed."""
    if result.review is None:
        return
    fates: dict[GuidelineId, Fate] = {**dict.fromkeys(result.hit, "hit"), **dict.fromkeys(result.allowed, "allowed")}
    heard = [(fates.get(finding.guideline, "extra"), finding) for finding in result.review.findings]
    hints: list[tuple[Fate, Finding]] = [("hint", note) for note in result.review.notes if note.guideline in result.missed]
    for number, (fate, finding) in enumerate([*heard, *hints], start=1):
        yield Said(number, fate, finding)


def _marks(case: Case, said: tuple[Said, ...]) -> Iterator[tuple[str, Mark]]:
    for one in said:
        span = one.finding.span
        if span is not None:
            yield span.in_, Mark(span.start, span.end, one.fate, one.number)
    for words in case.evidence:
        for where, start, end in places(case.draft, words):
            yield where, Mark(start, end, "evidence")


def _reasons(review: Review | None, guideline: GuidelineId) -> Iterator[str]:
    """What the review itself says about a guideline that it does not name; without a word of it, that no rule spoke."""
    assert review is not None
    told = [f"not judged: {one.why}" for one in review.not_judged if one.guideline == guideline]
    told += [f"only a hint, which never decides ({note.rule})" for note in review.notes if note.guideline == guideline]
    told += [f"found and set aside as accepted ({one.rule})" for one in review.accepted if one.guideline == guideline]
    told += [f"`{unknown.field}` is not known: {unknown.why}" for unknown in review.unknowns if guideline in unknown.guidelines]
    yield from told or ["no rule spoke"]
