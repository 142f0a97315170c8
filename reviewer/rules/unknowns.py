"""Unknowns: which fact that was not given could change the verdict, found by trying what it might be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any, Final, NamedTuple

from reviewer.models import GUIDELINES, VERDICTS, Finding, GuidelineId, Recipient, SalaryExpectation, Unknown
from reviewer.rules.evidence import Evidence
from reviewer.rules.judge import Judgement, weigh
from reviewer.rules.pay import first_wish
from reviewer.rules.rule import Rule
from reviewer.rules.scope import scope
from reviewer.rules.second_look import reconsider

_DATES: Final = frozenset(
    {"too-early", "interview-ahead", "interview-days-ago", "interview-days-few", "timing-unknown", "interview-date-wrong", "wait-inflated"}
)
_COUNTS: Final = frozenset({"two-sent", "one-sent", "sent-lately", "follow-ups-known", "count-understated", "count-overstated"})
_PEOPLE: Final = frozenset(
    {"stranger", "no-connection", "acquainted", "hiring-reader", "decision-maker", "unmet-recruiter", "connection-unknown"}
)
_PAY: Final = frozenset(
    {"pay-above", "pay-unclear", "pay-below", "pay-fits", "expectation-known", "agreed-figure-off", "original-figure-off"}
)
_OFFERS: Final = frozenset({"no-other-offer", "other-offer", "other-offer-unknown"})
_STAGE: Final = frozenset({"offer-stage", "before-offer", "screen-stage", "before-final"})
_PROCESS: Final = frozenset({"hired", "rejected"})
PROBED: Final = _DATES | _STAGE | _COUNTS | _PEOPLE | _PAY | _OFFERS | _PROCESS
"""Every predicate that a missing field leaves open."""
_AMONG_COLLEAGUES: Final[frozenset[GuidelineId]] = frozenset({"too-familiar", "connection-request"})
"""What those who have been hired may do; a draft that asks, presses or bargains shows by itself that nothing is settled."""
_BUT_FOR_CLAIMS: Final = frozenset(GUIDELINES) - {"dishonesty"}
"""Whoever thanks somebody for an interview need not be asked whether they have met."""
_ANY_DAY: Final = dt.date(2026, 1, 15)
"""Stands in for the day of sending where none is known; only distances between days count."""


class _Probe(NamedTuple):
    """A value that a missing field might have."""

    field: str
    why: str
    asks: frozenset[str]
    """The predicates that it may turn."""
    update: Mapping[str, Any]
    counts: Set[GuidelineId] = frozenset(GUIDELINES)
    """The guidelines for whose sake it is worth asking."""


def unknowns(
    evidence: Evidence,
    rules: Sequence[Rule],
    held: Mapping[str, Finding | None],
    judgement: Judgement,
    beyond_doubt: Set[str] = frozenset(),
) -> tuple[Unknown, ...]:
    """Name each field that was not given and could make the verdict stricter or milder, the most telling first.

    A field counts where a rule that asks for it finds something else, and the verdict differs after the second look too.
    """
    draft, frames = evidence.reading.text.draft, evidence.reading.frames
    before = _found(weigh(held.values()))
    found: dict[str, tuple[int, Unknown]] = {}
    for probe in _probes(evidence, judgement):
        context = evidence.context.model_copy(update=probe.update)
        now, _ = scope(draft.channel, context, frames)
        other = evidence.with_context(context)
        raw = weigh(held.get(rule.id) if rule.asks.isdisjoint(probe.asks) else rule.judge(other) for rule in rules if rule.guideline in now)
        touched = {guideline for guideline, _, _ in _found(raw) ^ before}
        tried = reconsider(other, raw, beyond_doubt)
        change = abs(VERDICTS.index(tried.verdict) - VERDICTS.index(judgement.verdict))
        if change > found.get(probe.field, (0,))[0]:
            turned = touched & probe.counts & ({f.guideline for f in tried.findings} ^ {f.guideline for f in judgement.findings})
            if not turned:
                continue
            guidelines = tuple(g for g in GUIDELINES if g in turned)
            found[probe.field] = (change, Unknown(field=probe.field, guidelines=guidelines, why=probe.why))
    return tuple(unknown for _, unknown in sorted(found.values(), key=lambda row: -row[0]))


def _found(judgement: Judgement) -> set[tuple[GuidelineId, str, str]]:
    return {(finding.guideline, finding.rule, finding.certainty) for finding in (*judgement.findings, *judgement.notes)}


def _probes(evidence: Evidence, judgement: Judgement) -> Iterator[_Probe]:
    """Give, for each missing field, a value that would speak against the draft or for it."""
    context = evidence.context
    today = context.sending_on or _ANY_DAY
    if context.interviewed_on is None and context.reply_promised_by is None:
        update: dict[str, Any] = {"interviewed_on": today - dt.timedelta(days=1), "sending_on": today}
        yield _Probe("interviewed_on", "The day of the interview tells whether it is too early to ask.", _DATES, update)
    elif context.sending_on is None and context.interviewed_on is not None:
        update = {"sending_on": context.interviewed_on + dt.timedelta(days=1)}
        yield _Probe("sending_on", "The day of sending tells whether it is too early to ask.", _DATES, update)
    if context.stage is None and context.interviewed_on is not None and context.reply_promised_by is None:
        why = "The waiting time depends on the stage: five days after a screen, seven after a final interview."
        yield _Probe("stage", why, _DATES | _STAGE, {"stage": "final_interview"})
    if context.follow_ups is None:
        update = {"follow_ups": (today - dt.timedelta(days=20), today - dt.timedelta(days=10)), "sending_on": today}
        yield _Probe("follow_ups", "The follow-ups sent so far tell whether this one is too many.", _COUNTS, update)
    yield from _people(context.recipient or Recipient())
    if context.salary_expectation is None and (wish := first_wish(evidence.reading)) is not None:
        low = SalaryExpectation(max=float(wish.low or wish.high or 1) * 0.9, currency=wish.currency, period=wish.period)
        yield _Probe("salary_expectation", "A figure can only be held against what you named before.", _PAY, {"salary_expectation": low})
    if context.other_offer is None:
        yield _Probe("other_offer", "Another offer may be told only if it is true.", _OFFERS, {"other_offer": False})
    if context.process is None and {finding.guideline for finding in judgement.findings} <= _AMONG_COLLEAGUES:
        yield _Probe("process", "Once you are hired, most of this is fine.", _PROCESS, {"process": "hired"})


def _people(recipient: Recipient) -> Iterator[_Probe]:
    if recipient.connection is None:
        why = "It matters whether the reader has met you."
        stranger = recipient.model_copy(update={"connection": "none"})
        met = recipient.model_copy(update={"connection": "met", "role": recipient.role or "interviewer"})
        for other in (stranger, met):
            yield _Probe("recipient.connection", why, _PEOPLE, {"recipient": other}, _BUT_FOR_CLAIMS)
