"""`reviewer eval`: exit codes, forms of the report, and what is said on wrong use.

The reviewer of these tests finds one phrase, "any news", too soon, and breaks on "break".
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reviewer import reviews

Run = Callable[..., Any]
SOON = {"id": "soon", "draft": {"channel": "email", "text": "Is there any news?"}, "expect": ["too-soon"]}
GOOD = {"id": "good", "draft": {"channel": "email", "text": "Thank you for Tuesday."}, "expect": []}
MISS = {"id": "miss", "draft": {"channel": "phone", "text": "I need an answer today."}, "expect": ["impatience"], "note": "A demand."}
DOWN = {"id": "down", "draft": {"channel": "email", "text": "This will break."}, "expect": []}


@pytest.fixture
def audited(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Writes cases into `cases.jsonl` and runs a command of `eval`."""
    import reviewer

    monkeypatch.setattr(reviews, "Reviewer", reviewer.Reviewer)

    def runs(cases: list[Any], *args: str, **more: Any) -> Any:
        Path("cases.jsonl").write_text("".join(f"{json.dumps(case)}\n" for case in cases), encoding="utf-8")
        return run("eval", *args, **more)

    return runs


@pytest.mark.parametrize(
    ("cases", "args", "code"),
    [
        ([SOON, GOOD], (), 0),
        ([SOON, GOOD, MISS], (), 0),
        ([SOON, GOOD, MISS], ("--fail-under", "f1=0.6"), 0),
        ([SOON, GOOD, MISS], ("--fail-under", "f1=0.7"), 1),
        ([SOON, GOOD, MISS], ("--fail-under", "f1=0.6", "--fail-under", "impatience.recall=0.1"), 1),
        ([SOON, GOOD], ("--fail-under", "dishonesty.f1=0.1"), 3),
        ([SOON, DOWN], (), 3),
        ([SOON, DOWN], ("--fail-under", "f1=1"), 3),
        ([MISS, DOWN], ("--fail-under", "f1=1"), 1),
        ([SOON], ("--fail-under", "f1=2"), 2),
        ([SOON, SOON], (), 2),
        ([SOON], ("--format", "pdf"), 2),
        ([SOON], ("--by", "colour"), 2),
        ([SOON], ("--baseline", "none.json"), 2),
        ([SOON], ("--baseline", "cases.jsonl"), 2),
        ([SOON], ("--regressions", "none"), 2),
        ([SOON], ("--complete",), 2),
        ([SOON], ("-o", "missing/report.json"), 2),
    ],
)
def test_the_exit_code_says_what_came_of_it(cases: list[Any], args: tuple[str, ...], code: int, audited: Run) -> None:
    """0: every gate holds; 1: one failed; 2: wrong use; 3: something could not be judged, which is neither."""
    assert audited(cases, "run", "cases.jsonl", *args).code == code


def test_the_whole_way_from_accepting_to_a_regression(audited: Run) -> None:
    """The accepted state passes; a case that fails newly is named and fails; accepting anew says what it changes."""
    accepted = audited([SOON, GOOD, MISS], "accept", "cases.jsonl", "--baseline", "b.json")
    assert (accepted.code, accepted.out) == (0, "b.json: 3 cases accepted as rules judges them now\n")
    assert audited([SOON, GOOD, MISS], "run", "cases.jsonl", "--baseline", "b.json").code == 0
    baseline = json.loads(Path("b.json").read_text(encoding="utf-8"))
    assert [(entry["id"], entry["outcome"]) for entry in baseline["cases"]] == [("good", "right"), ("miss", "wrong"), ("soon", "right")]
    baseline["cases"][1] |= {"outcome": "right", "found": ["impatience"], "verdict": "revise"}
    Path("b.json").write_text(json.dumps(baseline), encoding="utf-8")
    failed = audited([SOON, GOOD, MISS], "run", "cases.jsonl", "--baseline", "b.json")
    assert failed.code == 1
    assert failed.out.endswith("FAILED: 1 case is worse than in the baseline: miss\n")
    assert audited([SOON, GOOD, MISS], "run", "cases.jsonl", "--baseline", "b.json", "--regressions", "significant").code == 0
    again = audited([SOON, GOOD, MISS], "accept", "cases.jsonl", "--baseline", "b.json")
    assert "newly failing: 1\n  - miss: now missed impatience; revise became send\n" in again.out
    assert audited([SOON, GOOD, MISS], "run", "cases.jsonl", "--baseline", "b.json").code == 0


def test_nothing_is_accepted_while_a_case_cannot_be_judged(audited: Run) -> None:
    """A baseline of an outage would pass every later run."""
    ran = audited([SOON, DOWN], "accept", "cases.jsonl", "--baseline", "b.json")
    assert (ran.code, ran.err) == (
        3,
        "error: b.json was not written: 1 case could not be judged, first `down` (a defect of the program (KeyError))\n",
    )
    assert not Path("b.json").exists()


def test_accepting_loses_no_case_by_the_way(audited: Run) -> None:
    """A part of the cases would leave the others without a gate, unless that is meant; a run over a part says so or fails."""
    assert audited([SOON, GOOD, MISS], "accept", "cases.jsonl", "--baseline", "b.json").code == 0
    before = Path("b.json").read_bytes()
    refused = audited([SOON], "accept", "cases.jsonl", "--baseline", "b.json")
    told = "2 cases of its 3 would go, first `good`; name every file of cases, or say `--removing` if that is meant"
    assert (refused.code, refused.err) == (2, f"error: b.json was not written: {told}\n")
    assert Path("b.json").read_bytes() == before
    part = audited([SOON], "run", "cases.jsonl", "--baseline", "b.json")
    assert part.code == 0
    assert "passed: no case is worse than in the baseline; 2 cases are in it" in part.out
    assert audited([SOON], "run", "cases.jsonl", "--baseline", "b.json", "--complete").code == 1
    meant = audited([SOON], "accept", "cases.jsonl", "--baseline", "b.json", "--removing")
    assert (meant.code, meant.out.splitlines()[-1]) == (0, "b.json: 1 case accepted as rules judges them now")


def test_reviews_that_batch_wrote_are_scored_like_the_rules(audited: Run, run: Run) -> None:
    """The same figures; a review that is missing is in error, and two files are two columns."""
    cases = [SOON, GOOD, MISS]
    own = json.loads(audited(cases, "run", "cases.jsonl", "--format", "json").out)
    assert run("batch", "cases.jsonl", "-o", "all.jsonl", "--jobs", "1").code == 0
    lines = Path("all.jsonl").read_text(encoding="utf-8").splitlines()
    Path("some.jsonl").write_text("\n".join(lines[:2]), encoding="utf-8")
    ran = audited(cases, "run", "cases.jsonl", "--reviews", "all.jsonl", "--reviews", "some.jsonl", "--format", "json")
    scored = json.loads(ran.out)
    assert ran.code == 3
    assert [measures["judge"] for measures in scored["measures"]] == ["all", "some"]
    assert {**scored["measures"][0], "judge": "rules"} == own["measures"][0]
    assert [(result["case"], result["why"]) for result in scored["results"] if result["outcome"] == "error"] == [
        ("miss", "there is no review with the id of this case")
    ]


def test_a_report_goes_where_it_is_asked_for(audited: Run) -> None:
    """To a file in the form asked for, or as text onto the terminal; the draft stays out where quotes do."""
    assert audited([SOON, MISS], "run", "cases.jsonl", "-o", "report.json", "--format", "json").out == ""
    report = json.loads(Path("report.json").read_text(encoding="utf-8"))
    assert (report["version"], [case["id"] for case in report["cases"]]) == (1, ["soon", "miss"])
    assert "I need an answer today." in json.dumps(report)
    hidden = audited([SOON, MISS], "run", "cases.jsonl", "--format", "json", "--no-quotes").out
    assert json.loads(hidden)["cases"][1]["draft"]["text"] == "· ···· ·· ······ ······"
    assert "any news" not in hidden


def test_lint_names_every_problem_and_counts_them(audited: Run) -> None:
    """A bad line does not hide the others; warnings fail only where they are asked to."""
    twice = {**SOON, "id": "twice"}
    ran = audited([SOON, twice, {**GOOD, "expect": ["haste"]}], "lint", "cases.jsonl")
    assert ran.code == 1
    rows = ran.out.splitlines()
    assert rows[0].startswith("cases.jsonl, line 3: `expect[0]`: `haste` is not a guideline;")
    assert rows[1].startswith("cases.jsonl, line 2: error: `twice` and `soon` (cases.jsonl, line 1): the same draft")
    assert rows[-1].startswith("2 cases, 2 errors, ")
    one = audited([{**SOON, "expect": ["impatience"], "evidence": ["Now"]}], "lint", "cases.jsonl")
    assert (one.code, one.out.splitlines()[-1].startswith("1 case, 1 error, ")) == (1, True)
    assert audited([SOON], "lint", "cases.jsonl").code == 0
    assert audited([SOON], "lint", "cases.jsonl", "--strict").code == 1


def test_lint_as_json(audited: Run) -> None:
    """Problems as values."""
    record = json.loads(audited([SOON, {**SOON, "id": "twice"}, "x"], "lint", "cases.jsonl", "--format", "json").out)
    assert (record["version"], record["cases"], len(record["unreadable"])) == (1, 2, 1)
    assert {key: record["problems"][0][key] for key in ("check", "severity", "cases")} == {
        "check": "duplicate",
        "severity": "error",
        "cases": ["twice", "soon"],
    }


def test_a_library_that_is_missing_is_told_before_the_work(audited: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Linting needs none of them."""
    monkeypatch.setitem(sys.modules, "scipy.stats", None)
    monkeypatch.setitem(sys.modules, "scipy", None)
    ran = audited([SOON], "run", "cases.jsonl")
    way_out = "install them with `pip install 'interview-follow-up-reviewer[evals]'` (in a clone: `pip install '.[evals]'`)"
    assert (ran.code, ran.err) == (2, f"error: `reviewer eval` needs `scipy`, one of the libraries for audits; {way_out}\n")
    assert audited([SOON], "lint", "cases.jsonl").code == 0


def test_eval_alone_lists_its_commands(run: Run) -> None:
    """And a word that is none of them is named with those that are."""
    ran = run("eval")
    assert ran.code == 0
    assert {"run", "lint", "accept"} <= {row.split()[0] for row in ran.out.split("Commands:\n")[1].splitlines()}
    wrong = run("eval", "rum")
    assert wrong.code == 2
    assert wrong.err.startswith("error: `rum` is not a command; did you mean `run`? Allowed: accept, ")
