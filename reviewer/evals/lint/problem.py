"""What is found in a case file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

__all__ = ["Problem", "Severity"]

Severity: TypeAlias = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend, or for a warning, to look at."""

    check: str
    severity: Severity
    cases: tuple[str, ...]
    """The case at fault and those that it is at odds with; none where the whole set is meant."""
    place: str
    """File and line of the first, or what is meant instead."""
    message: str

    def told(self) -> str:
        """The problem as one line."""
        return f"{self.place}: {self.severity}: {self.message} [{self.check}]"
