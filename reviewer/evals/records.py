"""What an audit speaks in: cases, results, figures, and the whole run, which is the JSON report.

Field order is the order of the JSON's keys. A key may be added in version 1; none may go or change its type.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, TypeAlias, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from reviewer.models import Certainty, Context, Draft, Fingerprint, GuidelineId, Review, Verdict

Outcome: TypeAlias = Literal["right", "wrong", "abstained", "error"]
SliceBy: TypeAlias = Literal["channel", "stage", "family", "kind", "tag", "length"]

OUTCOMES: Final[tuple[Outcome, ...]] = get_args(Outcome)
SLICES: Final[tuple[SliceBy, ...]] = get_args(SliceBy)


def _named(value: Any) -> Any:
    """A whole number is a name too; the report writes every name as text."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Name: TypeAlias = Annotated[str, BeforeValidator(_named, json_schema_input_type=int | str), Field(min_length=1)]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class LabelledCase(_Value):
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

    @property
    def place(self) -> str:
        """Where the case stands, for messages."""
        return f"{self.file}, line {self.line}" if self.file else f"case {self.id}"


class CaseFile(_Value):
    """One file of a run."""

    name: str
    cases: int
    hash: str
    """SHA-256 of its content, line ends folded."""


class JudgeRecord(_Value):
    """Who judged, and what shaped the judgement."""

    name: str
    fingerprint: Fingerprint | None = None


class Result(_Value):
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


class Figure(_Value):
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


class Scores(_Value):
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


class GuidelineScores(_Value):
    """How one guideline came out."""

    guideline: GuidelineId
    hit: int
    extra: int
    missed: int
    allowed: int
    precision: Figure
    recall: Figure
    f1: Figure


class ConfusionCell(_Value):
    """How many judged cases of one right verdict were given which verdict; a fitting verdict lies on the diagonal."""

    expected: Verdict
    given: Verdict
    cases: int


class CertaintyScores(_Value):
    """How often a guideline found with this certainty is expected; those allowed count neither way. Hints are notes."""

    certainty: Certainty
    precision: Figure


class Slice(_Value):
    """The scores of the cases that have one thing in common."""

    by: SliceBy
    name: str
    scores: Scores


class PairResult(_Value):
    """One minimal pair: right only if both twins are."""

    cases: tuple[str, str]
    outcome: Outcome


class Measures(_Value):
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


class Change(_Value):
    """A case that came out otherwise than in the baseline, or that failed in both."""

    case: str
    was: Outcome
    now: Outcome
    verdict_was: Verdict | None
    verdict_now: Verdict | None
    newly_missed: tuple[GuidelineId, ...] = ()
    newly_extra: tuple[GuidelineId, ...] = ()
    no_longer_missed: tuple[GuidelineId, ...] = ()
    no_longer_extra: tuple[GuidelineId, ...] = ()


class Flips(_Value):
    """Cases that changed sides, of one guideline or of all together, with the exact McNemar test on them."""

    guideline: GuidelineId | None
    """Null for all: the whole case right or not."""
    better: int
    worse: int
    p: float
    """How often chance alone would split so many flips at least so unevenly."""
    regression: bool
    """Worse, and not to be explained by chance at 5%."""


class Comparison(_Value):
    """This run held against a baseline, over the cases that both judged with equal drafts and labels."""

    baseline: str
    judge: str
    fingerprint: Fingerprint | None
    """What shaped the baseline."""
    compared: int
    newly_failing: tuple[Change, ...]
    fixed: tuple[Change, ...]
    still_failing: tuple[Change, ...]
    worse: tuple[Change, ...]
    """Those still failing that now miss or add a guideline more."""
    unjudged: tuple[Change, ...]
    """Abstained from or in error now or then: neither a failure nor a pass."""
    new: tuple[str, ...]
    removed: tuple[str, ...]
    changed_draft: tuple[str, ...]
    changed_label: tuple[str, ...]
    flips: tuple[Flips, ...]
    f1_was: Figure
    f1_now: Figure
    f1_difference: tuple[float, float, float] | None
    """Now less then, with its 95% interval by a bootstrap over the pairs."""


class Gate(_Value):
    """One condition of a run."""

    name: str
    at_least: float | None = None
    value: float | None = None
    passed: bool | None
    """Null where it could not be judged."""
    told: str
    """What came of it, in one sentence."""


class Run(_Value):
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

    def results_of(self, judge: str) -> dict[str, Result]:
        """The results of one judge, by case."""
        return {result.case: result for result in self.results if result.judge == judge}
