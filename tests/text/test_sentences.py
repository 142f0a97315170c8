"""Sentences: where they end, where they stand in the letter, and how they lead back to the original."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reviewer.models import Draft
from reviewer.text import Spelling, Text, Tokenizer, read

TOKENIZER = Tokenizer(Spelling({}, {}, {}))

LETTER = """Dear Ms. Lee,

Thank you for the tour at 9.30 a.m. on Monday. Is there any news?

Kind regards,
Ana Pop

PS. My number has changed."""


def reading(text: str, subject: str | None = None) -> Text:
    return read(Draft(channel="email", text=text, subject=subject), TOKENIZER)


def test_a_letter_falls_into_sentences_with_their_zones() -> None:
    assert [(s.zone, s.text, s.question) for s in reading(LETTER, "Your visit").sentences] == [
        ("subject", "Your visit", False),
        ("greeting", "Dear Ms. Lee,", False),
        ("body", "Thank you for the tour at 9.30 a.m. on Monday.", False),
        ("body", "Is there any news?", True),
        ("sign_off", "Kind regards,", False),
        ("sign_off", "Ana Pop", False),
        ("postscript", "PS.", False),
        ("postscript", "My number has changed.", False),
    ]


def test_quoted_replies_are_not_the_writers() -> None:
    assert [s.text for s in reading("Yes, gladly.\n\n> Any news on the lorry?\n> It is late.").sentences] == ["Yes, gladly."]


def test_a_span_points_into_the_string_as_given() -> None:
    text = reading("So\u200b, any\u2019 ne\u200bws?")
    (sentence,) = text.sentences
    span = text.span("text", sentence.tokens[-1].start, sentence.tokens[-1].end)
    assert (span.in_, span.start, span.end, span.quote) == ("text", 10, 15, "ne\u200bws")


@given(st.text(max_size=300))
def test_every_token_leads_back_into_the_draft(raw: str) -> None:
    """Whatever is typed, spans lie inside it and quote it."""
    text = read(Draft(channel="connection_request", text=raw), TOKENIZER)
    for sentence in text.sentences:
        for token in sentence.tokens:
            span = text.span(sentence.part, token.start, token.end)
            assert 0 <= span.start <= span.end <= len(raw)
            assert span.quote == raw[span.start : span.end]
