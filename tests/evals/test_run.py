"""One audit: every judge, every case, in order, and never stopped by one of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reviewer.errors import InputError
from reviewer.evals.cases import CaseSet, load_cases
from reviewer.evals.judges import Failed, RulesJudge
from reviewer.evals.records import Run
from reviewer.evals.run import run
from reviewer.resources import cases_root

Make = Callable[..., Any]


def test_every_judge_has_a_column(case: Make, review: Make, scripted: Make) -> None:
    """Measures and results stand in the order of the judges, results in that of the cases."""
    cases = CaseSet((case("a", ["too-soon"]), case("b")), ())
    judges = [
        scripted({"a": review("too-soon"), "b": review()}, name="one"),
        scripted({"a": review(), "b": Failed("down")}, name="two"),
    ]
    seen: list[tuple[int, int]] = []
    made = run(cases, judges, progress=lambda done, total: seen.append((done, total)))
    assert [(result.judge, result.case, result.outcome) for result in made.results] == [
        ("one", "a", "right"),
        ("one", "b", "right"),
        ("two", "a", "wrong"),
        ("two", "b", "error"),
    ]
    assert [(measures.judge, measures.overall.exact.value) for measures in made.measures] == [("one", 1.0), ("two", 0.0)]
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_two_judges_of_one_name_are_refused(case: Make, review: Make, scripted: Make) -> None:
    """Their results could not be told apart."""
    judge = scripted({"a": review()})
    with pytest.raises(InputError, match="two judges are called `script`"):
        run(CaseSet((case("a"),), ()), [judge, judge])


def test_the_report_survives_its_own_json(audit: Make, case: Make, review: Make) -> None:
    """Spans keep the name that the wire format gives them."""
    made = audit((case("a", ["too-soon"], text="Any news?"), review("too-soon")), (case("b"), Failed("down")))
    assert Run.model_validate_json(made.model_dump_json()) == made


def test_the_rules_judge_like_a_review_does(case: Make) -> None:
    """The id of the case is the id of the review, and a defect costs one case."""
    judge = RulesJudge()
    answer = judge.judge(case("a", text="Any news yet?", context={"interviewed_on": "2026-11-02", "sending_on": "2026-11-03"}))
    assert not isinstance(answer, Failed)
    assert (getattr(answer, "id", None), getattr(answer, "verdict", None)) == ("a", "wait")
    assert getattr(answer, "fingerprint", None) == judge.fingerprint
    broken = case("b").model_copy(update={"context": None, "draft": None})
    assert judge.judge(broken) == Failed("a defect of the program (AttributeError)")


@pytest.mark.heavy
def test_the_number_of_processes_changes_nothing() -> None:
    """Over one of the files that ship."""
    cases = load_cases([cases_root() / "round-3.jsonl"])
    assert run(cases, [RulesJudge()], jobs=2) == run(cases, [RulesJudge()])
