"""Hostile texts: 50 kB of one thing, and how the time grows with the length."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from benchmarks.environments import Place
from benchmarks.processes import Cost
from benchmarks.tables import Goal, Table
from benchmarks.workers import Worker

UNITS: Final[Mapping[str, str]] = {
    "one letter": "a",
    "one capital": "A",
    "spaces": " ",
    "quotes": '"',
    "apostrophes": "'",
    "newlines": "\n",
    "brackets": "(",
    "full stops": ".",
    "exclamation marks": "!",
    "digits": "7",
    "emoji": "\U0001f389",
    "zero-width spaces": "\u200b",
    "quoted lines": "> one more line of somebody else\n",
    "rising quote marks": ">",
    "spaced-out letters": "a ",
    "decision": "decision ",
    "any news": "any news ",
    "please": "please ",
    "not": "not ",
    "LinkedIn": "LinkedIn ",
    "offer": "offer ",
    "£85k": "£85k ",
    "ninety": "ninety ",
    "third of March": "3 March ",
    "questions": "Any news yet? ",
    "header lines": "From: Ann <ann@example.org>\n",
    "openings of a quotation": "she said 'wait ",
}
"""What is repeated, by the name it has in the table."""

_SIZE: Final = 50_000
_LENGTHS: Final = (10_000, 20_000, 40_000, 100_000)
_LIMIT: Final = 0.5
_GROWTH: Final = 1.6
_KNOWN: Final = {
    "stage": "phone_screen",
    "interviewed_on": "2026-11-02",
    "sending_on": "2026-11-04",
    "follow_ups": ["2026-11-03"],
    "recipient": {"role": "recruiter", "connection": "met"},
    "salary_expectation": {"min": 50_000, "max": 60_000, "currency": "EUR", "period": "year"},
}
"""With all of this known, no question of the review is left out."""


def hostile(own: Place, *, rounds: int) -> Table:
    """Review each text, and take the best of a few tries."""
    rows: list[tuple[str, ...]] = []
    data: dict[str, Any] = {}
    with Worker.of_reviewer(own) as worker:
        _best(worker, "Any news? ", 1_000, 1)
        for name, unit in UNITS.items():
            costs = {size: _best(worker, unit, size, rounds) for size in sorted({_SIZE, *_LENGTHS})}
            growth = _growth(costs)
            rows.append((name, *(f"{costs[size].cpu * 1e3:.0f}" for size in sorted(costs)), f"{growth:.2f}"))
            data[name] = {"cpu": {str(size): cost.cpu for size, cost in costs.items()}, "wall": costs[_SIZE].wall, "growth": growth}
    slow = [name for name, found in data.items() if found["cpu"][str(_SIZE)] >= _LIMIT]
    steep = [name for name, found in data.items() if found["growth"] > _GROWTH]
    return Table(
        "hostile",
        f"Hostile texts: milliseconds of processor, best of {rounds}",
        ("repeated", *(f"{size // 1000} kB" for size in sorted({_SIZE, *_LENGTHS})), "growth"),
        rows,
        data,
        (
            Goal(f"every 50 kB under {_LIMIT} s{_named(slow)}", not slow),
            Goal(f"time in proportion to length: growth at most {_GROWTH}{_named(steep)}", not steep),
        ),
        ("Growth is the time a kilobyte costs at 100 kB, over that at 20 kB; 1 is proportion.",),
    )


def _best(worker: Worker, unit: str, size: int, rounds: int) -> Cost:
    text = (unit * (size // len(unit) + 1))[: size - 6] + "\nReply"  # a word, since a draft of blanks alone is no draft
    document = {"draft": {"channel": "email", "text": text}, "context": _KNOWN}
    return min((worker.check([document]) for _ in range(rounds)), key=lambda cost: cost.cpu)


def _growth(costs: Mapping[int, Cost]) -> float:
    """Times below a few milliseconds are mostly fixed costs, so both ends get the same grace."""
    grace = 0.002
    return ((costs[100_000].cpu + grace) / 100) / ((costs[20_000].cpu + grace) / 20)


def _named(names: list[str]) -> str:
    return f" (not: {', '.join(names)})" if names else ""
