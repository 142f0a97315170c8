"""Waits that have run, months behind a hyphen, and counts that close themselves."""

from __future__ import annotations

import datetime as dt

import pytest

from reviewer.facts import read_counts, read_dates

_SENDING = dt.date(2026, 6, 3)


@pytest.mark.parametrize("text", ["Three weeks have slipped by since we met.", "A month has now gone by since the panel."])
def test_a_time_that_has_run_is_a_gap(text: str) -> None:
    assert [m.gap for m in read_dates(text, sending_on=_SENDING)] == [True]


def test_three_weeks_at_sea_are_no_gap() -> None:
    assert not read_dates("Three weeks have their own smell at sea.", sending_on=_SENDING)


def test_a_month_is_read_behind_its_half() -> None:
    (mention,) = read_dates("our call in mid-May", sending_on=_SENDING)
    assert mention.days == ((dt.date(2026, 5, 1), dt.date(2026, 5, 31)),)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("I sent you one message already.", 1),
        ("I have written to you a single time.", 1),
        ("My first three emails may have gone astray.", 3),
    ],
)
def test_counts_of_earlier_messages(text: str, number: int) -> None:
    assert [c.earlier for c in read_counts(text)] == [number]


@pytest.mark.parametrize("text", ["I sent one message to the whole ward.", "Your first three emails were kind."])
def test_other_messages_are_not_counted(text: str) -> None:
    assert not read_counts(text)
