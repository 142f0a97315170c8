"""What came of a case: four outcomes, and of the labels what was hit, extra, missed and allowed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reviewer.evals.judges import Abstained, Failed
from reviewer.evals.outcomes import right_verdicts, settle

Make = Callable[..., Any]


@pytest.mark.parametrize(
    ("expect", "allow", "right"),
    [
        ((), (), ("send",)),
        (("too-soon",), (), ("wait",)),
        (("impatience",), ("too-soon", "dishonesty"), ("revise", "wait", "do-not-send")),
        (("dishonesty",), ("impatience",), ("do-not-send",)),
        ((), ("impatience", "too-familiar"), ("send", "revise")),
    ],
)
def test_a_verdict_is_right_if_it_fits_some_choice_among_the_allowed(
    expect: tuple[str, ...], allow: tuple[str, ...], right: tuple[str, ...], case: Make
) -> None:
    """The strictest of the expected guidelines and of any of the allowed ones."""
    assert right_verdicts(case("a", expect, allow=list(allow))) == right


@pytest.mark.parametrize(
    ("found", "outcome", "columns"),
    [
        (("impatience",), "right", (("impatience",), (), (), ())),
        (("impatience", "too-soon"), "right", (("impatience",), (), (), ("too-soon",))),
        ((), "wrong", ((), (), ("impatience",), ())),
        (("too-familiar",), "wrong", ((), ("too-familiar",), ("impatience",), ())),
        (("dishonesty", "impatience"), "wrong", (("impatience",), ("dishonesty",), (), ())),
    ],
)
def test_a_finding_on_an_allowed_guideline_counts_neither_way(
    found: tuple[str, ...], outcome: str, columns: tuple[tuple[str, ...], ...], case: Make, review: Make
) -> None:
    """What is expected and missing, or found and neither expected nor allowed, makes a case wrong."""
    result = settle(case("a", ["impatience"], allow=["too-soon"]), "rules", review(*found))
    assert (result.outcome, (result.hit, result.extra, result.missed, result.allowed)) == (outcome, columns)


def test_a_verdict_that_does_not_fit_its_findings_makes_a_case_wrong(case: Make, review: Make) -> None:
    """Another judge may say one thing and conclude another."""
    result = settle(case("a", ["impatience"]), "model", review("impatience", verdict="send"))
    assert (result.outcome, result.verdict_right, result.missed, result.extra) == ("wrong", False, (), ())


@pytest.mark.parametrize(("answer", "outcome"), [(Abstained("not English"), "abstained"), (Failed("not English"), "error")])
def test_an_outage_is_neither_a_failure_nor_a_pass(answer: Any, outcome: str, case: Make) -> None:
    """Nothing counts as missed, and the reason is kept."""
    result = settle(case("a", ["impatience"]), "model", answer)
    assert (result.outcome, result.why, result.missed, result.verdict, result.verdict_right) == (outcome, "not English", (), None, None)


def test_a_note_decides_nothing(case: Make, review: Make, finding: Make) -> None:
    """It is neither a hit nor an alarm."""
    result = settle(case("a"), "rules", review(notes=[finding("impatience", certainty="hint")]))
    assert (result.outcome, result.found) == ("right", ())
