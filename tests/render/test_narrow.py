"""What a narrow terminal shows: no line is longer than it, and no word is cut."""

from __future__ import annotations

import datetime as dt

from reviewer.due import outlook
from reviewer.models import Context, Review
from reviewer.models.application import Application
from reviewer.render.agenda import agenda
from reviewer.render.cells import cells
from reviewer.render.lines import plain
from reviewer.render.variants import Variant, variants_report

KNOWN = Context(stage="final_interview", interviewed_on=dt.date(2025, 3, 3), reply_promised_by=dt.date(2025, 3, 14))
ACME = Application(name="ACME", id="0" * 32, added_on=dt.date(2025, 3, 3), known=KNOWN)


def test_what_is_due_stands_one_below_the_other() -> None:
    """A table would need more room."""
    told = plain(list(agenda([outlook(ACME, dt.date(2025, 3, 12))], 40)))
    assert (
        told
        == """\
ACME
  final interview on 2025-03-03, answer
  promised by 2025-03-14
  from Sat 2025-03-15: ask for the
  outcome.
    They named 2025-03-14 for their
    answer; ask once it is past.
  from Thu 2025-03-20: ask once more.
    The one further question, if they
    have not written by then.
  Too much: asking before 2025-03-15; a
  third follow-up; a request to connect
  while it is open.
"""
    )


def test_where_there_is_room_it_is_a_table() -> None:
    """Two columns and the reasons beside them."""
    told = plain(list(agenda([outlook(ACME, dt.date(2025, 3, 12))], 80))).splitlines()
    assert told[0] == "ACME  final interview on 2025-03-03, answer promised by 2025-03-14"
    assert told[1].startswith("  from Sat 2025-03-15 ask for the outcome  They named")


def test_verdicts_under_other_facts_stand_one_below_the_other(review: Review, clean: Review) -> None:
    """With what is at fault, and the first good day."""
    told = plain(list(variants_report(review, [Variant({"sending-on": "2026-11-12", "recipient-role": "hiring_manager"}, clean)], 40)))
    assert (
        told
        == """\

What if
  - as it is: wait (too-soon), from
    2026-11-07
  - sending-on 2026-11-12,
    recipient-role hiring_manager: send
"""
    )
    assert max(map(cells, told.splitlines())) <= 40
