"""On which day an interview was, and which: from invitations and confirmations, and from what both sides say of it afterwards."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final, NamedTuple

from reviewer.facts import read_dates
from reviewer.mail.days import days_ahead
from reviewer.mail.mail import Mail
from reviewer.mail.phrases import folded, phrases
from reviewer.mail.sense import Sense
from reviewer.models import Stage

__all__ = ["Held", "held", "moves_a_day", "stage_named"]

_LONGEST: Final = 600
_MEETING: Final = r"(?:interview|phone screen|screening call|phone call|video call|conversation|panel|meeting|final round|round)"
_FIXED: Final = phrases(
    r"invit(?:e|ing) you (?:to|for|in for)",
    r"(?:this is to |i |we |happy to |hereby |glad to )confirm(?:s|ed|ing)?",
    r"(?:is|has been|was|are) (?:now )?(?:confirmed|scheduled|booked|fixed|set)",
    rf"{_MEETING} (?:will be|will take place|takes place|is)(?: held)? (?:on|at|this|next|tomorrow)",
    r"look(?:ing)? forward to (?:meeting|speaking|seeing|talking|our|the|interviewing)",
    r"(?:see|speak to|meet|expect) you",
)
"""A day is settled and no longer proposed."""
_ABOUT: Final = phrases(_MEETING)
_OPEN: Final = phrases(
    r"would|could|can you|if|or|either|unless|whether|let (?:me|us) know|propose|suggest|available|availability",
    r"works? for you|suits? you|instead|prefer",
)
_MOVED: Final = phrases(
    r"reschedul\w+|postpone\w*|cancel\w*|instead of|call (?:it|the interview) off",
    r"(?:mov(?:e|ed|ing)|shift|bring|push) (?:the|our|my|it|your) ?\w* ?(?:interview|appointment|meeting|call|to|forward|back)",
    r"(?:another|different) (?:day|date|time)",
    r"(?:can(?:no|')t|unable to|not able to|could not|couldn't) (?:make|attend|come|be there)",
)
_STAGES: Final[tuple[tuple[Stage, re.Pattern[str]], ...]] = (
    (
        "phone_screen",
        phrases(
            r"(?:phone|telephone)[ -](?:screen(?:ing)?|interview)",
            r"screening (?:call|interview)",
            r"(?:intro|introductory) call|initial (?:phone |screening )?call",
        ),
    ),
    (
        "final_interview",
        phrases(r"final(?:[ -](?:round|stage|panel))?(?: of)? ?(?:interviews?|round|conversation)", r"last (?:round|interview)"),
    ),
    ("interview", phrases(r"(?:first|second|technical)[ -](?:round )?(?:interview|round)")),
)


class Held(NamedTuple):
    """A day on which an interview was, as one mail has it."""

    day: dt.date
    mail: Mail
    words: str


def held(mail: Mail, sense: Sense) -> list[Held]:
    """The days that a mail gives for an interview; a proposal, a question and a day with several readings give none."""
    if mail.day is None:
        return []
    return [*_said_afterwards(mail, mail.day, sense), *_fixed_before(mail, mail.day, sense)]


def _said_afterwards(mail: Mail, written: dt.date, sense: Sense) -> list[Held]:
    """ "Thank you for yesterday's interview": an act that the engine knows, with its day counted from the day of writing."""
    evidence = sense.evidence(mail)
    found = []
    for act in evidence.done("dates-interview") if evidence else ():
        assert evidence is not None
        sentence = evidence.reading.scans[act.sentence].sentence
        for mention in read_dates(sentence.text, sending_on=written):
            if (
                sentence.start + mention.start < act.end
                and sentence.start + mention.end > act.start
                and not mention.loose
                and not mention.gap
            ):
                days = {last for first, last in mention.days if first == last and last <= written}
                if len(days) > 1 and written in days:
                    days.discard(written)  # a weekday of thanks is the one before, where it is not called today
                if len(days) == 1:
                    found.append(Held(days.pop(), mail, sentence.text))
    return found


def _fixed_before(mail: Mail, written: dt.date, sense: Sense) -> list[Held]:
    subject = mail.subject.lower()
    found = []
    for sentence in sense.sentences(mail):
        plain = folded(sentence).lower()
        if len(plain) > _LONGEST or "?" in plain or _OPEN.search(plain) or not _FIXED.search(plain):
            continue
        if not _ABOUT.search(plain) and not _ABOUT.search(subject):
            continue
        days = {one.days for one in days_ahead(folded(sentence), written)}
        if len(days) == 1 and len(only := days.pop()) == 1:
            found.append(Held(only[0], mail, sentence))
    return found


def moves_a_day(mail: Mail, sense: Sense) -> bool:
    """Whether a mail speaks of moving or missing an appointment."""
    return any(_MOVED.search(folded(sentence).lower()) for sentence in sense.sentences(mail))


def stage_named(mail: Mail, words: str) -> Stage | None:
    """Which interview the words or the subject call it, if they call it one of them alone."""
    text = f"{words}\n{mail.subject}".lower()
    stages = {stage for stage, pattern in _STAGES if pattern.search(text)}
    return stages.pop() if len(stages) == 1 else None
