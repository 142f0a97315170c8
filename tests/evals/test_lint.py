"""Case files held against themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from reviewer.evals.lint import lint
from reviewer.evals.records import Case
from reviewer.models import GUIDELINES
from tests.pace import seconds

Make = Callable[..., Any]
LONG = "Thank you for the time that you and the others gave me on Tuesday, I have thought about the night shift a good deal since then."


def told(cases: Sequence[Case]) -> list[tuple[str, str, tuple[str, ...]]]:
    """Problems of single cases, without what the whole set lacks."""
    return [(problem.check, problem.severity, problem.cases) for problem in lint(cases) if problem.check != "coverage"]


def test_a_draft_that_stands_twice_is_found(case: Make) -> None:
    """An error with an equal context, a warning with another one or with a word or two changed."""
    cases = [
        case("first", text=LONG),
        case("again", text=LONG),
        case("elsewhere", text=LONG, context={"stage": "offer"}),
        case("nearly", text=f"{LONG} Best"),
        case("else", text="The parcel with my certificates is on its way to you, as we agreed on the phone this morning."),
    ]
    assert told(cases) == [
        ("duplicate", "error", ("again", "first")),
        ("same-draft", "warning", ("elsewhere", "first")),
        ("near-duplicate", "warning", ("nearly", "first")),
    ]


def test_twins_of_a_minimal_pair_are_meant_to_be_alike(case: Make) -> None:
    """Nothing is said of them while they are labelled differently."""
    early = {"interviewed_on": "2026-11-02", "sending_on": "2026-11-03"}
    twins = [
        case("a", ["too-soon"], text=LONG, context=early, pair="b"),
        case("b", text=LONG),
        case("c", text="Thanks!"),
        case("d", text="Thanks!"),
    ]
    assert told(twins) == [("duplicate", "error", ("d", "c"))]


@pytest.mark.parametrize(
    ("pairs", "found"),
    [
        ({"a": "a"}, [("pair", "error", ("a",))]),
        ({"a": "z"}, [("pair", "error", ("a",))]),
        ({"a": "b", "b": "c", "c": "b"}, [("pair", "error", ("a", "b"))]),
        ({"a": "c", "c": "a"}, [("pair", "error", ("a", "c"))]),
        ({"a": "b"}, []),
    ],
)
def test_a_pair_has_two_twins_that_are_labelled_differently(pairs: dict[str, str], found: list[Any], case: Make) -> None:
    """`a` and `c` are good, `b` is not; one of the two may leave the pair unsaid."""
    cases = [case(id, ["impatience"] * (id == "b"), pair=pairs.get(id)) for id in "abc"]
    assert told(cases) == found


@pytest.mark.parametrize(
    ("expect", "more", "found"),
    [
        (["impatience"], {"channel": "social_post"}, [("scope", "error")]),
        (["impatience"], {"context": {"process": "hired"}}, [("scope", "error")]),
        ([], {"allow": ["too-soon"], "context": {"process": "rejected"}}, [("scope", "warning")]),
        (["public-venting"], {"channel": "social_post"}, []),
        (["too-soon"], {"context": {"interviewed_on": "2026-11-02", "sending_on": "2026-11-07"}}, [("arithmetic", "error")]),
        (["too-soon"], {"context": {"interviewed_on": "2026-11-02", "sending_on": "2026-11-06"}}, []),
        (["too-soon"], {"context": {"interviewed_on": "2026-11-09", "sending_on": "2026-11-06"}}, []),
        (["too-soon"], {"context": {"stage": "offer"}}, [("arithmetic", "error")]),
        (
            ["salary-change"],
            {
                "text": "I would ask for 60,000 EUR a year.",
                "context": {"salary_expectation": {"max": 60000, "currency": "EUR", "period": "year"}},
            },
            [("arithmetic", "warning")],
        ),
        (
            ["salary-change"],
            {
                "text": "I would ask for 65,000 EUR a year.",
                "context": {"salary_expectation": {"max": 60000, "currency": "EUR", "period": "year"}},
            },
            [],
        ),
        (
            [],
            {"channel": "connection_request", "context": {"recipient": {"role": "interviewer", "connection": "met"}}},
            [("arithmetic", "error")],
        ),
        ([], {"channel": "connection_request", "context": {"recipient": {"role": "other", "connection": "met"}}}, []),
        (["impatience"], {"text": "Answer\nnow.", "evidence": ["Answer now"]}, [("evidence", "error")]),
        (["impatience"], {"text": "Answer\nnow.", "evidence": ["Answer\nnow"]}, []),
        ([], {"text": "Answer now.", "evidence": ["now"]}, [("evidence", "warning")]),
        ([], {"context": {"interviewed_on": "2026-11-02", "reply_promised_by": "2026-11-01"}}, [("context", "warning")]),
        ([], {"context": {"interviewed_on": "2023-11-02", "sending_on": "2026-11-01"}}, [("context", "warning")]),
    ],
)
def test_labels_are_held_against_policy_and_arithmetic(expect: list[str], more: dict[str, Any], found: list[Any], case: Make) -> None:
    """An error cannot be right; a warning is worth a look."""
    assert [(check, severity) for check, severity, _ in told([case("a", expect, **more)])] == found


@pytest.mark.parametrize(
    ("key", "meant"),
    [("alow", "allow"), ("expects", "expect"), ("Evidence", "evidence"), ("tag", "tags"), ("author", None), ("allo\ud800", None)],
)
def test_a_key_that_is_nearly_one_of_a_case_is_worth_a_look(key: str, meant: str | None, case: Make) -> None:
    """It is not read, and nobody would notice; a key of somebody's own is left in peace."""
    asked = [problem.message for problem in lint([case("a", **{key: []})]) if problem.check == "key"]
    assert asked == [f"`a` has a key `{key}`, which is not read; did you mean `{meant}`?"] * (meant is not None)


def test_whom_a_request_asks_is_told_in_words(case: Make) -> None:
    """With the article that fits."""
    contexts = [{"recipient": {"role": role, "connection": "met"}} for role in ("hiring_manager", "interviewer")]
    asking = [case(str(n), channel="connection_request", context=context) for n, context in enumerate(contexts)]
    told = [problem.message.partition(" asks ")[2].partition(" of ")[0] for problem in lint(asking) if problem.check == "arithmetic"]
    assert told == ["a hiring manager", "an interviewer"]


def test_the_arithmetic_is_shown(case: Make) -> None:
    """So that its reader can count along."""
    context = {"stage": "phone_screen", "interviewed_on": "2026-11-02", "sending_on": "2026-11-09"}
    problem = next(problem for problem in lint([case("a", ["too-soon"], context=context)]) if problem.check == "arithmetic")
    assert problem.told() == (
        "cases.jsonl, line 1: error: `a` expects `too-soon`, which the dates contradict: "
        "interviewed 2026-11-02; sending 2026-11-09; 7 days; the window opens on day 5 [arithmetic]"
    )


def test_a_set_ought_to_hold_violations_and_innocent_drafts_of_each_guideline(case: Make) -> None:
    """Without them a figure says nothing; a post is not innocent of what is not judged in posts."""
    cases = [case(str(n), [name] * (name != "impatience"), channel="social_post") for n, name in enumerate(GUIDELINES)]
    missing = [problem.message for problem in lint(cases) if problem.check == "coverage"]
    assert "no case violates `impatience`, so its recall cannot be measured" in missing
    assert "no case is innocent of `too-soon`, so its precision says little" in missing
    assert not [message for message in missing if "`public-venting`" in message]


def test_copies_by_the_thousand_are_found_without_comparing_each_with_each(case: Make) -> None:
    """The work grows with the text."""
    crowd = [case(str(n), text=f"{LONG} {LONG.upper()} Number {n}") for n in range(1500)]
    assert len(told(crowd)) == 1499
    assert seconds(lambda: told(crowd), 10) < 10
