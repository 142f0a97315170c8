"""Reviews that were written elsewhere, scored like any other judge's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reviewer.errors import InputError
from reviewer.evals.judges import Abstained, Failed
from reviewer.evals.recorded import load_reviews
from reviewer.models import Critique

Make = Callable[..., Any]
Write = Callable[..., Path]


def line(review: Any, id: Any = "a") -> str:
    text: str = review.model_copy(update={"id": id}).model_dump_json()
    return text


def test_reviews_are_matched_with_their_cases_by_id(write: Write, case: Make, review: Make) -> None:
    """Whatever the order, and whether the id is text or a whole number."""
    judge = load_reviews(write("model.jsonl", line(review("impatience"), 7), "", line(review(), "a")))
    given = [judge.judge(case(id)) for id in ("a", "7")]
    assert [(answer.id, answer.verdict) for answer in given if not isinstance(answer, Abstained | Failed)] == [("a", "send"), (7, "revise")]
    assert (judge.name, judge.fingerprint) == ("model", review().fingerprint)


def test_an_error_record_and_a_missing_review_are_errors(write: Write, case: Make, review: Make) -> None:
    """Each with its reason; a record that no case can claim is passed over."""
    record = {"version": 1, "id": "a", "line": 1, "error": {"field": None, "message": "too long"}}
    judge = load_reviews(write("model.jsonl", record, {**record, "id": None}, line(review(), "b")))
    assert judge.judge(case("a")) == Failed("too long")
    assert judge.judge(case("c")) == Failed("there is no review with the id of this case")


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        ("refused", Abstained("the critique was refused: no")),
        ("unavailable", Failed("the critique was unavailable: no")),
        ("invalid", Failed("the critique was invalid: no")),
    ],
)
def test_a_model_that_did_not_answer_is_no_verdict(status: Any, answer: Any, write: Write, case: Make, review: Make) -> None:
    """A refusal is an abstention, an outage an error, and the rules that stood in for it are not scored as the model."""
    silent = review("impatience").model_copy(update={"critique": Critique(status=status, reason="no")})
    assert load_reviews(write("model.jsonl", line(silent))).judge(case("a")) == answer


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ("{", "model.jsonl, line 2: is not a line of JSON"),
        ("[]", "model.jsonl, line 2: must be a review, version 1; use what `reviewer batch` wrote"),
        ('{"verdict": "send"}', "model.jsonl, line 2: `id` is missing; a review is matched with its case by it"),
        ('{"id": "b", "verdict": "maybe"}', "model.jsonl, line 2: is no review of version 1 (`verdict`: "),
    ],
)
def test_a_line_that_is_no_review_is_named(bad: str, told: str, write: Write, review: Make) -> None:
    """With file and line."""
    with pytest.raises(InputError) as raised:
        load_reviews(write("model.jsonl", line(review()), bad))
    assert raised.value.message.startswith(told)


def test_two_reviews_of_one_case_are_one_too_many(write: Write, review: Make) -> None:
    """Nobody could say which one counts."""
    with pytest.raises(InputError, match="the id `a` has two reviews; keep one of them"):
        load_reviews(write("model.jsonl", line(review()), line(review("impatience"))))
