"""What each edit makes of a draft, and where it keeps its hands off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.evals.cases import parse_case
from reviewer.evals.forms import EDITS, Subject
from reviewer.evals.forms.letter import take_apart
from reviewer.evals.records import Case
from reviewer.models import Review

Make = Callable[..., Any]

LETTER = (
    'Dear Ms Vale,\n\nI\'m grateful for your time. The centre was "busy". Have you decided yet?\n'
    "I do not mind waiting.\n\nKind regards,\nAna Reeve"
)
BASE: dict[str, Any] = {
    "id": "a",
    "draft": {"channel": "email", "subject": "Checking in", "text": LETTER},
    "context": {
        "stage": "phone_screen",
        "interviewed_on": "2026-11-02",
        "sending_on": "2026-11-04",
        "recipient": {"name": "Ms Vale", "role": "recruiter", "connection": "met"},
    },
    "expect": ["too-soon"],
    "evidence": ["Have you decided yet?"],
}


@pytest.fixture
def edited(review: Make, finding: Make) -> Callable[..., list[Case]]:
    """Applies one edit to a case that was judged as labelled."""

    def apply(name: str, rules: Sequence[str] = (), **changes: Any) -> list[Case]:
        case = parse_case({**BASE, **changes})
        found = [finding(rule.split("/")[0]).model_copy(update={"rule": rule}) for rule in rules] or list(map(finding, case.expect))
        return _apply(name, case, review(*found))

    return apply


def _apply(name: str, case: Case, review: Review) -> list[Case]:
    (edit,) = (edit for edit in EDITS if edit.name == name)
    return list(edit.cases(Subject(case, review, take_apart(case.draft))))


@pytest.mark.parametrize(
    ("name", "was", "now"),
    [
        ("curly-quotes", "I'm grateful", "I\u2019m grateful"),
        ("curly-quotes", '"busy"', "\u201cbusy\u201d"),
        ("expanded", "I'm grateful", "I am grateful"),
        ("contracted", "I do not mind", "I don't mind"),
        ("lower-case", "Dear Ms Vale", "dear ms vale"),
        ("american", "The centre", "The center"),
        ("single-spaced", "waiting.\n\nKind", "waiting.\nKind"),
        ("white-space", "time. The", "time.  The"),
        ("greeting", "Dear Ms Vale", "Hello Ms Vale"),
        ("reader-in-capitals", "Dear Ms Vale", "Dear Ms VALE"),
        ("writer-in-capitals", "Ana Reeve", "Ana REEVE"),
        ("postscript", "\nAna Reeve", "\nAna Reeve\n\nPS: I do not mind waiting."),
    ],
)
def test_an_edit_of_form_changes_words_and_no_label(edited: Make, name: str, was: str, now: str) -> None:
    """The edited case is the same case with other words, and has a name of its own."""
    (case,) = edited(name)
    assert was in LETTER
    assert now in case.draft.text
    assert (case.id, case.expect, case.context.interviewed_on) == (f"a~{name}", ("too-soon",), parse_case(BASE).context.interviewed_on)


def test_the_sentence_at_fault_moves_to_the_subject(edited: Make) -> None:
    """It stands there once, after what stood there before."""
    (case,) = edited("offence-in-subject")
    assert case.draft.subject == "Checking in: Have you decided yet?"
    assert "Have you decided" not in case.draft.text


def test_a_name_changes_everywhere(edited: Make) -> None:
    """The letter and the context go on speaking of one person."""
    (case,) = edited("reader-surname")
    name = case.draft.text.split(",")[0].removeprefix("Dear ")
    assert (name, case.context.recipient.name) != ("Ms Vale", "Ms Vale")
    assert case.context.recipient.name == name


@pytest.mark.parametrize("name", ["reply-quoted", "heat-quoted", "signature"])
def test_what_is_not_the_writers_stands_below(edited: Make, name: str) -> None:
    """The letter itself is left alone, and letters that have something below already are passed over."""
    (case,) = edited(name)
    assert case.draft.text.startswith(LETTER)
    assert not edited(name, draft={"channel": "email", "text": f"{LETTER}\n\n> Thanks for coming."})
    assert not edited(name, draft={"channel": "text", "text": LETTER})


def test_a_reply_is_not_quoted_where_acquaintance_is_in_question(edited: Make) -> None:
    """For a quoted reply says that its reader wrote first."""
    assert not edited("reply-quoted", expect=["cold-contact"])


@pytest.mark.parametrize(("name", "day", "expect"), [("window-last-day", "2026-10-31", ("too-soon",)), ("window-opens", "2026-10-30", ())])
def test_the_window_opens_on_the_day_of_the_policy(edited: Make, name: str, day: str, expect: tuple[str, ...]) -> None:
    """Five days after a phone screen, and not on the fourth."""
    (case,) = edited(name, ["too-soon/before-the-window"])
    assert (str(case.context.interviewed_on), case.expect) == (day, expect)


@pytest.mark.parametrize(
    "words",
    ["We only just spoke; have you decided?", "We spoke on Monday 2 November. Have you decided?", "Since our call yesterday, any news?"],
)
def test_a_date_is_not_moved_where_the_text_tells_it(edited: Make, words: str) -> None:
    """Otherwise the edit would make the text untrue."""
    day = {"interviewed_on": "2026-11-03" if "yesterday" in words else "2026-11-02"}
    draft = {"channel": "email", "text": words}
    assert not edited("window-opens", ["too-soon/before-the-window"], draft=draft, context={**BASE["context"], **day})


def test_a_finding_that_the_text_carries_is_not_moved_by_a_fact(edited: Make) -> None:
    """Only what the facts of the context decide follows them."""
    assert not edited("window-opens", ["too-soon/told-by-the-text"])


@pytest.mark.parametrize(("name", "top", "expect"), [("one-above-ceiling", 89999, ["salary-change"]), ("at-ceiling", 90000, [])])
def test_the_ceiling_moves_to_the_figure(edited: Make, name: str, top: float, expect: list[str]) -> None:
    """A figure at the ceiling is fine, one above it is not; in the period of the ceiling."""
    known = {"salary_expectation": {"min": 80000, "max": 85000, "currency": "USD", "period": "year"}}
    draft = {"channel": "email", "text": "Dear Ms Vale,\n\nI am asking for $90,000 a year.\n\nKind regards,\nAna"}
    labels: dict[str, Any] = {"expect": ["salary-change"], "evidence": []}
    (case,) = edited(name, ["salary-change/above-expectation"], draft=draft, context=known, **labels)
    assert (case.context.salary_expectation.max, list(case.expect)) == (top, expect)


@pytest.mark.parametrize(("name", "day", "expect"), [("gap-of-four", "2026-11-12", 1), ("gap-of-five", "2026-11-11", 0)])
def test_follow_ups_keep_five_days_apart(edited: Make, name: str, day: str, expect: int) -> None:
    """One follow-up alone, four or five days old."""
    context = {"interviewed_on": "2026-11-01", "sending_on": "2026-11-16", "follow_ups": ["2026-11-14"]}
    text = "Dear Ms Vale,\n\nmay I ask whether the post has been filled?\n\nAna Reeve"
    (case,) = edited(
        name,
        ["too-many-follow-ups/too-close"],
        draft={"channel": "email", "text": text},
        context=context,
        expect=["too-many-follow-ups"],
        evidence=[],
    )
    assert ([str(one) for one in case.context.follow_ups], len(case.expect)) == ([day], expect)


@settings(max_examples=40, deadline=None)
@given(text=st.text(max_size=300))
def test_no_edit_chokes_on_any_text(review: Make, text: str) -> None:
    """Whatever stands in a draft, an edit gives a draft or nothing."""
    case = parse_case({**BASE, "draft": {"channel": "email", "text": text or "-", "subject": text}} if text.strip() else BASE)
    for edit in EDITS:
        for one in edit.cases(Subject(case, review(), take_apart(case.draft))):
            assert one.hash != case.hash


def test_names_of_edits_are_unique_and_told() -> None:
    """Each can be asked for by its name."""
    assert len({edit.name for edit in EDITS}) == len(EDITS)
    assert all(edit.says for edit in EDITS)
