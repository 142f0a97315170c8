"""The facts of one decision: the calendar, the money and the dates that were read, and every predicate's answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviewer.evals.replay.text_map import Place, within
from reviewer.facts import Amount, DateMention, compare, read_dates
from reviewer.facts.counts import read_counts
from reviewer.models import Context
from reviewer.rules import Evidence
from reviewer.rules.predicates import PREDICATES

__all__ = ["Predicate", "Read", "calendar", "not_given", "predicates", "readings"]


@dataclass(frozen=True, slots=True)
class Read:
    """A figure, a date or a count that the draft holds, and what was made of it."""

    what: str
    sentence: int
    place: Place
    made_of_it: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Predicate:
    """A fact that rules may ask for, and its answer."""

    name: str
    says: str
    true: bool
    facts: tuple[str, ...]
    missing: tuple[str, ...]


def calendar(evidence: Evidence) -> Iterator[str]:
    """The arithmetic of the waiting time and of the follow-ups, a line each."""
    timeline = evidence.timeline
    yield from dict.fromkeys((*timeline.arithmetic(), *timeline.follow_up_arithmetic()))
    if timeline.opens_on is not None:
        yield f"asking is fair from {timeline.opens_on}"
    first = timeline.first_good_day()
    if first is not None:
        yield f"first good day, if there is need of one: {first}"


def readings(evidence: Evidence) -> Iterator[Read]:
    """Every figure, date and count of each sentence, as the rules see it."""
    reading, context = evidence.reading, evidence.context
    for scan in reading.scans:
        one = scan.sentence
        dates = read_dates(one.text, sending_on=context.sending_on, interviewed_on=context.interviewed_on)
        found: list[tuple[str, int, int, tuple[str, ...]]] = [
            *(("figure", amount.start, amount.end, _figure(amount, evidence)) for amount in reading.amounts[one.index]),
            *(("date", date.start, date.end, (_days(date),)) for date in dates),
            *(("count", count.start, count.end, (f"{count.earlier} earlier, {count.precision}",)) for count in read_counts(one.text)),
        ]
        for what, start, end, made in found:
            yield Read(what, one.index, within(reading, one.part, one.start + start, one.start + end), made)


def _days(date: DateMention) -> str:
    days = (str(first) if first == last else f"{first} to {last}" for first, last in date.days)
    return " or ".join(days) or "open without the day of sending"


def _figure(amount: Amount, evidence: Evidence) -> tuple[str, ...]:
    said = f"{amount.low} to {amount.high}" if amount.low != amount.high else str(amount.low)
    told = " ".join(filter(None, (said, amount.currency, amount.period and f"a {amount.period}", f"({amount.evidence})")))
    expectation = evidence.context.salary_expectation
    if expectation is None:
        return (told,)
    (held,) = compare((amount,), expectation, stage=evidence.context.stage)
    return (told, *(f"{held.relation}: {line}" for line in held.arithmetic))


def predicates(evidence: Evidence) -> Iterator[Predicate]:
    """Every fact with its answer, in the order of their list."""
    for name, predicate in PREDICATES.items():
        outcome = predicate.test(evidence)
        yield Predicate(name, predicate.says, outcome.true, outcome.facts, not_given(outcome.missing, evidence.context))


def not_given(fields: Sequence[str], context: Context) -> tuple[str, ...]:
    """Of the fields that a fact rests on, those that the context leaves open."""
    return tuple(field for field in fields if _value(field, context) is None)


def _value(field: str, context: Context) -> object:
    value: object = context
    for name in field.split("."):
        value = getattr(value, name, None)
    return value
