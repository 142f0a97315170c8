"""Conditions: how a rule combines acts, facts and channels."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from reviewer.models import Span
from reviewer.rules.evidence import FALSE, TRUE, Evidence, Outcome
from reviewer.rules.predicates import PREDICATES


class Condition(Protocol):
    """Something that holds of a draft or does not."""

    def test(self, evidence: Evidence) -> Outcome:
        """Answer, with the words and facts that the answer rests on."""

    def asks(self) -> frozenset[str]:
        """Name the predicates that the answer may depend on."""


class Does(NamedTuple):
    """The draft does one of these acts."""

    acts: tuple[str, ...]
    weak: bool
    zones: frozenset[str]

    def test(self, evidence: Evidence) -> Outcome:
        found = [act for name in self.acts for act in evidence.done(name, weak=self.weak)]
        if self.zones:
            found = [act for act in found if evidence.reading.scans[act.sentence].sentence.zone in self.zones]
        if not found:
            return FALSE
        found.sort(key=lambda act: (act.strength == "weak", act.sentence, act.start))
        return Outcome(True, (evidence.span(found[0]),))

    def asks(self) -> frozenset[str]:
        return frozenset()


class Holds(NamedTuple):
    """A fact holds; an unknown one does not."""

    predicate: str

    def test(self, evidence: Evidence) -> Outcome:
        known = evidence.known.get(self.predicate)
        if known is None:
            known = evidence.known[self.predicate] = PREDICATES[self.predicate].test(evidence)
        return known

    def asks(self) -> frozenset[str]:
        return frozenset((self.predicate,))


class Sent(NamedTuple):
    """The draft goes through one of these channels."""

    channels: frozenset[str]

    def test(self, evidence: Evidence) -> Outcome:
        return TRUE if evidence.reading.text.draft.channel in self.channels else FALSE

    def asks(self) -> frozenset[str]:
        return frozenset()


class All(NamedTuple):
    """Every condition holds."""

    conditions: tuple[Condition, ...]

    def test(self, evidence: Evidence) -> Outcome:
        spans: tuple[Span, ...] = ()
        facts: tuple[str, ...] = ()
        for condition in self.conditions:
            outcome = condition.test(evidence)
            if not outcome.true:
                return Outcome(False, missing=outcome.missing)
            spans, facts = spans + outcome.spans, facts + outcome.facts
        return Outcome(True, spans, facts)

    def asks(self) -> frozenset[str]:
        return frozenset().union(*(condition.asks() for condition in self.conditions))


class Any(NamedTuple):
    """One of the conditions holds; the first that does is the ground."""

    conditions: tuple[Condition, ...]

    def test(self, evidence: Evidence) -> Outcome:
        missing: tuple[str, ...] = ()
        for condition in self.conditions:
            outcome = condition.test(evidence)
            if outcome.true:
                return outcome
            missing += outcome.missing
        return Outcome(False, missing=missing)

    def asks(self) -> frozenset[str]:
        return frozenset().union(*(condition.asks() for condition in self.conditions))


class Not(NamedTuple):
    """None of the conditions holds."""

    conditions: tuple[Condition, ...]

    def test(self, evidence: Evidence) -> Outcome:
        return FALSE if any(condition.test(evidence).true for condition in self.conditions) else TRUE

    def asks(self) -> frozenset[str]:
        return frozenset().union(*(condition.asks() for condition in self.conditions))
