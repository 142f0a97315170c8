"""One review of both: the model adds and may doubt what is only likely; what is certain stands."""

from __future__ import annotations

from typing import Any

from reviewer.critique.merge import INSTRUCTED, merge
from reviewer.models import Critique, Review
from tests.critique.asking import Asked, ask, contest, finding, told

DONE = Critique(status="done", model="scripted/model", mode="json_schema", attempts=1)
EARLY: dict[str, Any] = {"stage": "interview", "interviewed_on": "2026-11-02", "sending_on": "2026-11-04"}
BUDDY = "Hi Dana,\n\nhey buddy, thanks.\n\nBest,\nAlex"


def merged(asked: Asked, found: dict[str, list[Any]] | None = None, *, to_reviewer: bool = False, **more: Any) -> Review:
    return merge(asked.review, asked.ground(told(asked, found, **more)), DONE, to_reviewer)


def shape(review: Review) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """Where a finding comes from, in the order of the review."""
    return [(one.rule, one.certainty, one.span.quote if one.span else "", one.found_by) for one in review.findings]


def test_what_only_the_model_sees_is_added() -> None:
    """It is likely, and it decides like any finding."""
    review = merged(ask("You know where the door of silence leads."), {"impatience": [finding("door of silence", case=3)]})
    assert shape(review) == [("impatience/model", "likely", "door of silence", ("model",))]
    assert review.verdict == "revise"


def test_what_both_see_is_one_finding_of_the_rules() -> None:
    """Overlapping words of one guideline: the rule's certainty and message, found by both."""
    asked = ask(BUDDY)
    review = merged(asked, {"too-familiar": [finding("buddy, thanks", sentence=2, case=2)]})
    (own,) = asked.review.findings
    assert review.findings == (own.model_copy(update={"found_by": ("rules", "model")}),)


def test_a_finding_on_facts_alone_is_shared_with_any_words() -> None:
    """The rule speaks of the request as a whole."""
    asked = ask("Let us connect.", channel="connection_request", recipient={"connection": "met", "role": "interviewer"})
    review = merged(asked, {"connection-request": [finding("Let us connect")]})
    assert shape(review) == [("connection-request/to-somebody-met", "certain", "", ("rules", "model"))]


def test_a_hint_that_the_model_confirms_becomes_a_finding() -> None:
    """Two witnesses are more than one; it is no longer among the notes."""
    asked = ask("I have a small gift for you.", recipient={"connection": "met", "role": "interviewer"})
    assert [note.rule for note in asked.review.notes] == ["too-familiar/gift"]
    review = merged(asked, {"too-familiar": [finding("a small gift for you", case=3)]})
    assert [(one.rule, one.certainty, one.found_by) for one in review.findings] == [("too-familiar/gift", "likely", ("rules", "model"))]
    assert review.notes == ()


def test_a_likely_finding_that_is_contested_becomes_a_note() -> None:
    """Marked, with reason and words; the verdict follows."""
    asked = ask(BUDDY)
    review = merged(asked, contests=[contest("R1", "hey buddy", sentence=2)])
    assert (review.verdict, review.findings) == ("send", ())
    assert [(note.rule, note.contested and note.contested.model_dump()) for note in review.notes] == [
        (asked.review.findings[0].rule, {"reason": "It is a story.", "quote": "hey buddy"})
    ]


def test_silence_contests_nothing() -> None:
    """A model that does not see what the rules see leaves the review as it was."""
    asked = ask("hey buddy, have they decided? lol", **EARLY)
    review = merged(asked)
    assert review.model_copy(update={"critique": Critique(), "fingerprint": asked.review.fingerprint}) == asked.review


def test_a_draft_that_instructs_its_reviewer_lowers_nothing() -> None:
    """Whether we say so or the model does; the review tells it, and the contest is counted."""
    asked = ask(BUDDY)
    either: tuple[dict[str, Any], ...] = ({"to_reviewer": True}, {"addressed": True})
    for instructed in either:
        review = merged(asked, contests=[contest("R1", "hey buddy", sentence=2)], **instructed)
        assert review.findings == asked.review.findings
        assert review.verdict == asked.review.verdict
        assert (review.critique.instructed, review.critique.reason) == (True, INSTRUCTED)
        assert review.critique.dropped.model_dump() == {"total": 1, "by_reason": {"draft-instructs": 1}}


def test_a_suspect_draft_lowers_nothing_and_is_not_accused() -> None:
    """A word that a machine might obey is enough to keep what the rules found; no more is said of it."""
    asked = ask("Hi Dana,\n\nhey buddy, thanks for the guidelines.\n\nBest,\nAlex")
    review = merged(asked, contests=[contest("R1", "hey buddy", sentence=2)])
    assert review.findings == asked.review.findings
    assert (review.critique.instructed, review.critique.reason) == (False, None)
    assert review.critique.dropped.by_reason == {"draft-suspect": 1}


def test_nobody_contests_what_they_claim_themselves() -> None:
    """The claim counts, the contest does not."""
    asked = ask(BUDDY)
    review = merged(asked, {"too-familiar": [finding("hey buddy", sentence=2, case=2)]}, contests=[contest("R1", "hey buddy", sentence=2)])
    assert [one.found_by for one in review.findings] == [("rules", "model")]
    assert review.critique.dropped.by_reason == {"claimed-as-well": 1}


def test_the_strictest_verdict_wins_and_the_order_is_that_of_the_contract() -> None:
    """Strictness, guideline, subject before text, start."""
    asked = ask("hey buddy, have they decided? The board of silence.", subject="Still silent", **EARLY)
    found = {
        "impatience": [finding("board of silence", sentence=3, case=3), finding("Still silent", case=3)],
        "cold-contact": [finding("have they decided", sentence=2, case=1)],
    }
    review = merged(asked, found)
    assert [(one.guideline, one.span.quote if one.span else None) for one in review.findings] == [
        ("cold-contact", "have they decided"),
        ("too-soon", "have they decided"),
        ("too-familiar", "hey buddy"),
        ("impatience", "Still silent"),
        ("impatience", "board of silence"),
    ]
    assert review.verdict == "do-not-send"


def test_the_first_good_day_follows_from_what_the_model_adds() -> None:
    """A day where timing is at fault, and none where the message comes too often in any case."""
    text = "The stars have surely spoken by now."
    asked = ask(text, **EARLY, follow_ups=["2026-11-03"])
    early = {"too-soon": [finding("stars have surely spoken")]}
    assert str(merged(asked, early).first_good_day) == "2026-11-08"
    close = {"too-many-follow-ups": [finding("stars have surely spoken", case=2)]}
    assert str(merged(asked, close).first_good_day) == "2026-11-08"
    several = ask(text, **EARLY)
    often = {"too-many-follow-ups": [finding("stars have surely spoken", case=3)]}
    assert merged(several, early | often).first_good_day is None
    assert merged(asked).first_good_day == asked.review.first_good_day


def test_what_is_unknown_is_told_while_it_can_turn_the_verdict() -> None:
    """Once the model has found what bars the draft in any case, the day of the interview does not matter any more."""
    asked = ask("Have they decided?")
    assert "interviewed_on" in {unknown.field for unknown in asked.review.unknowns}
    assert "interviewed_on" in {unknown.field for unknown in merged(asked).unknowns}
    barred = merged(asked, {"cold-contact": [finding("Have they decided", case=2)]})
    assert "interviewed_on" not in {unknown.field for unknown in barred.unknowns}


def test_what_was_dropped_and_which_prompt_was_asked_are_told() -> None:
    """Counts by reason in the order of their names, and the fingerprint."""
    asked = ask("Thank you.")
    review = merged(asked, {"impatience": [finding("nowhere"), finding("at all")], "too-soon": [finding("", sentence=0)]})
    assert review.critique == DONE.model_copy(update={"dropped": review.critique.dropped})
    assert review.critique.dropped.model_dump() == {"total": 3, "by_reason": {"no-quote": 1, "not-found": 2}}
    assert review.fingerprint.prompt == asked.question.fingerprint
    assert review.judged == asked.review.judged


def test_a_certain_finding_stands_whatever_the_model_says() -> None:
    """Emoji are certain: neither silence nor dispute moves them."""
    asked = ask("Thanks \U0001f600 and have they decided?", **EARLY)
    certain = [one for one in asked.review.findings if one.certainty == "certain"]
    review = merged(asked, contests=[contest(name, "have they decided") for name in asked.question.contestable])
    assert [one for one in review.findings if one.certainty == "certain"] == certain
    assert len(certain) == 2
