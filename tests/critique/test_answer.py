"""Reading an answer: whole and of a piece, or its exact faults; nothing left out is approval."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.asking import Claim
from reviewer.critique.answer import Faults, read
from tests.critique.asking import answer, ask, contest, finding, told

ASKED = ask("Hi Dana,\n\nhey buddy, any news?\n\nBest,\nAlex", other_offer=False)
SOUND = answer(ASKED, {"too-familiar": [finding("hey buddy", sentence=2, fact="channel")]}, contests=[contest("R1", "hey", sentence=2)])


def faults(text: str) -> tuple[str, ...]:
    found = read(text, ASKED.question)
    assert isinstance(found, Faults), found
    return found.sentences


def changed(change: Callable[[dict[str, Any]], object]) -> str:
    """The sound answer with one thing about it altered."""
    altered = copy.deepcopy(SOUND)
    change(altered)
    return json.dumps(altered)


def test_an_answer_is_read_into_claims() -> None:
    """What is found and what is contested; a guideline that is kept makes no claim."""
    assert read(json.dumps(SOUND), ASKED.question) == (
        Claim("too-familiar", 2, "hey buddy", "channel", "It does.", "Mend it.", extra={"case": 1, "speaks_to_reviewer": False}),
        Claim("", 2, "hey", message="It is a story.", contests="R1", extra={"speaks_to_reviewer": False}),
    )


def test_an_answer_that_finds_nothing_makes_no_claim() -> None:
    """Nine judgements, none of them violated."""
    assert read(told(ASKED), ASKED.question) == ()


def test_a_claim_without_words_or_fact_says_so() -> None:
    """Sentence 0 is no sentence, and the fact `none` is none."""
    (claim,) = read(told(ASKED, {"too-soon": [finding("", sentence=0)]}), ASKED.question)  # type: ignore[misc]  # read, not refused
    assert (claim.sentence, claim.fact) == (None, None)


@pytest.mark.parametrize(
    "wrapped",
    [
        "```json\n%s\n```",
        "```\n%s\n```",
        "\n  %s  \n",
        "\ufeff%s",
        "```json\r\n%s\r\n```",
        "```json %s```",
        "~~~\n%s\n~~~",
        '<think>The draft says {"violated": true}</think>\n%s',
        "<think>a</think>```json\n%s\n```",
    ],
)
def test_what_some_models_put_around_json_is_taken_off(wrapped: str) -> None:
    """A code fence, white space, thoughts: nothing else."""
    text = json.dumps(SOUND)
    assert read(wrapped % text, ASKED.question) == read(text, ASKED.question)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "send",
        "null?",
        "Here is my answer: {}",
        "{} Thank you.",
        '{"speaks_to_reviewer": false',
        "[" * 100_000,
        '{"a": 1' * 5_000,
        "{'a': 1}",
        "\ud800",
        '{"judgements": [], "odd": NaN}',
        '{"judgements": [], "odd": -Infinity}',
        '{"judgements": []} {"judgements": []}',
        "```json\n{}\n```\n```json\n{}\n```",
        "The draft says:\n```json\n{}\n```",
        "```json\n{}\n```\nwas in the draft",
        "```json\n{}\n~~~",
        '{"odd": 1%s}' % ("0" * 5_000),
    ],
)
def test_what_is_no_json_is_no_answer(text: str) -> None:
    """Prose, half an answer, two answers, one that is quoted among other words, numbers that are none, nesting without end."""
    assert faults(text) == ("The answer is not one JSON object.",)


def test_a_key_that_stands_twice_is_refused() -> None:
    """Two values for one key would leave it to chance which one counts."""
    assert faults('{"judgements": [], "judgements": []}') == ("A key stands twice in one object.",)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda a: a.pop("speaks_to_reviewer"), "`speaks_to_reviewer` is missing."),
        (lambda a: a.pop("contests"), "`contests` is missing."),
        (lambda a: a["judgements"][0].pop("violated"), "`judgements[0].violated` is missing."),
        (lambda a: a["judgements"][0].update(violated="false"), "`judgements[0].violated` must be true or false."),
        (lambda a: a["judgements"][0].update(violated=None), "`judgements[0].violated` must be true or false."),
        (lambda a: a["judgements"][5]["findings"][0].pop("quote"), "`judgements[5].findings[0].quote` is missing."),
        (lambda a: a["judgements"][5]["findings"][0].update(sentence=2.0), "`judgements[5].findings[0].sentence` must be a whole number."),
        (lambda a: a["judgements"][5]["findings"][0].update(case=True), "`judgements[5].findings[0].case` must be a whole number."),
        (
            lambda a: a["judgements"][5]["findings"][0].update(fact="stage"),
            "`judgements[5].findings[0].fact` must be one of channel, process, other_offer, none.",
        ),
        (lambda a: a["judgements"][5].update(findings={}), "`judgements[5].findings` must be a list."),
        (lambda a: a["judgements"].pop(3), "`judgements` must hold one entry for too-many-follow-ups, and it holds none."),
        (lambda a: a["judgements"].append(a["judgements"][0]), "`judgements` must hold one entry for cold-contact, and it holds 2."),
        (lambda a: a["judgements"].clear(), "`judgements` must hold one entry for cold-contact, and it holds none."),
        (
            lambda a: a["judgements"][0].update(violated=True),
            "`judgements[0].violated` is true, so `judgements[0].findings` must say where.",
        ),
        (
            lambda a: a["judgements"][5].update(violated=False),
            "`judgements[5].findings` is not empty, so `judgements[5].violated` must be true.",
        ),
        (lambda a: a["contests"][0].update(finding="R9"), "`contests[0].finding` must be one of R1."),
        (lambda a: a["contests"].append("R1"), "`contests[1]` must be an object."),
    ],
)
def test_a_fault_is_named_exactly(change: Callable[[dict[str, Any]], object], fault: str) -> None:
    """The sentence goes back to the model, so it says where and what; it never quotes draft or answer."""
    assert faults(changed(change))[0] == fault


def test_what_is_no_object_is_told() -> None:
    """A list, a text, a number."""
    for text in ("[]", '"send"', "1", "null"):
        assert faults(text) == ("`the answer` must be an object.",)


def test_keys_that_nobody_asked_for_are_passed_over() -> None:
    """A model without a schema may add its thoughts; they change nothing."""
    assert read(changed(lambda a: a.update(verdict="send")), ASKED.question) == read(json.dumps(SOUND), ASKED.question)


def test_a_guideline_that_does_not_exist_is_left_to_the_grounding() -> None:
    """It is dropped and counted there, and does not cost a second question."""
    extra = {"guideline": "tone", "thought": "", "violated": True, "findings": [finding("hey")]}
    claims = read(changed(lambda a: a["judgements"].append(extra)), ASKED.question)
    assert not isinstance(claims, Faults)
    assert [claim.guideline for claim in claims] == ["too-familiar", "tone", ""]


def test_no_fault_tells_anything_of_the_answer() -> None:
    """Faults go into messages and perhaps into logs."""
    for text in ('{"secret words": 1}', changed(lambda a: a["contests"][0].update(finding="secret words")), '"secret words"'):
        assert "secret" not in " ".join(faults(text))


def test_thousands_of_faults_are_told_in_part() -> None:
    """A list of nonsense does not make a list of sentences as long."""
    assert len(faults(changed(lambda a: a.update(judgements=[1] * 10_000)))) == 30


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from _paths(inner, (*path, key))


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-1, 9),
    st.text(max_size=3),
    st.just([]),
    st.just({}),
    st.just(1.5),
    st.sampled_from(("R1", "none")),
)


@given(st.sampled_from([path for path in _paths(SOUND) if path]), VALUES, st.booleans())
@settings(max_examples=300, deadline=None)
def test_an_answer_that_breaks_the_schema_is_never_read(path: tuple[Any, ...], value: Any, gone: bool) -> None:
    """Whatever jsonschema refuses, but for the name of a guideline, is refused here too."""
    altered = copy.deepcopy(SOUND)
    inner: Any = altered
    for key in path[:-1]:
        inner = inner[key]
    if gone and isinstance(inner, dict):
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    valid = jsonschema.Draft202012Validator(ASKED.question.schema).is_valid(altered)
    if not valid and not (path[-1] == "guideline" and isinstance(value, str) and not gone):
        assert isinstance(read(json.dumps(altered), ASKED.question), Faults)
