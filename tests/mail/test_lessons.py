"""What a thread teaches: each fact with the mail and the words it rests on, and nothing where there is a doubt."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

import pytest

from reviewer.mail import Lessons, Mail, learn, thread_of
from reviewer.reviews import Reviewer
from tests.mail.letters import DANA, ME, PIET, mail

TODAY = dt.date(2026, 11, 20)


@cache
def reviewer() -> Reviewer:
    return Reviewer()


def lessons(*mails: Mail, sending_on: dt.date = TODAY, to: str = DANA) -> Lessons:
    thread = thread_of(mails, draft=mail(ME, to, str(sending_on), "Draft."), today=sending_on)
    return learn(thread, reviewer(), sending_on=sending_on)


def facts(found: Lessons) -> dict[str, Any]:
    return {fact.field: fact.value for fact in found.facts}


def asked(found: Lessons) -> list[str]:
    return [question.field for question in found.questions]


def theirs(body: str, day: str = "2026-11-03", **more: Any) -> Mail:
    return mail(DANA, ME, day, f"Dear Ines,\n\n{body}\n\nKind regards\nDana", **more)


def mine(body: str, day: str = "2026-11-05", **more: Any) -> Mail:
    return mail(ME, DANA, day, f"Dear Dana,\n\n{body}\n\nKind regards\nInes", **more)


def test_a_whole_thread_teaches_what_it_holds() -> None:
    """From the invitation to the first follow-up, every fact names its mails."""
    invited = theirs("We would like to invite you to a final interview. Which pay do you have in mind?", "2026-10-26")
    answered = mine("Tuesday suits me. My salary expectation is 62,000 to 66,000 EUR a year.", "2026-10-27")
    fixed = theirs("Thank you. I confirm the final interview on Tuesday, 3 November at 10:00.", "2026-10-28")
    thanked = mine("Thank you for the interview today. I enjoyed hearing about the new quay.", "2026-11-03")
    promised = theirs("It was a pleasure to meet you. We will get back to you by the end of next week.", "2026-11-04")
    followed = mine("I hope you are well. May I ask whether you have come to a decision about the post?", "2026-11-16")
    found = lessons(followed, invited, promised, answered, thanked, fixed)
    assert [(fact.field, fact.value, fact.mails) for fact in found.facts] == [
        ("recipient.name", "Dana Whitcombe", (promised,)),
        ("recipient.connection", "met", (invited,)),
        ("interviewed_on", "2026-11-03", (fixed, thanked)),
        ("stage", "final_interview", (fixed,)),
        ("reply_promised_by", "2026-11-13", (promised,)),
        ("follow_ups", ["2026-11-16"], (followed,)),
        ("salary_expectation", {"min": 62000.0, "max": 66000.0, "currency": "EUR", "period": "year"}, (answered,)),
    ]
    assert (found.questions, found.remarks) == ((), ())
    assert next(fact for fact in found if fact.field == "reply_promised_by").sentence() == (
        "reply_promised_by is 2026-11-13, from the mail of 4 November 2026 from Dana Whitcombe:"
        ' "We will get back to you by the end of next week." (`--reply-promised-by` overrules it)'
    )


def test_words_can_be_left_out_of_what_is_shown() -> None:
    fact = next(fact for fact in lessons(theirs("We will get back to you by Friday.")) if fact.field == "reply_promised_by")
    assert fact.sentence(quotes=False) == (
        "reply_promised_by is 2026-11-06, from the mail of 3 November 2026 from Dana Whitcombe (`--reply-promised-by` overrules it)"
    )


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("We will get back to you by the end of next week.", "2026-11-13"),
        ("You will hear from us by Friday.", "2026-11-06"),
        ("I expect to have an answer for you in about ten days.", "2026-11-13"),
        ("We hope to let you know early in December.", "2026-12-10"),
        ("A decision will be made by 20 November.", "2026-11-20"),
        ("The panel should be able to decide within 5 to 7 working days.", "2026-11-12"),
        ("By the end of the month we will let you know whether you have been successful.", "2026-11-30"),
        ("We will be in touch within a fortnight.", "2026-11-17"),
        ("Piet will come back to you tomorrow.", "2026-11-04"),
    ],
)
def test_a_promised_day_is_counted_from_the_day_of_the_mail(words: str, day: str) -> None:
    """Written on Tuesday, 3 November 2026."""
    assert facts(lessons(theirs(words))).get("reply_promised_by") == day


@pytest.mark.parametrize(
    "words",
    [
        "Please send us your references by Friday.",
        "Could you let us know by Friday whether you are still interested?",
        "If you do not hear from us by Friday, please call.",
        "We will get back to you once you have sent your papers by Friday.",
        "We will be in touch soon.",
        "Piet will call you on Friday for the interview.",
        "Your start date would be 1 December.",
        "The quay will be finished by December.",
        "> We will get back to you by Friday.\n\nThat is what my colleague wrote.",
    ],
)
def test_what_is_no_promise_of_an_answer_gives_no_day(words: str) -> None:
    """Requests, conditions, other matters and quoted words."""
    assert "reply_promised_by" not in facts(lessons(theirs(words)))


@pytest.mark.parametrize("words", ["We will let you know next Thursday.", "We will decide by 11/12."])
def test_a_promise_that_may_be_read_in_two_ways_is_asked_about(words: str) -> None:
    found = lessons(theirs(words))
    assert "reply_promised_by" not in facts(found)
    assert asked(found) == ["reply_promised_by"]


def test_a_later_mail_of_weight_leaves_an_earlier_promise_in_doubt() -> None:
    """A mere acknowledgement does not."""
    promise = theirs("We will get back to you by Friday.")
    received = theirs("Thank you, the papers have come.", "2026-11-04")
    invited = theirs(
        "We would like to see you again. When are you free in the week of 16 November, and could you bring your plans?", "2026-11-05"
    )
    assert facts(lessons(promise, received))["reply_promised_by"] == "2026-11-06"
    assert asked(lessons(promise, invited)) == ["reply_promised_by"]


def test_the_users_own_promises_and_a_machines_count_for_nothing() -> None:
    absent = theirs("I am away. We will get back to you by Monday.", "2026-11-06", extra=["Auto-Submitted: auto-replied"])
    found = lessons(theirs("Thank you for coming."), mine("You will hear from me by Friday."), absent)
    assert "reply_promised_by" not in facts(found)


@pytest.mark.parametrize(
    ("words", "counts"),
    [
        ("May I ask whether you have come to a decision?", True),
        ("I wanted to check in: is there any news on the post?", True),
        ("I came across an article on silt and thought of our talk.", True),
        ("Thank you for the interview today. I enjoyed our talk.", False),
        ("As you asked, here are my references.", False),
        ("Could we move the appointment to Friday? My train has been cancelled.", False),
        ("I am writing to withdraw my application. Thank you for your time.", False),
    ],
)
def test_follow_ups_are_told_apart_from_thanks_answers_and_logistics(words: str, counts: bool) -> None:
    """By what each mail does; only those since their last word count."""
    earlier = mine("Have you decided already?", "2026-11-01")
    found = facts(lessons(earlier, theirs("Thank you for coming in."), mine(words, "2026-11-10")))
    assert found.get("follow_ups") == (["2026-11-10"] if counts else None)


def test_an_absence_notice_is_no_reply() -> None:
    """Follow-ups before it still count."""
    absent = theirs("I am away until Monday.", "2026-11-11", extra=["Auto-Submitted: auto-replied"])
    found = facts(lessons(theirs("Thank you for coming in."), mine("Have you decided?", "2026-11-10"), absent))
    assert found["follow_ups"] == ["2026-11-10"]


def test_follow_ups_that_cannot_be_counted_are_asked_about() -> None:
    """Where they never wrote, or where a mail of the user's has no date."""
    assert asked(lessons(mine("Have you decided?"))) == ["follow_ups"]
    assert asked(lessons(theirs("Thank you for coming in.", id="a"), mine("Have you decided?", "", answers="a"))) == ["follow_ups"]


def test_connection_is_met_only_for_who_has_written() -> None:
    """A colleague who only stood in copy is not known to be met; nobody is ever called a stranger."""
    copied = theirs("Thank you for coming in.", cc=PIET)
    assert facts(lessons(copied))["recipient.connection"] == "met"
    assert "recipient.connection" not in facts(lessons(copied, to=PIET))
    assert facts(lessons(copied, to=PIET))["recipient.name"] == "Piet Maas"


def test_pay_is_what_the_user_named_as_wish_and_the_same_each_time() -> None:
    """Another's figures are none; two different ones are asked about."""
    wished = mine("My salary expectation is 62,000 EUR a year.", "2026-10-27")
    theirs_named = theirs("The range of the post is 50,000 to 58,000 EUR.", "2026-10-28")
    earned = mine("At present I earn 48,000 EUR a year.", "2026-10-29")
    other = mine("My salary expectation would be 65,000 EUR a year.", "2026-10-30")
    assert facts(lessons(theirs_named, wished, earned))["salary_expectation"]["max"] == 62000.0
    assert "salary_expectation" not in facts(lessons(theirs_named, earned))
    assert asked(lessons(theirs_named, wished, other)) == ["salary_expectation"]


def test_an_interview_day_that_quarrels_or_lies_ahead_is_asked_about() -> None:
    """So is one after which somebody wrote of moving it; a proposal alone fixes nothing."""
    fixed = theirs("I confirm your interview on Thursday, 5 November.")
    moved = mine("I am sorry, I have to reschedule the interview.", "2026-11-04")
    again = theirs("I confirm your interview on Monday, 9 November.", "2026-11-04")
    ahead = theirs("I confirm your second interview on Wednesday, 25 November.", "2026-11-10")
    proposal = theirs("Would Thursday, 5 November suit you for an interview?")
    assert facts(lessons(fixed))["interviewed_on"] == "2026-11-05"
    for mails in ((fixed, moved), (fixed, again), (fixed, ahead)):
        found = lessons(*mails)
        assert ("interviewed_on" in facts(found), "interviewed_on" in asked(found)) == (False, True)
    assert "interviewed_on" not in facts(lessons(proposal))


def test_two_interviews_far_apart_give_the_later_one() -> None:
    first = theirs("I confirm the phone interview on Monday, 12 October.", "2026-10-08")
    second = theirs("I confirm the final interview on Tuesday, 3 November.", "2026-10-28")
    found = facts(lessons(first, second))
    assert (found["interviewed_on"], found["stage"]) == ("2026-11-03", "final_interview")


@pytest.mark.parametrize(
    ("words", "process"),
    [
        ("After careful thought we have decided to proceed with another candidate.", "rejected"),
        ("I am sorry to say that you have not been selected for this post.", "rejected"),
        ("Thank you for the signed contract. Welcome to the team!", "hired"),
        ("We have not yet decided whether to proceed with other candidates.", None),
        ("We would love to welcome you to the team.", None),
        ("The post in accounting has been filled.", None),
    ],
)
def test_an_ending_is_taken_only_where_their_last_mail_says_so(words: str, process: str | None) -> None:
    assert facts(lessons(theirs(words))).get("process") == process
    later = theirs("We would like to see you once more on the matter, since things have changed.", "2026-11-10")
    assert "process" not in facts(lessons(theirs(words), later))


def test_a_thread_of_others_teaches_nothing() -> None:
    """Nobody of the draft's readers is in it."""
    found = lessons(theirs("We will get back to you by Friday."), to="Bo Lund <bo@millrace.example>")
    assert (found.facts, found.questions) == ((), ())
    assert found.remarks == ("no mail in the thread is from or to Bo Lund, so that it says nothing of this draft",)
