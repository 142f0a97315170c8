"""A cold start: one whole process that checks one draft, as multiples of an interpreter that does nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from benchmarks.drafts import of_length, words
from benchmarks.environments import Peer, Place
from benchmarks.processes import Cost, median, ratio, timed
from benchmarks.tables import Goal, Table

_FLOOR: Final = "python -c pass"
_LIBRARIES: Final = "python -c 'import typer, pydantic'"
_WORDS: Final = 120


def start(own: Place, peers: Mapping[Peer, Place], *, rounds: int) -> Table:
    """Start every program in turn, round after round, the first round uncounted."""
    draft = of_length(_WORDS)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "draft.txt"
        file.write_text(draft["draft"]["text"], encoding="utf-8")
        costs = _interleaved(_commands(own, peers, str(file)), rounds)
    ratios = {name: ratio(cost, costs[_FLOOR]) for name, cost in costs.items()}
    return Table(
        "start",
        f"Cold start: a draft of {words(draft)} words, whole process, medians of {rounds} interleaved runs",
        ("command", "clock", "x floor", "processor", "x floor"),
        [_row(name, median(costs[name]), ratios[name]) for name in sorted(costs, key=lambda name: ratios[name].cpu)],
        {name: {"wall": ratios[name].wall, "cpu": ratios[name].cpu, "seconds": median(cost).wall} for name, cost in costs.items()},
        _goals({name: ratio.cpu for name, ratio in ratios.items()}),
        ("Goals are held against processor time, which a busy machine disturbs least.",),
    )


def _row(name: str, cost: Cost, times: Cost) -> tuple[str, ...]:
    return name, f"{cost.wall * 1e3:.0f} ms", f"{times.wall:.1f} x", f"{cost.cpu * 1e3:.0f} ms", f"{times.cpu:.1f} x"


def _commands(own: Place, peers: Mapping[Peer, Place], file: str) -> dict[str, Sequence[str]]:
    return {
        _FLOOR: (str(own.interpreter), "-c", "pass"),
        _LIBRARIES: (str(own.interpreter), "-c", "import typer, pydantic"),
        "reviewer check": (str(own.commands / "reviewer"), "check", file),
        **{peer.name: (str(place.commands / peer.command[0]), *peer.command[1:], file) for peer, place in peers.items()},
    }


def _interleaved(commands: Mapping[str, Sequence[str]], rounds: int) -> dict[str, list[Cost]]:
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for counted in range(rounds + 1):
        for name, command in commands.items():
            cost = timed(command, exits=range(256) if name == "write-good" else (0, 1))  # it exits with the number of its remarks
            if counted:
                costs[name].append(cost)
    return costs


def _goals(ratios: Mapping[str, float]) -> list[Goal]:
    ours = ratios["reviewer check"]
    return [
        *(Goal(f"at most {most} x the floor ({ours:.1f})", ours <= most) for most in (10, 8)),
        *(Goal(f"ahead of {name} ({ratios[name]:.1f})", ours < ratios[name]) for name in ("proselint", "slop-guard") if name in ratios),
    ]
