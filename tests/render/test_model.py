"""What people are shown of a model's reading, and what is kept from them when words are to be left out."""

from __future__ import annotations

import pytest

from reviewer.models import Contest, Critique, Draft, Dropped, Review
from reviewer.render.privacy import without_quotes
from reviewer.render.report import found_by, told_of_model
from tests.render.conftest import MakeFinding


@pytest.mark.parametrize(
    ("critique", "told"),
    [
        (Critique(), ""),
        (Critique(model="a/b", reason="there are no words"), "a/b, not asked: there are no words"),
        (Critique(status="done", model="a/b", attempts=1), "a/b, asked once"),
        (Critique(status="done", model="a/b", attempts=2, cost_usd=0.00123), "a/b, asked 2 times, $0.0012"),
        (Critique(status="done", model="a/b", cached=True, cost_usd=0.0), "a/b, answer from the cache"),
        (
            Critique(status="done", model="a/b", attempts=1, dropped=Dropped(total=1, by_reason={"no-quote": 1})),
            "a/b, asked once, one claim did not hold and was dropped",
        ),
        (Critique(status="unavailable", model="a/b", attempts=3, reason="no network"), "a/b, unavailable: no network"),
    ],
)
def test_the_reading_is_told_in_one_line(critique: Critique, told: str) -> None:
    """Silence is never approval: why there is no answer is said as well."""
    assert told_of_model(critique) == told


def test_who_found_it_is_told_where_it_was_not_the_rules_alone(make_finding: MakeFinding) -> None:
    finding = make_finding("any news")
    both, model = (finding.model_copy(update={"found_by": by}) for by in (("rules", "model"), ("model",)))
    assert [found_by(each) for each in (finding, both, model)] == ["", ", found by rules and model", ", found by the model"]


def test_a_model_s_own_words_are_left_out_with_those_of_the_draft(review: Review, draft: Draft, make_finding: MakeFinding) -> None:
    """It may repeat the draft without quotation marks."""
    told = make_finding("any news", message="You ask Dana for news on a decision yet.")
    told = told.model_copy(update={"rule": "too-soon/model", "found_by": ("model",), "contested": Contest(reason="any news", quote="Sam")})
    shown = without_quotes(review.model_copy(update={"findings": (told,)}), draft).model_dump_json()
    assert [word for word in ("Dana", "news", "Sam") if word in shown] == []
