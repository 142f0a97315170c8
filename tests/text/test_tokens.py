"""Tokens: spellings fold, contractions expand, endings give their lemmas."""

from __future__ import annotations

import pytest

from reviewer.text import Spelling, Tokenizer, fold

TOKENIZER = Tokenizer(Spelling({"i'm": "i am", "won't": "will not"}, {"u": "you", "b4": "before"}, {"chosen": "choose"}))


def keys(text: str) -> list[frozenset[str]]:
    return [token.keys for token in TOKENIZER.tokens(text, 0, len(text))]


@pytest.mark.parametrize(
    ("british", "american"),
    [("organisation", "organization"), ("favourite", "favorite"), ("programme", "program"), ("centre", "center")],
)
def test_british_and_american_spellings_are_one(british: str, american: str) -> None:
    assert fold(british) == fold(american)


def test_contractions_become_the_words_that_they_stand_for() -> None:
    tokens = TOKENIZER.tokens("I'm sure it won't", 0, 17)
    assert [t.text for t in tokens] == ["i", "am", "sure", "it", "will", "not"]
    assert [(t.start, t.end) for t in tokens[:2]] == [(0, 3), (0, 3)]


@pytest.mark.parametrize(
    ("word", "lemma"),
    [("decided", "decide+"), ("stopped", "stop+"), ("replies", "reply+"), ("waiting", "wait+"), ("chosen", "choose+")],
)
def test_endings_give_their_lemmas(word: str, lemma: str) -> None:
    assert lemma in keys(word)[0]


def test_text_speak_is_read_and_marked() -> None:
    assert {"you", "@chat"} <= keys("u")[0]
    assert {"before", "@chat"} <= keys("b4")[0]


def test_stretched_letters_are_read_and_marked() -> None:
    assert {"hey", "@stretched"} <= keys("heyyyy")[0]


def test_signs_keep_their_kind() -> None:
    assert [sorted(k) for k in keys("3rd :) 🎉")] == [["3rd", "@number", "@ordinal"], [":)", "@emoticon"], ["@emoji", "🎉"]]


def test_breaks_are_told_apart() -> None:
    assert [t.brk for t in TOKENIZER.tokens("one two, three; four – five", 0, 27)] == [0, 0, 1, 2, 2]


def test_names_behind_a_title_say_nothing_but_a_name() -> None:
    """Ms Love is no endearment, and Mr King no king."""
    shown = [sorted(token.keys) for token in TOKENIZER.tokens("Dear Ms Love, love", 0, 18)]
    assert shown[2] == ["@capital", "@name"]
    assert "love" in shown[3]
