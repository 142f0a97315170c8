"""Unknowns: the facts that are asked for are those that could turn the verdict."""

from __future__ import annotations

import datetime as dt

from reviewer import Context, Draft, Recipient, review
from reviewer.rules.predicates import PREDICATES
from reviewer.rules.unknowns import PROBED

ASKING = Draft(channel="email", text="Dear Ms Lee, could you tell me whether a decision has been made? Kind regards, Ana")


def fields(draft: Draft, context: Context) -> list[str]:
    return [unknown.field for unknown in review(draft, context).unknowns]


def test_every_probed_predicate_exists() -> None:
    assert set(PREDICATES) >= PROBED


def test_what_weighs_most_is_asked_first() -> None:
    assert fields(ASKING, Context()) == ["follow_ups", "recipient.connection", "interviewed_on"]


def test_what_is_known_is_not_asked() -> None:
    known = Context(
        stage="interview",
        interviewed_on=dt.date(2026, 11, 2),
        sending_on=dt.date(2026, 11, 20),
        follow_ups=(),
        recipient=Recipient(role="recruiter", connection="met"),
    )
    assert fields(ASKING, known) == []


def test_the_stage_is_asked_where_it_would_close_the_window() -> None:
    """Six days after an interview of unknown stage it may be time, or not."""
    met = Recipient(connection="met")
    six = Context(interviewed_on=dt.date(2026, 11, 2), sending_on=dt.date(2026, 11, 8), follow_ups=(), recipient=met)
    assert fields(ASKING, six) == ["stage"]


def test_a_figure_makes_the_expectation_worth_knowing() -> None:
    wish = Draft(channel="email", text="Dear Ms Lee, I would ask for 90,000 dollars a year. Kind regards, Ana")
    assert "salary_expectation" in fields(wish, Context())


def test_plain_thanks_leave_nothing_to_ask() -> None:
    thanks = Draft(channel="email", text="Dear Ms Lee, thank you for the tour of the press room. Kind regards, Ana")
    assert fields(thanks, Context(recipient=Recipient(role="interviewer", connection="met"))) == []
