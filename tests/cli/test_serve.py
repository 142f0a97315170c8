"""`reviewer serve` from the command line: keys, refusals, and an end in good order."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import httpx
import pytest

from reviewer.service.keys import KeyFile
from tests.service.calling import EARLY


def _run(*arguments: str | Path) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "reviewer", "serve", *map(str, arguments)], capture_output=True, encoding="utf-8", timeout=90
    )
    return done.returncode, done.stdout, done.stderr


def test_a_key_is_made_shown_once_and_revoked(tmp_path: Path) -> None:
    """Standard output has the key alone, so that it can be piped."""
    file = tmp_path / "keys"
    code, key, remark = _run("key", "careers-app", "--keys", file)
    assert (code, remark) == (0, "this is the only time that it is shown; send it as `Authorization: Bearer KEY`\n")
    assert KeyFile(file).name_of(key.strip()) == "careers-app"
    assert _run("key", "careers-app", "--keys", file, "--revoke") == (
        0,
        "",
        "the key `careers-app` is revoked; a running service refuses it from now on\n",
    )
    assert KeyFile(file).name_of(key.strip()) is None


def test_what_cannot_be_served_is_told_in_one_sentence(tmp_path: Path) -> None:
    """Before anything listens."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        refusals = {
            (
                "--host",
                "0.0.0.0",
            ): "error: `--host 0.0.0.0` can be reached from other machines, so the service needs API keys: make one with "
            "`reviewer serve key NAME --keys FILE` and start with `--keys FILE`\n",
            ("--port", port): f"error: `--host 127.0.0.1 --port {port}` cannot be listened on (Address already in use); "
            "choose another with `--port`\n",
            ("--keys", "nowhere"): "error: nowhere: the API keys cannot be read (No such file or directory); "
            "make one with `reviewer serve key NAME --keys nowhere`\n",
            ("--cors", "example.com/app"): "error: `--cors example.com/app` is no site; "
            "write it like `https://example.com`, without a path\n",
            ("--allow-host", "example.com:80"): "error: `--allow-host example.com:80` is no name of a host; "
            "write it without scheme, port and path\n",
            ("--max-cost", "1"): "error: `--max-cost` needs a model; name one with `--model`\n",
        }
        assert {options: _run(*options) for options in refusals} == {options: (2, "", said) for options, said in refusals.items()}


def test_without_its_libraries_it_says_how_to_get_them(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """As the other extras do."""
    from reviewer.cli import serve
    from reviewer.cli.program import run

    monkeypatch.setattr(serve, "find_spec", lambda name: None)
    assert run(["serve"]) == 2
    assert capsys.readouterr().err == (
        "error: `reviewer serve` needs `fastapi`; "
        "install it with `pip install 'interview-follow-up-reviewer[serve]'` (in a clone: `pip install '.[serve]'`)\n"
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows stops programs in other ways")
def test_what_is_in_flight_is_finished_before_the_end() -> None:
    """A signal in the middle of a review costs nobody an answer, and the exit code is 0."""
    command = [sys.executable, "-m", "reviewer", "serve", "--port", "0", "--no-classifier"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stderr
        address = json.loads(process.stderr.readline())["url"]
        text = "\n\n".join(f"Dear Ms. Okonjo, I wonder whether a decision number {n} has been made." for n in range(400))
        document = EARLY | {"draft": {"channel": "email", "text": text}}
        answers: list[Any] = []
        asking = threading.Thread(target=lambda: answers.append(httpx.post(f"{address}v1/reviews", json=document, timeout=90)))
        asking.start()
        while "in_flight 2.0" not in httpx.get(f"{address}metrics", timeout=90).text:
            pass
        process.send_signal(signal.SIGTERM)
        asking.join(90)
        lines = [json.loads(line) for line in process.stderr]
        assert process.wait(90) == 0
    assert [answer.json()["verdict"] for answer in answers] == ["wait"]
    assert [line["event"] for line in lines if line["event"] != "request"] == ["stopped"]
    assert "Okonjo" not in json.dumps(lines)
