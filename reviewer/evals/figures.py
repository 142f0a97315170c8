"""Figures: what is measured, with its uncertainty and the whole numbers that it was made from."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias, get_args

from pydantic import BaseModel, ConfigDict

from reviewer.models import Certainty, GuidelineId, Verdict

__all__ = [
    "OUTCOMES",
    "SLICES",
    "CertaintyScores",
    "ConfusionCell",
    "Figure",
    "GuidelineScores",
    "Measures",
    "Outcome",
    "PairResult",
    "Scores",
    "Slice",
    "SliceBy",
    "Value",
]

Outcome: TypeAlias = Literal["right", "wrong", "abstained", "error"]
SliceBy: TypeAlias = Literal["channel", "stage", "family", "kind", "tag", "length"]

OUTCOMES: Final[tuple[Outcome, ...]] = get_args(Outcome)
SLICES: Final[tuple[SliceBy, ...]] = get_args(SliceBy)


class Value(BaseModel):
    """A frozen part of a report; keys that are not known are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Figure(Value):
    """One measured value with its 95% interval, and the whole numbers to recompute it from."""

    value: float | None
    """`n / of`; null where nothing could be counted, for nothing is neither good nor bad."""
    low: float | None = None
    high: float | None = None
    n: int
    of: int
    excluded: int = 0
    """Cases that would belong here but were abstained from or ended in an error."""
    interval: Literal["wilson", "bootstrap"] = "wilson"


class Scores(Value):
    """How a set of cases came out; every rate is over cases that were judged, and says what it excludes."""

    cases: int
    right: int
    wrong: int
    abstained: int
    error: int
    precision: Figure
    recall: Figure
    f1: Figure
    """Micro over the guidelines: 2 hits / (2 hits + extra + missed)."""
    exact: Figure
    """Cases without an extra and without a missed guideline."""
    verdict: Figure
    """Cases whose verdict fits some choice among the allowed guidelines."""
    false_alarms: Figure
    """Good drafts with a finding outside `allow`, of all good drafts."""
    do_not_send_recall: Figure
    """Drafts given `do-not-send`, of all whose labels lead there."""


class GuidelineScores(Value):
    """How one guideline came out."""

    guideline: GuidelineId
    hit: int
    extra: int
    missed: int
    allowed: int
    precision: Figure
    recall: Figure
    f1: Figure


class ConfusionCell(Value):
    """How many judged cases of one right verdict were given which verdict; a fitting verdict lies on the diagonal."""

    expected: Verdict
    given: Verdict
    cases: int


class CertaintyScores(Value):
    """How often a guideline found with this certainty is expected; those allowed count neither way. Hints are notes."""

    certainty: Certainty
    precision: Figure


class Slice(Value):
    """The scores of the cases that have one thing in common."""

    by: SliceBy
    name: str
    scores: Scores


class PairResult(Value):
    """One minimal pair: right only if both twins are."""

    cases: tuple[str, str]
    outcome: Outcome


class Measures(Value):
    """Everything measured of one judge."""

    judge: str
    overall: Scores
    guidelines: tuple[GuidelineScores, ...]
    confusion: tuple[ConfusionCell, ...]
    """Every pair of verdicts, also those with no case."""
    certainty: tuple[CertaintyScores, ...]
    evidence_found: Figure
    """Labelled words that a finding points at, among cases in which an expected guideline was found."""
    evidence_precision: Figure
    """Findings on expected guidelines whose words touch the labelled ones, of those that quote words."""
    pairs: Figure
    """Minimal pairs of which both twins are right."""
    pair_results: tuple[PairResult, ...] = ()
    slices: tuple[Slice, ...] = ()
