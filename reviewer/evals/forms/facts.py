"""Edits of one fact: moved to its bound, or just past it, where the labels follow from the arithmetic.

They apply only where the facts alone decide: the text dates nothing, counts nothing, and admits nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any, Final

from reviewer.evals.forms.edit import Changed, Edit, Subject
from reviewer.evals.forms.words import words
from reviewer.facts import Timeline, contradicts, read_amounts, read_dates
from reviewer.facts.amount import Amount
from reviewer.facts.counts import read_counts
from reviewer.facts.currencies import may_be_same
from reviewer.facts.timeline import SPACING
from reviewer.models import GuidelineId, SalaryExpectation

__all__ = ["FACTS"]

_LETTERS = re.compile(r"[^\W\d_]+")
_TOO_SOON: Final = frozenset({"too-soon/before-the-window", "too-soon/knock-on-the-door"})
_TOO_MANY: Final = frozenset({"too-many-follow-ups/too-close", "too-many-follow-ups/third", "too-many-follow-ups/one-more-sign"})
_ABOVE: Final = frozenset({"salary-change/above-expectation"})
"""The rules that need a fact of the context; what others found, stays found."""
_AFTER_HIRING: Final[tuple[GuidelineId, ...]] = ("public-venting", "dishonesty")
_A_YEAR: Final[dict[str, int]] = {"year": 1, "month": 12, "week": 52, "day": 260, "hour": 2080}
"""The policy's own numbers, written out here too: an oracle does not ask the program that it tests."""
_NEAR: Final = 2
"""A figure this many times the ceiling, or its part, is pay in another period or none at all."""


def _said(subject: Subject) -> str:
    return f"{subject.draft.subject or ''}\n{subject.draft.text}"


def _holds_a_word_of(subject: Subject, named: frozenset[str]) -> bool:
    return not named.isdisjoint(map(str.lower, _LETTERS.findall(_said(subject))))


def _dates(subject: Subject, old: dt.date | None, new: dt.date, sending: dt.date) -> bool:
    """Whether the draft may speak of the day that moves: a mention fits where it stood, and not where it goes."""
    if _holds_a_word_of(subject, words().fresh):
        return True
    mentions = read_dates(_said(subject), sending_on=sending, interviewed_on=subject.context.interviewed_on)
    return any(contradicts(one, new, sending) and (old is None or not contradicts(one, old, sending)) for one in mentions)


def _stands_on(subject: Subject, guideline: GuidelineId, rules: frozenset[str]) -> bool:
    """Whether a guideline is expected, was found by these rules alone, and no untruth is in question that a new fact could make."""
    found = subject.rules_on(guideline)
    return guideline in subject.case.expect and bool(found) and found <= rules and subject.settled("dishonesty")


def _less(subject: Subject, guideline: GuidelineId) -> tuple[GuidelineId, ...]:
    return tuple(one for one in subject.case.expect if one != guideline)


def _with(subject: Subject, expect: tuple[GuidelineId, ...] | None, **facts: Any) -> Iterator[Changed]:
    yield Changed(context=subject.context.model_copy(update=facts), expect=expect)


def _window(*, opens: bool) -> Callable[[Subject], Iterator[Changed]]:
    def make(subject: Subject) -> Iterator[Changed]:
        context, timeline = subject.context, Timeline(subject.context)
        sending, wait, since = context.sending_on, timeline.wait, timeline.days_since_interview
        if sending is None or wait is None or since is None or since < 0 or context.reply_promised_by:
            return
        day = sending - dt.timedelta(days=wait if opens else wait - 1)
        if _stands_on(subject, "too-soon", _TOO_SOON) and not _dates(subject, context.interviewed_on, day, sending):
            yield from _with(subject, _less(subject, "too-soon") if opens else None, interviewed_on=day)

    return make


def _promise(*, over: bool) -> Callable[[Subject], Iterator[Changed]]:
    def make(subject: Subject) -> Iterator[Changed]:
        sending, promised = subject.context.sending_on, subject.context.reply_promised_by
        if sending is None or promised is None or not _stands_on(subject, "too-soon", _TOO_SOON):
            return
        day = sending - dt.timedelta(days=int(over))
        if not _dates(subject, promised, day, sending):
            yield from _with(subject, _less(subject, "too-soon") if over else None, reply_promised_by=day)

    return make


def _gap(*, enough: bool) -> Callable[[Subject], Iterator[Changed]]:
    """One follow-up alone, so many days old; not where the draft counts, nor where it dates the last one."""

    def make(subject: Subject) -> Iterator[Changed]:
        sending, sent = subject.context.sending_on, subject.context.follow_ups
        if sending is None or not sent or _holds_a_word_of(subject, words().counts) or _says_a_number(subject):
            return
        day = sending - dt.timedelta(days=SPACING if enough else SPACING - 1)
        if _stands_on(subject, "too-many-follow-ups", _TOO_MANY) and not _dates(subject, max(sent), day, sending):
            yield from _with(subject, _less(subject, "too-many-follow-ups") if enough else None, follow_ups=(day,))

    return make


def _says_a_number(subject: Subject) -> bool:
    return bool(read_counts(_said(subject)))


def _ceiling(*, below: int) -> Callable[[Subject], Iterator[Changed]]:
    """Put the ceiling at the figure that the draft asks for, or one below it."""

    def make(subject: Subject) -> Iterator[Changed]:
        given = subject.context.salary_expectation
        owned = not below and _holds_a_word_of(subject, words().moves)
        if given is None or given.max is None or owned or not _stands_on(subject, "salary-change", _ABOVE):
            return
        top = _ceiling_at(subject, given, given.max, below)
        if top is not None:
            low = None if given.min is None else min(given.min, top)
            expect = None if below else _less(subject, "salary-change")
            yield from _with(subject, expect, salary_expectation=given.model_copy(update={"min": low, "max": top}))

    return make


def _ceiling_at(subject: Subject, given: SalaryExpectation, top: float, below: int) -> float | None:
    """The one figure that may be pay, or so much less, in the period of the ceiling; none where it does not come out in cents."""
    amounts = [a for part in (subject.draft.subject, subject.draft.text) if part for a in read_amounts(part)]
    said = [a for a in amounts if a.evidence == "marked"] or amounts
    if len(said) != 1 or said[0].low is None or not _is_plain(said[0], given):
        return None
    if any(one is not said[0] and one.low is not None and said[0].low / _NEAR <= one.low <= said[0].low * _NEAR for one in amounts):
        return None  # a second figure of that size may be the one given before, and what the text admits stays admitted
    times, of = (_A_YEAR[period or "year"] for period in (said[0].period or given.period, given.period or said[0].period))
    figure = Fraction(int((said[0].low - below) * 100) * times, of)
    if not below and figure.denominator != 1:
        return None
    return int(figure) / 100 if top / _NEAR <= int(figure) / 100 <= top * _NEAR else None


def _is_plain(amount: Amount, given: SalaryExpectation) -> bool:
    """Whether one exact figure is said, and nothing else that it could mean."""
    bare = amount.kind == "figure" and amount.single and amount.bound == "exact" and not amount.others and not amount.extra
    usual = amount.over == 1 and not any((amount.payments, amount.tax, amount.hours, amount.days))
    return bare and usual and may_be_same(amount.currency, given.currency)


def _hired(subject: Subject) -> Iterator[Changed]:
    """Only dishonesty and venting are judged then; words about an open process may now be untrue, so that stays open."""
    if subject.context.process in (None, "open"):
        expect = tuple(one for one in subject.case.expect if one in _AFTER_HIRING)
        allow = tuple(one for one in _AFTER_HIRING if one not in expect and (one == "dishonesty" or one in subject.case.allow))
        yield Changed(context=subject.context.model_copy(update={"process": "hired"}), expect=expect, allow=allow)


FACTS: Final = (
    Edit("window-last-day", "the interview moves so that one day is missing", "bound", _window(opens=False)),
    Edit("window-opens", "the interview moves so that the window opens today", "bound", _window(opens=True)),
    Edit("promised-today", "the promised day is the day of sending", "bound", _promise(over=False)),
    Edit("promised-yesterday", "the promised day was yesterday", "bound", _promise(over=True)),
    Edit("gap-of-four", "the last follow-up is four days old", "bound", _gap(enough=False)),
    Edit("gap-of-five", "the last follow-up is five days old", "bound", _gap(enough=True)),
    Edit("one-above-ceiling", "the ceiling lies one below the figure", "bound", _ceiling(below=1)),
    Edit("at-ceiling", "the ceiling is the figure", "bound", _ceiling(below=0)),
    Edit("hired", "the process has ended with a hiring", "bound", _hired),
)
"""Each turns one fact, and the labels with it."""
