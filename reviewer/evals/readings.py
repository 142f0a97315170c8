"""What an audit tells of models: what was asked and paid, how steady the answers are, who agrees with whom, and what a recording held."""

from __future__ import annotations

from typing import Literal, TypeAlias

from reviewer.evals.figures import Figure, Scores, Value
from reviewer.models import GuidelineId, Verdict

__all__ = [
    "Agreement",
    "Changed",
    "Consistency",
    "Flip",
    "GuidelineAgreement",
    "GuidelineFlips",
    "ModelUse",
    "Move",
    "Past",
    "PastScores",
    "RecordingUse",
    "Stale",
    "VerdictFlips",
]

Changed: TypeAlias = Literal["prompt", "guidelines", "case", "model", "question"]
"""`question`: neither of the others, so the facts, the sentences or the findings of the rules that are shown with the draft."""


class ModelUse(Value):
    """What was asked of one model over the first reading of every case, and what came of it."""

    model: str
    returned: tuple[str, ...]
    """The names under which the provider answered."""
    cases: int
    done: int
    unasked: int
    """Cases without words to judge, or without a guideline that is."""
    refused: int
    invalid: int
    unavailable: int
    reasons: dict[str, int]
    """Why there was no answer, and how often."""
    cached: int
    """Answers from the cache or a recording; nothing was paid for them."""
    calls: int
    """Calls made, for every reading; those asked anew are counted."""
    modes: dict[str, int]
    """In which form the answers were asked for."""
    claims: int
    """Everything that the answers claimed or contested."""
    dropped: Figure
    """Claims that stand neither on the draft's own words nor on a fact, or that facts refute, of all claims."""
    quotes_dropped: Figure
    """Claims whose words are not the writer's or not in the draft, of all claims."""
    by_reason: dict[str, int]
    """Dropped claims by reason; a contest that came to nothing is here as well."""
    contested: int
    """Findings of the rules that became notes."""
    tokens: dict[str, int] | None
    """Of all answers, cached ones as they were when asked; null where the provider told nothing."""
    cost_usd: float | None
    """What this run has paid; null where the price is not known."""
    seconds: float | None
    """Of the middle answer; for a cached one, what it took when it was asked."""
    longest: float | None


class VerdictFlips(Value):
    """Cases first given this verdict that were given another one in some further reading."""

    verdict: Verdict
    flips: Figure


class GuidelineFlips(Value):
    """Cases in which the guideline was found in some readings and not in others, of those in which it was found at all."""

    guideline: GuidelineId
    flips: Figure


class Move(Value):
    """So many further readings gave the second verdict where the first reading gave the first."""

    first: Verdict
    then: Verdict
    readings: int


class Flip(Value):
    """A case on which a judge was not of one mind."""

    case: str
    verdicts: tuple[Verdict, ...]
    """In the order of the readings."""
    guidelines: tuple[GuidelineId, ...]
    """Found in some readings and not in others."""


class Consistency(Value):
    """How steady one judge is over several readings of the same cases."""

    judge: str
    by: Literal["sample", "order"]
    """What differed: nothing but the number of the sample, or the order of the guidelines in the question."""
    readings: int
    """Of each case, the first one included."""
    flips: Figure
    """Cases whose readings do not all give the same verdict; cases with a reading that failed are excluded."""
    findings: Figure
    """Cases whose readings do not all find the same guidelines."""
    verdicts: tuple[VerdictFlips, ...]
    moves: tuple[Move, ...]
    """Verdict by verdict; those that happened."""
    guidelines: tuple[GuidelineFlips, ...]
    flipped: tuple[Flip, ...]


class GuidelineAgreement(Value):
    """On one guideline, over the cases that both judged."""

    guideline: GuidelineId
    both: int
    first_only: int
    second_only: int
    neither: int
    kappa: float | None


class Agreement(Value):
    """How far two judges agree, whatever the labels say."""

    first: str
    second: str
    same: Figure
    """Cases given the same verdict, of those that both judged."""
    kappa: float | None
    """Cohen's, over the four verdicts; null where both always gave one and the same, so that chance explains everything."""
    guidelines: tuple[GuidelineAgreement, ...]


class Stale(Value):
    """A recorded answer that was not used, since what shaped it has changed."""

    case: str
    model: str
    changed: tuple[Changed, ...]


class RecordingUse(Value):
    """What a run made of a recording."""

    file: str
    answers: int
    used: int
    stale: tuple[Stale, ...]
    missing: tuple[str, ...]
    """Cases of this run that no usable answer was found for; each is an error."""
    how: tuple[str, ...]
    """How the answers came about, in the words of whoever recorded them."""
    made_on: tuple[str, ...]
    """The first and the last day."""


class PastScores(Value):
    """What one judge came to in an earlier run."""

    judge: str
    overall: Scores


class Past(Value):
    """An earlier run, as its report tells it."""

    name: str
    reviewer: str
    cases_hash: str
    """Figures of other cases can be looked at side by side, but not compared."""
    scores: tuple[PastScores, ...]
