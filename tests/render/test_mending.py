"""A rewrite for people, where there is no mend: no line says what another one denies."""

from __future__ import annotations

import pytest

from reviewer.models import Draft, Review, Rewrite, RewriteOutcome, Verdict
from reviewer.render.lines import plain
from reviewer.render.mending import rewrite_in_markdown, rewrite_report

TOLD = """\
no mend found: none that could be verified.

Why
  - "any news on a decision yet": This asks early. Wait until Saturday.
Instead: See above.

Verdict: wait
"""


def test_where_no_mend_could_be_verified_each_remedy_is_told(review: Review, draft: Draft) -> None:
    """It says what to change by hand."""
    found = Rewrite(outcome="cannot", before=review, alternative="See above.")
    assert plain(list(rewrite_report(found, draft))) == TOLD
    assert "This asks early. Wait until Saturday." in rewrite_in_markdown(found, draft)


@pytest.mark.parametrize(
    ("outcome", "verdict", "head"),
    [
        ("no-honest-mend", "do-not-send", "no honest mend: better wording would not make it right."),
        ("no-honest-mend", "revise", "no honest mend: without the words at fault, nothing would be left to send."),
    ],
)
def test_the_head_fits_the_verdict(outcome: RewriteOutcome, verdict: Verdict, head: str, review: Review, draft: Draft) -> None:
    """Where wording is at fault, no head says that wording does not matter; the words at fault are named, each without its own remedy."""
    found = Rewrite(outcome=outcome, before=review.model_copy(update={"verdict": verdict}), alternative="Rather wait.")
    told = plain(list(rewrite_report(found, draft)))
    assert told.startswith(f"{head}\n\nWhy\n")
    assert told.endswith(f"This asks early.\nInstead: Rather wait.\n\nVerdict: {verdict}\n")
    assert rewrite_in_markdown(found, draft).startswith(f"# {head}\n")
