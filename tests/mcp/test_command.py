"""`reviewer mcp`: what it refuses to start with."""

from __future__ import annotations

import subprocess
import sys
from importlib import util
from pathlib import Path
from typing import Any

import pytest

from reviewer.cli import mcp as command
from reviewer.cli.program import run
from reviewer.mcp import Limits
from reviewer.mcp.over_http import Door


def _told(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str]:
    code = run(["mcp", *argv])
    said = capsys.readouterr()
    assert said.out == ""
    return code, said.err


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (["--port", "9000"], "error: `--port` is for `--http`; give both, or neither\n"),
        (["--keys", "keys"], "error: `--keys` is for `--http`; give both, or neither\n"),
        (
            ["--http", "--host", "192.0.2.7"],
            "error: `--host 192.0.2.7` can be reached from other machines, so the server needs API keys: make one with"
            " `reviewer serve key NAME --keys FILE` and start with `--keys FILE`\n",
        ),
        (["--max-cost", "1"], "error: `--max-cost` needs a model; name one with `--model`\n"),
        (["--rules", "nowhere"], "error: nowhere"),
    ],
)
def test_wrong_use_is_one_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, argv: list[str], sentence: str
) -> None:
    """It names the option and the way out, on standard error."""
    monkeypatch.chdir(tmp_path)
    code, said = _told(capsys, *argv)
    assert (code, said[: len(sentence)], said.count("\n")) == (2, sentence, 1)


def test_every_address_needs_a_name_besides_keys(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Or else no request could be told from one that was led here."""
    keys = tmp_path / "keys"
    keys.touch()
    code, said = _told(capsys, "--http", "--host", "0.0.0.0", "--keys", str(keys))
    wanted = "error: `--host 0.0.0.0` stands for every address; say with `--allow-host` by which name the server is called\n"
    assert (code, said) == (2, wanted)
    assert Door("0.0.0.0", hosts=("reviewer.example",)).names == ("127.0.0.1", "localhost", "[::1]", "reviewer.example")


@pytest.mark.parametrize(("missing", "sentence"), [("mcp", "needs `mcp`, the kit"), ("mcp_types", "needs version 2 of `mcp`")])
def test_without_the_extra_it_says_how_to_get_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, missing: str, sentence: str
) -> None:
    """An older kit is no kit."""
    find = util.find_spec
    monkeypatch.setattr(command, "find_spec", lambda name: None if name == missing else find(name))
    code, said = _told(capsys)
    assert (code, sentence in said) == (2, True)
    assert said.endswith("install it with `pip install 'interview-follow-up-reviewer[mcp]'` (in a clone: `pip install '.[mcp]'`)\n")


def _started(monkeypatch: pytest.MonkeyPatch, *argv: str) -> dict[str, Any]:
    """What the server would be started with."""
    started: dict[str, Any] = {}
    monkeypatch.setattr(command, "_serve", lambda *given: started.update(zip(("settings", "limits", "door", "asking"), given, strict=True)))
    assert run(["mcp", *argv]) == 0
    return started


def test_no_settings_file_turns_the_model_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Only the option does, and a call may then take as long as the model's deadline, and a little longer."""
    (tmp_path / "reviewer.toml").write_text('model = "local/qwen3"\nbase_url = "http://127.0.0.1:9/v1"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert _started(monkeypatch)["asking"] == {}
    named = _started(monkeypatch, "--model", "local/qwen3", "--max-calls", "5")
    assert (named["asking"]["model"], named["asking"]["max_calls"], named["limits"].seconds) == ("local/qwen3", 5, 100.0)


def test_limits_can_be_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without `--http` there is no door."""
    started = _started(monkeypatch, "--max-text", "9000", "--in-flight", "3", "--timeout", "5")
    assert (started["limits"], started["door"]) == (Limits(text=9000, held=3, seconds=5.0), None)


def test_other_commands_do_not_import_the_kit() -> None:
    """Nor does its own help."""
    code = (
        "import sys; from reviewer.cli.program import run; run(['mcp', '--help']); print('mcp' in sys.modules, 'starlette' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "False False"
