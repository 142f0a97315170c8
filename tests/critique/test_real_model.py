"""A real model of 135 million parameters on this machine, asked both ways: the review comes back whole, whatever that model thinks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer import Context, Draft, Review, Reviewer
from tests.small_model import MISSING, WHY, small_model

pytestmark = [pytest.mark.heavy, pytest.mark.skipif(MISSING, reason=WHY)]

DRAFT = Draft(
    channel="email",
    subject="Thank you",
    text="Dear Ms. Okonjo,\n\nThank you for the offer, which I have signed. My other employer is furious.\n\nKind regards,\nMarit\n",
)
HIRED = Context.model_validate({"process": "hired", "other_offer": False})
"""Only two guidelines are judged then, so that the question is short enough for a model so small."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where the model listens."""
    with small_model() as listening:
        yield listening


def _read(name: str, address: str, cache: Path, mode: str = "on") -> Review:
    settings = {"parameters": {"max_tokens": 700}, "deadline": 600.0, "cache_folder": cache, "cache": mode}
    return Reviewer(model=name, base_url=address, **settings).review(DRAFT, HIRED)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["local/smollm2", "openai/smollm2"])
def test_a_review_by_a_small_model_comes_back_whole_and_grounded(name: str, address: str, tmp_path: Path) -> None:
    """Every word that it is quoted with stands in the draft; an answer that is kept is read again with nobody there to ask."""
    by_rules = Reviewer().review(DRAFT, HIRED)
    review = _read(name, address, tmp_path)
    assert review.critique.status in ("done", "invalid")
    assert review.critique.attempts >= 1
    assert (review.critique.mode, review.critique.model) == ("json_schema", name)
    assert review.critique.tokens
    assert [finding for finding in by_rules.findings if finding.certainty == "certain"] == [
        finding for finding in review.findings if finding.certainty == "certain" and "rules" in finding.found_by
    ]
    for finding in (*review.findings, *review.notes):
        if finding.span is not None:
            assert DRAFT.text[finding.span.start : finding.span.end] == finding.span.quote or finding.span.in_ == "subject"
    again = _read(name, address, tmp_path, "replay")
    if review.critique.status == "done":
        assert again.critique.cached
        assert (again.verdict, again.findings, again.notes) == (review.verdict, review.findings, review.notes)
    else:
        assert again.critique.reason
        assert "not in the cache" in again.critique.reason
