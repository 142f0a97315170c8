"""Facts that cannot all be true are asked about."""

from __future__ import annotations

import datetime as dt

import pytest

from reviewer.memory import quarrel
from reviewer.models import Context

EARLY, HELD, LATE = (dt.date(2025, 3, day) for day in (3, 10, 17))


def said(field: str) -> str:
    return f"said of {field}"


@pytest.mark.parametrize(
    ("known", "sentence"),
    [
        (
            Context(interviewed_on=HELD, reply_promised_by=EARLY),
            "`reply_promised_by` (2025-03-03, said of reply_promised_by) lies before "
            "`interviewed_on` (2025-03-10, said of interviewed_on); "
            "correct one of the two, or clear the promise if it was about an earlier round",
        ),
        (
            Context(interviewed_on=HELD, follow_ups=(LATE, EARLY)),
            "`follow_ups` (2025-03-03, said of follow_ups) names a day before `interviewed_on` (2025-03-10, said of interviewed_on); "
            "correct one of the two, or record their reply if they have written since, for only what was sent after it counts",
        ),
    ],
)
def test_both_sides_and_both_ways_out_are_named(known: Context, sentence: str) -> None:
    """Each with the day and with who said so."""
    assert quarrel(known, said) == sentence


@pytest.mark.parametrize(
    "known",
    [
        Context(),
        Context(interviewed_on=HELD),
        Context(reply_promised_by=EARLY, follow_ups=(EARLY,)),
        Context(interviewed_on=HELD, reply_promised_by=HELD, follow_ups=(HELD, LATE)),
        Context(interviewed_on=LATE, sending_on=HELD),
    ],
)
def test_days_in_order_are_no_quarrel(known: Context) -> None:
    """Nor is an interview that lies ahead: one may write before it."""
    assert quarrel(known, said) is None
