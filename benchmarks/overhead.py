"""What asking costs beyond the provider's own latency: both ways to a model, beside the barest request that brings the same answer.

`python -m benchmarks.overhead MODEL PORT CALLS` measures one way in a process of its own.
"""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from statistics import median
from typing import Any, Final

from benchmarks.environments import ROOT
from benchmarks.tables import Goal, Table
from reviewer.asking import Call, Claim, Message, Mode
from reviewer.critique.desk import Desk, Route
from reviewer.critique.drive import NoAnswers, SystemClock, drive
from reviewer.critique.flow import flow
from reviewer.providers.choose import LOCAL, model_named
from reviewer.providers.litellm import library

_LIMITS: Final = {"local/none": 3.0, "openai/none": 15.0}
"""Milliseconds that each way may cost."""
_WARM: Final = 20
_SCHEMA: Final[Mapping[str, Any]] = {
    "type": "object",
    "properties": {"judgements": {"type": "array", "items": {"properties": {"guideline": {"enum": ["too-soon"]}}}}},
}
_PROMPT: Final = (Message("system", "Judge. " * 500), Message("user", "Dear Ms. Okonjo, is there any news? " * 20))


def overhead(*, calls: int) -> Table:
    """Measure every way against a server that answers at once."""
    from benchmarks.asking import answering

    with answering(0.0) as port:
        found = {name: _measured(name, port, calls) for name in ("bare", *_LIMITS)}
    bare = found["bare"]
    beyond = {name: {kind: found[name][kind] - bare[kind] for kind in bare} for name in _LIMITS}
    return Table(
        "overhead",
        f"Asking a model: what each way costs beyond a bare request, medians of {calls} calls once warm",
        ("way", "clock", "processor"),
        [(name, *(f"{one[kind]:.2f} ms" for kind in ("wall", "cpu"))) for name, one in ({"a bare request": bare} | beyond).items()],
        {"bare": bare} | beyond,
        [Goal(f"{name} costs under {most:g} ms ({beyond[name]['cpu']:.2f})", beyond[name]["cpu"] < most) for name, most in _LIMITS.items()],
        ("Goals are held against processor time, which a busy machine disturbs least.",),
    )


def _measured(name: str, port: int, calls: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.overhead", name, str(port), str(calls)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


class _Asked:
    """A question as long as a real one."""

    schema: Mapping[str, Any] = _SCHEMA

    def messages_for(self, mode: Mode) -> tuple[Message, ...]:
        return _PROMPT

    def reask(self, faults: tuple[str, ...], mode: Mode) -> tuple[Message, ...]:
        raise AssertionError(faults)


def _through(name: str, port: int) -> Callable[[], None]:
    """One reading, from the question to the answer, with nothing kept."""
    model = model_named(name, f"http://127.0.0.1:{port}/v1")
    if not name.startswith(LOCAL):
        library()  # its import is no part of what is measured
    desk, clock = Desk(), SystemClock()

    def read(text: str) -> tuple[Claim, ...]:
        return ()

    def ask() -> None:
        asking = flow(_Asked(), route=Route(name, None), key=lambda call: call.mode, read=read, desk=desk, now=clock.now)
        outcome = drive(asking, model, NoAnswers(), clock)
        assert outcome.status == "done", outcome.reason

    return ask


def _bare(port: int) -> Callable[[], None]:
    """The same request over one open connection, and nothing else."""
    call = Call(_PROMPT, _SCHEMA, "json_schema", 20.0)
    form = {"type": "json_schema", "json_schema": {"name": "critique", "strict": True, "schema": call.schema}}
    body = json.dumps({"model": "none", "messages": [message._asdict() for message in call.messages], "response_format": form}).encode()
    connection = http.client.HTTPConnection("127.0.0.1", port)

    def ask() -> None:
        connection.request("POST", "/v1/chat/completions", body, {"content-type": "application/json"})
        assert json.loads(connection.getresponse().read())["choices"]

    return ask


def _main(name: str, port: int, calls: int) -> None:
    ask = _bare(port) if name == "bare" else _through(name, port)
    for _ in range(_WARM):
        ask()
    walls, cpus = [], []
    for _ in range(calls):
        wall, cpu = time.perf_counter(), time.process_time()
        ask()
        walls.append((time.perf_counter() - wall) * 1e3)
        cpus.append((time.process_time() - cpu) * 1e3)
    print(json.dumps({"wall": median(walls), "cpu": median(cpus)}))


if __name__ == "__main__":
    _main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
