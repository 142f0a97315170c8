"""The first good day in words: which day it is, and why, for every face that names it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from reviewer.facts.timeline import Timeline
from reviewer.models import Context

__all__ = ["Waiting", "waiting"]

_ASKED = ("interviewed_on", "reply_promised_by", "follow_ups", "stage")


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long to wait before asking for the outcome."""

    day: dt.date | None
    """The first good day; None when there is none, or no date is known."""
    why: str
    facts: tuple[str, ...]
    """The facts and the arithmetic that it stands on."""


def waiting(known: Context, *, names: tuple[str, str, str, str] = _ASKED) -> Waiting:
    """The first good day under these facts.

    Args:
        known: what is known of the process.
        names: what the face calls the day of the interview, the promised day, the follow-ups and the stage.
    """
    timeline = Timeline(known)
    facts = tuple(dict.fromkeys((*timeline.arithmetic(), *timeline.follow_up_arithmetic())))
    return Waiting(timeline.first_good_day(), _why(timeline, known, names), facts)


def _why(timeline: Timeline, known: Context, names: tuple[str, str, str, str]) -> str:
    """The reason in one sentence."""
    interview, promise, follow_up, stage = names
    day = timeline.first_good_day()
    if known.process == "hired":
        return "The process has ended well; there is nothing to follow up."
    if timeline.too_many:
        return "Two follow-ups or more have been sent since their last reply; another one would not help you. Let it rest until they write."
    if day is None and (known.process == "rejected" or (known.stage == "offer" and known.reply_promised_by is None)):
        return "There is no waiting time to keep here; an answer or an offer has come."
    if day is None:
        return f"No date is known to count from; give `{interview}`, `{promise}` or `{follow_up}`."
    if known.sending_on is not None and day <= known.sending_on:
        return "That day has come; a question about the outcome is fair."
    if day == timeline.opens_on:
        if known.reply_promised_by is not None:
            return "They named a day for their answer; ask once it is past."
        if known.stage is None:
            return f"Give them five days; after a final interview it would be seven, so give `{stage}` if it was one."
        return "Give them the days that a decision takes at this stage."
    return "Five days ought to lie between two follow-ups."
