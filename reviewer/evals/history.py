"""Earlier runs, from the JSON reports that they left: how the figures went."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from reviewer.errors import InputError, reading
from reviewer.evals.readings import Past, PastScores
from reviewer.models.parse import parse_json

__all__ = ["read_past"]


def read_past(file: Path) -> Past:
    """Read the figures of one report; nothing else of it is looked at, so that it may be of an older release."""
    with reading(file):
        content = file.read_bytes()
    try:
        record: Any = parse_json(content.decode("utf-8"))
        scores = tuple(PastScores(judge=one["judge"], overall=one["overall"]) for one in record["measures"])
        return Past(name=file.stem, reviewer=record["reviewer"], cases_hash=record["cases_hash"], scores=scores)
    except (InputError, UnicodeDecodeError, KeyError, TypeError, ValidationError):
        told = "is no report of an audit; give what `reviewer eval run --format json -o FILE` wrote"
        raise InputError(f"{file}: {told}") from None
