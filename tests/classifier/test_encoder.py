"""The encoder that ships: what its card promises, and what it says."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml

from reviewer import Draft, Reviewer
from reviewer.classifier import LEVELS, Encoder, Heard
from reviewer.classifier.encoder import MOST_PIECES, MOST_SENTENCES, fingerprint
from reviewer.resources import classifier_root, rules_root

ENCODER = Encoder(classifier_root())
CARD: dict[str, Any] = json.loads((classifier_root() / "card.json").read_bytes())


def test_the_fingerprint_names_the_files_that_lie_there() -> None:
    """Whoever changes weights, vocabulary, bars or what the whole is weighed by changes what every review calls its classifier."""
    files = [classifier_root() / "weights.npz", classifier_root() / "vocabulary.txt"]
    settings = {name: CARD[name] for name in ("bars", "whole")}
    assert fingerprint(files, json.dumps(settings, sort_keys=True)) == ENCODER.fingerprint
    assert Reviewer().review(Draft(channel="email", text="Thank you.")).fingerprint.classifier == ENCODER.fingerprint
    assert Reviewer(classifier=False).review(Draft(channel="email", text="Thank you.")).fingerprint.classifier is None


@pytest.mark.checkout
def test_the_card_holds_the_bars_of_the_training() -> None:
    """`python -m training.bars` has run since they were last moved."""
    bars = yaml.safe_load((classifier_root().parent / "training" / "bars.yaml").read_text(encoding="utf-8"))
    assert bars == CARD["bars"]
    assert all(low < likely < sure for low, likely, sure in bars.values())


def test_rules_name_no_label_that_the_classifier_does_not_know() -> None:
    """A misspelt label would be a detector that never finds anything; an empty one asks no witness."""
    named = set()
    for file in (rules_root() / "acts").glob("*.yaml"):
        act = yaml.safe_load(file.read_text(encoding="utf-8"))
        named |= {act.get("witness"), *(row.get(key) for row in act["detectors"] for key in ("witness", "label"))}
    assert named - {None, ""} <= set(ENCODER.labels)


def test_it_says_what_sentences_do() -> None:
    """Plain cases of each kind, in one letter and in one post; a change here is a change of every review."""
    letter = [
        "Dear Ms Ito,",
        "Thank you for the tour of the works.",
        "Could you tell me whether you have chosen somebody?",
        "Best,",
        "Adil",
    ]
    sure = [{label for label, level in heard.levels.items() if level == "sure"} for heard in ENCODER.read("email", letter)]
    assert sure == [set(), set(), {"outcome"}, set(), set()]
    post = ["Five interviews, a free weekend of work, and then not one word.", "Avoid this company."]
    assert [heard.levels["grieve"] for heard in ENCODER.read("social_post", post)] == ["sure", "sure"]


def test_a_sentence_is_heard_beside_its_neighbours_and_always_the_same() -> None:
    sentences = ["Thank you for Tuesday.", "Any news?"]
    first = ENCODER.read("text", sentences)
    assert first == ENCODER.read("text", sentences) == Encoder(classifier_root()).read("text", sentences)
    assert all(level in LEVELS for heard in first for level in heard.levels.values())
    assert all(-90 <= tenths <= 90 for heard in first for tenths in heard.tenths.values())


def test_what_lies_beyond_a_letter_is_not_read() -> None:
    """The work is bounded, whatever the length."""
    many = ENCODER.read("email", ["Any news?"] * (MOST_SENTENCES + 5))
    assert len(many) == MOST_SENTENCES + 5
    assert many[-1] == Heard()
    long = ENCODER.read("email", ["word " * 60] * 40)
    assert [bool(heard.levels) for heard in long] == [n < MOST_PIECES // 61 for n in range(40)]


def test_nothing_to_read_says_nothing() -> None:
    assert ENCODER.read("email", []) == []
    assert ENCODER.read("email", ["", "  "]) == [Heard(), Heard()]
