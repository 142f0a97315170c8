"""`reviewer rules`, with the project's own rules and with one of somebody's own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

OWN = """\
id: too-soon/of-my-own
guideline: too-soon
certainty: likely
what: A question about the outcome, as I want it seen.
why: I ask too early as a habit.
message: You asked early again.
instead: Sleep on it.
source: {document: 3 Things NOT to Do After a Job Interview, section: Too many follow-up attempts, paragraph: 2, basis: ours}
when:
  all:
    - act: ask-outcome
    - fact: too-early
flags:
  - text: Have you made a decision yet?
    context: {stage: phone_screen, interviewed_on: "2026-11-02", sending_on: "2026-11-04"}
passes:
  - text: Thank you for the conversation.
    context: {stage: phone_screen, interviewed_on: "2026-11-02", sending_on: "2026-11-04"}
"""


def rules(folder: Path, *args: str) -> tuple[int, str, str]:
    command = [sys.executable, "-m", "reviewer", "rules", *args]
    ran = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    return ran.returncode, ran.stdout, ran.stderr


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder of one's own with one rule file in it."""
    folder = tmp_path / "mine" / "rules"
    folder.mkdir(parents=True)
    file = folder / "of-my-own.yaml"
    file.write_text(OWN)
    return file


def test_every_rule_is_listed_with_what_it_looks_for(tmp_path: Path) -> None:
    """Each belongs to a guideline and carries its own examples."""
    code, out, err = rules(tmp_path, "--format", "json")
    listed = json.loads(out)
    assert (code, err) == (0, "")
    assert [rule["id"] for rule in listed] == sorted(rule["id"] for rule in listed)
    assert all(rule["id"].startswith(f"{rule['guideline']}/") and rule["what"] and rule["flags"] and rule["passes"] for rule in listed)
    assert len({rule["guideline"] for rule in listed}) == 9


def test_a_rule_of_ones_own_is_explained_like_any_other(tmp_path: Path, own: Path) -> None:
    """What, why, what it says, instead, examples, source."""
    assert rules(tmp_path, "too-soon/of-my-own", "--rules", "mine") == (
        0,
        """\
too-soon/of-my-own (likely)

What: A question about the outcome, as I want it seen.
Why: I ask too early as a habit.
Says: You asked early again.
Instead: Sleep on it.

Flags
  - Have you made a decision yet? {"context": {"stage": "phone_screen",
    "interviewed_on": "2026-11-02", "sending_on": "2026-11-04"}}

Lets pass
  - Thank you for the conversation. {"context": {"stage": "phone_screen",
    "interviewed_on": "2026-11-02", "sending_on": "2026-11-04"}}

Source: "3 Things NOT to Do After a Job Interview", Too many follow-up attempts,
paragraph 2; the exact line is ours [rules/of-my-own.yaml]
""",
        "",
    )


def test_the_examples_of_a_rule_are_run(tmp_path: Path, own: Path) -> None:
    """Exit 0 where each comes out as the file says."""
    told = "2 examples of 1 rules and detectors, 0 failed\n"
    assert rules(tmp_path, "too-soon/of-my-own", "--test", "--rules", "mine") == (0, told, "")


def test_an_example_that_does_not_hold_is_named_with_its_file(tmp_path: Path, own: Path) -> None:
    """Exit 1."""
    own.write_text(OWN.replace("Thank you for the conversation.", "Have you made a decision yet?"))
    assert rules(tmp_path, "too-soon/of-my-own", "--test", "--rules", "mine") == (
        1,
        "rules/of-my-own.yaml: `too-soon/of-my-own` was found in its own example: Have you made a decision yet?\n"
        "2 examples of 1 rules and detectors, 1 failed\n",
        "",
    )


def test_the_cost_of_a_rule_is_shown(tmp_path: Path, own: Path) -> None:
    """In microseconds a draft."""
    code, out, _ = rules(tmp_path, "too-soon/of-my-own", "--timing", "--rules", "mine", "--format", "json")
    costs = json.loads(out)
    assert (code, list(costs)) == (0, ["too-soon/of-my-own"])
    assert 0 < costs["too-soon/of-my-own"] < 1_000_000


def test_an_unknown_rule_is_refused_with_the_nearest_name(tmp_path: Path) -> None:
    """Exit 2."""
    code, out, err = rules(tmp_path, "too-soon/before-the-windw")
    assert (code, out) == (2, "")
    assert err.startswith("error: `too-soon/before-the-windw` is not a rule; did you mean `too-soon/before-the-window`? Allowed: ")


def test_a_rule_file_that_does_not_load_is_named_with_line_and_key(tmp_path: Path, own: Path) -> None:
    """In every command that reads rules, with exit 2."""
    own.write_text(OWN.replace("certainty: likely", "certainty: surely"))
    code, out, err = rules(tmp_path, "--rules", "mine")
    assert (code, out) == (2, "")
    assert err.startswith("error: mine/rules/of-my-own.yaml, line 3: ")
    assert "surely" in err
