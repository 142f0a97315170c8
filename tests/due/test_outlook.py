"""What may be sent from when, and what would be too much."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.due import Outlook, Step, outlook
from reviewer.due.questions import questions
from reviewer.facts.timeline import Timeline
from reviewer.models import Context, Draft
from reviewer.models.application import Application, Message, follow_ups_since_reply
from reviewer.reviews import Reviewer

HELD = dt.date(2025, 3, 3)
WROTE = "They wrote on 2025-03-11: if they named a new day, tell it with `reviewer heard --promised-by`, and the question waits for it."
CONNECTING = "a request to connect while it is open"


def march(day: int) -> dt.date:
    return dt.date(2025, 3, day)


def application(*messages: tuple[int, str], **known: Any) -> Application:
    sent = tuple(Message.model_validate({"on": march(day), "kind": kind}) for day, kind in messages)
    context = Context(**known, follow_ups=follow_ups_since_reply(sent))
    return Application(name="ACME", id="0" * 32, added_on=HELD, known=context, messages=sent)


def steps(seen: Outlook) -> list[tuple[str, int, bool]]:
    return [(step.kind, step.on.day, step.if_silent) for step in seen.steps]


FINAL: dict[str, Any] = {"stage": "final_interview", "interviewed_on": HELD}


def test_after_a_final_interview() -> None:
    """A word of thanks at once, the question from the seventh day, and one more if they stay silent."""
    one = application(**FINAL)
    assert outlook(one, march(4)) == Outlook(
        one,
        march(4),
        steps=(
            Step("thank-you", HELD, "Nobody has been thanked yet; it asks for nothing.", ("interviewed 2025-03-03",)),
            Step(
                "outcome-question",
                march(10),
                "Give them the 7 days that a decision takes at this stage.",
                ("interviewed 2025-03-03", "sending 2025-03-04", "1 day; the window opens on day 7"),
            ),
            Step(
                "second-follow-up",
                march(15),
                "The one further question, if they have not written by then.",
                ("5 days after a question on 2025-03-10",),
                if_silent=True,
            ),
        ),
        too_much=("asking before 2025-03-10", "a third follow-up", CONNECTING),
        questions=questions("by_mail"),
    )


@pytest.mark.parametrize(
    ("day", "messages", "known", "expected"),
    [
        (3, (), FINAL, [("thank-you", 3, False), ("outcome-question", 10, False), ("second-follow-up", 15, True)]),
        (1, (), FINAL, [("thank-you", 3, False), ("outcome-question", 10, False), ("second-follow-up", 15, True)]),
        (4, ((3, "thank-you"),), FINAL, [("outcome-question", 10, False), ("second-follow-up", 15, True)]),
        (4, ((1, "thank-you"),), FINAL, [("thank-you", 3, False), ("outcome-question", 10, False), ("second-follow-up", 15, True)]),
        (10, (), FINAL, [("outcome-question", 10, False), ("second-follow-up", 15, True)]),
        (20, (), FINAL, [("outcome-question", 10, False), ("second-follow-up", 25, True)]),
        (12, ((11, "follow-up"),), FINAL, [("second-follow-up", 16, False)]),
        (20, ((11, "follow-up"), (16, "follow-up")), FINAL, []),
        (10, ((11, "follow-up"), (16, "follow-up")), FINAL, [("outcome-question", 10, False), ("second-follow-up", 15, True)]),
        (
            20,
            ((11, "follow-up"), (16, "follow-up"), (19, "reply")),
            FINAL | {"reply_promised_by": march(24)},
            [("outcome-question", 25, False), ("second-follow-up", 30, True)],
        ),
        (9, (), {"interviewed_on": HELD}, [("outcome-question", 8, False), ("second-follow-up", 14, True)]),
        (9, (), {"reply_promised_by": march(12)}, [("outcome-question", 13, False), ("second-follow-up", 18, True)]),
        (9, (), {}, []),
        (9, (), FINAL | {"stage": "offer"}, []),
        (
            9,
            (),
            FINAL | {"stage": "offer", "reply_promised_by": march(12)},
            [("outcome-question", 13, False), ("second-follow-up", 18, True)],
        ),
        (9, (), FINAL | {"process": "hired"}, []),
        (9, (), FINAL | {"process": "rejected"}, []),
    ],
)
def test_what_may_be_sent_follows_from_the_facts(
    day: int, messages: tuple[tuple[int, str], ...], known: dict[str, Any], expected: list[tuple[str, int, bool]]
) -> None:
    """Message, first day in March, and whether it supposes that they stay silent; what was sent later than the day is not counted yet."""
    assert steps(outlook(application(*messages, **known), march(day))) == expected


@pytest.mark.parametrize(
    ("day", "messages", "known", "too_much", "remarks"),
    [
        (
            20,
            ((11, "follow-up"), (16, "follow-up")),
            FINAL,
            ("another follow-up before they write", CONNECTING),
            ("2 follow-ups have been sent since their last reply: let it rest until they write.",),
        ),
        (
            9,
            (),
            FINAL | {"process": "hired"},
            (),
            ("You have been hired: there is nothing to ask any more, and a request to connect is welcome now.",),
        ),
        (
            9,
            (),
            FINAL | {"process": "rejected"},
            ("a request to connect",),
            ("They have decided: a word of thanks or one request for advice is fine, a question about the outcome is not.",),
        ),
        (9, (), FINAL | {"stage": "offer"}, (CONNECTING,), ("There is an offer: it waits for your answer, and nothing need be asked.",)),
        (
            9,
            (),
            {},
            (CONNECTING,),
            ("No day is known to count from: tell `--interviewed-on` or `--reply-promised-by` with `reviewer app edit`.",),
        ),
        (
            11,
            ((11, "reply"),),
            FINAL,
            ("a third follow-up", CONNECTING),
            (WROTE,),
        ),
        (
            11,
            (),
            FINAL | {"recipient": {"name": "Ann Reyes", "role": "executive", "connection": "none"}},
            ("a third follow-up", "asking Ann Reyes, whom you do not know; ask whoever interviewed you", CONNECTING),
            (),
        ),
        (11, (), FINAL | {"recipient": {"role": "recruiter", "connection": "none"}}, ("a third follow-up", CONNECTING), ()),
    ],
)
def test_what_would_be_too_much_is_said(
    day: int, messages: tuple[tuple[int, str], ...], known: dict[str, Any], too_much: tuple[str, ...], remarks: tuple[str, ...]
) -> None:
    """And what is missing, or has changed."""
    seen = outlook(application(*messages, **known), march(day))
    assert (seen.too_much, seen.remarks) == (too_much, remarks)


@pytest.mark.parametrize(
    ("day", "messages", "known", "asked"),
    [
        (1, (), FINAL, ("timeline", "leave")),
        (3, (), FINAL, ("timeline", "leave")),
        (1, (), {}, ("timeline", "leave")),
        (4, (), FINAL, ("by_mail",)),
        (4, ((4, "thank-you"),), FINAL, ()),
        (8, (), FINAL, ()),
        (1, (), FINAL | {"reply_promised_by": march(12)}, ()),
        (1, (), FINAL | {"stage": "offer"}, ()),
        (1, (), FINAL | {"process": "hired"}, ()),
    ],
)
def test_the_question_for_the_end_of_the_interview(
    day: int, messages: tuple[tuple[int, str], ...], known: dict[str, Any], asked: tuple[str, ...]
) -> None:
    """While the timeline is unknown: at the interview, or with the thanks for it."""
    assert outlook(application(*messages, **known), march(day)).questions == questions(*asked)


def test_our_own_words_pass_our_own_review() -> None:
    """On the day after the interview, by mail, to somebody met."""
    reviewer = Reviewer()
    context = Context.model_validate({**FINAL, "sending_on": march(4), "recipient": {"connection": "met"}})
    for question in questions("timeline", "by_mail"):
        text = f"Dear Dana,\n\n{question.say}\n\nKind regards,\nSam"
        assert reviewer.review(Draft(channel="email", text=text), context).verdict == "send", question.say


DAYS = st.integers(1, 31).map(march)
KNOWN = st.fixed_dictionaries(
    {},
    optional={
        "stage": st.sampled_from(["phone_screen", "interview", "final_interview", "offer"]),
        "interviewed_on": DAYS,
        "reply_promised_by": DAYS,
        "process": st.sampled_from(["open", "hired", "rejected"]),
    },
)
MESSAGES = st.lists(st.tuples(st.integers(1, 31), st.sampled_from(["follow-up", "thank-you", "reply"])), max_size=4).map(sorted)


@settings(max_examples=60, deadline=None)
@given(KNOWN, MESSAGES, DAYS)
def test_the_timeline_is_the_only_arithmetic(known: dict[str, Any], messages: list[tuple[int, str]], day: dt.date) -> None:
    """The day of the question is the first good day of `Timeline`, and what is due passes as neither too soon nor too often."""
    one = application(*messages, **known)
    seen = outlook(one, day)
    sent = follow_ups_since_reply(message for message in one.messages if message.on <= day)
    context = one.known.model_copy(update={"follow_ups": sent})
    first = Timeline(context).first_good_day()
    asked = [step.on for step in seen.steps if step.kind != "thank-you" and not step.if_silent]
    assert asked == ([] if first is None or context.process in ("hired", "rejected") else [first])
    assert list(seen.steps) == sorted(seen.steps, key=lambda step: step.on)
    for step in seen.steps:
        then = Timeline(context.model_copy(update={"sending_on": max(step.on, day)}))
        if step.kind != "thank-you":
            assert not any((then.too_early, then.too_many, then.too_close))
