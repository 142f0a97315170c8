"""Measures speed: `make bench`, or `python -m benchmarks [PART...] [--quick] [--write] [--json]`."""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from benchmarks.asking import asking
from benchmarks.batch import batch
from benchmarks.environments import PEERS, ROOT, Peer, Place, UnavailableError, own, peer
from benchmarks.hostile import hostile
from benchmarks.overhead import overhead
from benchmarks.page import page
from benchmarks.rate import rate
from benchmarks.service import service, soak
from benchmarks.start import start
from benchmarks.tables import Table

_WHEEL: Final[Mapping[str, Callable[[Place, Mapping[Peer, Place], bool], Table]]] = {
    "start": lambda place, peers, quick: start(place, peers, rounds=5 if quick else 21),
    "rate": lambda place, peers, quick: rate(place, peers, rounds=3 if quick else 9),
    "hostile": lambda place, peers, quick: hostile(place, rounds=1 if quick else 3),
    "batch": lambda place, peers, quick: batch(place, sizes=(200, 2_000) if quick else (2_000, 20_000)),
}
"""Measured on the wheel, in an environment of its own."""
_CHECKOUT: Final[Mapping[str, Callable[[bool], Table]]] = {
    "asking": lambda quick: asking(drafts=100 if quick else 500, rounds=5 if quick else 15),
    "overhead": lambda quick: overhead(calls=50 if quick else 300),
    "service": lambda quick: service(seconds=5 if quick else 20, rounds=2 if quick else 5),
    "page": lambda quick: page(rounds=10 if quick else 40),
    "soak": lambda quick: soak(requests=2_000 if quick else 50_000),
}
"""Measured with the checkout's own interpreter, which has the extras."""
PARTS: Final = (*_WHEEL, *_CHECKOUT)

_PAGE: Final = ROOT / "docs" / "benchmarks.md"
_RUNS: Final = "<!-- runs -->\n"
_END: Final = "<!-- end of runs -->"
_RUN: Final = re.compile(r"<!-- run: (\w+) -->\n```text\n(.*?)\n```\n", re.DOTALL)


def main() -> int:
    """Measure what was asked for, all of it by default; the exit code tells only whether it could be measured."""
    asked = _asked()
    if os.name != "posix":
        print("the benchmarks read the system's account of processes and need Linux or macOS", file=sys.stderr)
        return 2
    skipped: list[str] = []
    machine = _machine()
    try:
        tables = [*_of_the_wheel(asked, skipped), *_of_the_checkout(asked)]
    except (UnavailableError, RuntimeError) as reason:
        print(reason, file=sys.stderr)
        return 2
    shown = [machine, *skipped, *(line for table in tables for line in ("", *table.lines()))]
    if asked.write:
        _write({table.name: "\n".join((machine, *skipped, "", *table.lines())) for table in tables})
    if asked.json:
        found = {"machine": machine, "skipped": skipped, **{table.name: table.record() for table in tables}}
        print(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        print(*shown, sep="\n")
    return 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure speed, as ratios taken in one run.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"one of {', '.join(PARTS)}; all by default")
    parser.add_argument("--quick", action="store_true", help="fewer rounds and a tenth of the batch")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/benchmarks.md, where the other parts keep theirs")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    asked = parser.parse_args()
    unknown = [part for part in asked.parts if part not in PARTS]
    if unknown:
        parser.error(f"`{unknown[0]}` is no part; there are {', '.join(PARTS)}")
    asked.parts = [part for part in PARTS if part in asked.parts or not asked.parts]
    return asked


def _peers(skipped: list[str]) -> dict[Peer, Place]:
    found: dict[Peer, Place] = {}
    for wanted in PEERS:
        try:
            _say(f"looking for {wanted.package}")
            found[wanted] = peer(wanted)
        except UnavailableError as reason:
            skipped.append(f"skipped {wanted.name}: {reason}")
    return found


def _of_the_wheel(asked: argparse.Namespace, skipped: list[str]) -> Iterator[Table]:
    parts = [part for part in asked.parts if part in _WHEEL]
    if parts:
        _say("building the wheel and installing it away from the checkout")
        place = own()
        peers = _peers(skipped) if {"start", "rate"} & set(parts) else {}
        for part in parts:
            _say(f"measuring: {part}")
            yield _WHEEL[part](place, peers, asked.quick)


def _of_the_checkout(asked: argparse.Namespace) -> Iterator[Table]:
    for part in asked.parts:
        if part in _CHECKOUT:
            _say(f"measuring: {part}")
            yield _CHECKOUT[part](asked.quick)


def _machine() -> str:
    """What a reader has to know of the machine; the load tells what other programs were doing before the first part."""
    return f"{date.today()}, Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"


def _write(measured: Mapping[str, str]) -> None:
    """Put what was measured into the page; parts that were not measured keep the run that they have."""
    before, mark, rest = _PAGE.read_text(encoding="utf-8").partition(_RUNS)
    old, end, after = rest.partition(_END)
    runs = dict(_RUN.findall(old)) | dict(measured)
    text = "".join(f"<!-- run: {name} -->\n```text\n{runs[name]}\n```\n" for name in PARTS if name in runs)
    _PAGE.write_text(f"{before}{mark}{text}{end}{after}", encoding="utf-8", newline="\n")


def _say(remark: str) -> None:
    print(remark, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
