"""What a benchmark found: a table to read, the goals it is held against, and the same as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Goal:
    """A promise about speed, and whether this run kept it."""

    says: str
    held: bool


@dataclass(frozen=True, slots=True)
class Table:
    """One benchmark's outcome."""

    name: str
    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    data: Any
    """The figures behind the rows, for `--json`."""
    goals: Sequence[Goal] = ()
    remarks: Sequence[str] = ()

    def lines(self) -> Iterator[str]:
        """The table as text: first column to the left, figures to the right."""
        yield self.title
        yield ""
        widths = [max(len(row[n]) for row in (self.head, *self.rows)) for n in range(len(self.head))]
        for first, *others in (self.head, ["-" * width for width in widths], *self.rows):
            yield "  ".join((first.ljust(widths[0]), *map(str.rjust, others, widths[1:])))
        if self.goals or self.remarks:
            yield ""
        for goal in self.goals:
            yield f"{'held  ' if goal.held else 'MISSED'}  {goal.says}"
        yield from self.remarks

    def record(self) -> dict[str, Any]:
        """The outcome as JSON has it."""
        return {"figures": self.data, "goals": list(map(asdict, self.goals)), "remarks": list(self.remarks)}
