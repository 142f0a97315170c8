"""The facts of a context in words, with their arithmetic, as a model reads them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from typing import Final, NamedTuple

from reviewer.critique.templates import Prompts
from reviewer.facts import Timeline, compare
from reviewer.facts.conversion import spoken
from reviewer.facts.timeline import SPACING
from reviewer.models import Context, Recipient, SalaryExpectation
from reviewer.rules import Evidence

__all__ = ["Fact", "short", "tell", "unknown"]

_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LONGEST: Final = 80
"""A name or a unit longer than this is cut: it is shown outside the fence."""
_MOST_FIGURES: Final = 40
_FIELDS: Final = ("stage", "interviewed_on", "sending_on", "reply_promised_by", "follow_ups", "salary_expectation", "other_offer")


class Fact(NamedTuple):
    """One fact, under the name by which a finding may refer to it."""

    name: str
    words: str


def tell(evidence: Evidence, prompts: Prompts) -> tuple[Fact, ...]:
    """Tell everything that is known, in the order in which it is best read."""
    context = evidence.context
    draft = evidence.reading.text.draft
    facts = [
        Fact("channel", prompts.say(f"channel.{draft.channel}")),
        Fact("process", prompts.say(f"process.{context.process or 'open'}")),
    ]
    if context.stage:
        facts.append(Fact("stage", prompts.say(f"stage.{context.stage}")))
    facts += _times(Timeline(context), prompts)
    facts += _follow_ups(Timeline(context), prompts)
    facts += _people(context.recipient or Recipient(), prompts)
    if context.salary_expectation:
        facts.append(Fact("salary_expectation", _pay(context.salary_expectation, prompts)))
        facts += _figures(evidence, prompts)
    if context.other_offer is not None:
        facts.append(Fact("other_offer", prompts.say(f"other_offer.{str(context.other_offer).lower()}")))
    return tuple(facts)


def unknown(context: Context) -> tuple[str, ...]:
    """Name the facts of which nothing is known."""
    recipient = context.recipient or Recipient()
    missing = [name for name in _FIELDS if getattr(context, name) is None]
    missing += [f"recipient.{name}" for name in ("role", "connection") if getattr(recipient, name) is None]
    return tuple(missing)


def day_in_words(day: dt.date) -> str:
    """A date with its weekday."""
    return f"{_WEEKDAYS[day.weekday()]} {day.isoformat()}"


def days_in_words(count: int) -> str:
    """A number of days."""
    return "1 day" if count == 1 else f"{count} days"


def _times(timeline: Timeline, prompts: Prompts) -> Iterator[Fact]:
    context = timeline.context
    if context.sending_on:
        yield Fact("sending_on", prompts.say("sending_on", day=day_in_words(context.sending_on)))
    if context.interviewed_on:
        key = "interviewed_on.ahead" if timeline.interview_ahead else "interviewed_on"
        words = prompts.say(key, day=day_in_words(context.interviewed_on), gap=_gap(context.interviewed_on, context, prompts))
        yield Fact("interviewed_on", words)
    if timeline.closed:
        return
    if context.reply_promised_by:
        gap = _gap(context.reply_promised_by, context, prompts)
        yield Fact("reply_promised_by", prompts.say("reply_promised_by", day=day_in_words(context.reply_promised_by), gap=gap))
    if timeline.wait is None and not context.reply_promised_by:
        yield Fact("stage", prompts.say("window.offer"))
    if timeline.opens_on:
        key = {True: "window.early", False: "window.open", None: "window.unknown"}[timeline.too_early]
        name = "reply_promised_by" if context.reply_promised_by else "interviewed_on"
        yield Fact(name, prompts.say(key, opens=day_in_words(timeline.opens_on), rule=_rule(timeline, prompts)))


def _gap(day: dt.date, context: Context, prompts: Prompts) -> str:
    if context.sending_on is None:
        return ""
    days = (context.sending_on - day).days
    key = "gap.same" if days == 0 else "gap.before" if days > 0 else "gap.after"
    return prompts.say(key, days=days_in_words(abs(days)))


def _rule(timeline: Timeline, prompts: Prompts) -> str:
    if timeline.context.reply_promised_by:
        return ""
    stage = prompts.say(f"window.stage.{timeline.context.stage or 'unknown'}")
    return prompts.say("window.rule", wait=str(timeline.wait), stage=stage)


def _follow_ups(timeline: Timeline, prompts: Prompts) -> Iterator[Fact]:
    sent = timeline.context.follow_ups
    if sent is None:
        return
    since = timeline.days_since_last_follow_up
    values = {"days": " and ".join(day_in_words(day) for day in sorted(sent)), "spacing": days_in_words(SPACING)}
    if not sent:
        words = prompts.say("follow_ups.none")
    elif timeline.too_many:
        words = prompts.say("follow_ups.many", count=str(len(sent)), **values)
    elif since is None:
        words = prompts.say("follow_ups.one", **values)
    else:
        words = prompts.say(f"follow_ups.one.{'close' if timeline.too_close else 'spaced'}", since=days_in_words(since), **values)
    yield Fact("follow_ups", words)


def _people(recipient: Recipient, prompts: Prompts) -> Iterator[Fact]:
    if recipient.name and recipient.name.strip():
        yield Fact("recipient.name", prompts.say("recipient.name", name=short(recipient.name)))
    if recipient.role:
        yield Fact("recipient.role", prompts.say(f"recipient.role.{recipient.role}"))
    if recipient.connection:
        cold = "recruiter" if recipient.connection == "none" and recipient.role == "recruiter" else recipient.connection
        yield Fact("recipient.connection", prompts.say(f"recipient.connection.{cold}"))


def _pay(given: SalaryExpectation, prompts: Prompts) -> str:
    low, high = (None if end is None else _amount(end, given) for end in (given.min, given.max))
    if high is None:
        return prompts.say("salary_expectation.open") if low is None else prompts.say("salary_expectation.floor", low=low)
    if low is None or low == high:
        return prompts.say("salary_expectation.ceiling", high=high)
    return prompts.say("salary_expectation.range", low=low, high=high)


def _amount(end: float, given: SalaryExpectation) -> str:
    unit = f" {short(given.currency)}" if given.currency else ""
    period = f" {'an' if given.period == 'hour' else 'a'} {given.period}" if given.period else ""
    return f"{spoken(Decimal(str(end)))}{unit}{period}"


def _figures(evidence: Evidence, prompts: Prompts) -> Iterator[Fact]:
    """Hold what is marked as money in the draft against the pay given before."""
    given, reading = evidence.context.salary_expectation, evidence.reading
    if given is None or given.max is None:
        return
    marked = (
        (sentence, amount)
        for sentence, amounts in zip(reading.text.sentences, reading.amounts, strict=True)
        for amount in amounts
        if amount.evidence == "marked"
    )
    for sentence, amount in islice(marked, _MOST_FIGURES):
        words = {"sentence": str(sentence.index + 1), "quote": f'"{short(sentence.text[amount.start : amount.end])}"'}
        for found in compare((amount,), given, stage=evidence.context.stage):
            if found.arithmetic:
                told = prompts.say(f"figure.{found.relation}", arithmetic="; ".join(found.arithmetic), **words)
                yield Fact("salary_expectation", told)


def short(text: str) -> str:
    """One line of a text that comes from the user, without anything that could pass for the fence."""
    folded = " ".join("".join(filter(str.isprintable, word)) for word in text.split())
    return folded if len(folded) <= _LONGEST else folded[:_LONGEST].rstrip() + "..."
