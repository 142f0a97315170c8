"""The table of failures: complete, kind, and of the contract."""

from __future__ import annotations

from typing import get_args

import pytest

from reviewer.asking import Failure, FailureKind, Reply
from reviewer.critique.failures import FAILURES, explain, look_at
from reviewer.models.review import CritiqueStatus

KINDS: tuple[FailureKind, ...] = get_args(FailureKind)


def test_every_kind_has_its_row() -> None:
    assert set(FAILURES) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_ends_in_a_status_of_the_contract_and_in_words_to_act_on(kind: FailureKind) -> None:
    """None of them is an approval."""
    meaning = FAILURES[kind]
    assert meaning.status in set(get_args(CritiqueStatus)) - {"off", "done"}
    sentence = explain(Failure(kind))
    assert sentence == f"{meaning.happened}; {meaning.remedy}"
    assert sentence[0].islower()
    assert not sentence.endswith(".")
    assert 0 <= meaning.again <= 2


def test_what_the_adapter_knows_better_is_said() -> None:
    said = explain(Failure("config", "no key is set for openai: set the environment variable OPENAI_API_KEY"))
    assert said.startswith("no key is set for openai: set the environment variable OPENAI_API_KEY; ")


def test_spent_quota_is_not_asked_again_and_a_busy_provider_is() -> None:
    assert (FAILURES["quota"].again, FAILURES["rate_limit"].again) == (0, 2)


@pytest.mark.parametrize("finish", ["stop", None, "end_turn", "eos"])
def test_a_whole_reply_may_be_read(finish: str | None) -> None:
    assert look_at(Reply("{}", finish=finish)) is None
