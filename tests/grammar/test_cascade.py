"""The cascade: parts build on parts, and only what the sentence calls for is tried."""

from __future__ import annotations

import pytest

from reviewer.grammar import Cascade, PatternError, build_index
from reviewer.models import Draft
from reviewer.text import Sentence, Spelling, Tokenizer, read

TOKENIZER = Tokenizer(Spelling({}, {}, {}))


def sentences(text: str) -> tuple[Sentence, ...]:
    return read(Draft(channel="email", text=text), TOKENIZER).sentences


def test_a_later_part_builds_on_an_earlier_one() -> None:
    cascade = Cascade(build_index({"whole": ["<ask> ..3 <thing>"], "ask": ["could you tell me"], "thing": ["decision|choice"]}))
    (scan,) = cascade.scan(sentences("Could you tell me the choice?"))
    assert dict(scan.spans) == {"ask": ((0, 4),), "thing": ((5, 6),), "whole": ((0, 6),)}
    assert scan.offsets(scan.spans["thing"][0]) == (22, 28)


def test_runs_read_elsewhere_can_be_named() -> None:
    cascade = Cascade(build_index({"wish": ["put me at <money>"]}))
    (scan,) = cascade.scan(sentences("Put me at ninety."), {0: {"money": [(3, 4)]}})
    assert scan.spans["wish"] == ((0, 4),)


def test_equal_sentences_are_looked_at_once() -> None:
    cascade = Cascade(build_index({"news": ["news"]}))
    first, second = cascade.scan(sentences("Any news?\nAny news?"))
    assert first.spans["news"] is second.spans["news"]


@pytest.mark.parametrize(
    ("patterns", "message"),
    [
        ({"a": ["<b> x"]}, "a: there is no part `b`"),
        ({"a": ["<b> x"], "b": ["<a> y"]}, "a: leans on itself through a > b > a"),
        ({"a": ["[x] .."]}, "a: `[x] ..` needs at least one word that is not optional"),
        ({"a": ["(x"]}, "a: `)` is missing in `(x`"),
    ],
)
def test_patterns_that_cannot_work_are_named(patterns: dict[str, list[str]], message: str) -> None:
    with pytest.raises(PatternError) as caught:
        build_index(patterns)
    assert str(caught.value) == message
