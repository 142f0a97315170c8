"""Stand-ins for names and addresses: what leaves, what comes back, and how much is found."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reviewer.asking import Message
from reviewer.critique.entities import word_list
from reviewer.critique.pseudonyms import Disguise, Roster
from tests.pace import seconds

FENCE = "\ue0f1FENCE\ue0f1"
LETTER = """Dear Ms Lindqvist,

Thank you for meeting me at Brightwater Foods. Dana Whitcombe has my number, +44 7700 900 812, and
ruta.zelenko@postbox.example reaches me too. My page is https://zelenko.example/work, or linkedin.com/in/ruta-z. Lindqvist's
notes were a help, and so were DANA's.

Best regards,
Ruta Zelenko"""
KNOWN = ["Lindqvist", "Ruta Zelenko"]


@pytest.fixture
def roster() -> Roster:
    return Roster([LETTER], KNOWN)


def _sent(roster: Roster, text: str) -> tuple[str, Disguise]:
    messages = (Message("system", "Dana is kept here."), Message("user", f"{FENCE}\n{text}\n{FENCE}"))
    (system, user), disguise = roster.disguise(messages, fence=FENCE)
    assert system == messages[0]
    return user.content, disguise


def _back(roster: Roster, answer: str, disguise: Disguise) -> str:
    return roster.restore(disguise.take_off(answer))


def test_what_points_at_somebody_is_found(roster: Roster) -> None:
    """Names of reader, writer and third persons, an employer, and four ways to reach somebody."""
    assert roster.surfaces == {
        "Lindqvist",
        "Brightwater",
        "Dana",
        "DANA",
        "Whitcombe",
        "Ruta",
        "Zelenko",
        "+44 7700 900 812",
        "ruta.zelenko@postbox.example",
        "https://zelenko.example/work",
        "linkedin.com/in/ruta-z",
    }


def test_the_stored_form_holds_numbered_placeholders(roster: Roster) -> None:
    assert re.fullmatch(
        r"\u27e6family\d\u27e7's notes, by \u27e6given1\u27e7 \u27e6family\d\u27e7 \(\u27e6given\d\u27e7\) of Foods",
        roster.canonical("Lindqvist's notes, by Dana Whitcombe (DANA) of Foods"),
    )


def test_letters_that_differ_in_names_alone_are_stored_alike() -> None:
    """So the same question is asked once."""
    letters = ["Dear Ms Okonjo,\n\nany news?\n\nMarit Vale", "Dear Ms Petrie,\n\nany news?\n\nTamsin Haldane"]
    one, other = (Roster([text]).canonical(text) for text in letters)
    assert one == other


def test_nothing_that_was_found_leaves_as_it_is_written(roster: Roster) -> None:
    """The fence is drawn with the stand-ins, and no two requests are alike."""
    sent, disguise = _sent(roster, LETTER)
    assert [surface for surface in roster.surfaces if surface in sent] == []
    assert sent.count(disguise.fence) == 2
    assert FENCE not in sent
    assert sent != _sent(roster, LETTER)[0]
    assert re.search(r"Dear Ms [A-Z][a-z]+,", sent)
    assert re.search(r"or linkedin\.com/in/[a-z]{8}\. ", sent)
    assert re.search(r"my number, \+999 \d{3} \d{3} \d{3}, and", sent)


def test_an_answer_comes_back_in_the_true_words(roster: Roster) -> None:
    """Also as JSON with escapes, in other letters, and with an ending."""
    sent, disguise = _sent(roster, "Dana Whitcombe\nLindqvist")
    first, family, reader = re.findall(r"[A-Z][a-z]+", sent)
    answer = json.dumps({"quote": f"{first} {family}\n{reader}'s", "message": f"{family.upper()} and {reader}-like; {disguise.fence}"})
    assert json.loads(_back(roster, answer, disguise)) == {
        "quote": "Dana Whitcombe\nLindqvist's",
        "message": f"Whitcombe and Lindqvist-like; {FENCE}",
    }


def test_a_common_word_stays_where_it_is_no_name() -> None:
    """`Hi Will` names somebody; `Will you` does not, nor does `I will`."""
    text = "Hi Will,\n\nWill you write? I will wait for Will.\n\nMay I ask Rose?"
    assert Roster([text], ["Will"]).canonical(text) == (
        "Hi \u27e6given1\u27e7,\n\nWill you write? I will wait for \u27e6given1\u27e7.\n\nMay I ask \u27e6given2\u27e7?"
    )


def test_stand_ins_are_never_words_of_the_message() -> None:
    """A draft that holds every stand-in there is cannot mislead the way back."""
    text = "Dear Ms Okonjo, " + " ".join(sorted(word_list("family") | word_list("given")))
    roster = Roster([text], ["Okonjo"])
    sent, disguise = _sent(roster, text)
    assert _back(roster, sent, disguise) == f"{FENCE}\n{text}\n{FENCE}"


@given(st.text(alphabet=st.sampled_from("DanaZelenko will\n.,'\u27e6\u27e7-@:/\\0123456789 MsI\u00e9"), max_size=120))
@example("\u27e6family1\u27e7 and \u27e6\u27e6given1\u27e7 of Zelenko")
@example("\u27e6" * 7)
def test_every_form_leads_back_to_the_true_text(text: str) -> None:
    """Whatever a draft holds, placeholders of its own included."""
    roster = Roster([text, LETTER], KNOWN)
    assert roster.restore(roster.canonical(text)) == text
    sent, disguise = _sent(roster, text)
    assert _back(roster, sent, disguise).casefold() == f"{FENCE}\n{text}\n{FENCE}".casefold()


@pytest.mark.parametrize(
    "text",
    [
        "Zelenko " * 6_000,
        " ".join(f"Zel{n:x}enko" for n in range(5_000)),
        "@" * 50_000,
        "a." * 25_000,
        "0 " * 25_000,
        "+1" * 25_000,
        "www." * 12_500,
        "http://" * 7_000,
        "x-" * 25_000,
        "A" * 50_000,
        "\u27e6" * 50_000,
        "https://" + "a.,;:!?" * 7_000,
    ],
)
def test_hostile_lengths_cost_little(text: str) -> None:
    assert seconds(lambda: Roster([text]).canonical(text), 1.5) < 1.5
