"""A draft is cut into blocks: the writer's own words, other people's, and lines that nobody is judged for."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reviewer.text.blocks import Block, split_blocks
from reviewer.text.normalise import normalise
from reviewer.text.outline import Outline, outline

MAILS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "mails.yaml").read_text(encoding="utf-8"))
SHORT = (
    "> |>> a|From: Dana|Sent: today|To: Sam|Hi Dana,|Best,|Sam|-- |PS so|0161 496 0000|Sent from my iPhone|[pause]|If no:|Is it filled?|| "
)
LONG = "I wrote:|---------- Forwarded message ---------|On Mon, Nov 2, 2026 Dana Vale <d@v.example> wrote:"
PIECES = st.sampled_from([*SHORT.split("|"), *LONG.split("|"), "|"])
TEXTS = st.lists(PIECES, max_size=14).map("\n".join) | st.text(max_size=60)


def _pieces(mail: dict[str, Any]) -> list[tuple[str, str]]:
    return [(kind, text) for piece in mail["blocks"] for kind, text in piece.items()]


def _cut(text: str) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in split_blocks(text)]


def _outline(text: str) -> Outline:
    return outline(text, split_blocks(text))


def _parts(text: str) -> dict[str, list[str]]:
    shape = _outline(text)
    spans = {"greeting": shape.greeting, "sign_off": shape.sign_off, "ps": shape.postscripts, "stage": shape.stage_directions}
    return {part: [text[start:end] for start, end in found] for part, found in spans.items() if found}


def _names(text: str) -> tuple[str | None, str | None]:
    shape = _outline(text)
    return (
        " ".join(filter(None, (shape.reader_honorific, shape.reader))) or None,
        " ".join(filter(None, (shape.writer_honorific, shape.writer))) or None,
    )


@pytest.mark.parametrize("mail", MAILS, ids=lambda mail: mail["mail"])
class TestMails:
    """What mail programs write around a message is told from the message."""

    def test_is_cut_where_a_reader_would_cut_it(self, mail: dict[str, Any]) -> None:
        pieces = _pieces(mail)
        assert _cut("".join(text for _, text in pieces)) == pieces

    def test_is_cut_alike_after_it_was_normalised(self, mail: dict[str, Any]) -> None:
        """Joining soft wraps moves no border."""
        pieces = _pieces(mail)
        assert [kind for kind, _ in _cut(normalise("".join(text for _, text in pieces)).text)] == [kind for kind, _ in pieces]

    def test_names_reader_and_writer(self, mail: dict[str, Any]) -> None:
        assert list(_names("".join(text for _, text in _pieces(mail)))) == mail["names"]


class TestGreetings:
    """The greeting is set apart, and whom it names is known."""

    @pytest.mark.parametrize(
        ("line", "greeting", "reader"),
        [
            ("Dear Ms. Thorne,\n\nThank you.", "Dear Ms. Thorne,", "Ms. Thorne"),
            ("Dear Prof. Dr. Thorne:\n\nThank you.", "Dear Prof. Dr. Thorne:", "Prof. Dr. Thorne"),
            ("Good afternoon, Mr. Thorne. I rang before.", "Good afternoon, Mr. Thorne.", "Mr. Thorne"),
            ("Hi Dana, thanks for the talk.", "Hi Dana,", "Dana"),
            ("Hi Dana thanks for the talk.", "Hi Dana", "Dana"),
            ("Hello, it's Robin about the van.", "Hello,", None),
            ("Hello, Robin here about the van.", "Hello,", None),
            ("Hello Graham, Robin the welder.", "Hello Graham,", "Graham"),
            ("hi i wanted to ask about the van", "hi", None),
            ("heyyy Tash!!\n\nso nice", "heyyy Tash!!", "Tash"),
            ("hey buddy, any news", "hey buddy,", "buddy"),
            ("Happy Friday, champ!\n\nAny news?", "Happy Friday, champ!", "champ"),
            ("Mr. Thorne, you do not know me.", "Mr. Thorne,", "Mr. Thorne"),
            ("Mum,\n\nit went well", "Mum,", "Mum"),
            ("Dear Ms Vale and Mr Thorne,\n\nThank you.", "Dear Ms Vale and Mr Thorne,", "Ms Vale"),
            ("Dear Hiring Team,\n\nThank you.", "Dear Hiring Team,", None),
            ("Hi there,\n\nThank you.", "Hi there,", None),
            ("To whom it may concern\n\nThank you.", "To whom it may concern", None),
            ("Sehr geehrte Frau Dr. Vogt,\n\nthank you.", "Sehr geehrte Frau Dr. Vogt,", "Frau Dr. Vogt"),
            ("Dear J. Thorne,\n\nThank you.", "Dear J. Thorne,", "J. Thorne"),
        ],
    )
    def test_reach_as_far_as_the_formula_and_the_name(self, line: str, greeting: str, reader: str | None) -> None:
        assert (_parts(line).get("greeting"), _names(line)[0]) == ([greeting], reader)

    @pytest.mark.parametrize(
        "text",
        ["Thank you for the tour.", "Yesterday, I came by.", "Morning light filled the hall and I liked it.", "Robin", "", "Dana is kind."],
    )
    def test_are_not_seen_where_none_is(self, text: str) -> None:
        assert "greeting" not in _parts(text)


class TestSignOffs:
    """Closing formula and name are set apart, in whatever form they come."""

    @pytest.mark.parametrize(
        ("closing", "sign_off", "writer"),
        [
            ("\n\nKind regards,\nRobin Hale", "Kind regards,\nRobin Hale", "Robin Hale"),
            ("\n\nYours faithfully\n\nDr. Robin Hale", "Yours faithfully\n\nDr. Robin Hale", "Dr. Robin Hale"),
            ("\n\nWith thanks for a lively morning,\nRobin O'Hale", "With thanks for a lively morning,\nRobin O'Hale", "Robin O'Hale"),
            ("\n\nLe meas,\nBríd de Búrca", "Le meas,\nBríd de Búrca", "Bríd de Búrca"),
            ("\n\nCheers, Tom", "Cheers, Tom", "Tom"),
            ("\n\nRespectfully, Abena", "Respectfully, Abena", "Abena"),
            ("\n\nThanks! Ana", "Thanks! Ana", "Ana"),
            ("\n\nxx Bryn", "xx Bryn", "Bryn"),
            ("\n\nthanks\nbryn", "thanks\nbryn", "bryn"),
            ("\n\nKind regards", "Kind regards", None),
            ("\n\nRobin Hale", "Robin Hale", "Robin Hale"),
            ("\n\n- Robin", "- Robin", "Robin"),
            ("\n\nBest,\nRobin Hale, PhD (they/them)", "Best,\nRobin Hale, PhD (they/them)", "Robin Hale"),
            ("\n\nBest,\nRobin x", "Best,\nRobin x", "Robin"),
            (" Any time is fine. Best, Ana", "Best, Ana", "Ana"),
            (" Any time is fine. O. Brandt", "O. Brandt", "O. Brandt"),
            ("\n\nKind regards,\nRobin Hale\nMaker of small boats", "Kind regards,\nRobin Hale", "Robin Hale"),
        ],
    )
    def test_are_found_at_the_end(self, closing: str, sign_off: str, writer: str | None) -> None:
        text = f"Dear Ms Vale,\n\nThank you for the tour.{closing}"
        assert (_parts(text).get("sign_off"), _names(text)[1]) == ([sign_off], writer)

    @pytest.mark.parametrize(
        "text",
        [
            "Dear Ms Vale,\n\nThank you for the tour. It was long.",
            "Dear Ms Vale,\n\nIs it filled?",
            "The panel of nine\nhas flown to the moon.",
            "Hi Dana,",
            "Thank you for listening.",
        ],
    )
    def test_are_not_seen_where_none_is(self, text: str) -> None:
        assert "sign_off" not in _parts(text)


class TestPostscripts:
    """A postscript is judged, and runs to the end of its paragraph."""

    @pytest.mark.parametrize("mark", ["PS", "PS:", "P.S.", "P. S.", "p.s.", "PPS", "P.P.S.", "ps -", "(PS)"])
    def test_are_known_by_their_mark(self, mark: str) -> None:
        text = f"Thank you.\n\nRobin\n\n{mark} The map is back\non its hook.\n"
        assert _parts(text) == {"sign_off": ["Robin"], "ps": [f"{mark} The map is back\non its hook."]}

    def test_may_follow_each_other_and_stand_inside_a_line(self) -> None:
        text = "Thank you. P.S. One.\n\nRobin\n\nPS Two.\nPPS Three.\n"
        assert _parts(text) == {"sign_off": ["Robin"], "ps": ["P.S. One.", "PS Two.", "PPS Three."]}

    @pytest.mark.parametrize("text", ["The PS team is large.", "PSA: be kind.", "We met at a PS5 stand.", "Psychology is fine."])
    def test_are_not_seen_in_other_words(self, text: str) -> None:
        assert "ps" not in _parts(text)


class TestStageDirections:
    """What a call script says to nobody is set apart from what will be spoken."""

    @pytest.mark.parametrize(
        ("script", "stage"),
        [
            ("Script for the call with Neil.\n\nMorning Neil, Ann here.", ["Script for the call with Neil."]),
            ("Call with Lorna in HR, about the letter.\n\nHello Lorna, thank you.", ["Call with Lorna in HR, about the letter."]),
            ("Voicemail for Mr. Thorne:\nHello Mr. Thorne, Ann Lee here.", ["Voicemail for Mr. Thorne:"]),
            (
                "To reception: Hello, Dr. Thorne please.\nOnce she is on the line: Dr. Thorne, hello.",
                ["To reception:", "Once she is on the line:"],
            ),
            ("Hello, Ann here.\nIf no: that is all right.\nIf it rings out: I leave.", ["If no:", "If it rings out:"]),
            ("(wait for the beep) Hello, Ann here. [pause] Thank you.", ["(wait for the beep)", "[pause]"]),
            ("Hello [name], Ann here.", ["[name]"]),
        ],
    )
    def test_are_set_apart(self, script: str, stage: list[str]) -> None:
        assert _parts(script).get("stage") == stage

    def test_leave_the_greeting_to_be_found_behind_them(self) -> None:
        assert _parts("To reception: Hello, Dr. Thorne please. [pause] Thanks.") == {
            "greeting": ["Hello,"],
            "stage": ["To reception:", "[pause]"],
        }

    @pytest.mark.parametrize(
        "text",
        [
            "To be honest: I liked it.",
            "If you agree: I can start.",
            "If I may ask: is it filled?",
            "After my visit: two thoughts.",
            "My rate (I told you) is the same.",
            "Hello Neil. [I need an answer today] Thank you (if you can).",
            "Call me when you can.\n\nAnn",
            "I saw two things: the van and the weir.",
            "",
        ],
    )
    def test_are_not_seen_in_what_is_said_to_the_reader(self, text: str) -> None:
        assert "stage" not in _parts(text)


class TestAnyText:
    """Whatever the text, its blocks and its outline hold together."""

    @given(TEXTS)
    def test_is_covered_by_its_blocks_without_gap_or_overlap(self, text: str) -> None:
        blocks = split_blocks(text)
        assert "".join(text[block.start : block.end] for block in blocks) == text
        assert all(block.start < block.end for block in blocks)
        assert all(one.end == two.start and one.kind != two.kind for one, two in pairwise(blocks))

    @given(TEXTS)
    def test_has_an_outline_inside_its_own_blocks(self, text: str) -> None:
        blocks = split_blocks(text)
        shape = outline(text, blocks)
        spans = [*shape.greeting, *shape.sign_off, *shape.postscripts, *shape.stage_directions]
        own = [block for block in blocks if block.kind == "own"]
        assert all(
            any(block.start <= start for block in own) and any(end <= block.end for block in own) and start < end for start, end in spans
        )
        assert all(one[1] <= two[0] for one, two in pairwise(shape.stage_directions))

    @given(TEXTS, st.sampled_from(["> Is it filled?\n", ">> hey!!\n"]))
    def test_never_owns_a_line_with_a_quote_mark(self, text: str, quote: str) -> None:
        """Quoted words stay quoted below any draft."""
        whole = f"{text}\n\n{quote}"
        assert split_blocks(whole)[-1].kind in ("quoted", "forwarded", "own-earlier")

    def test_of_nothing_has_no_block(self) -> None:
        assert (split_blocks(""), outline("", ())) == ((), Outline())

    def test_of_one_voice_is_one_block(self) -> None:
        text = "Dear Ms Vale,\n\nThank you.\n\nRobin\n"
        assert split_blocks(text) == (Block(0, len(text), "own"),)
