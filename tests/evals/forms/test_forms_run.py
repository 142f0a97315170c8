"""The share that holds, and who does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reviewer.errors import InputError
from reviewer.evals.cases import CaseSet, load_cases
from reviewer.evals.forms.records import FormsRun
from reviewer.evals.forms.report import lines
from reviewer.evals.forms.run import choose, run_forms
from reviewer.evals.judges import Answer, Failed, RulesJudge
from reviewer.evals.records import Case
from reviewer.models import Fingerprint, Review
from reviewer.render.lines import plain

Make = Callable[..., Any]
GOAL = 0.97
FEW = 20


class Touchy:
    """Minds curly apostrophes, and breaks on a text in small letters."""

    name = "touchy"
    fingerprint: Fingerprint | None = None

    def __init__(self, review: Make) -> None:
        self._review = review

    def judge(self, case: Case) -> Answer:
        if case.draft.text.islower():
            return Failed("small letters")
        found: Review = self._review("too-familiar") if "\u2019" in case.draft.text else self._review()
        return found


def test_only_cases_judged_right_are_edited_and_each_failure_has_a_name(case: Make, review: Make) -> None:
    """An edit that could not be judged is excluded, and said to be."""
    cases = CaseSet((case("a", text="I'm here."), case("b", text="It's me."), case("c", ["too-soon"], text="I'm wrong.")), ())
    made = run_forms(cases, Touchy(review), edits=choose(["curly-quotes", "lower-case", "wrapped"]))
    assert (made.cases, made.right, made.held.n, made.held.of, made.held.excluded) == (3, 2, 0, 2, 2)
    assert [(score.edit, score.held.n, score.held.of, score.held.excluded) for score in made.edits] == [
        ("curly-quotes", 0, 2, 0),
        ("lower-case", 0, 0, 2),
        ("wrapped", 0, 0, 0),
    ]
    assert [(one.base, one.case.id, one.extra) for one in made.edits[0].broken] == [
        ("a", "a~curly-quotes", ("too-familiar",)),
        ("b", "b~curly-quotes", ("too-familiar",)),
    ]
    assert FormsRun.model_validate_json(made.model_dump_json()) == made


def test_the_page_names_what_fails_and_what_applied_to_nothing(case: Make, review: Make) -> None:
    """Within eighty columns."""
    cases = CaseSet((case("a", text="I'm here."),), ())
    page = plain(list(lines(run_forms(cases, Touchy(review), edits=choose(["curly-quotes", "wrapped"])))))
    assert "  a~curly-quotes: finds too-familiar\n" in page
    assert "Applied to no case: wrapped\n" in page
    assert max(map(len, page.splitlines())) <= 80


def test_a_sample_is_the_same_each_time(case: Make, review: Make) -> None:
    """Chosen by the drafts, so that neither order nor files matter."""
    some = [case(f"n{n}", text=f"I'm number {n}.") for n in range(9)]
    edits, judge = choose(["curly-quotes"]), Touchy(review)
    picked = [run_forms(CaseSet(tuple(order), ()), judge, edits=edits, sample=3) for order in (some, some[::-1])]
    assert {one.base for one in picked[0].edits[0].broken} == {one.base for one in picked[1].edits[0].broken}
    assert picked[0].held.of == 3


@pytest.mark.parametrize(("sample", "edited"), [(3, 3), (4, 4), (9, 5)])
def test_a_sample_is_of_cases_judged_right(sample: int, edited: int, case: Make, review: Make) -> None:
    """One judged wrong is passed over for the next, as long as there is one; how many were looked at is told."""
    wrong = [case(f"w{n}", ["too-soon"], text=f"I'm early {n}.") for n in range(4)]
    right = [case(f"r{n}", text=f"I'm number {n}.") for n in range(5)]
    made = run_forms(CaseSet((*wrong, *right), ()), Touchy(review), edits=choose(["curly-quotes"]), sample=sample)
    assert (made.right, made.held.of) == (edited, edited)
    last = sorted((*wrong, *right), key=lambda one: one.hash)[: made.cases]
    assert sum(one in right for one in last) == edited


def test_an_unknown_edit_is_named() -> None:
    """With the nearest that there is."""
    with pytest.raises(InputError, match=r"`curly-quote` is not an edit; did you mean `curly-quotes`\?"):
        choose(["curly-quote"])


def test_the_rules_hold_whatever_the_form() -> None:
    """A few of the cases that ship, under every edit."""
    made = run_forms(load_cases(), RulesJudge(), sample=FEW)
    assert made.held.value is not None
    assert made.held.value >= GOAL, plain(list(lines(made)))


@pytest.mark.heavy
def test_the_rules_hold_whatever_the_form_of_many_cases() -> None:
    """Two hundred of the cases that ship, under every edit; `reviewer eval forms` takes them all."""
    made = run_forms(load_cases(), RulesJudge(), sample=200, jobs=2)
    assert made.held.value is not None
    assert made.held.value >= GOAL, plain(list(lines(made)))
