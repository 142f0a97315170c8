"""What changed since a baseline, and the conditions that a run must meet."""

from __future__ import annotations

from reviewer.evals.figures import Figure, Outcome, Value
from reviewer.models import Fingerprint, GuidelineId, Verdict

__all__ = ["Change", "Comparison", "Flips", "Gate"]


class Change(Value):
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

    def moved(self) -> tuple[tuple[str, tuple[GuidelineId, ...]], ...]:
        """The guidelines that came out otherwise, each group with what became of it."""
        groups = (
            ("now missed", self.newly_missed),
            ("now extra", self.newly_extra),
            ("no longer missed", self.no_longer_missed),
            ("no longer extra", self.no_longer_extra),
        )
        return tuple((label, guidelines) for label, guidelines in groups if guidelines)

    def told(self) -> str:
        """What came out otherwise, in one line."""
        told = [f"{label} {', '.join(guidelines)}" for label, guidelines in self.moved()]
        told += [f"{self.verdict_was} became {self.verdict_now}"] if self.verdict_was != self.verdict_now else []
        return "; ".join(told)


class Flips(Value):
    """Cases that changed sides, of one guideline or of all together, with the exact McNemar test on them."""

    guideline: GuidelineId | None
    """Null for all: the whole case right or not."""
    better: int
    worse: int
    p: float
    """How often chance alone would split so many flips at least so unevenly."""
    regression: bool
    """Worse, and not to be explained by chance at 5%."""


class Comparison(Value):
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


class Gate(Value):
    """One condition of a run."""

    name: str
    limit: float | None = None
    """The figure that the run is held to; null for a gate without one."""
    value: float | None = None
    passed: bool | None
    """Null where it could not be judged."""
    told: str
    """What came of it, in one sentence."""
