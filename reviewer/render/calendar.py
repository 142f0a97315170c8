"""Good days as entries for a calendar; the only place that knows icalendar.

What calendars ask of such a file is RFC 5545, and that is what is kept: lines that end in CR LF and are folded at 75 octets,
`PRODID` and `VERSION` for the file, `UID` and `DTSTAMP` for each entry, an all-day entry as `VALUE=DATE` with an end on the day
after. `METHOD:PUBLISH` says that nobody is invited. An entry with a known `UID` takes the place of the older one where its
`SEQUENCE` is higher, or equal with a later `DTSTAMP` (RFC 5546). The reminder is at nine on the day itself.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from reviewer.models import Context

__all__ = ["Entry", "advised", "calendar_entry", "calendar_of"]

_FAMILY: Final = uuid.UUID("6f1d1c9a-6f0b-5d3e-9c39-2f0f4f6c8a11")
_AT_NINE: Final = dt.timedelta(hours=9)


@dataclass(frozen=True, slots=True)
class Entry:
    """One whole day in a calendar."""

    key: str
    """What the entry is for; equal keys are the same entry, whatever else has changed."""
    day: dt.date
    summary: str
    description: str
    made: dt.datetime
    """When it was made; the later one of two with equal revisions counts."""
    revision: int = 0


def calendar_entry(day: dt.date, context: Context, why: str) -> bytes:
    """An iCalendar file with one all-day entry, on the day of sending if the first good day has gone by.

    Equal facts give an equal file, so that a second import changes nothing.
    """
    day = max(day, context.sending_on or day)
    made = dt.datetime.combine(context.sending_on or day, dt.time(), tzinfo=dt.UTC)
    key = context.model_dump_json(exclude={"sending_on"})
    return calendar_of([Entry(key, day, _summary(context), advised(why), made)])


def advised(why: str) -> str:
    """What an entry says: the reason, and what to do before sending."""
    return f"{why} Let `reviewer check` read it before you send it."


def _summary(context: Context) -> str:
    """Which interview it is about, as far as that is known: an entry is read weeks later, among others."""
    person, held = context.recipient and context.recipient.name, context.interviewed_on
    whom = f"Ask {person}" if person else "Ask"
    again = " once more" if context.follow_ups else ""
    return f"{whom}{again} for the outcome of your interview" + (f" on {held.day} {held:%B %Y}" if held else "")


def calendar_of(entries: Iterable[Entry]) -> bytes:
    """An iCalendar file with an all-day entry and its reminder for each."""
    from icalendar import Alarm, Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//interview-follow-up-reviewer//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for entry in entries:
        event = Event()
        event.add("uid", f"{uuid.uuid5(_FAMILY, entry.key)}@interview-follow-up-reviewer")
        event.add("dtstamp", entry.made)
        event.add("last-modified", entry.made)
        event.add("sequence", entry.revision)
        event.add("dtstart", entry.day)
        if entry.day < dt.date.max:
            event.add("dtend", entry.day + dt.timedelta(days=1))
        event.add("summary", entry.summary)
        event.add("description", entry.description)
        event.add("transp", "TRANSPARENT")
        event.add("class", "PRIVATE")
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", entry.summary)
        alarm.add("trigger", _AT_NINE)
        event.add_component(alarm)
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content
