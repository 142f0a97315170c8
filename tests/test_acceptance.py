"""Findings that the writer lives with move aside, with the reason; the verdict follows from what is left."""

from __future__ import annotations

from functools import cache

import pytest

from reviewer import Context, Draft, Review, Reviewer
from reviewer.acceptance import accept, read_acceptance
from reviewer.errors import InputError
from reviewer.models.acceptance import Acceptance, quote_hash

SIGNS = "too-familiar/chat-signs"
EARLY = "too-soon/before-the-window"


@cache
def reviewer() -> Reviewer:
    return Reviewer(classifier=False)


def reviewed() -> Review:
    context = Context.model_validate({"stage": "phone_screen", "interviewed_on": "2026-11-02", "sending_on": "2026-11-04"})
    return reviewer().review(Draft(channel="email", text="Hi Dana!! Has the panel made a decision yet?"), context)


def test_an_accepted_finding_is_kept_with_the_reason_and_decides_nothing() -> None:
    """The stricter finding that is left gives the verdict."""
    before = reviewed()
    review, stale = accept(before, [Acceptance(rule=SIGNS, reason="we joke")])
    assert [(one.rule, one.reason) for one in review.accepted] == [(SIGNS, "we joke")]
    assert ([one.rule for one in review.findings], review.verdict, review.first_good_day) == ([EARLY], "wait", before.first_good_day)
    assert stale == ()
    assert Review.model_validate_json(review.model_dump_json()) == review


def test_without_a_finding_of_timing_no_first_good_day_is_left() -> None:
    """What is left is a matter of wording."""
    review, _ = accept(reviewed(), [Acceptance(rule=EARLY, reason="they asked me to ask")])
    assert (review.verdict, review.first_good_day) == ("revise", None)


def test_once_everything_is_accepted_nobody_is_asked_for_an_excuse() -> None:
    """Whether the writer has been hired could only excuse what is accepted already."""
    asking = Draft(channel="connection_request", text="Hi Jo, great to meet you on Monday. Let's connect!")
    before = reviewer().review(asking, Context.model_validate({"recipient": {"connection": "met"}}))
    assert [one.field for one in before.unknowns] == ["process"]
    assert accept(before, [Acceptance(rule=one.rule, reason="x") for one in before.findings]).review.unknowns == ()


def test_an_acceptance_that_touches_nothing_is_stale_and_changes_nothing() -> None:
    """The review comes back as it was."""
    leave = Acceptance(rule="impatience/begging", reason="x")
    assert accept(reviewed(), [leave]) == (reviewed(), (leave,))


def test_leave_for_certain_words_holds_for_these_words_alone() -> None:
    """They are known by a hash with the secret that it was made with."""
    quote = next(one.span.quote for one in reviewed().findings if one.rule == SIGNS and one.span)
    known = Acceptance(rule=SIGNS, reason="x", hash=quote_hash(SIGNS, quote, salt="s"))
    assert len(accept(reviewed(), [known], salt="s").review.accepted) == 1
    assert accept(reviewed(), [known], salt="other").stale == (known,)
    assert accept(reviewed(), [known]).stale == (known,)


def test_an_acceptance_is_written_as_the_rule_and_the_reason() -> None:
    """A finding of the model is accepted by its own id."""
    rules = [rule.id for rule in reviewer().rules]
    assert read_acceptance(f"{SIGNS}: we joke: a lot", rules) == Acceptance(rule=SIGNS, reason="we joke: a lot")
    assert read_acceptance("impatience/model: known", rules).rule == "impatience/model"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("too-familiar/chat-sign: x", "`--accept` names no rule: `too-familiar/chat-sign`; did you mean `too-familiar/chat-signs`? "),
        ("nonsense", "`--accept` names no rule: `nonsense`; `reviewer rules` lists them"),
        (SIGNS, f"`--accept {SIGNS}` needs a reason; "),
    ],
)
def test_a_mistake_names_the_option_and_the_way_out(written: str, told: str) -> None:
    """One sentence."""
    with pytest.raises(InputError) as error:
        read_acceptance(written, [rule.id for rule in reviewer().rules])
    assert error.value.message.startswith(told)
