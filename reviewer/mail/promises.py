"""By which day the other side has promised an answer: only in their own sentences about their answer, and only where one day is meant."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from reviewer.mail.days import Ahead, days_ahead

__all__ = ["Promise", "promises"]

_WHO: Final = (
    r"(?:we|i|they|he|she|someone|somebody|hr|(?:the|our|my|your) (?:\w+ ){0,2}(?:team|panel|committee|board|client|manager|managers|director"
    r"|colleague|colleagues|department|company|recruiter|chair|office|group|partners?|firm)|(?-i:(?!Please|Kindly|You|Next|Last)[A-Z][\w'-]+(?: [A-Z][\w'-]+)?))"
)
_WILL: Final = (
    r"(?:'ll|will|shall|should|can|are going to|am going to|is going to|'re going to|'m going to"
    r"|(?:'re |'m |'s |are |am |is )?(?:expect(?:s|ing)?|hop(?:e|es|ing)|aim(?:s|ing)?|plan(?:s|ning)?|intend(?:s|ing)?|anticipat(?:e|es|ing)"
    r"|promise|look(?:s|ing)?|due|set|scheduled|likely|on track)(?: to| that (?:we|they) (?:will|'ll|can)| we(?:'ll| will))?)"
)
_ADVERBS: Final = (
    r"(?: (?:also|then|certainly|definitely|probably|hopefully|be able to|be in a position to|try to|most likely|likely|have|be ready to))*"
)
_DOES: Final = (
    r"(?:(?:get|come|be|write|report|circle) back(?: to (?:you|everyone|all|candidates))?|(?:be|get) in (?:touch|contact)|follow up(?: with you)?"
    r"|let (?:you|everyone|candidates|all \w+) know|reach out|reach (?:a|our|the|their) \w*\s?decision|decid(?:e|ing)"
    r"|mak(?:e|ing) (?:a|an|our|the|their|that|this) (?:\w+ ){0,2}(?:decision|choice|selection|mind|offer)|made (?:a|our|the|their) (?:\w+ )?(?:decision|choice|selection)"
    r"|(?:a|an|our|the|some|any|more) (?:\w+ ){0,2}(?:decision|answer|update|news|feedback|outcome|result|reply|response)(?: for you)?"
    r"|give you (?:a|an|our|the|some|more)\b|send you (?:a|an|our|the|some) (?:\w+ )?(?:decision|answer|update|reply|response|feedback|news|word)"
    r"|contact(?:ing)? (?:you|everyone|all|candidates|the)|inform(?:ing)? (?:you|everyone|all|candidates|the)|notify(?:ing)? (?:you|everyone|all|candidates|the)"
    r"|(?:reply|respond|answer|write)(?: to (?:you|everyone|all))?|(?:call|ring|phone|email|update|tell|answer) (?:you|everyone|all)"
    r"|finali[sz]e|conclude|wrap (?:\w+ )?up|complete (?:our|the) (?:\w+ )?(?:decision|selection|process|review|interviews|search)|announce"
    r"|share (?:a|an|our|the|some|more)\b|communicate|(?:news|feedback|word|more)(?: for you)?|be (?:making|taking|reaching) (?:a|our|the|their) (?:\w+ )?(?:decision|choice|selection)|know more|have (?:decided|chosen|made up)|come to (?:a|our|the) \w*\s?(?:decision|conclusion))"
)
_YOU: Final = (
    r"you(?:'ll| will| should| can| may)(?: then| certainly| definitely)?(?: expect to)? (?:hear|have (?:an|our|a|the|some) (?:\w+ )?(?:decision|answer|reply|news|update)"
    r"|receive (?:an|our|a|the|some) (?:\w+ )?(?:decision|answer|reply|news|update|response|feedback)|be (?:informed|notified|contacted|told)"
    r"|get (?:an|our|a|the) (?:\w+ )?(?:decision|answer|reply|update|response)|know (?:more|our|whether|by|the (?:outcome|result))|expect (?:to hear|an?|our|the|some|news|feedback|word)"
    r"(?: (?:\w+ ){0,2}(?:decision|answer|reply|update|response))?)"
)
_IT: Final = (
    r"(?:a|an|the|our|their|final|any) (?:\w+ ){0,2}(?:decision|answer|outcome|result|results|choice|feedback|announcement)(?: on \w+ \w+)?"
    r" (?:will|should|is|are|'ll|can)(?: then)? (?:be )?(?:made|expected|due|planned|ready|taken|announced|communicated|shared|known|sent|final|available|reached|follow|come|with you|out)"
)
_NOUN: Final = r"(?:we|i|they) (?:are |am )?(?:expect|anticipate|expecting|anticipating) (?:a|an|the|our|their) (?:\w+ ){0,2}(?:decision|answer|outcome|result)"
_PROMISE: Final = re.compile(rf"\b(?:{_NOUN}|{_WHO} ?{_WILL}{_ADVERBS} {_DOES}|{_YOU}|{_IT}|(?:please )?expect to hear)\b", re.IGNORECASE)
_BREAK: Final = re.compile(
    r"[;:]|\s[-\u2013\u2014]\s|,? (?:once|when|unless|provided|as soon as|after|but|please|if|so please|in case|assuming|and please|and you|subject to|until)\b"
)
_WHETHER: Final = re.compile(
    r"\b(?:whether|if) you(?:'ve| have| are| were|'re)(?: been)? (?:successful|selected|shortlisted|chosen|through)(?: or not)?\b"
)
_DOUBT: Final = re.compile(
    r"\b(?:not|cannot|can't|won't|don't|doesn't|unable|unlikely|never|had (?:hoped|planned|expected|wanted)|were (?:hoping|planning)|was (?:hoping|planning)"
    r"|would have|should have \w+ed|meant to)\b"
)
_OTHER_MATTER: Final = re.compile(
    r"\b(?:start date|your (?:first day|visa|contract|references?)|invoice|expenses|reimburs\w+|for (?:the|your|our) (?:interview|call|phone)|to (?:arrange|schedule|set up|book)"
    r"|dial|zoom link|meeting link|agenda)\b"
)
_LEAD: Final = re.compile(
    r"(?:^|[;:,] |\band |\bso |\bbut |\bthat )(?:(?:then|hopefully|most likely|i think|i expect|we expect|at the latest|sometime|some time|later|by|in|on|within|before|no later than|around|about|at|the|towards?|"
    r"either|during|close of business|cob|eod|end of) )*$"
)
_AFTER_LEAD: Final = re.compile(r"^(?: (?:at the latest|latest|or so|then|or earlier|or sooner))?,? ?$")


_LONGEST: Final = 600


class Promise(NamedTuple):
    """A sentence that promises an answer, with the days that it may mean."""

    words: str
    days: tuple[dt.date, ...]
    """One where it is plain; none or several where only the user can say."""


def promises(sentences: Sequence[str], written: dt.date) -> tuple[Promise, ...]:
    """Find the promises of an answer in somebody's own sentences, and the day each names, counted from the day of writing."""
    return tuple(promise for sentence in sentences for promise in _of(sentence, written))


def _of(sentence: str, written: dt.date) -> Iterator[Promise]:
    plain = " ".join(sentence.replace("\u2019", "'").split())
    lower = _WHETHER.sub(lambda match: " " * len(match.group()), plain.lower())
    if lower.endswith("?") or len(lower) > _LONGEST or len(lower) != len(plain) or not (named := days_ahead(plain, written)):
        return
    found = _PROMISE.search(plain)
    if found is None or _OTHER_MATTER.search(lower):
        return
    spoken = _near(lower, found, named)
    if not spoken:
        return
    days = {day for one in spoken for day in one.days}
    doubted = _DOUBT.search(lower[max(0, found.start() - 40) : max(found.end(), spoken[-1].start)])
    unplain = doubted or any(not one.days for one in spoken)
    yield Promise(sentence, () if unplain else tuple(sorted(days)))


def _near(text: str, found: re.Match[str], named: Sequence[Ahead]) -> list[Ahead]:
    """The times that belong to a promise: those behind it in the same clause, or one that leads up to it."""
    stop = _BREAK.search(text, found.end())
    end = stop.start() if stop else len(text)
    behind = [one for one in named if found.start() < one.start and one.end <= end]
    if behind:
        return behind
    for one in named:
        if one.end <= found.start() and _LEAD.search(text[: one.start]) and _AFTER_LEAD.match(text[one.end : found.start()]):
            return [one]
    return []
