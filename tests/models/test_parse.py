"""What comes in is either understood or refused with one sentence; nothing is guessed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.errors import InputError
from reviewer.models import CHANNELS, Context, Draft, Recipient, SalaryExpectation
from reviewer.models.parse import parse_context, parse_document

DRAFT = {"channel": "email", "text": "Any news?"}


def refusal(document: object) -> tuple[str | None, str]:
    with pytest.raises(InputError) as caught:
        parse_document(document)
    return caught.value.field, caught.value.message


def test_a_whole_document_is_read() -> None:
    """Every field of the policy has its place in the values."""
    document = {
        "draft": {"channel": "email", "subject": "Hello", "text": "Any news?"},
        "context": {
            "stage": "interview",
            "interviewed_on": "2026-11-02",
            "sending_on": "2026-11-04",
            "reply_promised_by": "2026-11-10",
            "follow_ups": ["2026-11-03"],
            "recipient": {"name": "Dana", "role": "recruiter", "connection": "met"},
            "salary_expectation": {"min": 80000, "max": 85000.5, "currency": "USD", "period": "year"},
            "other_offer": False,
            "process": "open",
        },
    }
    assert parse_document(document) == (
        Draft(channel="email", subject="Hello", text="Any news?"),
        Context(
            stage="interview",
            interviewed_on=dt.date(2026, 11, 2),
            sending_on=dt.date(2026, 11, 4),
            reply_promised_by=dt.date(2026, 11, 10),
            follow_ups=(dt.date(2026, 11, 3),),
            recipient=Recipient(name="Dana", role="recruiter", connection="met"),
            salary_expectation=SalaryExpectation(min=80000, max=85000.5, currency="USD", period="year"),
            other_offer=False,
            process="open",
        ),
    )


def test_the_other_keys_of_a_cases_file_are_ignored() -> None:
    """A labelled case is an input document as it stands."""
    assert parse_document({"id": "s-1", "draft": DRAFT, "expect": ["too-soon"], "allow": []}) == (
        Draft(channel="email", text="Any news?"),
        Context(),
    )


def test_a_context_of_null_knows_nothing() -> None:
    """Leaving the context out and writing null mean the same."""
    assert parse_document({"draft": DRAFT, "context": None})[1] == parse_context(None) == Context()


@pytest.mark.parametrize(
    ("document", "field", "message"),
    [
        ([], None, 'the input must be an object such as {"draft": {"channel": "email", "text": "..."}, "context": {}}'),
        ({"context": {}}, "draft", '`draft` is missing; write {"draft": {"channel": "email", "text": "..."}}'),
        (
            {"draft": {"text": "x"}},
            "draft.channel",
            "`draft.channel` is missing. Allowed: email, text, phone, linkedin_message, connection_request, social_post",
        ),
        (
            {"draft": {"channel": "emial", "text": "x"}},
            "draft.channel",
            '`draft.channel` cannot be "emial"; did you mean `email`? '
            "Allowed: connection_request, email, linkedin_message, phone, social_post, text",
        ),
        (
            {"draft": {**DRAFT, "sbject": "x"}},
            "draft.sbject",
            "`draft.sbject` is not a field that is known here; did you mean `subject`? Allowed: channel, subject, text",
        ),
        (
            {"draft": {"channel": "email", "text": " \n"}},
            "draft.text",
            "`draft.text`: the draft is empty; only the note of a connection request may be",
        ),
        ({"draft": {"channel": "email", "text": 12}}, "draft.text", "`draft.text` must be text"),
        (
            {"draft": {"channel": "email", "text": "x" * 100_001}},
            "draft.text",
            "`draft.text` is 100,001 characters long; at most 100,000 are read",
        ),
        (
            {"draft": {"channel": "email", "text": "\ud800"}},
            "draft.text",
            "`draft.text` holds half of a surrogate pair, which is no character; save the text as UTF-8 again",
        ),
    ],
)
def test_a_draft_that_cannot_be_read_is_refused_by_the_name_of_its_field(document: object, field: str | None, message: str) -> None:
    """One sentence says which field it is, what is wrong and what is allowed."""
    assert refusal(document) == (field, message)


@pytest.mark.parametrize(
    ("context", "field", "message"),
    [
        (
            {"recipient": {"rle": "recruiter"}},
            "context.recipient.rle",
            "`context.recipient.rle` is not a field that is known here; did you mean `role`? Allowed: connection, name, role",
        ),
        (
            {"follow_ups": ["2026-11-02", "2026-11-31"]},
            "context.follow_ups[1]",
            "`context.follow_ups[1]`: 2026-11-31 is not a day of the calendar",
        ),
        (
            {"follow_ups": ["2026-11-09"], "sending_on": "2026-11-03"},
            "context.follow_ups[0]",
            "`context.follow_ups[0]` (2026-11-09) lies after sending_on (2026-11-03)",
        ),
        ({"sending_on": "3/4/2026"}, "context.sending_on", '`context.sending_on`: write the date as YYYY-MM-DD, not "3/4/2026"'),
        ({"other_offer": "yes"}, "context.other_offer", '`context.other_offer` must be true or false, not "yes"'),
        (
            {"salary_expectation": {"min": 90, "max": 80}},
            "context.salary_expectation.min",
            "`context.salary_expectation.min` (90) is above max (80)",
        ),
        (
            {"salary_expectation": {"min": "90", "max": -1}},
            "context.salary_expectation.min",
            '`context.salary_expectation.min`: write the amount as a number, not "90" (1 more fault in `context`)',
        ),
        (
            {"process": "closed", "stage": "x", "stge": 1},
            "context.stage",
            '`context.stage` cannot be "x". Allowed: final_interview, interview, offer, phone_screen (2 more faults in `context`)',
        ),
        ([], "context", "`context` must be an object with named fields"),
    ],
)
def test_a_fact_that_cannot_be_used_is_refused_by_the_name_of_its_field(context: Any, field: str, message: str) -> None:
    """Of several faults the first is explained and the others are counted."""
    assert refusal({"draft": DRAFT, "context": context}) == (field, message)


def test_the_words_of_a_draft_never_stand_in_an_error() -> None:
    """An error message may end in a log; the draft must not."""
    assert refusal({"draft": "my secret hopes"}) == ("draft", "`draft` must be an object with named fields")


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["channel", "text", "stage", "recipient", "min", "odd"]), inner)
    ),
    max_leaves=8,
)


@given(draft=_JSON | st.fixed_dictionaries({"channel": st.sampled_from(CHANNELS), "text": _JSON}), context=_JSON)
def test_whatever_json_comes_in_it_is_read_or_refused_in_one_line(draft: object, context: object) -> None:
    """No other exception and no line break ever leaves the parser."""
    refused: InputError | None = None
    try:
        read, known = parse_document({"draft": draft, "context": context})
    except InputError as error:
        refused = error
    if refused is None:
        assert (read, known) == parse_document({"draft": read.model_dump(), "context": known.model_dump()})
    else:
        assert (refused.field or "").split(".")[0].split("[")[0] in {"draft", "context"}
        assert "\n" not in refused.message
