"""Unknowns: the facts that are asked for are those that could turn the verdict."""

from __future__ import annotations

import datetime as dt

import pytest

from reviewer import Context, Draft, Recipient, review
from reviewer.models import Stage
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


def test_a_thank_you_need_not_be_asked_whether_they_have_met() -> None:
    """The draft says so itself, and the most usual good message is not left in doubt."""
    thanks = Draft(channel="email", text="Hi Dana, thank you for your time on Tuesday. I enjoyed hearing about the team. Best, Sam")
    assert fields(thanks, Context()) == []


POSTS = (
    "Had my final interview at a lovely company on Monday. Waiting for the news now, fingers crossed! Grateful for the chance.",
    "Had an interview at a bank last week and they ghosted me. Recruiters are all the same.",
    "Three weeks since my final interview and still no word. Some companies really know how to treat people.",
    "I would love to connect on LinkedIn with everyone whom I met at ACME on Monday.",
)


@pytest.mark.parametrize("text", POSTS)
@pytest.mark.parametrize("context", [Context(), Context(sending_on=dt.date(2026, 11, 22), interviewed_on=dt.date(2026, 11, 20))])
def test_a_post_is_not_asked_about_days(text: str, context: Context) -> None:
    """Its timing is not judged."""
    assert {"interviewed_on", "sending_on", "stage", "follow_ups"}.isdisjoint(fields(Draft(channel="social_post", text=text), context))


@pytest.mark.parametrize("stage", [None, "phone_screen", "final_interview"])
@pytest.mark.parametrize(
    "text",
    [
        "Hi Jo, just checking in on the role. Still very keen! Sam",
        "Hey buddy!!! Any news? I've been checking my phone every hour. Sam",
        "It's been ages and frankly the least you could do is reply. I need an answer today.",
    ],
)
def test_what_no_rule_turns_on_is_not_asked(text: str, stage: Stage | None) -> None:
    """No word of an offer or of pay, and whoever presses for an answer has not been hired."""
    asked = fields(Draft(channel="linkedin_message", text=text), Context(stage=stage, sending_on=dt.date(2026, 11, 22)))
    assert {"other_offer", "salary_expectation", "process"}.isdisjoint(asked)


def test_whether_the_writer_is_hired_is_asked_where_they_write_like_a_colleague() -> None:
    """A request to connect is welcome then."""
    asking = Draft(channel="connection_request", text="Hi Jo, it was great to meet you in my interview on Monday. Let's connect!")
    assert "process" in fields(asking, Context(recipient=Recipient(connection="met")))


def test_plain_thanks_leave_nothing_to_ask() -> None:
    thanks = Draft(channel="email", text="Dear Ms Lee, thank you for the tour of the press room. Kind regards, Ana")
    assert fields(thanks, Context(recipient=Recipient(role="interviewer", connection="met"))) == []
