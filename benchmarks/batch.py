"""`reviewer batch`: rate with one process and with two, and memory that does not grow with the number of drafts."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from benchmarks.drafts import many
from benchmarks.environments import Place
from benchmarks.processes import CLEAN, children, largest_mib, peak_mib
from benchmarks.tables import Goal, Table

_FLAT: Final = 1.1
_WATCH: Final = 0.05


@dataclass(frozen=True, slots=True)
class Run:
    """One batch, from outside."""

    drafts: int
    jobs: int
    wall: float
    first_mib: float
    """Peak of the first process."""
    worker_mib: float
    """Peak of the largest further process; 0 where there is none, or the system does not tell."""

    @property
    def rate(self) -> float:
        """Drafts a second, the start included."""
        return self.drafts / self.wall


def batch(own: Place, *, sizes: tuple[int, int]) -> Table:
    """Review a short and a long file, with one process and with two."""
    runs = [_run(own, size, jobs) for jobs in (1, 2) for size in sizes]
    flat = {jobs: _growth([run for run in runs if run.jobs == jobs]) for jobs in (1, 2)}
    span = f"{sizes[0]:,} to {sizes[1]:,} drafts"
    return Table(
        "batch",
        "Batch: no two drafts equal, the start included",
        ("run", "clock", "drafts/s", "peak, first process", "peak, largest worker"),
        [_row(run) for run in runs],
        [asdict(run) | {"rate": run.rate} for run in runs],
        [Goal(f"memory flat from {span}, jobs {jobs} ({growth:.2f} x)", growth <= _FLAT) for jobs, growth in flat.items()],
        (f"Two processes give {runs[3].rate / runs[1].rate:.2f} times the rate of one.",),
    )


def _row(run: Run) -> tuple[str, ...]:
    worker = f"{run.worker_mib:.0f} MiB" if run.worker_mib else "-"
    return f"{run.drafts:,} drafts, jobs {run.jobs}", f"{run.wall:.1f} s", f"{run.rate:.0f}", f"{run.first_mib:.0f} MiB", worker


def _growth(runs: list[Run]) -> float:
    short, long = runs
    return max(long.first_mib / short.first_mib, long.worker_mib / short.worker_mib if short.worker_mib else 0)


def _run(own: Place, size: int, jobs: int) -> Run:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in.jsonl"
        with source.open("w", encoding="utf-8") as lines:
            lines.writelines(json.dumps(document, ensure_ascii=False) + "\n" for document in many(size))
        command = (str(own.commands / "reviewer"), "batch", str(source), "-o", str(Path(folder) / "out.jsonl"), "--jobs", str(jobs))
        return _watched(command, size, jobs)


def _watched(command: tuple[str, ...], size: int, jobs: int) -> Run:
    """Look at the process and its children every now and then, since what they held is forgotten when they end."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=CLEAN)
    worker = 0.0
    while True:
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
        if ended:
            break
        worker = max([worker, *(peak_mib(child) or 0.0 for child in children(process.pid))])
        time.sleep(_WATCH)
    wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    said = process.stderr.read().decode(errors="replace") if process.stderr else ""
    if process.returncode:
        raise RuntimeError(f"`{' '.join(command)}` ended with {process.returncode}: {said[-400:]}")
    return Run(size, jobs, wall, largest_mib(usage.ru_maxrss), worker)
