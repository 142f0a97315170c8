"""The page that leads through an audit: its files are written, and every command of it is run, in the order in which it is read."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from reviewer.cli.eval.run import app
from reviewer.cli.program import run

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "evals.md"
_FILE = re.compile(r"<!-- file: (\S+) -->\n```\w+\n(.*?)```", re.DOTALL)
_CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
_COMMAND = re.compile(r"\$ (reviewer|pytest) (.*?)(?:   # exit code (\d))?")

pytestmark = pytest.mark.checkout


def _commands(text: str) -> list[tuple[str, str, int]]:
    lines = [line for block in _CONSOLE.findall(text) for line in block.splitlines()]
    found = [_COMMAND.fullmatch(line) for line in lines]
    assert all(found), lines
    return [(match[1], match[2], int(match[3] or 0)) for match in found if match]


def test_an_audit_from_zero_runs_as_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In an empty folder, with the files that the page shows; each command ends with the exit code that is said."""
    text = PAGE.read_text(encoding="utf-8")
    for name, content in _FILE.findall(text):
        (tmp_path / name).write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    commands = _commands(text)
    codes = {words: code for program, words, code in commands if program == "reviewer"}
    assert {words: run(shlex.split(words)) for words in codes} == codes
    assert {"report.html", "comment.md", "report.json", "baseline.json"} <= {file.name for file in tmp_path.iterdir()}
    (shown,) = re.findall(r"```text\n(.*?)```", text, re.DOTALL)
    told = [_pytest(words, code) for program, words, code in commands if program == "pytest"]
    assert "\n".join(line.rstrip() for line in shown.splitlines()) in told[0]


def _pytest(words: str, code: int) -> str:
    """What the plugin says in a suite of its own."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("REVIEWER_", "PYTEST_"))}
    command = [sys.executable, "-m", "pytest", *shlex.split(words), "-p", "no:cacheprovider"]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", env=plain | {"PYTHONUTF8": "1"})
    assert ran.returncode == code, f"{words}\n{ran.stdout}\n{ran.stderr}"
    return ran.stdout


def test_the_page_names_every_option_of_a_run() -> None:
    """An option that is added is told of."""
    text = PAGE.read_text(encoding="utf-8")
    names = [parameter.opts for parameter in typer.main.get_command(app).params if parameter.name not in ("help", "cases")]
    assert len(names) > 10
    assert [every for every in names if not any(f"`{name} " in text or f"`{name}`" in text for name in every)] == []
