"""Measures speed: `make bench`, or `python -m benchmarks [PART...] [--quick] [--write] [--json]`."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Mapping
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

Part = Callable[[Place, Mapping[Peer, Place], bool], Table]

PARTS: Final[Mapping[str, Part]] = {
    "start": lambda place, peers, quick: start(place, peers, rounds=5 if quick else 21),
    "rate": lambda place, peers, quick: rate(place, peers, rounds=3 if quick else 9),
    "hostile": lambda place, peers, quick: hostile(place, rounds=1 if quick else 3),
    "batch": lambda place, peers, quick: batch(place, sizes=(200, 2_000) if quick else (2_000, 20_000)),
    "asking": lambda place, peers, quick: asking(drafts=100 if quick else 500, rounds=5 if quick else 15),
    "overhead": lambda place, peers, quick: overhead(calls=50 if quick else 300),
    "service": lambda place, peers, quick: service(seconds=5 if quick else 20, rounds=2 if quick else 5),
    "page": lambda place, peers, quick: page(rounds=10 if quick else 40),
    "soak": lambda place, peers, quick: soak(requests=2_000 if quick else 50_000),
}


_PAGE: Final = ROOT / "docs" / "benchmarks.md"
_MARK: Final = "<!-- example: bench -->"
_END: Final = "<!-- end -->"


def main() -> int:
    """Measure what was asked for, all of it by default; the exit code tells only whether it could be measured."""
    asked = _asked()
    if os.name != "posix":
        print("the benchmarks read the system's account of processes and need Linux or macOS", file=sys.stderr)
        return 2
    try:
        _say("building the wheel and installing it away from the checkout")
        place = own()
        skipped: list[str] = []
        peers = _peers(skipped) if {"start", "rate"} & set(asked.parts) else {}
        machine = f"Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
        tables = [_measured(name, place, peers, asked.quick) for name in asked.parts]
    except (UnavailableError, RuntimeError) as reason:
        print(reason, file=sys.stderr)
        return 2
    shown = [machine, *skipped, *(line for table in tables for line in ("", *table.lines()))]
    if asked.write:
        _write("\n".join(shown))
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
    parser.add_argument("--write", action="store_true", help="put the tables into docs/benchmarks.md as well")
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


def _measured(name: str, place: Place, peers: Mapping[Peer, Place], quick: bool) -> Table:
    _say(f"measuring: {name}")
    return PARTS[name](place, peers, quick)


def _write(shown: str) -> None:
    """Put what was measured between the marks of the page."""
    text = _PAGE.read_text(encoding="utf-8")
    before, mark, rest = text.partition(_MARK)
    _PAGE.write_text(f"{before}{mark}\n```text\n{shown}\n```\n{_END}{rest.partition(_END)[2]}", encoding="utf-8", newline="\n")


def _say(remark: str) -> None:
    print(remark, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
