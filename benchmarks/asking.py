"""With a model: what a stored answer costs a cold start, how near a batch comes to the ideal, and that equal drafts are asked once."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.request import urlopen

from benchmarks.drafts import many, of_length
from benchmarks.environments import ROOT
from benchmarks.processes import CLEAN, ratio, timed
from benchmarks.tables import Goal, Table

_TAKES: Final = 0.5
_AT_ONCE: Final = 50
_MODEL: Final = "local/none"
_NEAR: Final = 1.15
_HIT: Final = 1.5


def asking(*, drafts: int, rounds: int) -> Table:
    """Measure against a server on this machine; the checkout's own interpreter is used, since it has httpx."""
    with tempfile.TemporaryDirectory() as name, answering(_TAKES) as port:
        folder = Path(name)
        hit = _cold_hit(folder, port, rounds)
        rows = [("a cold start with a stored answer", f"{hit:.2f} x the rules alone")]
        figures: dict[str, Any] = {"hit": hit}
        _told(port)
        for classifier in (False, True):
            told = _batch(folder, port, _different(drafts), classifier=classifier)
            ideal = drafts / _AT_ONCE * _TAKES
            times = told["seconds"] / ideal
            key = "with the classifier" if classifier else "without the classifier"
            figures[key] = {"seconds": told["seconds"], "ideal": ideal, "times": times}
            rows.append((f"{drafts} drafts, {_AT_ONCE} at once, {key}", f"{told['seconds']:.1f} s, {times:.2f} x the ideal"))
        equal = _batch(folder, port, [_different(1)[0] | {"id": n} for n in range(2 * drafts)], classifier=False)["asked"]
        rows.append((f"{2 * drafts} equal drafts", f"{equal:.0f} asked"))
    near = figures["without the classifier"]["times"]
    return Table(
        "asking",
        f"With a model: a server on this machine that takes {_TAKES} s for each answer",
        ("run", "came to"),
        rows,
        figures | {"equal": equal},
        [
            Goal(f"a stored answer costs at most {_HIT} x the rules alone ({hit:.2f})", hit <= _HIT),
            Goal(f"a batch comes within {_NEAR} x the ideal, the classifier left out ({near:.2f})", near <= _NEAR),
            Goal(f"equal drafts are asked once ({equal:.0f})", equal == 1),
        ],
        ("A batch is timed by the server, from the first question to the last answer.",),
    )


@contextmanager
def answering(takes: float) -> Iterator[int]:
    """A server that takes so many seconds for each answer; gives its port."""
    command = [sys.executable, "-m", "benchmarks.answering", str(takes)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        assert server.stdin
        yield int(server.stdout.readline())
        server.stdin.close()


def _different(count: int) -> list[dict[str, Any]]:
    return [document | {"id": n} for n, document in enumerate(many(count))]


def _reviewer(*arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "reviewer", *arguments)


def _cold_hit(folder: Path, port: int, rounds: int) -> float:
    """Whole processes in turn, by processor time: with an answer that is there already, and by the rules alone."""
    file = folder / "draft.txt"
    file.write_text(of_length(120)["draft"]["text"], encoding="utf-8")
    rules = _reviewer("check", str(file))
    model = ("--model", _MODEL, "--base-url", f"http://127.0.0.1:{port}/v1")
    settings = folder / "reviewer.toml"
    settings.write_text(f"cache_folder = {json.dumps(str(folder / 'cold'))}\n", encoding="utf-8")
    hits = _reviewer("--config", str(settings), "check", str(file), *model)
    timed(hits)
    timed(rules)
    pairs = [(timed(hits), timed(rules)) for _ in range(rounds)]
    return ratio([hit for hit, _ in pairs], [rule for _, rule in pairs]).cpu


def _batch(folder: Path, port: int, documents: list[dict[str, Any]], *, classifier: bool) -> dict[str, float]:
    """What the server tells of one batch, whose cache is new."""
    source, cache = folder / "in.jsonl", folder / f"cache-{time.monotonic_ns()}"
    source.write_text("".join(json.dumps(document, ensure_ascii=False) + "\n" for document in documents), encoding="utf-8")
    settings = folder / "batch.toml"
    settings.write_text(f"cache_folder = {json.dumps(str(cache))}\nconcurrency = {_AT_ONCE}\n", encoding="utf-8")
    command = _reviewer("--config", str(settings), "batch", str(source), "-o", str(folder / "out.jsonl"), "--model", _MODEL)
    more = ("--base-url", f"http://127.0.0.1:{port}/v1", "--classifier" if classifier else "--no-classifier")
    subprocess.run([*command, *more], check=True, env=CLEAN, cwd=ROOT, capture_output=True)
    return _told(port)


def _told(port: int) -> dict[str, float]:
    """What has been asked since this was last told."""
    with urlopen(f"http://127.0.0.1:{port}/told") as told:
        found: dict[str, float] = json.loads(told.read())
    return found
