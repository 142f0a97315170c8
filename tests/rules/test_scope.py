"""Scope: what is held against a draft, and what is said of the rest."""

from __future__ import annotations

from reviewer import Context, Draft, Recipient, review

GERMAN = (
    "Sehr geehrte Frau Park, vielen Dank für das freundliche Gespräch am Montag. Haben Sie sich schon entschieden? Ich warte seit Wochen "
    "auf eine Nachricht von Ihnen und würde mich über eine kurze Antwort sehr freuen. Mit freundlichen Grüßen, Tarek Haddou"
)


def test_a_draft_in_another_language_is_judged_only_on_what_needs_no_reading() -> None:
    result = review(Draft(channel="email", text=GERMAN))
    assert result.judged == ("too-familiar", "connection-request")
    assert {n.why for n in result.not_judged} == {
        "the draft does not seem to be written in English, and only what needs no reading is judged"
    }


def test_a_connection_request_needs_no_reading() -> None:
    met = Context(recipient=Recipient(role="interviewer", connection="met"))
    assert review(Draft(channel="connection_request", text=GERMAN), met).verdict == "do-not-send"


def test_foreign_words_in_an_english_letter_change_nothing() -> None:
    letter = "Sehr geehrter Herr Vollrath, please excuse that I write in English, as we also spoke it in the interview. Is there any news?"
    assert len(review(Draft(channel="email", text=letter)).judged) == 9
