"""What an audit speaks in: cases, results, figures, and the whole run, which is the JSON report.

Field order is the order of the JSON's keys. A key may be added in version 1; none may go or change its type.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BeforeValidator, Field

from reviewer.evals.changes import Change, Comparison, Flips, Gate
from reviewer.evals.figures import (
    OUTCOMES,
    SLICES,
    CertaintyScores,
    ConfusionCell,
    Figure,
    GuidelineScores,
    Measures,
    Outcome,
    PairResult,
    Scores,
    Slice,
    SliceBy,
    Value,
)
from reviewer.evals.readings import Agreement, Consistency, ModelUse, Past, RecordingUse
from reviewer.models import Context, Draft, Fingerprint, GuidelineId, Review, Verdict

__all__ = [
    "OUTCOMES",
    "SLICES",
    "Case",
    "CaseFile",
    "CertaintyScores",
    "Change",
    "Comparison",
    "ConfusionCell",
    "Figure",
    "Flips",
    "Gate",
    "GuidelineScores",
    "JudgeRecord",
    "LabelledCase",
    "Measures",
    "Outcome",
    "PairResult",
    "Result",
    "Run",
    "Scores",
    "Slice",
    "SliceBy",
]


def _named(value: Any) -> Any:
    """A whole number is a name too; the report writes every name as text."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Name: TypeAlias = Annotated[str, BeforeValidator(_named, json_schema_input_type=int | str), Field(min_length=1)]


class LabelledCase(Value):
    """One line of a case file; keys that are not named here are ignored."""

    id: Name
    """Unique over all files of a run."""
    draft: Draft
    context: Context = Context()
    expect: tuple[GuidelineId, ...]
    """Every guideline that the draft violates, and no other; empty for a good draft."""
    allow: tuple[GuidelineId, ...] = ()
    """Guidelines on which fair readers could differ; a finding on them counts neither way."""
    note: str | None = None
    """Why the labels are what they are."""
    kind: str | None = None
    """The code of a kind of phrasing in a catalogue, such as `PV24`; its letters are its family."""
    tags: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    """The words at fault, as they stand in the text or the subject."""
    pair: Name | None = None
    """The id of the twin that differs in one thing and is labelled otherwise."""


class Case(LabelledCase):
    """A labelled case, and where it was read."""

    file: str = ""
    line: int = 0
    hash: str = ""
    """Names draft and context: equal while nothing that is judged has changed."""
    unread: tuple[str, ...] = Field(default=(), exclude=True)
    """Keys of the line that are not read; no part of a report."""

    @property
    def place(self) -> str:
        """Where the case stands, for messages."""
        return f"{self.file}, line {self.line}" if self.file else f"case {self.id}"


class CaseFile(Value):
    """One file of a run."""

    name: str
    cases: int
    hash: str
    """SHA-256 of its content, line ends folded."""


class JudgeRecord(Value):
    """Who judged, and what shaped the judgement."""

    name: str
    fingerprint: Fingerprint | None = None


class Result(Value):
    """What one judge made of one case."""

    case: str
    judge: str
    outcome: Outcome
    """`right`: no extra, none missed, a fitting verdict; `abstained` and `error` are neither right nor wrong."""
    why: str | None = None
    """The reason of an abstention or an error."""
    verdict: Verdict | None = None
    verdict_right: bool | None = None
    right_verdicts: tuple[Verdict, ...]
    """Every verdict that some choice among the allowed guidelines leads to, mildest first."""
    found: tuple[GuidelineId, ...] = ()
    hit: tuple[GuidelineId, ...] = ()
    """Found and expected."""
    extra: tuple[GuidelineId, ...] = ()
    """Found, neither expected nor allowed."""
    missed: tuple[GuidelineId, ...] = ()
    """Expected, not found."""
    allowed: tuple[GuidelineId, ...] = ()
    """Found and allowed: counts neither way."""
    review: Review | None = None
    """The whole answer; absent where there is none."""


class Run(Value):
    """The report of one audit, version 1."""

    version: Literal[1] = 1
    reviewer: str
    cases_hash: str
    """Names all drafts, contexts and labels of the run, in order of their ids."""
    files: tuple[CaseFile, ...]
    judges: tuple[JudgeRecord, ...]
    cases: tuple[Case, ...]
    results: tuple[Result, ...]
    """Judge by judge, in the order of the cases."""
    measures: tuple[Measures, ...]
    """One for each judge."""
    comparison: Comparison | None = None
    gates: tuple[Gate, ...] = ()
    models: tuple[ModelUse, ...] = ()
    consistency: tuple[Consistency, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    """Any two judges."""
    recordings: tuple[RecordingUse, ...] = ()
    history: tuple[Past, ...] = ()
    """Earlier runs, the oldest first."""

    def results_of(self, judge: str) -> dict[str, Result]:
        """The results of one judge, by case."""
        return {result.case: result for result in self.results if result.judge == judge}
