"""`reviewer serve`: what the way over HTTP costs beside the library, how even it is, and whether a soak leaves memory behind."""

from __future__ import annotations

import asyncio
import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count, islice
from typing import Final
from urllib.error import HTTPError
from urllib.request import urlopen

from benchmarks.calling import Heard, Request, load
from benchmarks.drafts import Document, many, of_length, signed
from benchmarks.processes import CLEAN, children
from benchmarks.tables import Goal, Table
from reviewer import Reviewer
from reviewer.models.parse import parse_document

_CONNECTIONS: Final = 32
_SHARE: Final = 0.5
_EVEN: Final = 5.0
_FLAT: Final = 1.1
_HELD_UP: Final = 5.0
_APART: Final = 500
"""So many drafts lie between the first of one round and the first of the next."""
_READINGS: Final = 5
_OWN_WORDS: Final = 12


@dataclass(frozen=True, slots=True)
class Running:
    """A service that runs."""

    port: int
    process: int


def service(*, seconds: float, rounds: int) -> Table:
    """The library in a loop and the service under load, in turn; then short drafts beside one very long."""
    reviewer = Reviewer()
    drafts = _drafts(2_000)
    shares: list[float] = []
    loops: list[float] = []
    rates: list[float] = []
    heard = Heard()
    with served() as running:
        asyncio.run(load(running.port, iter([_review(drafts[0])] * 4), 4))
        for number in range(rounds):
            loops.append(_loop(reviewer, drafts, seconds, number))
            once = asyncio.run(load(running.port, _for(seconds, drafts, number), _CONNECTIONS))
            rates.append(len(once.seconds) / once.wall)
            shares.append(rates[-1] / loops[-1])
            heard.seconds += once.seconds
            heard.unexpected += once.unexpected
        alone, beside = asyncio.run(_beside_a_long_one(running.port, drafts))
    median = statistics.median(heard.seconds)
    slowest = statistics.quantiles(heard.seconds, n=100)[98]
    share = statistics.median(shares)
    held_up = beside / alone
    data = {
        "loop": statistics.median(loops),
        "rate": statistics.median(rates),
        "share": share,
        "requests": len(heard.seconds),
        "median": median,
        "p99": slowest,
        "alone": alone,
        "beside": beside,
        "unexpected": len(heard.unexpected),
    }
    return Table(
        "service",
        f"Service: POST /v1/reviews, 120 words, one worker, {_CONNECTIONS} connections, {rounds} interleaved rounds of {seconds:g} s",
        ("what", "figure"),
        [
            ("library in a loop", f"{data['loop']:.1f}/s"),
            ("service", f"{data['rate']:.1f}/s"),
            ("median of an answer", f"{median * 1000:.0f} ms"),
            ("p99 of an answer", f"{slowest * 1000:.0f} ms"),
            ("one short draft alone", f"{alone * 1000:.0f} ms"),
            ("beside drafts of 100 kB", f"{beside * 1000:.0f} ms"),
        ],
        data,
        [
            Goal(f"at least {_SHARE} of the library in a loop ({share:.2f})", share >= _SHARE),
            Goal(f"p99 at most {_EVEN:g} times the median ({slowest / median:.2f})", slowest <= _EVEN * median),
            Goal(f"very long drafts do not hold up short ones ({held_up:.2f} x)", held_up <= _HELD_UP),
            Goal(f"no answer that was not asked for ({len(heard.unexpected)} of {len(heard.seconds)})", not heard.unexpected),
        ],
    )


def soak(*, requests: int) -> Table:
    """Good and bad requests in a mix, by the rules alone, and the memory of every process after each fifth of them."""
    readings: list[list[float]] = []
    heard: list[Heard] = []
    with served("--no-classifier", "--in-flight", "128", "--in-flight-each", "128") as running:
        mixed = _mixed(requests)
        for _ in range(_READINGS):
            heard.append(asyncio.run(load(running.port, islice(mixed, requests // _READINGS), _CONNECTIONS)))
            readings.append(_memory(running.process))
    unexpected = [what for one in heard for what in one.unexpected]
    answered, wall = sum(len(one.seconds) for one in heard), sum(one.wall for one in heard)
    processes = list(zip(*readings, strict=True))
    growth = max(max(one) / one[0] for one in processes)
    return Table(
        "soak",
        f"Soak: {answered:,} good and bad requests over {_CONNECTIONS} connections, {wall:.0f} s",
        ("process", *(f"after {n * requests // _READINGS:,}" for n in range(1, _READINGS + 1))),
        [(name, *(f"{held:.0f} MiB" for held in one)) for name, one in zip(_names(len(processes)), processes, strict=True)],
        {"requests": answered, "readings": readings, "growth": growth, "unexpected": unexpected[:20]},
        [
            Goal(f"memory flat after the first fifth ({growth:.2f} x)", growth <= _FLAT),
            Goal(f"no answer that was not asked for ({len(unexpected)})", not unexpected),
        ],
        [f"{answered / wall:.0f} requests a second; each draft has {_OWN_WORDS} words that no other has."],
    )


@contextmanager
def served(*options: str) -> Iterator[Running]:
    command = (sys.executable, "-m", "reviewer", "serve", "--port", "0", *options)
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=CLEAN)
    try:
        assert process.stderr
        port = int(json.loads(process.stderr.readline())["url"].rstrip("/").rpartition(":")[2])
        drain = subprocess.Popen(("cat",), stdin=process.stderr, stdout=subprocess.DEVNULL)
        _until_ready(port)
        yield Running(port, process.pid)
        process.terminate()
        process.wait(90)
        drain.wait(10)
    finally:
        process.kill()


def _until_ready(port: int) -> None:
    for _ in range(600):
        with suppress(HTTPError), urlopen(f"http://127.0.0.1:{port}/readyz"):
            return
        time.sleep(0.1)
    raise RuntimeError("the service was not ready within a minute")


def _review(document: Document) -> Request:
    return Request("POST", "/v1/reviews", json.dumps({name: document[name] for name in ("draft", "context") if name in document}).encode())


def _drafts(number: int) -> list[Document]:
    """Drafts of one length, no two of them equal."""
    base = of_length(120)
    names = [document["draft"]["text"].rpartition("\n\n")[2] for document in many(number)]
    return [{**base, "draft": {**base["draft"], "text": f"{base['draft']['text']}\n\n{name}"}} for name in names]


def _loop(reviewer: Reviewer, drafts: Sequence[Document], seconds: float, number: int) -> float:
    """Reviews a second in a loop, from JSON to JSON as the service does it, of the drafts that it is sent."""
    done, begun = 0, time.perf_counter()
    while (spent := time.perf_counter() - begun) < seconds:
        reviewer.review(*parse_document(drafts[(done + number * _APART) % len(drafts)])).model_dump_json()
        done += 1
    return done / spent


def _for(seconds: float, drafts: Sequence[Document], number: int) -> Iterator[Request]:
    end, n = time.perf_counter() + seconds, number * _APART
    while time.perf_counter() < end:
        yield _review(drafts[n % len(drafts)])
        n += 1


async def _beside_a_long_one(port: int, drafts: Sequence[Document]) -> tuple[float, float]:
    """The median of short drafts one after the other, alone and while drafts of 100 kB are judged without a pause."""
    alone = await load(port, (_review(document) for document in drafts[:12]), 1)
    text = "\n\n".join(document["draft"]["text"] for document in many(800))[:99_000]
    going = True
    ready = asyncio.create_task(load(port, iter([_review({"draft": {"channel": "email", "text": text}})]), 1))
    await ready  # the lane of long drafts starts with the first of them
    long = asyncio.create_task(load(port, _while(lambda: going, _review({"draft": {"channel": "email", "text": text}})), 1))
    beside = await load(port, (_review(document) for document in drafts[20:32]), 1)
    going = False
    await long
    return statistics.median(alone.seconds), statistics.median(beside.seconds)


def _while(true: Callable[[], bool], request: Request) -> Iterator[Request]:
    while true():
        yield request


def _mixed(number: int) -> Iterator[Request]:
    """One in six is a good review; the others look something up, are wrong in some way, or are small batches."""
    chance = random.Random(8)
    drafts = _without_end()
    bad: tuple[Request, ...] = (
        Request("POST", "/v1/reviews", b'{"draft": ', expects=(400,)),
        Request("POST", "/v1/reviews", b'{"draft": {"channel": "fax", "text": "x"}}', expects=(422,)),
        Request("POST", "/v1/reviews", b"\xff\xfe", expects=(400,)),
        Request("POST", "/v1/reviews", b"{}", "text/plain", expects=(415,)),
        Request("POST", "/v1/reviews?model=other/one", b"{}", expects=(422,)),
        Request("POST", "/v1/when", b'{"context": {"stage": 5}}', expects=(422,)),
        Request("GET", "/v1/rules/nothing", expects=(404,)),
        Request("GET", "/page/../../etc/passwd", expects=(404,)),
        Request("DELETE", "/v1/rules", expects=(405,)),
        Request("POST", "/v1/reviews/batch", b"[1, 2", expects=(400,)),
    )
    good: tuple[Request, ...] = (
        Request("GET", "/v1/guidelines"),
        Request("GET", "/v1/rules/too-soon/before-the-window"),
        Request("GET", "/v1/when?stage=phone_screen&interviewed_on=2026-11-02"),
        Request("GET", "/metrics"),
        Request("GET", "/readyz"),
    )
    for _ in range(number):
        kind = chance.random()
        if kind < 0.16:
            yield _review(next(drafts))
        elif kind < 0.17:
            lines = "\n".join((*map(json.dumps, islice(drafts, 2)), "nonsense"))
            yield Request("POST", "/v1/reviews/batch", lines.encode(), "application/jsonl")
        else:
            yield chance.choice(good if kind < 0.6 else bad)


def _without_end() -> Iterator[Document]:
    """Drafts of which each has words of its own, so that whoever remembers words is given new ones all the time."""
    for n in count():
        yield signed(n, *range(n * _OWN_WORDS, (n + 1) * _OWN_WORDS))


def _names(number: int) -> list[str]:
    return ["first", *(f"judge {n}" for n in range(1, number))]


def _memory(process: int) -> list[float]:
    """What each process holds now, in MiB: the first one and its judges, in the order in which they were started."""
    return [_resident(one) for one in (process, *sorted(_judges(process)))]


def _judges(process: int) -> list[int]:
    """The processes that any thread of a process has started, apart from Python's own helper."""
    threads = os.listdir(f"/proc/{process}/task")
    found = {child for thread in threads for child in _started(process, int(thread))} | set(children(process))
    return [child for child in found if b"spawn_main" in _command(child)]


def _started(process: int, thread: int) -> list[int]:
    with open(f"/proc/{process}/task/{thread}/children", encoding="ascii") as started:
        return [int(number) for number in started.read().split()]


def _command(process: int) -> bytes:
    with open(f"/proc/{process}/cmdline", "rb") as line:
        return line.read()


def _resident(process: int) -> float:
    with open(f"/proc/{process}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))
