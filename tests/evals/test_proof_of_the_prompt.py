"""The prompt, proved once by a capable reader and replayed ever since: its answers to a whole round of drafts, as they were recorded.

Where rules, guidelines or the prompt change, answers grow stale and are named; the questions are then to be asked again
(`reviewer critique export`, `import`, `reviewer eval record`).
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.checkout, pytest.mark.heavy]

ROOT = Path(__file__).resolve().parent.parent.parent
RECORDING = ROOT / "evals" / "recordings" / "final-round-2.jsonl"
CASES = ROOT / "evals" / "cases" / "final-round-2.jsonl"


def test_model_and_rules_together_reach_the_floor_on_a_round_that_neither_had_seen(tmp_path: Path) -> None:
    """F1 0.95 for both together, and at most 2 % of quotes that are not in the draft; offline, from the recording alone."""
    floors = "f1=0.95,quotes-dropped=0.02,do-not-send-recall=0.95"
    command = ["eval", "run", str(CASES), "--replay", str(RECORDING), "--judge", "rules + openai/reader", "--fail-under", floors]
    done = subprocess.run(
        [sys.executable, "-m", "reviewer", *command, "--format", "json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    gates = json.loads(done.stdout)["gates"]
    assert {gate["name"]: gate["passed"] for gate in gates} == {"f1": True, "quotes-dropped": True, "do-not-send-recall": True}
