"""What the hand-written pages show has run: each example stands between two marks and is made anew."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from reviewer.cli.app import COMMANDS as APP_COMMANDS
from reviewer.cli.eval import COMMANDS as EVAL_COMMANDS
from reviewer.models.parse import parse_document
from reviewer.reviews import Reviewer

ROOT = Path(__file__).resolve().parent.parent
_END = "<!-- end -->"
_INPUT = {
    "id": "c-1",
    "draft": {
        "channel": "email",
        "subject": "Following up",
        "text": "Dear Ms. Okonjo,\n\nI wonder whether a decision has been made.\n\nMarit",
    },
    "context": {"stage": "phone_screen", "interviewed_on": "2026-11-02", "sending_on": "2026-11-04"},
}
_CHECK = "reviewer check evals/samples/asked-too-early.txt --context evals/samples/asked-too-early.context.yaml"
_THREAD = "reviewer check evals/samples/harbour-planner.eml --thread evals/samples/harbour-planner.mbox --sending-on 2026-11-21"
_TOLD_ON = "2025-03-04"
_MEMORY = {
    "due": "reviewer due --on 2025-03-06",
    "check": 'reviewer check --for ACME --sending-on 2025-03-06 --channel email --text "Has a decision been made?"',
    "heard": "reviewer due --on 2025-03-12",
}
_HEARD = "reviewer heard --for ACME --on 2025-03-12 --promised-by 2025-03-19"
_COMMANDS = (
    *("check", "batch", "when", *(f"app {name}" for name in APP_COMMANDS), "sent", "heard", "due"),
    *("serve", "serve key", "mcp"),
    *("rules", "guidelines", *(f"eval {name}" for name in EVAL_COMMANDS)),
    *("critique export", "critique import", "cache info", "cache prune", "cache clear", "forget", "doctor", "settings"),
)


def wire_format_page() -> str:
    """The page of the wire format, with its example reviewed."""
    text = (ROOT / "docs" / "wire-format.md").read_text(encoding="utf-8")
    reviewed = Reviewer().review(*parse_document(_INPUT), id="c-1").model_dump(mode="json")
    reviewed["fingerprint"]["rules"] = "sha256:..."
    return _filled(_filled(text, "input", _json(_INPUT)), "review", _json(reviewed))


def readme() -> str:
    """The README, with the output of its first command and of its lines of Python."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return _filled(text, "check", f"```console\n$ {_CHECK}\n{_output(*_CHECK.split())}```")


def command_line_page() -> str:
    """The help of every command, as it is shown in a terminal of 80 columns."""
    helps = (f"## reviewer {name}\n\n```text\n{_output('reviewer', *name.split(), '--help')}```\n" for name in _COMMANDS)
    lead = "<!-- Written by `make docs`; change the commands instead. -->\n\n# The command line\n"
    return "\n".join((lead, f"```text\n{_output('reviewer', '--help')}```\n", *helps))


def mail_page() -> str:
    """The page of mail, with a draft reviewed in its thread."""
    text = (ROOT / "docs" / "mail.md").read_text(encoding="utf-8")
    return _filled(text, "thread", f"```console\n$ {_THREAD}\n{_output(*_THREAD.split())}```")


def memory_page() -> str:
    """The page of the memory, whose commands have run one after the other in a memory of their own."""
    text = (ROOT / "docs" / "memory.md").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        for told in re.findall(r"^\$ (reviewer (?:app add|sent) .*)$", text, re.MULTILINE):
            _remembering(told, folder)
        for name, command in _MEMORY.items():
            if name == "heard":
                _remembering(_HEARD, folder)
            text = _filled(text, name, f"```console\n$ {command}\n{_remembering(command, folder)}```")
    return text


def _remembering(command: str, folder: str) -> str:
    """What a command prints that has a memory; the day on which it is told is made one of the story."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("REVIEWER_")}
    environ = plain | {"COLUMNS": "80", "NO_COLOR": "1", "REVIEWER_MEMORY": f"{folder}/memory.db"}
    words = [sys.executable, "-m", *shlex.split(command)]
    result = subprocess.run(words, cwd=ROOT, capture_output=True, encoding="utf-8", env=environ)
    if result.returncode > 1:
        raise SystemExit(f"`{command}` failed: {result.stderr}")
    return result.stdout.replace(str(dt.date.today()), _TOLD_ON)


def _output(command: str, *arguments: str) -> str:
    """What a command prints in a terminal of 80 columns without colour."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("REVIEWER_")} | {"COLUMNS": "80", "NO_COLOR": "1"}
    result = subprocess.run([sys.executable, "-m", command, *arguments], cwd=ROOT, capture_output=True, encoding="utf-8", env=plain)
    if result.returncode > 1 or result.stderr:
        raise SystemExit(f"`{command} {' '.join(arguments)}` failed: {result.stderr}")
    return "".join(f"{line.rstrip()}\n" for line in result.stdout.rstrip().splitlines())


def _json(value: object) -> str:
    return f"```json\n{json.dumps(value, indent=2, ensure_ascii=False)}\n```"


def _filled(text: str, name: str, block: str) -> str:
    """The text with a new block between the marks of this name."""
    before, mark, rest = text.partition(f"<!-- example: {name} -->")
    _, end, after = rest.partition(_END)
    if not end:
        raise SystemExit(f"the marks of the example `{name}` are missing; put `<!-- example: {name} -->` and `{_END}` back")
    return f"{before}{mark}\n{block}\n{end}{after}"
