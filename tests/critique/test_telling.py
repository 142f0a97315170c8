"""Every fact of a context is told in words, with the arithmetic already done."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from reviewer.critique.telling import short, tell, unknown
from reviewer.critique.templates import load_prompts
from reviewer.models import Context
from tests.critique.asking import ask

INTERVIEW: dict[str, Any] = {"interviewed_on": "2026-11-02"}
EARLY: dict[str, Any] = INTERVIEW | {"sending_on": "2026-11-04"}


def facts(text: str = "Thank you.", *, channel: str = "email", **context: Any) -> list[str]:
    """What is told beside channel and process."""
    asked = ask(text, channel=channel, **context)
    return [f"{fact.name}: {fact.words}" for fact in tell(asked.evidence, load_prompts())][2:]


@pytest.mark.parametrize(
    ("context", "told"),
    [
        ({}, []),
        (
            EARLY | {"stage": "phone_screen"},
            [
                "stage: The last step was a phone screen.",
                "sending_on: It is to be sent on Wednesday 2026-11-04.",
                "interviewed_on: The interview was held on Monday 2026-11-02, 2 days before the day of sending.",
                "interviewed_on: Asking for the outcome is fair from Saturday 2026-11-07 on, day 5 after the "
                "interview (after a phone screen). "
                "The day of sending comes before that: a question about the outcome IS too soon.",
            ],
        ),
        (
            INTERVIEW | {"sending_on": "2026-11-09", "stage": "final_interview"},
            [
                "stage: The last step was the final interview.",
                "sending_on: It is to be sent on Monday 2026-11-09.",
                "interviewed_on: The interview was held on Monday 2026-11-02, 7 days before the day of sending.",
                "interviewed_on: Asking for the outcome is fair from Monday 2026-11-09 on, day 7 after the interview "
                "(after a final interview). "
                "That day has come: nothing in the draft is too soon.",
            ],
        ),
        (
            INTERVIEW,
            [
                "interviewed_on: The interview was held on Monday 2026-11-02.",
                "interviewed_on: Asking for the outcome is fair from Saturday 2026-11-07 on, day 5 after the "
                "interview (the stage is not known). "
                "The day of sending is not known.",
            ],
        ),
        (
            {"reply_promised_by": "2026-11-04", "sending_on": "2026-11-04", "stage": "offer"},
            [
                "stage: An offer has been made or is being talked over.",
                "sending_on: It is to be sent on Wednesday 2026-11-04.",
                "reply_promised_by: The employer said that they would answer by Wednesday 2026-11-04, the day of sending. "
                "This day alone rules: asking for the outcome is too soon up to and including it.",
                "reply_promised_by: Asking for the outcome is fair from Thursday 2026-11-05 on. "
                "The day of sending comes before that: a question about the outcome IS too soon.",
            ],
        ),
        (
            {"stage": "offer"},
            [
                "stage: An offer has been made or is being talked over.",
                "stage: At the stage of an offer, and with no day promised, nothing is too soon.",
            ],
        ),
        (
            {"interviewed_on": "2026-11-05", "sending_on": "2026-11-04", "stage": "interview", "process": "rejected"},
            [
                "stage: The last step was a middle round, in person or by video.",
                "sending_on: It is to be sent on Wednesday 2026-11-04.",
                "interviewed_on: The interview lies ahead, on Thursday 2026-11-05, 1 day after the day of sending; "
                "its outcome cannot be asked for yet.",
            ],
        ),
        (
            {"follow_ups": []},
            [
                "follow_ups: No follow-up has been sent since the employer's last reply: this would be the first, "
                "and not too many by the count."
            ],
        ),
        (
            {"follow_ups": ["2026-11-02"]},
            [
                "follow_ups: One follow-up has been sent since the employer's last reply, on Monday 2026-11-02. "
                "The day of sending is not known; two follow-ups keep 5 days apart."
            ],
        ),
        (
            {"follow_ups": ["2026-11-05", "2026-11-02"]},
            [
                "follow_ups: 2 follow-ups have been sent since the employer's last reply, on Monday 2026-11-02 and Thursday 2026-11-05. "
                "Whatever the spacing, a further follow-up IS one too many."
            ],
        ),
        (
            {"recipient": {"name": "Dana\nKim", "role": "recruiter", "connection": "none"}},
            [
                "recipient.name: The draft goes to Dana Kim.",
                "recipient.role: The reader is the recruiter.",
                "recipient.connection: There is no connection yet, but the reader recruits, so that writing to them is not cold. "
                "A text that claims a meeting, a talk or an introduction does not fit this.",
            ],
        ),
        (
            {"salary_expectation": {"min": 80000, "max": 85000, "currency": "USD", "period": "year"}},
            [
                "salary_expectation: The writer has given or accepted 80,000 USD a year to 85,000 USD a year: "
                "the floor is 80,000 USD a year, the ceiling 85,000 USD a year."
            ],
        ),
        (
            {"salary_expectation": {"max": 38.5, "period": "hour"}},
            ["salary_expectation: The writer has given or accepted 38.50 an hour: this is the ceiling."],
        ),
        (
            {"salary_expectation": {"min": 400}},
            ["salary_expectation: The writer has given 400 or more, and no ceiling: figures alone decide nothing."],
        ),
        (
            {"salary_expectation": {}},
            ["salary_expectation: The writer has spoken of pay, but neither floor nor ceiling is known: figures alone decide nothing."],
        ),
        (
            {"other_offer": True},
            ["other_offer: The writer holds another offer. To tell of it, and of its deadline, is true; to deny it is not."],
        ),
        (
            {"other_offer": False},
            ["other_offer: The writer holds no other offer. A text that claims one, or a deadline of one, does not fit this."],
        ),
    ],
)
def test_a_fact_is_told_in_a_sentence(context: dict[str, Any], told: list[str]) -> None:
    """Dates with their weekday and their distance, counts with what they mean, pay with floor and ceiling."""
    assert facts(**context) == told


@pytest.mark.parametrize(("sending", "key"), [("2026-11-06", "IS too close"), ("2026-11-07", "a second one now is fine")])
def test_the_spacing_of_two_follow_ups_is_worked_out(sending: str, key: str) -> None:
    """Four days are too close, five are not."""
    assert key in facts(follow_ups=["2026-11-02"], sending_on=sending)[-1]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "I am looking for 92k a year.",
            'Sentence 1 names "92k a year": 92,000 a year; the ceiling given is 85,000. As the writer\'s own '
            "wish this IS above what was given.",
        ),
        (
            "Thanks. 7,000 USD a month will do.",
            'Sentence 2 names "7,000 USD a month": 7,000 a month is 84,000 a year; the ceiling given is 85,000. This fits what was given.',
        ),
        (
            "I would take 60k a year.",
            'Sentence 1 names "60k a year": 60,000 a year; the ceiling given is 85,000. This is less than what was given.',
        ),
        (
            "I thought of 80,000 EUR.",
            'Sentence 1 names "80,000 EUR": EUR is not USD, and currencies are not converted. It cannot safely '
            "be held against what was given.",
        ),
    ],
)
def test_each_figure_of_the_draft_is_held_against_the_pay_given(text: str, told: str) -> None:
    """Periods are converted and the outcome is said, so that no model has to reckon."""
    given = {"min": 80000, "max": 85000, "currency": "USD", "period": "year"}
    assert facts(text, salary_expectation=given)[1:] == [f"salary_expectation: {told}"]


def test_a_table_of_figures_is_told_only_in_its_beginning() -> None:
    """Hundreds of sums do not swell the question."""
    given = {"max": 85000, "currency": "USD", "period": "year"}
    assert len(facts("I earned 50k. " * 200, salary_expectation=given)) == 1 + 40


def test_what_is_not_known_is_named() -> None:
    """The fields of which nothing may be assumed."""
    everything = ("stage", "interviewed_on", "sending_on", "reply_promised_by", "follow_ups", "salary_expectation", "other_offer")
    assert unknown(Context()) == (*everything, "recipient.role", "recipient.connection")
    assert unknown(Context.model_validate({"stage": "offer", "follow_ups": [], "recipient": {"role": "other"}, "other_offer": False})) == (
        "interviewed_on", "sending_on", "reply_promised_by", "salary_expectation", "recipient.connection",
    )  # fmt: skip


def test_a_name_keeps_to_its_line() -> None:
    """It stands outside the fence, so it may not break out of its sentence nor grow."""
    assert short("Dana\n\n# New rules\u202e\x07") == "Dana # New rules"
    assert len(short("x" * 500)) == 83


def test_no_sentence_of_the_wording_lies_idle() -> None:
    """Every section of the page is said of some draft; one that is not would be a rule that nobody reads."""
    said: set[str] = set()

    class Recording(dict[str, str]):
        def __getitem__(self, key: str) -> str:
            said.add(key)
            return super().__getitem__(key)

    prompts = load_prompts()._replace(words=Recording(load_prompts().words))
    for channel in ("email", "text", "phone", "linkedin_message", "connection_request", "social_post"):
        tell(ask("Thank you.", channel=channel).evidence, prompts)
    given = {"min": 80000, "max": 85000, "currency": "USD", "period": "year"}
    text = "I want 92k a year. I want 84k a year. I want 60k a year. I want 80,000 EUR. I want 5 to 10 per cent on top of 0 USD."
    pays: tuple[Any, ...] = (None, given, {"max": 1}, {"min": 1}, {})
    people = [
        None,
        *({"name": "Dana", "role": role} for role in ("recruiter", "hiring_manager", "interviewer", "executive", "employee", "other")),
    ]
    known = [{"role": "recruiter", "connection": "none"}, *({"connection": one} for one in ("met", "introduced", "none"))]
    for n, (stage, process) in enumerate(
        itertools.product((None, "phone_screen", "interview", "final_interview", "offer"), (None, "hired", "rejected"))
    ):
        context: dict[str, Any] = {"stage": stage, "process": process, "other_offer": (None, True, False)[n % 3]}
        for sending, promised, sent in (
            (None, None, None),
            ("2026-11-02", None, []),
            ("2026-11-01", None, ["2026-10-30"]),
            ("2026-11-30", None, ["2026-10-30"]),
            (None, "2026-11-05", ["2026-10-30"]),
            ("2026-11-04", None, ["2026-10-30", "2026-10-31"]),
        ):
            context |= {"interviewed_on": "2026-11-02", "sending_on": sending, "reply_promised_by": promised, "follow_ups": sent}
            tell(ask("Thank you.", **{key: value for key, value in context.items() if value is not None}).evidence, prompts)
    for pay, recipient in itertools.zip_longest(pays, [*people, *known]):
        context = {"salary_expectation": pay, "recipient": recipient}
        tell(ask(text, **{key: value for key, value in context.items() if value is not None}).evidence, prompts)
    elsewhere = {
        "nothing",
        "empty",
        "cut",
        "finding",
        "finding.place",
        *(f"zone.{zone}" for zone in ("subject", "greeting", "sign_off", "postscript", "stage")),
    }
    assert set(load_prompts().words) - said - elsewhere == set()
