"""Claims: what the draft asserts about dates and counts, held against what the context knows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from reviewer.acts import Act, Reading
from reviewer.facts import contradicts, read_dates
from reviewer.facts.counts import CountMention, read_counts
from reviewer.facts.dates import DateMention
from reviewer.models import Span
from reviewer.rules.evidence import FALSE, TRUE, Evidence, Outcome
from reviewer.text import Sentence

_INTERVIEW: Final = "dates-interview"
_PROMISE: Final = "dates-promise"
_WAIT: Final = "dates-wait"
_MESSAGE: Final = "dates-message"
_THANKS: Final = 3
"""Days after an interview within which a letter may be the thank-you note, which no list of follow-ups holds."""
_REPLY: Final = ("re:", "fw:", "fwd:", "aw:", "sv:", "antw:")
"""How the subject of an answered or forwarded mail begins."""
_ALONE: Final = frozenset("only just single never not once sole".split())
"""Words that close a count: so many, and no more."""


def _dates_near(evidence: Evidence, act: Act) -> Iterator[DateMention]:
    """Give the dates that stand inside the words of an act."""
    sentence = evidence.reading.scans[act.sentence].sentence
    context = evidence.context
    for mention in read_dates(sentence.text, sending_on=context.sending_on, interviewed_on=context.interviewed_on):
        if sentence.start + mention.start < act.end and sentence.start + mention.end > act.start:
            yield mention


def _may_lie_ahead(mention: DateMention, sending: dt.date | None) -> bool:
    """Tell whether a mention may be of a day to come, and so of another appointment than the one that was held."""
    return sending is not None and any(latest > sending for _, latest in mention.days)


def _is_no_promised_day(mention: DateMention, sending: dt.date | None) -> bool:
    """Tell whether a mention may be of the day of writing ("and it is now the 17th"), or was told from the day of the promise.

    "You said, end of next week" counts from the day on which it was said, and nobody has told us that one.
    """
    if sending is None or mention.gap:
        return False
    today = any(first == last == sending for first, last in mention.days)
    return today or (mention.relative and any(last > sending for _, last in mention.days))


def _date_wrong(act: str, field: str, besides: Callable[[DateMention, dt.date | None], bool]) -> Callable[[Evidence], Outcome]:
    """Hold the dates that an act names against the one known; a mention of a day `besides` says nothing of it."""

    def test(evidence: Evidence) -> Outcome:
        actual: dt.date | None = getattr(evidence.context, field)
        sending = evidence.context.sending_on
        for found in evidence.done(act, weak=True):
            mentions = [mention for mention in _dates_near(evidence, found) if not besides(mention, sending)]
            if not mentions:
                continue
            if actual is None or sending is None:
                return Outcome(False, missing=evidence.missing(field, "sending_on"))
            if all(contradicts(mention, actual, sending) for mention in mentions):
                words = evidence.span(found)
                said = evidence.reading.scans[found.sentence].sentence.text[mentions[0].start : mentions[0].end]
                return Outcome(True, (words,), (f"the draft says: {said}", f"you told us: {field} {actual}", f"sending {sending}"))
        return FALSE

    return test


def _wait_inflated(evidence: Evidence) -> Outcome:
    """Tell whether the wait is told as longer than the days since the interview; a shorter one may have begun later."""
    held, sending = evidence.context.interviewed_on, evidence.context.sending_on
    for found in evidence.done(_WAIT):
        for mention in _dates_near(evidence, found):
            if not mention.gap:
                continue
            if held is None or sending is None:
                return Outcome(False, missing=evidence.missing("interviewed_on", "sending_on"))
            if mention.days and all(latest < held for _, latest in mention.days):
                said = evidence.reading.scans[found.sentence].sentence.text[mention.start : mention.end]
                facts = (f"the draft says: {said}", f"you told us: interviewed_on {held}", f"sending {sending}")
                return Outcome(True, (evidence.span(found),), facts)
    return FALSE


def _message_date_wrong(evidence: Evidence) -> Outcome:
    """Tell whether an earlier message is dated to a day on which no follow-up went out, and which is too late for thanks."""
    sent, held, sending = evidence.context.follow_ups, evidence.context.interviewed_on, evidence.context.sending_on
    for found in evidence.done(_MESSAGE):
        for mention in _dates_near(evidence, found):
            if not sent or held is None or sending is None:
                return Outcome(False, missing=evidence.missing("follow_ups", "interviewed_on", "sending_on"))
            later = mention.days and all(held + dt.timedelta(_THANKS) < first <= last < sending for first, last in mention.days)
            if later and all(contradicts(mention, day, sending) for day in sent):
                days = ", ".join(map(str, sent))
                return Outcome(True, (evidence.span(found),), (f"the draft says: {evidence.span(found).quote}", f"follow-ups sent: {days}"))
    return FALSE


def _counts(reading: Reading) -> Iterator[tuple[Span, CountMention]]:
    seen: dict[str, tuple[CountMention, ...]] = {}
    for scan in reading.scans:
        sentence = scan.sentence
        if reading.frames.voice(sentence.index) == "own" and not _is_thread(sentence):
            if sentence.text not in seen:
                seen[sentence.text] = read_counts(sentence.text)
            for mention in seen[sentence.text]:
                yield reading.text.span(sentence.part, sentence.start + mention.start, sentence.start + mention.end), mention


def _is_thread(sentence: Sentence) -> bool:
    """Tell whether a line is the subject of a thread, which somebody wrote some mails ago."""
    return sentence.zone == "subject" and sentence.text.casefold().startswith(_REPLY)


def _told(reading: Reading) -> tuple[Span, int, bool] | None:
    """Add up what the draft tells of earlier messages: the highest ordinal, or all that is counted together.

    A subject line counts what the body counts again.
    """
    mentions = list(_counts(reading))
    if not mentions:
        return None
    ordinals = [mention.earlier for _, mention in mentions if mention.kind == "ordinal"]
    cardinals = [(span.in_, mention.earlier) for span, mention in mentions if mention.kind == "cardinal"]
    counted = (sum(earlier for part, earlier in cardinals if part == one) for one in ("subject", "text"))
    exact = all(mention.precision == "exact" for _, mention in mentions)
    return mentions[0][0], max([*counted, *ordinals]), exact


def _count_told(evidence: Evidence) -> Outcome:
    """Tell whether the draft itself counts so many messages that this one is too many."""
    told = evidence.once("counted", _told)
    if told is None or told[1] < 2:
        return FALSE
    return Outcome(True, (told[0],), (f"the draft itself counts {told[1]} earlier messages",))


def _one_told(evidence: Evidence) -> Outcome:
    """Tell whether the draft counts one earlier message at most, and so speaks of one more in plain words."""
    told = evidence.once("counted", _told)
    return TRUE if told is not None and told[1] < 2 and told[2] else FALSE


def _count_wrong(*, understated: bool) -> Callable[[Evidence], Outcome]:
    def test(evidence: Evidence) -> Outcome:
        told, known = evidence.once("counted", _told), evidence.context.follow_ups
        if told is None:
            return FALSE
        if known is None:
            return Outcome(False, missing=("follow_ups",))
        span, earlier, exact = told
        wrong = exact and earlier < len(known) if understated else earlier > len(known) + 1
        return Outcome(True, (span,), (f"the draft counts {earlier} before this one", f"you told us of {len(known)}")) if wrong else FALSE

    return test


def _clash(reading: Reading) -> tuple[Span, int, int] | None:
    """Find a count that is closed ("only once") beside a higher one of the same kind of message."""
    mentions = [m for m in _counts(reading) if m[1].what != "contact"]
    for span, closed in mentions:
        if closed.kind == "cardinal" and closed.precision == "exact" and _is_closed(reading, span, closed):
            for _, other in mentions:
                if other.what == closed.what and other.earlier > max(closed.earlier, 1):
                    return span, closed.earlier, other.earlier
    return None


def _is_closed(reading: Reading, span: Span, mention: CountMention) -> bool:
    words = span.quote.casefold().split()
    return mention.number == 0 or not _ALONE.isdisjoint(words)


def _counts_clash(evidence: Evidence) -> Outcome:
    clash = evidence.once("counts-clash", _clash)
    if clash is None:
        return FALSE
    return Outcome(True, (clash[0],), (f"the draft counts {clash[1]} before this one here and {clash[2]} elsewhere",))


CLAIMS: Final[Mapping[str, tuple[str, Callable[[Evidence], Outcome]]]] = {
    "interview-date-wrong": (
        "the draft dates the interview to another day than the one known",
        _date_wrong(_INTERVIEW, "interviewed_on", _may_lie_ahead),
    ),
    "promise-date-wrong": (
        "the draft dates the promise to another day than the one known",
        _date_wrong(_PROMISE, "reply_promised_by", _is_no_promised_day),
    ),
    "wait-inflated": ("the wait is told as longer than the days since the interview", _wait_inflated),
    "message-date-wrong": ("an earlier message is dated to a day on which none was sent", _message_date_wrong),
    "counts-clash": ("the draft counts its earlier messages in two ways that do not fit", _counts_clash),
    "count-told": ("the draft itself counts two or more earlier messages", _count_told),
    "one-told": ("the draft itself counts one earlier message at most", _one_told),
    "count-understated": ("the draft counts fewer earlier messages than are known", _count_wrong(understated=True)),
    "count-overstated": ("the draft counts more earlier messages than are known", _count_wrong(understated=False)),
}
