"""A rule: what it looks for, and everything that it says to the writer when it finds it."""

from __future__ import annotations

from typing import NamedTuple

from reviewer.acts import Example
from reviewer.models import Certainty, Finding, GuidelineId, Source
from reviewer.rules.conditions import Condition
from reviewer.rules.evidence import Evidence


class Rule(NamedTuple):
    """One rule of one guideline, as its file says it."""

    id: str
    guideline: GuidelineId
    certainty: Certainty
    what: str
    why: str
    message: str
    instead: str
    source: Source
    when: Condition
    asks: frozenset[str]
    """The predicates on which its answer may depend."""
    corroborating: tuple[str, ...]
    """Acts of which a second sign is wanted; where there is none, what the rule finds is a hint."""
    points: bool
    """Whether a finding points at words; false where the facts alone decide."""
    flags: tuple[Example, ...]
    passes: tuple[Example, ...]
    file: str

    def judge(self, evidence: Evidence) -> Finding | None:
        """Give the finding, or None where the rule does not apply."""
        outcome = self.when.test(evidence)
        if not outcome.true:
            return None
        alone = self.corroborating and not evidence.corroborated(self.corroborating)
        return Finding(
            guideline=self.guideline,
            rule=self.id,
            certainty="hint" if alone else self.certainty,
            span=outcome.spans[0] if self.points and outcome.spans else None,
            message=self.message,
            instead=self.instead,
            facts=tuple(dict.fromkeys(outcome.facts)),
            source=self.source,
        )
