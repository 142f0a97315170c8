"""`reviewer doctor`: what it shows, and what its exit code says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reviewer.asking import Failure, Reply
from reviewer.cli import doctor
from reviewer.cli.program import run
from reviewer.providers.health import Remark


@pytest.fixture(autouse=True)
def healthy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine on which nothing is amiss, whatever the suite runs on."""
    monkeypatch.setattr(doctor, "installation", lambda wanted: [Remark("fine", "litellm", "version 1.106.2")])
    monkeypatch.setattr(doctor, "path_files", lambda: [Remark("fine", "path files", "none runs unexpected code when Python starts")])
    monkeypatch.setenv("REVIEWER_CACHE_FOLDER", str(tmp_path / "cache"))


def _run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str]:
    code = run(["doctor", *argv])
    return code, capsys.readouterr().out


def test_a_healthy_machine_is_told_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert _run(capsys) == (
        0,
        "fine    litellm: version 1.106.2\n"
        "fine    path files: none runs unexpected code when Python starts\n"
        f"fine    {tmp_path / 'cache'}: the cache is made when a model first answers\n"
        "fine    model: none is chosen: reviews are made by rules, on this machine alone\n",
    )


def test_what_is_missing_comes_with_a_way_out(capsys: pytest.CaptureFixture[str]) -> None:
    code, shown = _run(capsys, "--model", "local/one", "--format", "json")
    found: dict[str, Any] = json.loads(shown)
    assert (code, found["healthy"]) == (1, False)
    assert found["remarks"][-1] == {
        "level": "missing",
        "about": "local/one",
        "said": "`local/one` needs the address of its server: give a base URL such as `http://127.0.0.1:8080/v1`",
        "remedy": None,
    }


def test_a_danger_makes_the_exit_code_one(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "path_files", lambda: [Remark("danger", "odd.pth", "it runs whenever Python starts", "remove it")])
    code, shown = _run(capsys)
    assert code == 1
    assert "danger  odd.pth: it runs whenever Python starts\n        -> remove it\n" in shown


@pytest.mark.parametrize(
    ("answer", "code", "last"),
    [
        (Reply('{"ready": true}', seconds=0.4), 0, "fine    local/one: it answers in 0.4 s\n"),
        (Reply("", finish="length", seconds=0.4), 0, "fine    local/one: it answers in 0.4 s\n"),
        (
            Failure("auth"),
            3,
            "missing local/one: the provider does not accept the key\n        -> set a valid key that may use this model\n",
        ),
        (Reply(""), 3, "missing local/one: the answer is empty\n        -> try again, or choose another model\n"),
    ],
)
def test_the_model_is_asked_when_that_is_wanted(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, answer: Reply | Failure, code: int, last: str
) -> None:
    monkeypatch.setattr(doctor, "answer_of", lambda *given: answer)
    found, shown = _run(capsys, "--model", "local/one", "--base-url", "http://127.0.0.1:9/v1", "--ask")
    assert found == code
    assert shown.endswith(last)


def test_asking_needs_somebody_to_ask(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["doctor", "--ask"]) == 2
    assert "needs a model" in capsys.readouterr().err


@pytest.mark.parametrize(("mode", "level"), [(0o700, "fine"), (0o755, "danger")])
def test_a_cache_that_others_may_read_is_a_danger(capsys: pytest.CaptureFixture[str], tmp_path: Path, mode: int, level: str) -> None:
    (tmp_path / "cache").mkdir(mode=mode)
    (tmp_path / "cache").chmod(mode)
    _, shown = _run(capsys)
    assert f"{level:8}{tmp_path / 'cache'}: " in shown
