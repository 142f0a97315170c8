"""Rules tried: each condition with its answer, and the first thing for which a rule kept silent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from reviewer.evals.replay.facts import not_given
from reviewer.evals.replay.text_map import Place, place_of
from reviewer.models import Finding, GuidelineId, Review, Span
from reviewer.rules import Evidence, Rule
from reviewer.rules.conditions import All, Condition, Does, Holds, Not, Sent
from reviewer.rules.conditions import Any as Either
from reviewer.rules.predicates import PREDICATES

__all__ = ["Ending", "Tried", "TriedRule", "try_rule"]

Kind: TypeAlias = Literal["act", "fact", "channel", "all", "any", "none"]
Ending: TypeAlias = Literal["finding", "note", "covered", "silent", "not judged"]
"""`covered`: it found something, and another finding of its guideline says it already."""


@dataclass(frozen=True, slots=True)
class Tried:
    """One condition, and what came of it."""

    kind: Kind
    asks: str
    true: bool
    why: str
    missing: tuple[str, ...] = ()
    """Fields whose absence made the answer false."""
    parts: tuple[Tried, ...] = ()

    @property
    def signs(self) -> bool:
        """Whether an act was done in it, firmly or perhaps; a rule of which nothing was done is hardly worth a line."""
        if self.kind == "none":
            return False
        return (self.kind == "act" and (self.true or bool(self.why))) or any(part.signs for part in self.parts)


@dataclass(frozen=True, slots=True)
class TriedRule:
    """One rule, and how it ended."""

    rule: str
    guideline: GuidelineId
    certainty: str
    ending: Ending
    why: tuple[str, ...]
    """Why it kept silent, or was not shown; for a finding, what it rests on."""
    when: Tried
    words: Place | None = None
    """The words that it points at; null where it is silent, or where the facts alone decide."""
    seen_by: tuple[str, ...] = ()
    """The detectors that saw an act in just these words."""


def try_rule(rule: Rule, evidence: Evidence, review: Review) -> TriedRule:
    """Try a rule, and say how it ended in this review."""
    when, found = _tried(rule.when, evidence), rule.judge(evidence)
    ending, why = _ending(rule, found, when, review)
    span = found.span if found else None
    words = place_of(span) if span else None
    certainty = found.certainty if found else rule.certainty
    return TriedRule(rule.id, rule.guideline, certainty, ending, why, when, words, _seen_by(span, rule.when, evidence))


def _seen_by(span: Span | None, when: Condition, evidence: Evidence) -> tuple[str, ...]:
    """Of the acts that the rule asks for, the detectors of those that stand where it points."""
    if span is None:
        return ()
    asked = _acts(when)
    acts = [act for name, found in evidence.acts.items() if name in asked for act in found]
    return tuple(dict.fromkeys(act.detector for act in acts if evidence.span(act) == span))


def _acts(condition: Condition) -> frozenset[str]:
    match condition:
        case Does(acts=acts):
            return frozenset(acts)
        case All(conditions=parts) | Either(conditions=parts):
            return frozenset().union(*map(_acts, parts))
    return frozenset()


def _ending(rule: Rule, found: Finding | None, when: Tried, review: Review) -> tuple[Ending, tuple[str, ...]]:
    reason = next((one.why for one in review.not_judged if one.guideline == rule.guideline), None)
    if reason is not None:
        return "not judged", (reason,)
    if found is None:
        return "silent", tuple(_because(when))
    if any(one.rule == rule.id for one in review.findings):
        return "finding", found.facts
    if any(one.rule == rule.id for one in review.notes):
        return "note", _alone(rule, found)
    surer = next((one.rule for one in (*review.findings, *review.notes) if one.guideline == rule.guideline), "another rule")
    return "covered", (f"`{surer}` says it already, and is as sure or surer", *_alone(rule, found))


def _alone(rule: Rule, found: Finding) -> tuple[str, ...]:
    if rule.corroborating and found.certainty == "hint" and rule.certainty != "hint":
        return (f"no second sign among {', '.join(rule.corroborating)}",)
    return ()


def _because(tried: Tried) -> list[str]:
    """The conditions that would have to change, as few as there are."""
    if tried.true:
        return []
    if tried.kind == "all":
        return [reason for part in tried.parts if not part.true for reason in _because(part)]
    if tried.kind == "any":
        return [f"neither way: {'; '.join(reason for part in tried.parts for reason in _because(part))}"]
    if tried.missing:
        return [f"not known, for want of {', '.join(dict.fromkeys(tried.missing))}: {tried.asks}"]
    says = {"act": "not done", "fact": "not so", "channel": "not so", "none": "stopped, since it"}[tried.kind]
    return [f"{says}: {tried.asks}{f', {tried.why}' if tried.why else ''}" if tried.kind != "none" else f"{says} {tried.why}"]


def _tried(condition: Condition, evidence: Evidence) -> Tried:
    outcome = condition.test(evidence)
    missing = not_given(outcome.missing, evidence.context)
    match condition:
        case Does(acts=acts, weak=weak):
            return Tried("act", _does(acts, weak), outcome.true, _perhaps(acts, evidence, outcome.true))
        case Holds(predicate=name):
            told = "; ".join(outcome.facts)
            return Tried("fact", f"`{name}`, {PREDICATES[name].says}", outcome.true, told, missing)
        case Sent(channels=channels):
            return Tried("channel", f"sent as {' or '.join(sorted(channels))}", outcome.true, evidence.reading.text.draft.channel)
        case All(conditions=parts):
            return Tried("all", "all of these", outcome.true, "", missing, tuple(_tried(part, evidence) for part in parts))
        case Either(conditions=parts):
            return Tried("any", "one of these", outcome.true, "", missing, tuple(_tried(part, evidence) for part in parts))
        case Not(conditions=parts):
            inner = tuple(_tried(part, evidence) for part in parts)
            return Tried("none", "none of these", outcome.true, _holding(inner), (), inner)
    raise TypeError(f"there is no condition {type(condition).__name__}")


def _does(acts: Sequence[str], weak: bool) -> str:
    return f"{' or '.join(f'`{act}`' for act in acts)}{', if only perhaps' if weak else ''}"


def _perhaps(acts: Sequence[str], evidence: Evidence, true: bool) -> str:
    """For an act that is not done firmly, what does it perhaps."""
    found = [act for name in acts for act in evidence.done(name, weak=True)]
    if true:
        return ", ".join(dict.fromkeys(act.detector for act in found))
    return f"only weakly, by {', '.join(dict.fromkeys(act.detector for act in found))}" if found else ""


def _holding(parts: Sequence[Tried]) -> str:
    """What stands against a rule, where something does."""
    return "; ".join(_said(part) for part in parts if part.true)


def _said(tried: Tried) -> str:
    if tried.parts:
        return " and ".join(_said(part) for part in tried.parts if part.true) or f"does {tried.asks}"
    told = f" ({tried.why})" if tried.why else ""
    return f"does {tried.asks}{told}" if tried.kind == "act" else f"is {tried.asks}{told}"
