"""The program as it is run: its own process, a real terminal, the rules of the project."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

DRAFT = """Dear Ms Ortega,

Thank you again for the conversation. Have you made a decision yet?

Best regards,
Sam Reyes
"""
FACTS = ("--stage", "phone_screen", "--interviewed-on", "2026-11-02", "--sending-on", "2026-11-04", "--channel", "email")


def program(*args: str, folder: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "reviewer", *args], cwd=folder, input=stdin, capture_output=True, encoding="utf-8", check=False
    )


def test_a_draft_goes_in_and_a_verdict_comes_out(tmp_path: Path) -> None:
    """Two days after a phone screen is early for this question."""
    ran = program("check", "-", *FACTS, "--format", "json", folder=tmp_path, stdin=DRAFT)
    review = json.loads(ran.stdout)
    assert (ran.returncode, ran.stderr, review["verdict"], review["first_good_day"]) == (1, "", "wait", "2026-11-07")
    assert [finding["guideline"] for finding in review["findings"]] == ["too-soon"]
    span = review["findings"][0]["span"]
    assert DRAFT[span["start"] : span["end"]] == span["quote"] != ""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_on_a_terminal_the_words_are_underlined(tmp_path: Path) -> None:
    """In the width of the terminal."""
    import pty

    (tmp_path / "draft.txt").write_text(DRAFT)
    main_end, program_end = pty.openpty()
    environ = {**{name: value for name, value in os.environ.items() if name != "NO_COLOR"}, "TERM": "xterm", "COLUMNS": "60"}
    with subprocess.Popen(
        [sys.executable, "-m", "reviewer", "check", "draft.txt", *FACTS],
        cwd=tmp_path,
        env=environ,
        stdin=program_end,
        stdout=program_end,
        close_fds=True,
    ) as running:
        os.close(program_end)
        shown = b""
        while piece := _read(main_end):
            shown += piece
    assert running.returncode == 1
    assert b"\x1b[1;33mwait: \x1b[0m" in shown
    assert b"\x1b[1;4m" in shown
    assert "\u2502".encode() in shown


def _read(end: int) -> bytes:
    try:
        return os.read(end, 65_536)
    except OSError:
        return b""


def test_an_offline_check_wakes_nothing_heavy(tmp_path: Path) -> None:
    """Each of these costs more than a review; none is needed for one."""
    (tmp_path / "draft.txt").write_text(DRAFT)
    script = f"""
import sys
from reviewer.cli import main
try:
    main(["check", "draft.txt", *{FACTS!r}])
finally:
    print("LOADED", *sys.modules)
"""
    program(*("check", "draft.txt", *FACTS), folder=tmp_path)  # a checkout reads its rule data from YAML once
    ran = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    loaded = set(ran.stdout.split("LOADED ")[1].split())
    heavy = {
        "rich",
        "yaml",
        "icalendar",
        "asyncio",
        "multiprocessing",
        "concurrent.futures",
        "tomllib",
        "litellm",
        "httpx",
        "ssl",
        "sqlite3",
    }
    libraries = "import sys, typer, pydantic; print(*sys.modules)"  # what an old Typer brings along is not ours to answer for
    brought = subprocess.run([sys.executable, "-c", libraries], capture_output=True, encoding="utf-8", check=True)
    assert not (loaded - set(brought.stdout.split())) & heavy
    assert not {name for name in loaded if name.startswith(("reviewer.batch", "reviewer.cli.rules", "reviewer.guidelines"))}


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_a_batch_that_is_killed_goes_on_and_leaves_no_process_behind(tmp_path: Path) -> None:
    """Nothing is lost, nothing is done twice."""
    lines = [json.dumps({"id": n, "draft": {"channel": "email", "text": DRAFT.replace("Ortega", f"Ortega{n}")}}) for n in range(400)]
    (tmp_path / "in.jsonl").write_text("\n".join(lines))
    out = tmp_path / "out.jsonl"
    command = [sys.executable, "-m", "reviewer", "batch", "in.jsonl", "-o", "out.jsonl", "--jobs", "2"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE) as running:
        while running.poll() is None and (not out.exists() or out.read_bytes().count(b"\n") < 50):
            time.sleep(0.01)
        running.send_signal(signal.SIGKILL)
        assert running.stderr is not None
        assert running.stderr.read() == b""  # ends only when every process that shares it has ended
    assert 50 <= out.read_bytes().count(b"\n") < 400
    again = program("batch", "in.jsonl", "-o", "out.jsonl", "--resume", folder=tmp_path)
    answers = [json.loads(line) for line in out.read_text().splitlines()]
    assert (again.returncode, [answer["id"] for answer in answers]) == (0, list(range(400)))


def test_a_reader_that_goes_away_is_no_reason_to_complain(tmp_path: Path) -> None:
    """As with `head`."""
    lines = "\n".join(json.dumps({"id": n, "draft": {"channel": "email", "text": "Thank you."}}) for n in range(400))
    (tmp_path / "in.jsonl").write_text(lines)
    command = [sys.executable, "-m", "reviewer", "batch", "in.jsonl", "-o", "-", "--jobs", "1"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""


def test_a_file_that_cannot_take_the_output_is_named(tmp_path: Path) -> None:
    """A full disk ends in one sentence."""
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    (tmp_path / "in.jsonl").write_text(json.dumps({"draft": {"channel": "email", "text": "Thank you."}}))
    ran = program("batch", "in.jsonl", "-o", "/dev/full", folder=tmp_path)
    assert (ran.returncode, ran.stderr) == (
        2,
        "error: /dev/full: cannot be written (No space left on device); make room and start again with `--resume`\n",
    )
