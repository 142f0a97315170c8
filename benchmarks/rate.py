"""Throughput: how many drafts a second one core reviews, in process, with all findings and reasons."""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from contextlib import ExitStack
from typing import Final

from benchmarks.drafts import drafts, words
from benchmarks.environments import Peer, Place, UnavailableError
from benchmarks.processes import Cost, median
from benchmarks.tables import Goal, Table
from benchmarks.workers import Worker

_HELD: Final = "rules alone"
"""What is held against the peers, which have no classifier either."""
_OURS: Final = (_HELD, "reviewer")


def rate(own: Place, peers: Mapping[Peer, Place], *, rounds: int) -> Table:
    """Let every checker go through the set in turn, round after round, the first round uncounted."""
    documents = drafts()
    costs: dict[str, list[Cost]] = {}
    flagged: dict[str, int] = {}
    remarks: list[str] = []
    with ExitStack() as stack:
        workers = [stack.enter_context(Worker.of_reviewer(own, name)) for name in _OURS]
        workers += [stack.enter_context(Worker.of_peer(peer, place)) for peer, place in peers.items()]
        for counted in range(rounds + 1):
            for worker in tuple(workers):
                try:
                    cost = worker.check(documents)
                except UnavailableError as reason:
                    if worker.name in _OURS:
                        raise
                    remarks.append(f"skipped: {reason}")
                    workers.remove(worker)
                    continue
                flagged[worker.name] = worker.remarked
                if counted:
                    costs.setdefault(worker.name, []).append(cost)
    rates = {name: Cost(len(documents) / median(cost).wall, len(documents) / median(cost).cpu) for name, cost in costs.items()}
    ours = rates[_HELD].cpu
    rows = [
        (name, f"{found.wall:,.0f}", f"{found.cpu:,.0f}", f"{ours / found.cpu:.2f} x", f"{flagged[name]} of {len(documents)}")
        for name, found in sorted(rates.items(), key=lambda row: -row[1].cpu)
    ]
    lengths = f"{statistics.median(map(words, documents)):.0f} words"
    return Table(
        "rate",
        f"Throughput in process: {len(documents)} drafts of {lengths}, one core, medians of {rounds} interleaved rounds",
        ("checker", "drafts/s, clock", "drafts/s, processor", "rules alone are", "drafts remarked on"),
        rows,
        {name: {"wall": found.wall, "cpu": found.cpu, "remarked": flagged[name]} for name, found in rates.items()},
        _goals({name: found.cpu for name, found in rates.items()}),
        remarks,
    )


def _goals(rates: Mapping[str, float]) -> list[Goal]:
    ours = rates[_HELD]
    factors = {"write-good": 1, "slop-guard": 1, "proselint": 5}
    return [
        Goal(f"{'at least 5 times' if factor == 5 else 'ahead of'} {name} ({ours / rates[name]:.2f} x)", ours > factor * rates[name])
        for name, factor in factors.items()
        if name in rates
    ]
