"""By which day the other side has promised an answer: only in their own sentences about their answer, and only where one day is meant."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from reviewer.mail.days import Ahead, days_ahead
from reviewer.mail.phrases import folded, one_of, phrases

__all__ = ["Promise", "promises"]

_A: Final = r"(?:a|an|our|the|their|some|any|more)"
_ANSWER: Final = r"(?:\w+ ){0,2}(?:decision|answer|update|news|feedback|outcome|result|results|reply|response|word)"
_ALL: Final = r"(?:you|everyone|all|candidates)"
_WHO: Final = one_of(
    r"we|i|they|he|she|someone|somebody|hr",
    r"(?:the|our|my|your) (?:\w+ ){0,2}(?:team|panel|committee|board|client|managers?|director|colleagues?|department|company|recruiter"
    r"|chair|office|group|partners?|firm)",
    r"(?-i:(?!Please|Kindly|You|Next|Last)[A-Z][\w'-]+(?: [A-Z][\w'-]+)?)",
)
_WILL: Final = one_of(
    r"'ll|will|shall|should|can|(?:are|am|is|'re|'m) going to",
    r"(?:'re |'m |'s |are |am |is )?(?:expect|hop|aim|plann?|intend|anticipat|look)(?:e|s|es|ing)?"
    r"(?: to| that (?:we|they) (?:will|'ll|can)| we(?:'ll| will))?",
    r"(?:'re |'m |'s |are |am |is )?(?:promise|due|set|scheduled|likely|on track)(?: to)?",
)
_ADVERBS: Final = (
    r"(?: (?:also|then|certainly|definitely|probably|hopefully|be able to|be in a position to|try to|most likely|likely|have|be ready to))*"
)
_DOES: Final = one_of(
    rf"(?:get|come|be|write|report|circle) back(?: to {_ALL})?|(?:be|get) in (?:touch|contact)|follow up(?: with you)?|reach out",
    r"let (?:you|everyone|candidates|all \w+) know|decid(?:e|ing)|finali[sz]e|conclude|wrap (?:\w+ )?up|announce|communicate|know more",
    rf"(?:reach|come to|mak(?:e|ing)|made|be (?:making|taking|reaching)) {_A} (?:\w+ ){{0,2}}(?:decision|choice|selection|conclusion)",
    rf"(?:{_A} )?{_ANSWER}(?: for you)?|more for you",
    rf"(?:give|send) you {_A} {_ANSWER}|share {_A}",
    rf"(?:contact|inform|notify)(?:ing)? (?:{_ALL}|the)|(?:reply|respond|answer|write)(?: to {_ALL})?",
    rf"(?:call|ring|phone|email|update|tell|answer) {_ALL}",
    r"complete (?:our|the) (?:\w+ )?(?:decision|selection|process|review|interviews|search)|have (?:decided|chosen|made up)",
)
_YOU: Final = r"you(?:'ll| will| should| can| may)(?: then| certainly| definitely)?(?: expect to)? " + one_of(
    rf"hear|(?:have|receive|get) {_A} {_ANSWER}|be (?:informed|notified|contacted|told)",
    r"know (?:more|our|whether|by|the (?:outcome|result))",
    rf"expect (?:to hear|{_A} {_ANSWER}|news|feedback|word)",
)
_IT: Final = (
    r"(?:a|an|the|our|their|final|any) (?:\w+ ){0,2}(?:decision|answer|outcome|results?|choice|feedback|announcement)(?: on \w+ \w+)?"
    r" (?:will|should|is|are|'ll|can)(?: then)? (?:be )?"
    r"(?:made|expected|due|planned|ready|taken|announced|communicated|shared|known|sent|final|available|reached|follow|come|with you|out)"
)
_NOUN: Final = rf"(?:we|i|they) (?:are |am )?(?:expect|anticipate|expecting|anticipating) {_A} {_ANSWER}"
_THEY_DO: Final = rf"{_WHO} ?{_WILL}{_ADVERBS} {_DOES}"
_PROMISE: Final = re.compile(rf"\b(?:{_NOUN}|{_THEY_DO}|{_YOU}|{_IT}|(?:please )?expect to hear)\b", re.IGNORECASE)
"""An answer is promised; whose, and by which words."""
_BREAK: Final = re.compile(
    r"[;:]|\s[-\u2013\u2014]\s"
    r"|,? (?:once|when|unless|provided|as soon as|after|but|please|if|so please|in case|assuming|and please|and you|subject to|until)\b"
)
"""What stands behind it belongs to another matter, or makes a condition."""
_WHETHER: Final = phrases(
    r"(?:whether|if) you(?:'ve| have| are| were|'re)(?: been)? (?:successful|selected|shortlisted|chosen|through)(?: or not)?"
)
_DOUBT: Final = phrases(
    r"not|cannot|can't|won't|don't|doesn't|unable|unlikely|never|meant to|would have|should have \w+ed",
    r"had (?:hoped|planned|expected|wanted)|(?:were|was) (?:hoping|planning)",
)
_OTHER_MATTER: Final = phrases(
    r"start date|your (?:first day|visa|contract|references?)|invoice|expenses|reimburs\w+|for (?:the|your|our) (?:interview|call|phone)",
    r"to (?:arrange|schedule|set up|book)|dial|(?:zoom|meeting) link|agenda",
)
_LEADS: Final = one_of(
    r"then|hopefully|most likely|i think|i expect|we expect|at the latest|sometime|some time|later|either|during|close of business|cob|eod",
    r"by|in|on|within|before|no later than|around|about|at|the|towards?|end of",
)
_LEAD: Final = re.compile(rf"(?:^|[;:,] |\band |\bso |\bbut |\bthat )(?:{_LEADS} )*$")
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
    plain = folded(sentence)
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
