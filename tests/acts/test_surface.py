"""What is seen in the letters and signs themselves."""

from __future__ import annotations

import pytest

from reviewer.acts.surface import look


@pytest.mark.parametrize(
    "greeting",
    ["Dear Ms Orr, Mr Pell and Dr Lowe,", "Dear Anna and Ben,", "Hello Marcus and Jolene", "Dear Mr Orr and Mrs Pell,"],
)
def test_several_people_are_greeted(greeting: str) -> None:
    """By names, with or without titles."""
    assert look("several-greeted", greeting) is not None


@pytest.mark.parametrize("greeting", ["Dear Ms Orr,", "Dear Mr and Mrs Oyarzún,", "Hello Marcus, Jolene and the crane sent me."])
def test_one_household_or_one_person_is_not_several(greeting: str) -> None:
    """A couple that hires together reads one letter."""
    assert look("several-greeted", greeting) is None
