"""Draws the facts of a context from a thread.

Where two mails quarrel, or one may be read in two ways, nothing is taken, and the user is asked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from reviewer.facts import Amount
from reviewer.mail.fact import Fact, Lessons, Question
from reviewer.mail.interviews import Held, held, moves_a_day, stage_named
from reviewer.mail.mail import Mail, long_date
from reviewer.mail.outcome import ending, has_offer
from reviewer.mail.promises import Promise, promises
from reviewer.mail.sense import Sense
from reviewer.mail.thread import Thread
from reviewer.reviews import Reviewer
from reviewer.rules.pay import named_wishes

__all__ = ["learn"]

_FEW_WORDS = 25
"""A mail of so few words that names no day only acknowledges, and leaves an earlier promise standing."""
_ROUNDS_APART = dt.timedelta(days=6)
"""Two interviews of one process lie farther apart than a day that was moved."""


def learn(thread: Thread, reviewer: Reviewer, *, sending_on: dt.date) -> Lessons:
    """Give the facts of a thread, each with its mails; `sending_on` is the day on which the draft goes out."""
    sense = Sense(reviewer)
    found: list[Fact | Question] = [
        *_recipient(thread),
        *_process(thread, sense),
        *_interview(thread, sense, sending_on),
        *_promise(thread, sense),
        *_follow_ups(thread, sense, sending_on),
        *_expectation(thread, sense),
    ]
    facts = tuple(one for one in found if isinstance(one, Fact))
    return Lessons(facts, tuple(one for one in found if isinstance(one, Question)), thread.remarks)


def _recipient(thread: Thread) -> Iterator[Fact]:
    """Their name, and that they are no stranger, if they have ever written to the user themselves."""
    person = thread.recipient
    if person is None or not thread.mails:
        return
    wrote = [mail for mail in thread.theirs if mail.sender and mail.sender.address == person.address]
    named = [mail for mail in thread.mails if person in mail.people]
    if person.name and named:
        own = [mail for mail in wrote if mail in named]
        yield Fact("recipient.name", person.name, ((own or named)[-1],))
    if wrote:
        how = "wrote first" if thread.mails[0] == wrote[0] else "has answered you"
        yield Fact("recipient.connection", "met", (wrote[0],), told=f"met, since {person} {how}")


def _process(thread: Thread, sense: Sense) -> Iterator[Fact | Question]:
    """The ending, where their last word tells it."""
    told = [(mail, found) for mail in thread.theirs if (found := ending(sense.sentences(mail)))]
    if not told:
        return
    mail, (outcome, words) = told[-1]
    if mail == thread.theirs[-1] and len({found[0] for _, found in told}) == 1:
        yield Fact("process", outcome, (mail,), words)
    else:
        yield Question("process", f"{mail} seems to end it, and a later one goes on")


def _interview(thread: Thread, sense: Sense, sending_on: dt.date) -> Iterator[Fact | Question]:
    """The day of the interview that was held last, and which one it was."""
    days = sorted((one for mail in thread.mails if not mail.automatic for one in held(mail, sense)), key=lambda one: one.day)
    if not days:
        return
    last = days[-1].day
    if last > sending_on or (last == sending_on and all(one.mail.day != last for one in days if one.day == last)):
        yield Question("interviewed_on", f"{days[-1].mail} speaks of an interview on {long_date(last)}, which is not past")
        return
    shown = [one for one in days if one.day == last]
    earlier = [one for one in days if one.day != last]
    moved = [mail for mail in thread.mails if moves_a_day(mail, sense)]
    if earlier and (moved or last - earlier[-1].day < _ROUNDS_APART):
        others = " and ".join(dict.fromkeys(long_date(one.day) for one in (earlier[-1], shown[0])))
        yield Question("interviewed_on", f"the thread speaks of {others}, and does not say which day it was")
        return
    if moved and all(_before(one.mail, moved[-1]) for one in shown):
        yield Question("interviewed_on", f"{moved[-1]} speaks of moving or missing an appointment, after {long_date(last)} had been fixed")
        return
    yield Fact("interviewed_on", str(last), tuple(dict.fromkeys(one.mail for one in shown))[:2], shown[-1].words)
    yield from _stage(thread, sense, shown)


def _stage(thread: Thread, sense: Sense, shown: list[Held]) -> Iterator[Fact | Question]:
    offers = [mail for mail in thread.theirs if has_offer(sense.sentences(mail))]
    if offers:
        yield Question("stage", f"{offers[-1]} seems to make an offer")
        return
    stages = {stage: one for one in shown if (stage := stage_named(one.mail, one.words))}
    if len(stages) == 1:
        stage, one = next(iter(stages.items()))
        yield Fact("stage", stage, (one.mail,), one.words)


def _promise(thread: Thread, sense: Sense) -> Iterator[Fact | Question]:
    """The day by which they promised an answer, if nothing of weight has come from them since."""
    told: list[tuple[Mail, tuple[Promise, ...]]] = []
    for mail in thread.theirs:
        found = promises(sense.sentences(mail), mail.day) if mail.day else ()
        if found:
            told.append((mail, found))
        elif told and not _acknowledges(mail, sense):
            told.append((mail, ()))
    if not told:
        return
    mail, found = told[-1]
    if not found:
        before = [earlier for earlier, promised in told if promised][-1]
        yield Question("reply_promised_by", f"{before} promises an answer, and {mail} came after it")
        return
    days = {day for promise in found for day in promise.days}
    if len(days) == 1 and all(promise.days for promise in found):
        yield Fact("reply_promised_by", str(days.pop()), (mail,), found[0].words)
        return
    choice = " or ".join(long_date(day) for day in sorted(days))
    yield Question(
        "reply_promised_by",
        f"{mail} promises an answer, and the day may be {choice}" if choice else f"{mail} promises an answer by a day that is not plain",
    )


def _acknowledges(mail: Mail, sense: Sense) -> bool:
    """Whether a mail only says that something has come."""
    sentences = sense.sentences(mail)
    return sense.words(mail) <= _FEW_WORDS and not any(any(map(str.isdigit, one)) or "?" in one for one in sentences)


def _follow_ups(thread: Thread, sense: Sense, sending_on: dt.date) -> Iterator[Fact | Question]:
    """The days on which the user asked again after their last word; thanks, answers and logistics are none."""
    if not thread.theirs:
        if any(thread.is_mine(mail) for mail in thread.mails):
            yield Question("follow_ups", "they have not written in this thread, so that it does not show what came after their last word")
        return
    mine = [mail for mail in thread.since_their_last() if not mail.automatic]
    undated = [mail for mail in mine if mail.day is None or mail.day > sending_on]
    if undated:
        yield Question("follow_ups", f"{undated[0]} is yours and has no date that could be counted from")
        return
    asked = [mail for mail in mine if sense.asks_again(mail)]
    if asked:
        days = [mail.day for mail in asked]
        yield Fact("follow_ups", [str(day) for day in days], tuple(asked), told=", ".join(long_date(day) for day in days if day))


def _expectation(thread: Thread, sense: Sense) -> Iterator[Fact | Question]:
    """The pay that the user has named as theirs."""
    told: list[tuple[Mail, Amount, str]] = []
    for mail in thread.mails:
        evidence = sense.evidence(mail) if thread.is_mine(mail) else None
        for amount, scan in named_wishes(evidence.reading) if evidence else ():
            if amount.evidence == "marked" and not amount.extra and amount.over == 1 and not amount.fuzzy:
                told.append((mail, amount, scan.sentence.text))
    values = [amount.as_pay() for _, amount, _ in told]
    if not told:
        return
    mail, amount, words = told[-1]
    if all(value == values[-1] for value in values):
        said = words[amount.start : amount.end]
        yield Fact("salary_expectation", values[-1], (mail,), words, told=said)
    else:
        yield Question("salary_expectation", f"you have named more than one figure, the last in {mail}")


def _before(mail: Mail, other: Mail) -> bool:
    """Whether a mail is known to be older than another."""
    return mail.date is not None and other.date is not None and mail.date < other.date
