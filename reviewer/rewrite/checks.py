"""Holds a mended draft against the draft and the context: nothing is said that they do not hold, and what is lost is named."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Final, Literal, TypeAlias

from reviewer.critique.entities import mentions
from reviewer.facts import read_amounts, read_counts, read_dates, read_numbers
from reviewer.models import Context, Draft
from reviewer.rules import Evidence
from reviewer.text import Part

__all__ = ["Stranger", "lost_words", "names_pay", "new_claims", "strangers", "words_in"]

Stranger: TypeAlias = Literal["number", "amount", "date", "count", "name", "claim"]
"""What a mended draft holds that neither draft nor context does."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*|\d[\d.,:]*")
_CLAIMS: Final = frozenset(
    "answer-deliver notice more-to-come true-deadline deny-other-offer denies-figure counts-contacts met-in-process warm-path closeness"
    " admits-raise lifts-given-figure sets-reply-deadline ultimatum threat plan-deceit ask-link claims-acquaintance".split()
)
_CLAIM_HEADS: Final = ("claim-", "claims-", "dates-")


def strangers(after: Draft, before: Draft, context: Context, own: Iterable[str] = ()) -> Iterator[Stranger]:
    """What kinds of fact a mended draft holds that are neither in the draft nor in the context; `own` are words of ours."""
    new, old = _all(after), _all(before)
    known = [old, *_facts_of(context)]
    if _numbers(new) - set().union(*map(_numbers, known)) - _figures(context):
        yield "number"
    if _amounts(new) - _amounts(old) - _pay(context):
        yield "amount"
    if any(True for _ in _new_dates(new, old, context)):
        yield "date"
    if {(one.number, one.kind) for one in read_counts(new)} - {(one.number, one.kind) for one in read_counts(old)}:
        yield "count"
    words = words_in(" ".join([*known, *own]))
    named = [context.recipient.name] if context.recipient and context.recipient.name else []
    if any(not words_in(mention.surface) <= words for mention in mentions(new, named)):
        yield "name"


def new_claims(after: Evidence, before: Evidence, changed: Iterable[tuple[Part, int, int]]) -> frozenset[str]:
    """What changed words claim, promise or offer for sure, and the draft did not even perhaps; `changed` are their places."""
    places = tuple(changed)
    known = {name for name, acts in before.acts.items() if acts}
    return frozenset(name for name in after.acts if _is_claim(name) and name not in known and _is_done(after, name, places))


def _is_done(evidence: Evidence, name: str, places: Sequence[tuple[Part, int, int]]) -> bool:
    spans = (evidence.span(act) for act in evidence.done(name))
    return any(part == span.in_ and start <= span.start < end for span in spans for part, start, end in places)


def lost_words(words: str, after: Draft) -> tuple[str, ...]:
    """Names, dates, amounts and numbers in these words that stand nowhere in the mended draft."""
    kept = _folded(_all(after))
    found = [(one.start, one.end) for one in read_dates(words, sending_on=None)]
    found += [(one.start, one.end) for one in read_amounts(words)]
    found += [(n.start, n.end) for n in read_numbers(words) if not (n.spelled and n.value == 1) and not _within(n.start, n.end, found)]
    pieces = [(start, words[start:end].strip()) for start, end in found]
    pieces += [(at, name) for at, name in _names(words) if not any(name in piece for _, piece in pieces)]
    in_order = dict.fromkeys(piece for _, piece in sorted(pieces))
    return tuple(piece for piece in in_order if not re.search(rf"(?<!\w){re.escape(_folded(piece))}(?!\w)", kept))


def names_pay(words: str, context: Context | None = None) -> bool:
    """Whether words name a sum of money, other than those that the context holds."""
    figures = _figures(context) if context else set()
    return any(one.evidence == "marked" and not {one.low, one.high} <= figures for one in read_amounts(words))


def words_in(text: str) -> frozenset[str]:
    """The words of a text in small letters, each part of a contraction or possessive left whole and bare."""
    found = {_folded(word) for word in _WORD.findall(text)}
    return frozenset(found | {word.partition("'")[0] for word in found})


def _names(words: str) -> Iterator[tuple[int, str]]:
    """Names as they stand, those that touch as one."""
    surfaces = {mention.surface for mention in mentions(words)}
    if not surfaces:
        return
    one = "|".join(re.escape(surface) for surface in sorted(surfaces, key=len, reverse=True))
    for found in re.finditer(rf"(?<!\w)(?:{one})(?:[ -](?:{one}))*(?!\w)", words):
        yield found.start(), found.group()


def _within(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(a <= start and end <= b for a, b in spans)


def _all(draft: Draft) -> str:
    return f"{draft.subject or ''}\n\n{draft.text}"


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().replace("\u2019", "'")


def _numbers(text: str) -> set[object]:
    """Values of numbers; `one` and `first` are everyday words."""
    return {number.value for number in read_numbers(text) if not (number.spelled and number.value == 1)}


def _amounts(text: str) -> set[tuple[object, ...]]:
    return {(one.low, one.high, one.currency) for one in read_amounts(text) if one.evidence == "marked"}


def _pay(context: Context) -> set[tuple[object, ...]]:
    pay = context.salary_expectation
    return set() if pay is None else {(a, b, pay.currency) for a in (pay.min, pay.max) for b in (pay.min, pay.max)}


def _figures(context: Context) -> set[object]:
    pay = context.salary_expectation
    return {pay.min, pay.max} if pay else set()


def _facts_of(context: Context) -> Iterator[str]:
    if context.recipient and context.recipient.name:
        yield context.recipient.name


def _new_dates(new: str, old: str, context: Context) -> Iterator[str]:
    given = {day for day in (context.interviewed_on, context.sending_on, context.reply_promised_by) if day is not None}
    known = _folded(old)
    read = partial(read_dates, sending_on=context.sending_on, interviewed_on=context.interviewed_on)
    for mention in read(new):
        words = _folded(new[mention.start : mention.end])
        if words not in known and not any(all(reading == (day, day) for reading in mention.days) and mention.days for day in given):
            yield words


def _is_claim(name: str) -> bool:
    return name in _CLAIMS or name.startswith(_CLAIM_HEADS)
