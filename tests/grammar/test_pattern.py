"""The pattern language: each element does what its docstring says, and nothing takes long."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.grammar.pattern import Chart, Node, PatternError, freeze, parse, thaw
from reviewer.grammar.pattern import matches as runs
from reviewer.text import Spelling, Tokenizer
from tests.pace import seconds

TOKENIZER = Tokenizer(Spelling({"i'm": "i am", "can't": "can not"}, {"u": "you"}, {"made": "make", "chosen": "choose"}))


def matches(node: Node, here: Chart) -> list[tuple[int, int]]:
    return runs(node, here, node.first())


def chart(text: str) -> Chart:
    return Chart(TOKENIZER.tokens(text, 0, len(text)), question=text.endswith("?"))


def found(source: str, text: str) -> list[str]:
    here = chart(text)
    return [" ".join(t.text for t in here.tokens[a:b]) for a, b in matches(parse(source), here)]


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("news", "Any news today", ["news"]),
        ("decide+", "They decided, or are deciding", ["decided", "deciding"]),
        ("make+ up", "It was made up", ["made up"]),
        ("organise", "to organize", ["organize"]),
        ("news|word|update", "a word", ["word"]),
        ("(get back|reply) to me", "please get back to me", ["get back to me"]),
        ("any [more] news", "any news, any more news", ["any news", "any more news"]),
        ("have ..2 decided", "have you already decided", ["have you already decided"]),
        ("have ..1 decided", "have you already decided", []),
        ("have ..5 decided", "have – she said – decided", []),
        ("news !today", "news today and news tomorrow", ["news"]),
        ("^ any news", "Any news", ["any news"]),
        ("^ any news", "So, any news", []),
        ("news $", "the news", ["news"]),
        ("news $", "the news is good", []),
        ("news ?", "any news?", ["news"]),
        ("news ?", "good news", []),
        ("can not wait", "I can't wait", ["can not wait"]),
        ("you", "u there", ["you"]),
        ("@number people", "12 people", ["12 people"]),
    ],
)
def test_each_element_finds_what_it_names(source: str, text: str, expected: list[str]) -> None:
    assert found(source, text) == expected


@pytest.mark.parametrize("source", ["a|b+ [the] (c d|e|<f> g) ..4 !x ?", "^ <part> $", "@number"])
def test_a_pattern_kept_as_json_is_the_same_pattern(source: str) -> None:
    node = parse(source)
    assert thaw(json.loads(json.dumps(freeze(node)))) == node


@pytest.mark.parametrize("source", ["", "(a", "a)", "[a", "a |", "()", "| a", "a < b"])
def test_a_broken_pattern_is_refused(source: str) -> None:
    with pytest.raises(PatternError):
        parse(source)


def test_words_in_quotation_marks_are_not_the_writers() -> None:
    text = 'He said "any news" twice'
    tokens = TOKENIZER.tokens(text, 0, len(text), quoted=((8, 18),))
    assert matches(parse("any news"), Chart(tokens)) == []
    assert matches(parse("@quoted"), Chart(tokens)) == [(2, 3), (3, 4)]


def test_a_pattern_tells_what_it_needs_and_leans_on() -> None:
    node = parse("<asking> [the] (decision|choice) ..3 (be made|taken)")
    assert node.required()[:2] == [frozenset({"<asking>"}), frozenset({"decision", "choice"})]
    assert node.required()[2] & {"be", "made"}
    assert "taken" in node.required()[2]
    assert node.references() == {"asking"}


words = st.lists(st.sampled_from(["a", "b", "news", ",", ";"]), max_size=30).map(" ".join)


@given(words)
def test_every_match_holds_what_the_pattern_needs(text: str) -> None:
    """What `required` promises is true of every sentence that matches."""
    here = chart(text)
    node = parse("a ..2 (b|news) [a]")
    if matches(node, here):
        assert all(any(key in here.present for key in keys) for keys in node.required())


def test_a_hostile_pattern_stays_linear() -> None:
    """Gaps in a row, on a run of one word, cost their widths and not their product of paths."""
    source = " ".join(["a ..9"] * 12) + " b"
    assert found(source, "a " * 90) == []
    assert seconds(lambda: found(source, "a " * 90), 2) < 2
