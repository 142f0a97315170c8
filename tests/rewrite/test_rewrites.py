"""The rewrite: the smallest honest mend, verified, or the honest alternative."""

from __future__ import annotations

import asyncio
import datetime as dt
from functools import cache
from typing import Any

import pytest

from reviewer import Context, Draft, Reviewer
from reviewer.models import Rewrite
from reviewer.rewrite import rewrite, rewrite_async

EARLY: dict[str, Any] = {"stage": "phone_screen", "interviewed_on": "2026-11-02", "sending_on": "2026-11-04"}
OPEN: dict[str, Any] = {**EARLY, "sending_on": "2026-11-12"}


@cache
def reviewer() -> Reviewer:
    return Reviewer()


def of(text: str, subject: str | None = None, channel: str = "email", **context: Any) -> Rewrite:
    draft = Draft.model_validate({"channel": channel, "text": text, "subject": subject})
    return rewrite(reviewer(), draft, Context.model_validate(context))


def words(found: Rewrite) -> str:
    assert found.draft is not None, (found.outcome, found.alternative)
    return found.draft.text


def test_a_question_that_is_too_soon_goes_and_the_thanks_stay() -> None:
    """Greeting, farewell and paragraphs are as they were; the other way is named: the same words on the first good day."""
    found = of("Dear Dana,\n\nThank you for the tour. Could you tell me whether a decision has been made?\n\nKind regards,\nMarit", **EARLY)
    assert words(found) == "Dear Dana,\n\nThank you for the tour.\n\nKind regards,\nMarit"
    assert (found.before.verdict, found.after and found.after.verdict, found.by) == ("wait", "send", "rules")
    (change,) = found.changes
    assert (change.before, change.after, change.rules) == (
        "Could you tell me whether a decision has been made?",
        "",
        ("too-soon/before-the-window",),
    )
    assert found.alternative == "Or keep your own words, and send them on Saturday, 7 November 2026 or later."


def test_where_nothing_else_is_said_shortly_after_an_interview_a_line_of_thanks_stands_for_it() -> None:
    """The line says only what the context holds."""
    met: dict[str, Any] = {"recipient": {"connection": "met", "role": "recruiter"}}
    found = of("Dear Dana,\n\nHas the panel made a decision yet?\n\nMarit", **EARLY, **met)
    assert words(found) == "Dear Dana,\n\nThank you for taking the time to speak with me.\n\nMarit"


def test_where_only_time_is_at_fault_and_nothing_is_left_to_say_one_waits() -> None:
    """Nothing is put in the place of a question long after the interview."""
    late: dict[str, Any] = {"stage": "final_interview", "interviewed_on": "2026-11-02", "sending_on": "2026-11-18"}
    late["reply_promised_by"] = "2026-11-20"
    found = of("Dear Dana,\n\nHas the panel made a decision yet?\n\nMarit", **late)
    assert (found.outcome, found.draft) == ("no-honest-mend", None)
    assert found.alternative == "Wait until Saturday, 21 November 2026, and send nothing before that day."


def test_a_calm_question_stands_for_words_that_press_once_the_window_is_open() -> None:
    """A threat beside them goes."""
    found = of("Dear Dana,\n\nI need an answer today. Otherwise this goes on Glassdoor.\n\nMarit", **OPEN)
    assert words(found) == "Dear Dana,\n\nWhen do you expect to decide?\n\nMarit"


def test_emoji_go_and_the_words_stay() -> None:
    """What is said is not touched."""
    found = of("Hi Dana,\n\nThank you so much for the tour!! It was a pleasure to meet the team 😊\n\nMarit", **EARLY)
    assert words(found) == "Hi Dana,\n\nThank you so much for the tour! It was a pleasure to meet the team.\n\nMarit"


def test_a_chummy_greeting_becomes_a_plain_one_that_names_the_reader_as_the_draft_does() -> None:
    """No name is made up where there is none."""
    assert words(of("Hey buddy,\n\nThank you for the tour of the plant.\n\nMarit", **EARLY)).startswith("Hello,\n\nThank you")


def test_only_the_part_at_fault_goes_where_the_rest_stands_alone() -> None:
    """What follows and leads over from it loses the word that did so."""
    text = "Dear Dana,\n\nThank you for the tour of the plant, and have you decided yet? Also, I have attached the certificate.\n\nMarit"
    found = of(text, **EARLY)
    assert words(found) == "Dear Dana,\n\nThank you for the tour of the plant. Also, I have attached the certificate.\n\nMarit"


def test_what_leans_on_a_sentence_that_is_gone_goes_or_loses_the_word_that_led_over() -> None:
    """No `Also,` hangs in the air, and no reason without its question."""
    text = "Dear Dana,\n\nThank you for the tour.\n\nHas anyone been chosen? A yes or no would do. Also, the slides are attached.\n\nMarit"
    assert words(of(text, **EARLY)) == "Dear Dana,\n\nThank you for the tour.\n\nThe slides are attached.\n\nMarit"


def test_a_request_to_connect_goes_and_what_to_do_about_one_that_was_sent_is_said() -> None:
    """The rest of the message stays."""
    found = of("Dear Dana,\n\nThank you for the tour. I have sent you an invitation to connect on LinkedIn.\n\nMarit", **EARLY)
    assert words(found) == "Dear Dana,\n\nThank you for the tour.\n\nMarit"
    assert found.alternative == "If the request has gone out already, withdraw it; a network shows how."


def test_a_raise_goes_with_its_reasons_and_its_figure() -> None:
    """A raise must not stay behind without saying that it is one."""
    text = "Dear Dana,\n\nThank you for the tour.\n\nI know I said 85k. Rents have gone up since. I would now need 95k a year.\n\nMarit"
    found = of(text, **OPEN, salary_expectation={"max": 85000, "currency": "USD", "period": "year"})
    assert words(found) == "Dear Dana,\n\nThank you for the tour.\n\nMarit"
    assert {lost for change in found.changes for lost in change.lost} >= {"95k a year"}


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("Dear Dana,\n\nI hold another offer and need to answer it by Friday.\n\nMarit", {**OPEN, "other_offer": False}),
        ("hey Dana 😊 I hold another offer and need to answer it by Friday", {**OPEN, "other_offer": False}),
        (
            "Dear Ms Vale,\n\nCould you tell me whether a decision has been made?\n\nMarit",
            {**OPEN, "recipient": {"connection": "none", "role": "executive"}},
        ),
    ],
    ids=["a lie", "a lie among other faults", "a stranger"],
)
def test_a_lie_is_never_polished_and_a_stranger_is_not_written_to(text: str, context: dict[str, Any]) -> None:
    """There is no rewrite, but what can honestly be done."""
    found = of(text, **context)
    assert (found.outcome, found.draft, found.changes, found.after) == ("no-honest-mend", None, (), None)
    assert found.alternative


def test_a_complaint_in_public_and_a_request_to_connect_have_no_mend() -> None:
    """The alternative is one sentence."""
    post = of("Three weeks of silence from Larkfield after five rounds. Some companies have no shame.", channel="social_post")
    assert (post.outcome, (post.alternative or "").count(".")) == ("no-honest-mend", 1)
    request = of("Hi Dana", channel="connection_request", **EARLY, recipient={"connection": "met", "role": "recruiter"})
    assert (request.outcome, request.alternative) == (
        "no-honest-mend",
        "Leave it for the day you are hired; thank the person by email.",
    )


def test_a_follow_up_too_many_has_no_mend_unless_thanks_are_still_fresh() -> None:
    """Thanks a day after the interview may be sent at any time."""
    sent: dict[str, Any] = {**OPEN, "follow_ups": ["2026-11-05", "2026-11-08"]}
    assert of("Dear Dana,\n\nThank you for the tour. Has anyone been chosen yet?\n\nMarit", **sent).outcome == "no-honest-mend"
    fresh: dict[str, Any] = {**EARLY, "sending_on": "2026-11-05", "follow_ups": ["2026-11-03", "2026-11-04"]}
    assert words(of("Dear Dana,\n\nThank you for the tour. Has anyone been chosen yet?\n\nMarit", **fresh)).count("chosen") == 0


def test_a_good_draft_is_left_alone() -> None:
    """Nothing to mend, no draft, no change."""
    found = of("Dear Dana,\n\nThank you for the tour.\n\nMarit", **EARLY)
    assert (found.outcome, found.draft, found.changes, found.alternative) == ("nothing-to-mend", None, (), None)


def test_in_an_event_loop_the_rewrite_is_the_same() -> None:
    """Both shells drive one flow."""
    draft = Draft(channel="email", text="Dear Dana,\n\nThank you for the tour. Has anyone been chosen yet?\n\nMarit")
    context = Context(stage="phone_screen", interviewed_on=dt.date(2026, 11, 2), sending_on=dt.date(2026, 11, 4))
    assert asyncio.run(rewrite_async(reviewer(), draft, context)) == rewrite(reviewer(), draft, context)
