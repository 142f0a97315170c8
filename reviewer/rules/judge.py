"""The judgement: rules held against the evidence, the verdict, and what is missing to be sure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from reviewer.models import GUIDELINES, VERDICTS, Context, Finding, GuidelineId, Recipient, SalaryExpectation, Unknown, Verdict
from reviewer.rules.evidence import Evidence
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

_SURE: Final = {"certain": 0, "likely": 1, "hint": 2}


class Judgement(NamedTuple):
    """What the rules found."""

    verdict: Verdict
    findings: tuple[Finding, ...]
    notes: tuple[Finding, ...]


def judge(evidence: Evidence, rules: Sequence[Rule], judged: Iterable[GuidelineId]) -> Judgement:
    """Hold the rules of the judged guidelines against the evidence."""
    wanted = frozenset(judged)
    found = [f for rule in rules if rule.guideline in wanted and (f := rule.judge(evidence))]
    found = sorted(_distinct(found), key=_order)
    findings = tuple(f for f in found if f.certainty != "hint")
    settled = {f.guideline for f in findings}
    notes = tuple(f for f in found if f.certainty == "hint" and f.guideline not in settled)
    return Judgement(strictest(f.guideline for f in findings), findings, notes)


def strictest(guidelines: Iterable[GuidelineId]) -> Verdict:
    """Give the strictest verdict to which any of the guidelines leads."""
    return max((VERDICT_OF[g] for g in guidelines), key=VERDICTS.index, default="send")


def _order(finding: Finding) -> tuple[object, ...]:
    span = finding.span
    place = (span is None, span is not None and span.in_ == "text", span.start if span else 0)
    return (-VERDICTS.index(VERDICT_OF[finding.guideline]), GUIDELINES.index(finding.guideline), *place, finding.rule)


def _distinct(found: Sequence[Finding]) -> Iterator[Finding]:
    """Leave one finding where several rules of a guideline point at the same words, the surest."""
    kept: list[Finding] = []
    for finding in sorted(found, key=lambda f: (_SURE[f.certainty], f.rule)):
        if not any(other.guideline == finding.guideline and _overlap(other, finding) for other in kept):
            kept.append(finding)
            yield finding


def _overlap(one: Finding, other: Finding) -> bool:
    if one.span is None or other.span is None:
        return one.span is other.span
    return one.span.in_ == other.span.in_ and one.span.start < other.span.end and other.span.start < one.span.end


def unknowns(evidence: Evidence, rules: Sequence[Rule], judged: Iterable[GuidelineId], verdict: Verdict) -> tuple[Unknown, ...]:
    """Name each field that was not given and could make the verdict stricter or milder, the most telling first."""
    wanted = frozenset(judged)
    found: list[tuple[int, Unknown]] = []
    for field, why, context in _probes(evidence.context):
        other = judge(evidence.with_context(context), rules, wanted)
        change = abs(VERDICTS.index(other.verdict) - VERDICTS.index(verdict))
        if change:
            now = {f.guideline for f in judge(evidence, rules, wanted).findings}
            turned = now ^ {f.guideline for f in other.findings}
            found.append((change, Unknown(field=field, guidelines=tuple(g for g in GUIDELINES if g in turned), why=why)))
    found.sort(key=lambda row: -row[0])
    return tuple({unknown.field: unknown for _, unknown in reversed(found)}.values())[::-1]


def _probes(context: Context) -> Iterator[tuple[str, str, Context]]:
    """Give, for each missing field, a value that would speak against the draft; dates are relative to a known day."""
    today = context.sending_on or dt.date(2026, 1, 15)
    if context.interviewed_on is None and context.reply_promised_by is None:
        probe = {"interviewed_on": today - dt.timedelta(days=1), "sending_on": today}
        yield "interviewed_on", "the day of the interview tells whether it is too early to ask", context.model_copy(update=probe)
    elif context.sending_on is None and context.interviewed_on is not None:
        probe = {"sending_on": context.interviewed_on + dt.timedelta(days=1)}
        yield "sending_on", "the day of sending tells whether it is too early to ask", context.model_copy(update=probe)
    if context.follow_ups is None:
        earlier = (today - dt.timedelta(days=20), today - dt.timedelta(days=10))
        yield "follow_ups", "earlier follow-ups tell whether this one is too many", context.model_copy(update={"follow_ups": earlier})
    recipient = context.recipient or Recipient()
    if recipient.connection is None:
        stranger = recipient.model_copy(update={"connection": "none"})
        yield "recipient.connection", "it matters whether the reader has met you", context.model_copy(update={"recipient": stranger})
        met = recipient.model_copy(update={"connection": "met", "role": recipient.role or "interviewer"})
        yield "recipient.connection", "it matters whether the reader has met you", context.model_copy(update={"recipient": met})
    if context.salary_expectation is None or context.salary_expectation.max is None:
        probe_pay = {"salary_expectation": SalaryExpectation(max=1)}
        yield "salary_expectation", "a figure can only be held against what you gave before", context.model_copy(update=probe_pay)
    if context.other_offer is None:
        yield "other_offer", "a competing offer must be true to be told", context.model_copy(update={"other_offer": False})
    if context.process is None:
        yield "process", "after a hiring most of this is fine", context.model_copy(update={"process": "hired"})
