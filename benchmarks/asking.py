"""With a model: what a stored answer costs a cold start, how near a batch comes to the ideal, and that equal drafts are asked once."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
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
_SHORT: Final = "Dear Ms. Okonjo, thank you for your time on Monday."
_KINDS: Final = (
    ("short drafts by the rules", False, True),
    ("letters by the rules", False, False),
    ("letters with the classifier", True, False),
)
"""What a batch is made of: its name, whether the classifier bears witness, and whether the drafts are short."""


def asking(*, drafts: int, rounds: int) -> Table:
    """Measure against a server on this machine; the checkout's own interpreter is used, since it has httpx."""
    with tempfile.TemporaryDirectory() as name, answering(_TAKES) as port:
        folder = Path(name)
        hit = _cold_hit(folder, port, rounds)
        rows = [("a cold start with a stored answer", "", f"{hit:.2f} x the rules alone")]
        _told(port)
        asked_of = drafts / _AT_ONCE * _TAKES
        ready = _ready(port, drafts)
        figures: dict[str, Any] = {"hit": hit, "of the server": asked_of, "judged before": ready}
        rows.append((f"{drafts} drafts, judged before", f"{ready['seconds']:.1f} s", f"{ready['seconds'] / asked_of:.2f} x"))
        for key, classifier, short in _KINDS:
            documents = _different(drafts, short=short)
            alone = _alone(folder, documents, classifier=classifier)
            told = _batch(folder, port, documents, classifier=classifier)
            longer = max(asked_of, alone)
            figures[key] = {"seconds": told["seconds"], "rules alone": alone, "times": told["seconds"] / longer, "asked": told["asked"]}
            rows.append((f"{drafts} {key}", f"{told['seconds']:.1f} s", f"{told['seconds'] / longer:.2f} x; rules alone {alone:.1f} s"))
        equal = _batch(folder, port, [_different(1)[0] | {"id": n} for n in range(2 * drafts)], classifier=False)["asked"]
        rows.append((f"{2 * drafts} equal drafts", "", f"{equal:.0f} asked"))
    near = ready["seconds"] / asked_of
    every = all(figures[key]["asked"] == drafts for key, *_ in _KINDS) and ready["asked"] == drafts
    return Table(
        "asking",
        f"With a model: a server on this machine that takes {_TAKES} s for each answer, {_AT_ONCE} questions at once",
        ("run", "took", "of the longer of server and rules"),
        rows,
        figures | {"equal": equal},
        [
            Goal(f"a stored answer costs at most {_HIT} x the rules alone ({hit:.2f})", hit <= _HIT),
            Goal(f"asking comes within {_NEAR} x what the server takes ({near:.2f})", near <= _NEAR),
            *(
                Goal(f"{key}: within {_NEAR} x the longer of both ({figures[key]['times']:.2f})", figures[key]["times"] <= _NEAR)
                for key, *_ in _KINDS
            ),
            Goal("each draft was asked about", every),
            Goal(f"equal drafts are asked once ({equal:.0f})", equal == 1),
        ],
        (
            f"What the server takes is {asked_of:g} s. A batch is timed by the server, from the first question to the last answer;",
            "the rules alone are timed as a whole command, less the start of a command with one draft.",
        ),
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


def _different(count: int, *, short: bool = False) -> list[dict[str, Any]]:
    """So many drafts, no two of which ask the same question: they differ in a number, since names are kept from a model."""
    return [_numbered(document, n, short) for n, document in enumerate(many(count))]


def _numbered(document: dict[str, Any], n: int, short: bool) -> dict[str, Any]:
    text = _SHORT if short else document["draft"]["text"]
    return {"id": n, "draft": {"channel": "email", "text": f"{text}\nThis is letter number {n} of mine."}}


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


def _alone(folder: Path, documents: list[dict[str, Any]], *, classifier: bool) -> float:
    """Seconds for the same drafts by the rules alone, without the start of the program."""
    source, first = folder / "alone.jsonl", folder / "first.jsonl"
    for file, some in ((source, documents), (first, documents[:1])):
        file.write_text("".join(json.dumps(document, ensure_ascii=False) + "\n" for document in some), encoding="utf-8")
    more = ("-o", str(folder / "alone.out.jsonl"), "--classifier" if classifier else "--no-classifier")
    whole, start = (timed(_reviewer("batch", str(file), *more)).wall for file in (source, first))
    return whole - start


def _ready(port: int, drafts: int) -> dict[str, float]:
    """What the server tells of so many questions of one process that have been prepared before."""
    command = [sys.executable, "-m", "benchmarks.asking", str(port), str(drafts)]
    subprocess.run(command, check=True, env=CLEAN, cwd=ROOT, capture_output=True)
    return _told(port)


def _ask_all(port: int, drafts: int) -> None:
    """Judge and prepare every draft, then ask about all of them, so many at once."""
    from reviewer import Reviewer
    from reviewer.models.parse import parse_document

    with tempfile.TemporaryDirectory() as name:
        url = f"http://127.0.0.1:{port}/v1"
        reviewer = Reviewer(classifier=False, model=_MODEL, base_url=url, cache_folder=Path(name))
        critic = reviewer.critic
        assert critic is not None
        prepared = [critic.prepare(*reviewer.judge(*parse_document(document))) for document in _different(drafts)]
        readings = [reading.portable() for reading in prepared if reading is not None]
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            assert all(review.critique.status == "done" for review in threads.map(critic.settle, readings))


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


if __name__ == "__main__":
    _ask_all(int(sys.argv[1]), int(sys.argv[2]))
