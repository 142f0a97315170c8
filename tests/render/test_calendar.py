"""The calendar files: what RFC 5545 asks, read strictly."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from reviewer.models import Context, Recipient
from reviewer.render.calendar import Entry, calendar_entry, calendar_of

DAY = dt.date(2025, 3, 10)
MADE = dt.datetime(2025, 3, 4, 12, 30, tzinfo=dt.UTC)
ENTRY = Entry("0" * 32, DAY, "ACME: ask for the outcome", "Give them the 7 days; then, ask.", MADE, 3)

EXPECTED = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//interview-follow-up-reviewer//EN
METHOD:PUBLISH
BEGIN:VEVENT
SUMMARY:ACME: ask for the outcome
DTSTART;VALUE=DATE:20250310
DTEND;VALUE=DATE:20250311
DTSTAMP:20250304T123000Z
UID:e69a9ee7-d1da-5b5b-b5ae-ea91f0b93d9e@interview-follow-up-reviewer
SEQUENCE:3
CLASS:PRIVATE
DESCRIPTION:Give them the 7 days\\; then\\, ask.
LAST-MODIFIED:20250304T123000Z
TRANSP:TRANSPARENT
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:ACME: ask for the outcome
TRIGGER:PT9H
END:VALARM
END:VEVENT
END:VCALENDAR
"""


def events(content: bytes) -> list[Any]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def test_an_entry_is_a_whole_day_with_a_reminder() -> None:
    """Every line of the file; each ends in CR LF."""
    content = calendar_of([ENTRY]).decode()
    assert content.count("\r\n") == content.count("\n") == len(content.splitlines())
    found, wanted = (set(text.split("\n")) for text in (content.replace("\r\n", "\n"), EXPECTED))
    assert {line for line in found if not line.startswith("UID:")} == {line for line in wanted if not line.startswith("UID:")}
    assert re.search(r"^UID:[0-9a-f-]{36}@interview-follow-up-reviewer\r$", content, re.MULTILINE)


def test_the_same_key_is_the_same_entry_of_a_later_revision() -> None:
    """So that a second import moves it; another key is another entry."""
    moved = Entry(ENTRY.key, dt.date(2025, 3, 17), ENTRY.summary, "They named a day.", MADE + dt.timedelta(hours=1), 4)
    other = Entry("1" * 32, DAY, "Borealis: ask for the outcome", "", MADE)
    first, second, third = events(calendar_of([ENTRY, moved, other]))
    assert first["uid"] == second["uid"] != third["uid"]
    assert (first["sequence"], second["sequence"]) == (3, 4)
    assert second["dtstamp"].dt > first["dtstamp"].dt
    assert (second["dtstart"].dt, second["dtend"].dt) == (dt.date(2025, 3, 17), dt.date(2025, 3, 18))


def test_equal_facts_give_an_equal_file() -> None:
    """Of the first good day that `reviewer when` names."""
    made = [calendar_entry(DAY, Context(interviewed_on=dt.date(2025, 3, 3), sending_on=DAY), "Give them a week.") for _ in range(2)]
    assert made[0] == made[1]
    (event,) = events(made[0])
    assert (event["dtstart"].dt, event["summary"]) == (DAY, "Ask for the outcome of your interview on 3 March 2025")
    assert event["description"] == "Give them a week. Let `reviewer check` read it before you send it."


@pytest.mark.parametrize(
    ("known", "summary"),
    [
        (Context(), "Ask for the outcome of your interview"),
        (Context(recipient=Recipient(name="Dana Lee")), "Ask Dana Lee for the outcome of your interview"),
        (Context(follow_ups=(dt.date(2025, 3, 4),)), "Ask once more for the outcome of your interview"),
    ],
)
def test_an_entry_says_what_it_is_about(known: Context, summary: str) -> None:
    """As far as that is known: it is read weeks later, among others."""
    (event,) = events(calendar_entry(DAY, known, "Give them a week."))
    assert event["summary"] == summary


def test_a_day_that_has_gone_by_is_entered_on_the_day_of_sending() -> None:
    """A reminder in the past reminds nobody."""
    (event,) = events(calendar_entry(dt.date(2025, 1, 7), Context(interviewed_on=dt.date(2025, 1, 2), sending_on=DAY), "It has come."))
    assert (event["dtstart"].dt, event["dtend"].dt) == (DAY, DAY + dt.timedelta(days=1))


def test_the_last_day_of_the_calendar_has_no_end() -> None:
    """A whole day without an end lasts one day."""
    (event,) = events(calendar_of([Entry("x", dt.date.max, "s", "d", MADE)]))
    assert "dtend" not in event


@settings(max_examples=30, deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200),
)
def test_any_words_come_back_as_they_were(summary: str, description: str) -> None:
    """On lines of at most 75 octets, cut between characters and never within one."""
    content = calendar_of([Entry("x", DAY, summary, description, MADE)])
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() is not None for line in lines)
    (event,) = events(content)
    assert (str(event["summary"]), str(event["description"])) == (summary, description)
