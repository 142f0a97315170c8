"""The rule pack as a collection: every example judged as its file says, every message in house style."""

from __future__ import annotations

import re

import pytest

from reviewer import Reviewer
from reviewer.models import GUIDELINES
from reviewer.rules import Rule

REVIEWER = Reviewer()


def test_every_example_of_every_detector_and_rule_is_judged_as_its_file_says() -> None:
    assert [trial.told() for trial in REVIEWER.self_test() if trial.fault] == []


def test_every_guideline_has_rules() -> None:
    assert {rule.guideline for rule in REVIEWER.rules} == set(GUIDELINES)


@pytest.mark.parametrize("rule", REVIEWER.rules, ids=lambda rule: rule.id)
def test_a_rule_speaks_of_the_words_and_not_of_the_writer(rule: Rule) -> None:
    """Kind, in whole sentences, with a remedy; no scolding and no score."""
    for text in (rule.message, rule.instead, rule.what, rule.why):
        assert text[:1].isupper()
        assert text.endswith((".", "?"))
        assert not re.search(r"\b(?:you lie|liar|stupid|bad candidate|shame|never ever|score)\b|!", text, re.IGNORECASE)
    assert len(rule.message) < 240
    assert len(rule.instead) < 320
