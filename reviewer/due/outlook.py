"""From the facts of one application and a day to what may be sent: the calendar's arithmetic is that of `Timeline`, and no other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from reviewer.due.questions import Question, questions
from reviewer.facts.timeline import SPACING, Timeline
from reviewer.models import Context
from reviewer.models.application import Application, follow_ups_since_reply

__all__ = ["Outlook", "Step", "StepKind", "outlook"]

StepKind: TypeAlias = Literal["thank-you", "outcome-question", "second-follow-up"]

_CONNECTING: Final = "a request to connect"


@dataclass(frozen=True, slots=True)
class Step:
    """One message that may be sent."""

    kind: StepKind
    on: dt.date
    """The first day on which it is welcome; it may have come already."""
    why: str
    facts: tuple[str, ...] = ()
    """The arithmetic behind the day."""
    if_silent: bool = False
    """Whether it supposes that the step before was taken and not answered."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What lies ahead in one application, seen from one day."""

    application: Application
    day: dt.date
    steps: tuple[Step, ...] = ()
    """Soonest first."""
    too_much: tuple[str, ...] = ()
    """What had better not be sent, each as words that follow "too much:"."""
    remarks: tuple[str, ...] = ()
    """What is missing, or has changed; each a sentence."""
    questions: tuple[Question, ...] = ()
    """What to ask the employer, while the timeline is unknown."""

    def is_due(self, step: Step) -> bool:
        """Whether the day of a step has come."""
        return step.on <= self.day

    @property
    def next_day(self) -> dt.date | None:
        """The day of the first step."""
        return self.steps[0].on if self.steps else None


def outlook(application: Application, day: dt.date) -> Outlook:
    """What may be sent in this application from when, and what would be too much, seen from a day."""
    application = _as_of(application, day)
    known = application.known.model_copy(update={"sending_on": day})
    if known.process == "hired":
        remark = "You have been hired: there is nothing to ask any more, and a request to connect is welcome now."
        return Outlook(application, day, remarks=(remark,))
    if known.process == "rejected":
        remark = "They have decided: a word of thanks or one request for advice is fine, a question about the outcome is not."
        return Outlook(application, day, too_much=(_CONNECTING,), remarks=(remark,))
    timeline = Timeline(known)
    steps = sorted((*_thanks(application, known, timeline), *_follow_ups(known, timeline)), key=lambda step: step.on)
    return Outlook(
        application,
        day,
        steps=tuple(steps),
        too_much=tuple(_too_much(known, timeline)),
        remarks=tuple(_remarks(application, known, timeline)),
        questions=_open_questions(application, known, timeline),
    )


def _as_of(application: Application, day: dt.date) -> Application:
    """The application without what was sent or received after a day."""
    messages = tuple(message for message in application.messages if message.on <= day)
    known = application.known.model_copy(update={"follow_ups": follow_ups_since_reply(messages)})
    return application.model_copy(update={"messages": messages, "known": known})


def _thanks(application: Application, known: Context, timeline: Timeline) -> Iterator[Step]:
    """A word of thanks at once after an interview, as long as it is no question: later, thanks go into the question."""
    held = known.interviewed_on
    if held is None or known.stage == "offer" or known.follow_ups or _thanked(application, held):
        return
    days = timeline.days_since_interview
    if days is None or days >= (timeline.wait or SPACING):
        return
    why = "On the same day or the next, and it asks for nothing." if days < 1 else "Nobody has been thanked yet; it asks for nothing."
    yield Step("thank-you", held, why, (f"interviewed {held}",))


def _follow_ups(known: Context, timeline: Timeline) -> Iterator[Step]:
    day = timeline.first_good_day()
    if day is None:
        return
    facts = tuple(dict.fromkeys((*timeline.arithmetic(), *timeline.follow_up_arithmetic())))
    if known.follow_ups:
        yield Step("second-follow-up", day, "The one further question; after it, let it rest until they write.", facts)
        return
    yield Step("outcome-question", day, _why_then(known, timeline), facts)
    asked = max(day, known.sending_on or day)
    again = Timeline(known.model_copy(update={"follow_ups": (asked,)})).first_good_day()
    if again is not None and again > asked:
        why = "The one further question, if they have not written by then."
        yield Step("second-follow-up", again, why, (f"{SPACING} days after a question on {asked}",), if_silent=True)


def _why_then(known: Context, timeline: Timeline) -> str:
    if known.reply_promised_by is not None:
        return f"They named {known.reply_promised_by} for their answer; ask once it is past."
    if known.stage is None:
        return f"Give them {timeline.wait} days, or seven if it was a final interview."
    return f"Give them the {timeline.wait} days that a decision takes at this stage."


def _too_much(known: Context, timeline: Timeline) -> Iterator[str]:
    day, today = timeline.first_good_day(), known.sending_on
    if timeline.too_many:
        yield "another follow-up before they write"
    elif day is not None and today is not None and day > today:
        yield f"asking before {day}"
    if not timeline.too_many and day is not None:
        yield "a third follow-up"
    person = known.recipient
    if person is not None and person.connection == "none" and person.role != "recruiter":
        yield f"asking {person.name or 'the recipient'}, whom you do not know; ask whoever interviewed you"
    yield f"{_CONNECTING} while it is open"


def _remarks(application: Application, known: Context, timeline: Timeline) -> Iterator[str]:
    if timeline.too_many:
        yield f"{timeline.follow_up_count} follow-ups have been sent since their last reply: let it rest until they write."
    if known.stage == "offer" and known.reply_promised_by is None:
        yield "There is an offer: it waits for your answer, and nothing need be asked."
    elif timeline.first_good_day() is None and not timeline.too_many:
        yield "No day is known to count from: tell `--interviewed-on` or `--reply-promised-by` with `reviewer app edit`."
    last = application.last_reply
    promised = known.reply_promised_by
    if last is not None and (promised is None or promised <= last):
        yield f"They wrote on {last}: if they named a new day, tell it with `reviewer heard --promised-by`, and the question waits for it."


def _open_questions(application: Application, known: Context, timeline: Timeline) -> tuple[Question, ...]:
    """What to ask while the timeline is unknown: at the end of an interview that lies ahead, or in the thanks for one just held."""
    if known.reply_promised_by is not None or known.stage == "offer":
        return ()
    held, days = known.interviewed_on, timeline.days_since_interview
    if held is None or days is None or days <= 0:
        return questions("timeline", "leave")
    just_over = days < SPACING and not known.follow_ups and not _thanked(application, held)
    return questions("by_mail") if just_over else ()


def _thanked(application: Application, held: dt.date) -> bool:
    return any(day >= held for day in application.sent("thank-you"))
