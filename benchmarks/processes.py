"""Runs whole processes and reads off what they cost."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

CLEAN: Final = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "REVIEWER_"))}
"""The environment of a user: no variable that changes how Python compiles, buffers or finds modules."""
_KIB_PER_UNIT: Final = 1 if sys.platform != "darwin" else 1 / 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """What something took."""

    wall: float
    """Seconds on the clock."""
    cpu: float
    """Seconds of processor, of the program and of the system on its behalf."""


def timed(command: Sequence[str], *, exits: Iterable[int] = (0, 1)) -> Cost:
    """Run a command to its end, its output read and thrown away.

    Raises:
        RuntimeError: it ended with another exit code.
    """
    start = time.perf_counter()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=CLEAN)
    with process:
        assert process.stdout
        said = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    if process.returncode not in tuple(exits):
        raise RuntimeError(f"`{' '.join(command)}` ended with {process.returncode}: {said.decode(errors='replace')[-400:]}")
    return Cost(wall, usage.ru_utime + usage.ru_stime)


def median(costs: Sequence[Cost]) -> Cost:
    """The middle of many, for each clock on its own."""
    return Cost(statistics.median(cost.wall for cost in costs), statistics.median(cost.cpu for cost in costs))


def ratio(costs: Sequence[Cost], floors: Sequence[Cost]) -> Cost:
    """The middle of the ratios, run by run, which holds where the machine's pace drifts."""
    pairs = list(zip(costs, floors, strict=True))
    return Cost(statistics.median(a.wall / b.wall for a, b in pairs), statistics.median(a.cpu / b.cpu for a, b in pairs))


def peak_mib(process: int) -> float | None:
    """The most memory that a process has held so far; None where the system does not tell or the process is gone."""
    try:
        with open(f"/proc/{process}/status", encoding="ascii") as status:
            return next((int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM")), None)
    except OSError:
        return None


def children(process: int) -> list[int]:
    """The processes that a process has started."""
    try:
        with open(f"/proc/{process}/task/{process}/children", encoding="ascii") as started:
            return [int(number) for number in started.read().split()]
    except OSError:
        return []


def largest_mib(usage_maxrss: int) -> float:
    """The peak of the largest process that was waited for, in the unit of the system's own account."""
    return usage_maxrss * _KIB_PER_UNIT / 1024
