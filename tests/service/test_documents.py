"""The pages about the service tell the truth: their code runs, their limits are the limits, and the container starts what exists."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewer.service.desk import Desk
from reviewer.service.options import Limits
from reviewer.service.problems import KINDS
from tests.service.calling import Caller
from tests.service.running import running

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.checkout


def _page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def test_the_python_of_the_page_prints_what_it_says(desk: Callable[..., Desk]) -> None:
    """Against a running service."""
    ((code, printed),) = re.findall(r"<!-- run: client -->\n```python\n(.*?)```\n<!-- prints\n(.*?)-->", _page("service.md"), re.DOTALL)
    with running(desk()) as port:
        told = subprocess.run(
            [sys.executable, "-c", code.replace(":8000", f":{port}")], capture_output=True, text=True, check=True, cwd=ROOT
        )
    assert told.stdout == printed


def test_every_path_of_the_page_is_one_of_the_service(service: Callable[..., Caller]) -> None:
    """And none of the service is left out but the kinds of problems."""
    document = service()("GET", "/openapi.json").json()
    table = _page("service.md").partition("## Errors")[0]
    named = {path.split("?")[0] for path in re.findall(r"(/(?:v1/[a-z.{}/]+|healthz|readyz|metrics))", table)}
    assert named == set(document["paths"]) - {"/problems/{name}"}


def test_the_limits_of_the_page_are_the_limits() -> None:
    """And those of the help."""
    limits = Limits()
    rows = dict(re.findall(r"^\| `(--[a-z-]+)` \| ([0-9,]+)", _page("deployment.md"), re.MULTILINE))
    expected = {
        "--max-body": limits.body,
        "--max-text": limits.text,
        "--max-lines": limits.lines,
        "--timeout": int(limits.seconds),
        "--in-flight": limits.in_flight,
        "--in-flight-each": limits.in_flight_each,
        "--model-at-once": limits.model_at_once,
    }
    assert rows == {option: f"{value:,}" for option, value in expected.items()}
    help = subprocess.run([sys.executable, "-m", "reviewer", "serve", "--help"], capture_output=True, text=True, check=True).stdout
    assert [option for option, value in expected.items() if option not in help or f"{value:,}" not in help] == []


def test_the_statuses_of_the_page_are_kinds_of_problems() -> None:
    statuses = {
        int(status) for status in re.findall(r"\b(4\d\d|5\d\d)\b", _page("service.md").partition("## Errors")[2].partition("##")[0])
    }
    assert statuses <= {kind.status for kind in KINDS.values()}


def test_the_container_runs_what_exists_without_rights() -> None:
    """Its extra, its command with every option, and a user of its own; the path of its probe is served."""
    text = (ROOT / "Containerfile").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert set(re.findall(r"\$1\[(\w+)\]", text)) <= set(project["optional-dependencies"])
    words = [
        word for line in re.findall(r"^(?:ENTRYPOINT|CMD) \[(.*)\]$", text, re.MULTILINE) for word in shlex.split(line.replace(",", " "))
    ]
    assert words[0] in project["scripts"]
    help = subprocess.run([sys.executable, "-m", *words[:2], "--help"], capture_output=True, text=True, check=True).stdout
    assert [word for word in words if word.startswith("--") and word not in help] == []
    assert re.search(r"^USER [1-9]\d*$", text, re.MULTILINE)
    assert "/readyz" in text
