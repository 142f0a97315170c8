"""Whose figure it is, and what it asks for, held against the pay given before."""

from __future__ import annotations

import pytest

from reviewer.models import Context, Draft
from reviewer.reviews import Reviewer

GIVEN = Context.model_validate({"salary_expectation": {"min": 45000, "max": 52000, "currency": "GBP", "period": "year"}})


@pytest.fixture(scope="module")
def reviewer() -> Reviewer:
    return Reviewer()


@pytest.mark.parametrize(
    "text",
    [
        "In box 12 the second number is 57,000 rather than 52,000.",
        "Another firm has put £58,000 in writing. I would come to you if you could meet that.",
        "Please treat the 52,000 as the floor, and we can build up from there.",
        "The 52,000 should be what arrives in my account, after tax.",
        "Would four days a week be possible for the same 52,000?",
    ],
)
def test_a_figure_that_asks_for_more_is_found(reviewer: Reviewer, text: str) -> None:
    found = reviewer.review(Draft(channel="email", text=text), GIVEN).findings
    assert {finding.guideline for finding in found} == {"salary-change"}


@pytest.mark.parametrize(
    "text",
    [
        "Another firm has put £58,000 in writing. I do not need you to meet that; 52 is still what I would take.",
        "The advert says £50,000 to £60,000 and grade 8.",
        "Compensation for the train was promised: £64.60.",
        "The 52,000 is before tax.",
    ],
)
def test_a_figure_of_others_or_the_one_given_is_left_alone(reviewer: Reviewer, text: str) -> None:
    found = reviewer.review(Draft(channel="email", text=text), GIVEN).findings
    assert [finding.rule for finding in found if finding.guideline == "salary-change"] == []
