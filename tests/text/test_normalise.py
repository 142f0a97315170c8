"""A draft is brought into one written form, and every span finds its way back to the string as given."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reviewer.text.normalise import Normalised, normalise

ODD = (
    "\u2019\u201c\u2014\u2011\u00a0\u200b\u00ad\u0301\u0336\ufb01\uff44\U0001d41d\u2026\u00bd\u20ac\U0001f64f\ufe0f\u200d\r\n\t`"
    "\u0435\u0430\u043c\u03bf\u2028>"
)
TEXTS = st.text(max_size=60) | st.text(alphabet=ODD + "ab. ,-X", max_size=60)
WORDS = st.lists(
    st.sampled_from(["the", "panel", "met", "Ann", "decided", "so.", "and,", "a", "b", "n-e-w-s", "why?", "> a", "P.S.", "- it"]),
    max_size=40,
)
LETTERS = st.builds(
    lambda words, gaps: "".join(w + g for w, g in zip(words, gaps, strict=False)), WORDS, st.lists(st.sampled_from(" \n"), min_size=40)
)
INVISIBLE = st.sampled_from("\u200b\u200c\u200d\u2060\ufeff\u00ad\u202e\u2066\u061c\u180e\ufe0f\u034f\U000e0020\x00")


def _covered(raw: str, words: str) -> str:
    """The part of the raw string that a word of the normalised text stands for."""
    shape = normalise(raw)
    at = shape.text.index(words)
    start, end = shape.to_raw(at, at + len(words))
    return raw[start:end]


class TestCharacters:
    """Characters that mean the same are written the same."""

    @pytest.mark.parametrize(
        ("raw", "plain"),
        [
            ("\uff44\uff45\uff43\uff49\uff44\uff45\uff44\uff01", "decided!"),
            ("\U0001d41d\U0001d41e\U0001d41c\U0001d422\U0001d41d\U0001d41e", "decide"),
            ("o\ufb03ce", "office"),
            ("\u1d05\u1d07\u1d04\u026a\u1d05\u1d07", "decide"),
            ("I\u2019m \u201csure\u201d \u201eja\u201c \u00abnon\u00bb it`s 5\u2032", 'I\'m "sure" "ja" \u00abnon\u00bb it\'s 5\''),
            ("well\u2011known \u22125 10\u201312 so\u2014yes", "well-known -5 10\u201312 so\u2013yes"),
            ("one\u00a0two\u2009three\u3000four\tfive", "one two three four five"),
            ("a\r\nb\rc\u2028d\u000be\u000cf\u0085g", "a\nb\nc\nd\ne\nf\ng"),
            ("wait\u2026 \u203c \u2116 5", "wait... !! No 5"),
            ("de\u200bci\u00adsi\u2060on\ufeff", "decision"),
            ("d\u0336e\u0336al", "deal"),
            ("cafe\u0301 Brid\u0301", "caf\u00e9 Brid\u0301"),
        ],
    )
    def test_have_one_form(self, raw: str, plain: str) -> None:
        assert normalise(raw).text == plain

    @pytest.mark.parametrize(
        "text",
        [
            "Bríd Søren Nuñez Łódź Yıldız",
            "54.000 € £38k ¥ ₹ 45 500 kr",
            "2½ days, 10 m²",
            "thanks 🙏🏽 ❤",
            "Acme™",
            "3ª",
            "ọ̀la",
            "山田さん 한글",
        ],
    )
    def test_stay_when_they_are_ordinary(self, text: str) -> None:
        assert normalise(text).text == text

    def test_of_an_emoji_lose_only_what_joins_them(self) -> None:
        assert normalise("\U0001f469\u200d\U0001f4bb \u2764\ufe0f").text == "\U0001f469\U0001f4bb \u2764"

    def test_never_swell_a_text(self) -> None:
        assert len(normalise("\ufdfa" * 100).text) == 100

    def test_that_are_half_of_a_pair_become_a_replacement_mark(self) -> None:
        assert normalise("a\ud83db").text == "a\ufffdb"


class TestLookalikes:
    """Letters of other alphabets are folded where they play Latin ones, and only there."""

    @pytest.mark.parametrize(
        ("raw", "plain"),
        [
            ("any n\u0435ws on the d\u0435c\u0456si\u043en", "any news on the decision"),
            ("\u041d\u0435\u0443 buddy", "Hey buddy"),
            ("is \u0430 job", "is a job"),
            ("d\u03b5cisi\u03bfn", "decision"),
            ("\u0391nn", "Ann"),
        ],
    )
    def test_are_folded_in_disguised_words(self, raw: str, plain: str) -> None:
        assert normalise(raw).text == plain

    @pytest.mark.parametrize(
        "text",
        [
            "Dear \u041c\u0438\u0445\u0430\u0438\u043b, hello",
            "\u041e\u043d\u0430 \u0434\u043e\u043c\u0430, \u0430 \u0443 \u043d\u0430\u0441 \u0441\u043e\u043d",
            "\u03ba\u03b1\u03b9 \u03c4\u03bf \u03c6\u03c9\u03c2",
            "5 \u03bcm wide",
            "the \u03b1 and \u03b2 phase",
        ],
    )
    def test_stay_in_real_words_of_their_own_language(self, text: str) -> None:
        assert normalise(text).text == text


class TestSpacedWords:
    """A word spelt out letter by letter is read as the word."""

    @pytest.mark.parametrize(
        ("raw", "plain"),
        [
            ("any n-e-w-s yet", "any news yet"),
            ("the d e c i s i o n is due", "the decision is due"),
            ("no  n e w s  today", "no  news  today"),
            ("A N S W E R me", "ANSWER me"),
        ],
    )
    def test_are_closed_up(self, raw: str, plain: str) -> None:
        assert normalise(raw).text == plain

    @pytest.mark.parametrize("text", ["plan A B C D", "I a m", "a b c", "x-y-z", "u s a - b c", "part-time and follow-up"])
    def test_stay_when_they_may_be_letters(self, text: str) -> None:
        assert normalise(text).text == text


class TestSoftWraps:
    """Lines that a mail program broke are joined; lines that the writer ended are kept."""

    WRAPPED = (
        "Dear Ms Vale,\n\nThank you for showing me the lock and the old pump house on\n"
        "Tuesday. I had not expected that the keeper would let me turn\n"
        "the wheel, and my arms remember it well.\n\nKind regards,\nRobin Hale\n"
    )

    def test_inside_a_paragraph_become_spaces(self) -> None:
        assert normalise(self.WRAPPED).text == (
            "Dear Ms Vale,\n\nThank you for showing me the lock and the old pump house on Tuesday. I had not expected that the keeper "
            "would let me turn the wheel, and my arms remember it well.\n\nKind regards,\nRobin Hale\n"
        )

    def test_of_a_telephone_become_spaces(self) -> None:
        raw = "Thank you for the long walk round\nthe weir and for the tea after it.\nI liked the quiet of the old place\na lot."
        assert normalise(raw).text == raw.replace("\n", " ")

    def test_of_flowed_mail_lose_the_space_before_them(self) -> None:
        raw = "Thank you for showing me the lock and the old pump house. \nThe keeper let me turn the wheel, and it turned.\n"
        assert normalise(raw).text == raw.replace(" \n", " ")

    @pytest.mark.parametrize(
        "text",
        [
            "Roses are red,\nmy inbox is bare.\nThe panel of seven\nhas turned into air.",
            "I can offer the following to everybody on your small team:\n- a van\n- a map",
            "I can offer a van and a map, and somebody to read the map too\n- on weekdays\n2. on Sundays",
            "> Thank you for showing me the lock and the old pump house on\n> tuesday morning",
            "I thank you once more for the time that you gave me this week\nKind regards\nRobin",
            "i thank you once more for the time that you gave me this week\nthanks\nrobin",
            "You and all the people of the pump house at the lower lock,\nThank you for it.",
            "Sent with thanks for all the time that you have given me here\nTel: 0161 496 0000",
            "Please find the number of my old manager at the pump house\n0161 496 0000",
            "Thank you for showing me the lock and the old pump house on it.\nThe keeper was kind to me.",
            "Please look at what the keeper wrote to you and me last week\nFrom: The keeper of the lock",
        ],
    )
    def test_are_not_seen_in_verse_lists_quotes_and_closings(self, text: str) -> None:
        assert normalise(text).text == text


class TestWayBack:
    """A span of the normalised text covers just what it stands for."""

    @pytest.mark.parametrize(
        ("raw", "words", "covered"),
        [
            ("any news", "news", "news"),
            ("any\u200b n\u200bew\u200bs\u200b!", "news", "n\u200bew\u200bs"),
            ("wait\u2026 now", "...", "\u2026"),
            ("wait\u2026 now", "now", "now"),
            ("the o\ufb03ce hours", "office", "o\ufb03ce"),
            ("the cafe\u0301s", "caf\u00e9", "cafe\u0301"),
            ("one\r\ntwo\r\nthree", "three", "three"),
            ("no n-e-w-s yet", "news yet", "n-e-w-s yet"),
            ("any n\u0435ws", "news", "n\u0435ws"),
            ("\U0001f64f \uff4e\uff45\uff57\uff53", "news", "\uff4e\uff45\uff57\uff53"),
            (TestSoftWraps.WRAPPED, "turn the wheel", "turn\nthe wheel"),
        ],
    )
    def test_gives_the_smallest_span_of_the_raw_string(self, raw: str, words: str, covered: str) -> None:
        assert _covered(raw, words) == covered

    def test_of_half_a_character_gives_the_whole(self) -> None:
        assert normalise("wait\u2026").to_raw(5, 6) == (4, 5)

    def test_of_an_empty_span_is_empty(self) -> None:
        assert [normalise("a\u200bb\u2026").to_raw(at, at) for at in range(6)] == [(0, 0), (2, 2), (3, 3), (3, 3), (3, 3), (4, 4)]

    def test_keeps_no_map_for_a_plain_text(self) -> None:
        assert normalise("Dear Ms Vale,\n\nThank you.") == Normalised("Dear Ms Vale,\n\nThank you.")


class TestAnyText:
    """Whatever the text, these promises hold."""

    @given(TEXTS | LETTERS)
    def test_is_its_own_normal_form_once_normalised(self, raw: str) -> None:
        once = normalise(raw).text
        assert normalise(once) == Normalised(once)

    @given(TEXTS | LETTERS)
    def test_maps_in_order_and_in_range(self, raw: str) -> None:
        shape = normalise(raw)
        spans = [shape.to_raw(at, at + 1) for at in range(len(shape.text))]
        assert all(0 <= start < end <= len(raw) for start, end in spans)
        assert all(one[0] <= two[0] and one[1] <= two[1] for one, two in pairwise(spans))

    @given(TEXTS | LETTERS, st.data())
    def test_maps_a_span_to_the_hull_of_its_characters(self, raw: str, data: st.DataObject) -> None:
        shape = normalise(raw)
        start = data.draw(st.integers(0, len(shape.text)))
        end = data.draw(st.integers(start, len(shape.text)))
        first, last = shape.to_raw(start, end)
        if start < end:
            assert (first, last) == (shape.to_raw(start, start + 1)[0], shape.to_raw(end - 1, end)[1])
        else:
            assert first == last

    @given(TEXTS | LETTERS, INVISIBLE, st.integers(0, 60))
    @example("e\u0301", "\u200b", 1)
    @example("a\r\nb", "\u200b", 2)
    def test_reads_the_same_with_something_invisible_put_in(self, raw: str, invisible: str, at: int) -> None:
        assert normalise(raw[:at] + invisible + raw[at:]).text == normalise(raw).text

    @given(TEXTS)
    def test_holds_no_white_space_but_spaces_and_newlines(self, raw: str) -> None:
        text = normalise(raw).text
        assert {char for char in text if char.isspace()} <= {" ", "\n"}
        assert not {char for char in text if unicodedata.category(char) == "Cc"} - {"\n"}
