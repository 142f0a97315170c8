"""Conditions that a run must meet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reviewer.errors import InputError
from reviewer.evals.gates import Limit, check_limits, parse_limits

Make = Callable[..., Any]


def test_limits_are_read_from_commas_and_from_repeated_options() -> None:
    """A guideline's figure stands behind a dot."""
    assert parse_limits(["f1=0.95, do-not-send-recall=1", "impatience.recall=.8"]) == (
        Limit("f1", 0.95),
        Limit("do-not-send-recall", 1.0),
        Limit("impatience.recall", 0.8),
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "recal=0.9",
            "`--fail-under recal=0.9`: `recal` is not a figure; did you mean `recall`? Allowed: do-not-send-recall, dropped",
        ),
        ("patience.f1=1", "`--fail-under patience.f1=1`: `patience` is not a guideline; did you mean `impatience`? Allowed: cold-contact"),
        ("too-soon.f2=1", "`--fail-under too-soon.f2=1`: `f2` is not a figure of a guideline; Allowed: f1, precision, recall"),
        ("f1", "`--fail-under f1`: give a share between 0 and 1, such as `f1=0.95`"),
        ("f1=95", "`--fail-under f1=95`: give a share between 0 and 1, such as `f1=0.95`"),
        ("f1=nan", "`--fail-under f1=nan`: give a share between 0 and 1, such as `f1=0.95`"),
    ],
)
def test_a_limit_that_cannot_be_read_is_wrong_use(words: str, told: str) -> None:
    """It would otherwise be a gate that nobody watches."""
    with pytest.raises(InputError) as raised:
        parse_limits([words])
    assert raised.value.message.startswith(told)


def test_a_gate_passes_fails_or_cannot_be_judged(audit: Make, case: Make, review: Make) -> None:
    """False alarms have a ceiling, everything else has a floor; reaching the limit is enough."""
    measures = audit(
        (case("a", ["too-soon"]), review("too-soon")), (case("b", ["too-soon"]), review()), (case("c"), review("impatience"))
    ).measures[0]
    limits = parse_limits(["too-soon.recall=0.5,f1=0.51,false-alarms=0.9,false-alarms=1,pairs=0.1,dishonesty.f1=0"])
    assert [(gate.passed, gate.told) for gate in check_limits(measures, limits)] == [
        (True, "too-soon.recall is 0.5000, at least 0.5 is asked for (1 of 2)"),
        (False, "f1 is 0.5000, at least 0.51 is asked for (2 of 4)"),
        (False, "false-alarms is 1.0000, at most 0.9 is asked for (1 of 1)"),
        (True, "false-alarms is 1.0000, at most 1 is asked for (1 of 1)"),
        (None, "pairs could not be judged: no case counts towards it"),
        (None, "dishonesty.f1 could not be judged: no case counts towards it"),
    ]
