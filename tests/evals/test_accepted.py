"""The gate: the rules against the state that was accepted last, and a regression planted to see that it is caught.

Where a change of rules is meant, `reviewer eval accept --baseline evals/baselines/rules.json` makes its outcome the accepted state.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reviewer.batch.workers import cores
from reviewer.evals.baseline import Baseline, read_baseline
from reviewer.evals.cases import CaseSet, load_cases
from reviewer.evals.comparison import compare
from reviewer.evals.gates import regression_gates
from reviewer.evals.judges import RulesJudge
from reviewer.evals.lint import lint
from reviewer.evals.records import Comparison, Run
from reviewer.evals.run import run

pytestmark = pytest.mark.checkout

ROOT = Path(__file__).resolve().parent.parent.parent
BASELINE = ROOT / "evals" / "baselines" / "rules.json"
RULE = "rules/connection-request-in-a-message.yaml"


@pytest.fixture(scope="module")
def accepted() -> Baseline:
    return read_baseline(BASELINE)


@pytest.fixture(scope="module")
def today() -> Run:
    return run(load_cases(), [RulesJudge()], jobs=cores())


def against(baseline: Baseline, judged: Run) -> Comparison:
    return compare(judged, baseline, judge="rules", name=BASELINE.name)


def test_no_case_is_judged_worse_than_was_accepted(accepted: Baseline, today: Run) -> None:
    """Neither a case that newly fails or fails worse, nor a guideline that got worse beyond chance."""
    gates = regression_gates(against(accepted, today), "any")
    assert [gate.told for gate in gates if not gate.passed] == []


def test_every_case_that_ships_was_judged(today: Run) -> None:
    """A case in error would pass every gate."""
    assert [result for result in today.results if result.outcome not in ("right", "wrong")] == []


def test_a_rule_that_is_lost_is_caught_and_its_cases_are_named(accepted: Baseline, monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection requests in messages are missed, by name; other guidelines are not blamed."""
    judge, cases = RulesJudge(), {case.id: case for case in load_cases().cases if "connection-request" in case.expect}
    left = tuple(rule for rule in judge.reviewer.rules if rule.file != RULE)
    assert len(left) == len(judge.reviewer.rules) - 1
    monkeypatch.setattr(judge.reviewer, "rules", left)
    comparison = against(accepted, run(CaseSet(tuple(cases.values()), ()), [judge]))
    found = [cases[entry.id] for entry in accepted.cases if entry.id in cases and "connection-request" in entry.found]
    lost = {case.id for case in found if case.draft.channel not in ("connection_request", "social_post")}
    assert len(lost) >= 6
    named = {change.case for change in (*comparison.newly_failing, *comparison.worse)}
    assert named <= lost, "no other case is blamed"
    assert len(named) >= 6, "the draft as a whole shows some of them without the rule"
    assert {name for change in comparison.newly_failing for name in (*change.newly_missed, *change.newly_extra)} == {"connection-request"}
    failed = {gate.name: gate.told for gate in regression_gates(comparison, "any") if not gate.passed}
    assert all(id in failed["baseline"] for id in named)
    assert "baseline.connection-request" in failed


@pytest.mark.heavy
def test_a_rule_file_edited_in_a_checkout_fails_the_audit(tmp_path: Path, accepted: Baseline) -> None:
    """As CI would run it: exit code 1, and the cases by name on standard output."""
    for name in ("reviewer", "rules", "evals"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    if (ROOT / "classifier").is_dir():
        shutil.copytree(ROOT / "classifier", tmp_path / "classifier")
    rule = tmp_path / "rules" / RULE
    rule.write_text(rule.read_text(encoding="utf-8").replace("channel: [email, text, phone,", "channel: [text, phone,"), encoding="utf-8")
    command = (sys.executable, "-m", "reviewer", "eval", "run", "--baseline", "evals/baselines/rules.json", "--format", "json")
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8")
    assert ran.returncode == 1, ran.stderr
    newly = json.loads(ran.stdout)["comparison"]["newly_failing"]
    lost = {change["case"] for change in newly if "connection-request" in change["newly_missed"]}
    assert lost
    assert lost <= {entry.id for entry in accepted.cases if "connection-request" in entry.found}


def test_the_cases_that_ship_have_no_error() -> None:
    """Labels of the closed list, judged in their channel, with contexts that can be and evidence that is in the draft."""
    problems = [problem for problem in lint(load_cases().cases) if problem.severity == "error"]
    assert problems == []
