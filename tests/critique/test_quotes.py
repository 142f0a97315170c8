"""Quotes: folded in form, never in sense, and mapped back to the very characters of the draft."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reviewer.critique.quotes import Found, Judged
from tests.critique.asking import ask
from tests.pace import seconds


def found(text: str, quote: str, *, sentence: int | None = None, subject: str | None = None) -> str:
    """The quoted words as they stand in the draft, or why they are refused."""
    place = Judged(ask(text, subject=subject).evidence.reading.text).find(quote, sentence)
    if not isinstance(place, Found):
        return place
    whole = subject if place.span.in_ == "subject" else text
    assert whole is not None
    assert whole[place.span.start : place.span.end] == place.span.quote
    return place.span.quote


@pytest.mark.parametrize(
    ("text", "quote", "words"),
    [
        ("I won't wait any longer.", "I won\u2019t wait", "I won't wait"),
        ("I won\u2019t wait any longer.", "i WON'T Wait", "I won\u2019t wait"),
        ('She said "soon" to me.', "said \u201csoon\u201d to", 'said "soon" to'),
        ('She said "soon" to me.', "said 'soon' to", 'said "soon" to'),
        ("So \u2013 what now?", "So - what", "So \u2013 what"),
        ("Any\nnews   yet?", "any news yet", "Any\nnews   yet"),
        ("Any ne\u200bws yet?", "news yet", "ne\u200bws yet"),
        ("Cafe\u0301 at ten?", "caf\u00e9 at", "Cafe\u0301 at"),
        ("\uff21ny news?", "Any news", "\uff21ny news"),
        ("Stra\u00dfe or STRASSE?", "strasse or", "Stra\u00dfe or"),
        ("Thanks. Any news yet?", "Thanks. Any news", "Thanks. Any news"),
        ("Great!! See you.", "!!", "!!"),
        ("Great \U0001f600 day.", "\U0001f600", "\U0001f600"),
        ("See you :) soon", ":)", ":)"),
        ("Any news?", '"Any news?"', "Any news?"),
        ("Any news?", "  any news ", "Any news"),
        ('It is "fun".', "'It is \"fun\"'", 'It is "fun"'),
        ("The \ufb01nal o\ufb00er is here.", "final offer", "\ufb01nal o\ufb00er"),
        ("Well\u2026 any news?", "Well... any", "Well\u2026 any"),
        ("Any \u2460 news?", "any 1 news", "Any \u2460 news"),
    ],
)
def test_form_may_differ(text: str, quote: str, words: str) -> None:
    """Unicode form, quotation marks, dashes, white space and case; the span holds the draft's own characters."""
    assert found(text, quote) == words


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("I won't take the job.", "I will take the job"),
        ("I won't take the job.", "I take the job"),
        ("I can't wait.", "I can"),
        ("I can't wait.", "t wait"),
        ("I am unable to wait.", "able to wait"),
        ("I await your reply.", "wait your"),
        ("Nobody told me anything.", "body told me"),
        ("I asked twice, and then again.", "I asked twice ... again"),
        ("I asked twice, and then again.", "I asked twise"),
        ("Thank you. Any news?", "Thank you any news"),
    ],
)
def test_sense_may_not(text: str, quote: str) -> None:
    """No edit distance, no ellipsis, no half a word: what is not there is not found."""
    assert found(text, quote) == "not-found"


@pytest.mark.parametrize("quote", ["", "  ", ".", "''", "\u200b", "\n"])
def test_nothing_is_no_quote(quote: str) -> None:
    """A quote needs a word, a picture, or two marks."""
    assert found("Any news? It is '' late.", quote) == ("no-quote" if quote != "''" else "''")


def test_words_of_others_are_told_from_words_that_are_nowhere() -> None:
    """A quoted mail and a signature are in the draft, but not the writer's own."""
    text = "Thank you for the note.\n\n> I need an answer today."
    assert found(text, "I need an answer today") == "not-own-words"
    assert found("Thank you.\n\n-- \nAlex Doe, Senior Nagger", "Senior Nagger") == "not-own-words"
    assert found(text, "I need an answer tomorrow") == "not-found"


def test_no_quote_runs_across_words_of_others() -> None:
    """What stands on both sides of a quoted line was not said in one breath."""
    assert found("I waited.\n> Nobody called.\nToo long.", "I waited. Too long.") == "not-found"


def test_the_named_sentence_is_looked_at_first() -> None:
    """The same words may stand in several places; a wrong number does no harm."""
    text = "Any news? I waited. Any news?"
    read = ask(text).evidence.reading.text
    spans = [Judged(read).find("any news", n) for n in (0, 2, 7, None)]
    assert [place.span.start for place in spans if isinstance(place, Found)] == [0, 20, 0, 0]
    assert [place.sentences for place in spans if isinstance(place, Found)] == [(0,), (2,), (0,), (0,)]


def test_the_subject_is_part_of_what_is_judged() -> None:
    """Its offsets count from its own beginning."""
    assert found("Thank you.", "answer now", subject="URGENT: answer now") == "answer now"


WORDS = st.lists(
    st.sampled_from(["I", "won't", "wait", "\u201cnow\u201d", "caf\u00e9", "\u2013", "news?", "No.", "Stra\u00dfe", "soon"]),
    min_size=3,
    max_size=12,
)


@given(WORDS, st.data())
@settings(max_examples=150, deadline=None)
def test_every_run_of_words_is_found_in_any_form(words: list[str], data: st.DataObject) -> None:
    """Whatever is copied out of a draft, however cased and marked, stands where it was taken from."""
    assume("I I I" not in " ".join(words))  # letters with spaces between them are read as one word
    text = "Well " + " ".join(words)
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    copied = " ".join(words[start:end])
    if copied.strip("\u2013 "):
        form = data.draw(st.sampled_from(["upper", "lower", "title", "strip"]))
        changed = str(getattr(copied, form)()).replace("\u201c", '"').replace("\u201d", '"')
        assert found(text, changed.replace("WON'T", "won't").replace("Won'T", "won't")) not in ("not-found", "not-own-words", "no-quote")


def test_a_draft_of_one_word_is_searched_at_once() -> None:
    """Fifty thousand characters and a quote that nearly fits everywhere."""
    judged = Judged(ask("aa " * 16_000).evidence.reading.text)
    assert judged.find("aa " * 5_000 + "b") == "not-found"
    assert isinstance(judged.find("aa aa"), Found)
    assert seconds(lambda: (judged.find("aa " * 5_000 + "b"), judged.find("aa aa")), 1.0) < 1.0
