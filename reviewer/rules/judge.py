"""The judgement: rules held against the evidence, the verdict, and what is missing to be sure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from reviewer.facts import Timeline
from reviewer.models import GUIDELINES, VERDICTS, Finding, GuidelineId, Verdict
from reviewer.rules.evidence import Evidence, is_of_the_whole
from reviewer.rules.rule import Rule

VERDICT_OF: Final[Mapping[GuidelineId, Verdict]] = {
    "too-familiar": "revise",
    "impatience": "revise",
    "salary-change": "revise",
    "too-soon": "wait",
    "cold-contact": "do-not-send",
    "public-venting": "do-not-send",
    "dishonesty": "do-not-send",
    "too-many-follow-ups": "do-not-send",
    "connection-request": "do-not-send",
}
"""Where a finding of each guideline leads."""

SPACING: Final = frozenset({"too-many-follow-ups/too-close"})
"""Rules about too many follow-ups that a few days more would content."""

_SURE: Final = {"certain": 0, "likely": 1, "hint": 2}


class Judgement(NamedTuple):
    """What the rules found."""

    verdict: Verdict
    findings: tuple[Finding, ...]
    notes: tuple[Finding, ...]


def hold(evidence: Evidence, rules: Sequence[Rule], judged: Iterable[GuidelineId]) -> dict[str, Finding | None]:
    """Hold the rules of the judged guidelines against the evidence; by rule, what it finds."""
    wanted = frozenset(judged)
    return {rule.id: rule.judge(evidence) for rule in rules if rule.guideline in wanted}


def weigh(found: Iterable[Finding | None]) -> Judgement:
    """Put what the rules found in order: one finding for the same words, the surest, and the verdict that follows."""
    ordered = sorted(_distinct([finding for finding in found if finding]), key=_order)
    findings = tuple(f for f in ordered if f.certainty != "hint")
    settled = {f.guideline for f in findings}
    notes = tuple(f for f in ordered if f.certainty == "hint" and f.guideline not in settled)
    return Judgement(strictest(f.guideline for f in findings), findings, notes)


def strictest(guidelines: Iterable[GuidelineId]) -> Verdict:
    """Give the strictest verdict to which any of the guidelines leads."""
    return max((VERDICT_OF[g] for g in guidelines), key=VERDICTS.index, default="send")


def first_good_day(timeline: Timeline, findings: Iterable[Finding], *, spacing: Collection[str] = SPACING) -> dt.date | None:
    """Name the day where timing is at fault; a message that comes too often in any case has none.

    `spacing` names the rules about too many follow-ups that a few days more would content.
    """
    timed = [finding for finding in findings if finding.guideline in ("too-soon", "too-many-follow-ups")]
    if not timed or any(finding.guideline == "too-many-follow-ups" and finding.rule not in spacing for finding in timed):
        return None
    return timeline.first_good_day()


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Put findings in the order of the contract: strictness, guideline, subject before text, start, rule; without words last."""
    return tuple(sorted(findings, key=_order))


def _order(finding: Finding) -> tuple[object, ...]:
    span = finding.span
    place = (span is None, span is not None and span.in_ == "text", span.start if span else 0)
    return (-VERDICTS.index(VERDICT_OF[finding.guideline]), GUIDELINES.index(finding.guideline), *place, finding.rule)


def _distinct(found: Sequence[Finding]) -> Iterator[Finding]:
    """Leave one finding where several rules of a guideline point at the same words, the surest."""
    kept: list[Finding] = []
    for finding in sorted(found, key=lambda f: (_SURE[f.certainty], is_of_the_whole(f.rule), f.rule)):
        if not any(other.guideline == finding.guideline and _overlap(other, finding) for other in kept):
            kept.append(finding)
            yield finding


def _overlap(one: Finding, other: Finding) -> bool:
    if one.span is None or other.span is None:
        return one.span is other.span
    return one.span.in_ == other.span.in_ and one.span.start < other.span.end and other.span.start < one.span.end
