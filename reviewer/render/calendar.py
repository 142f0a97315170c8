"""The first good day as an entry for a calendar; the only place that knows icalendar."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Final

from reviewer.models import Context

__all__ = ["calendar_entry"]

_FAMILY: Final = uuid.UUID("6f1d1c9a-6f0b-5d3e-9c39-2f0f4f6c8a11")
_AT_NINE: Final = dt.timedelta(hours=9)


def calendar_entry(day: dt.date, context: Context, facts: tuple[str, ...]) -> bytes:
    """An iCalendar file with one all-day entry; equal facts give an equal file, so that a second import changes nothing."""
    from icalendar import Alarm, Calendar, Event

    summary = "A good day to follow up on your interview"
    event = Event()
    event.add("uid", f"{uuid.uuid5(_FAMILY, context.model_dump_json(exclude={'sending_on'}))}@interview-follow-up-reviewer")
    event.add("dtstamp", dt.datetime.combine(context.sending_on or day, dt.time(), tzinfo=dt.UTC))
    event.add("dtstart", day)
    event.add("dtend", day + dt.timedelta(days=1) if day < dt.date.max else day)
    event.add("summary", summary)
    event.add("description", "; ".join(facts))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", _AT_NINE)
    event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//interview-follow-up-reviewer//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content
