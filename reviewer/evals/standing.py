"""What the wording of a guideline is called, so that whatever was made under another wording can be found."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import Any, Final

from reviewer.errors import InputError, reading, writing
from reviewer.guidelines import Guideline
from reviewer.models import GUIDELINES, GuidelineId
from reviewer.models.parse import parse_json

__all__ = ["changed_since", "read_standing", "text_hash", "wordings", "write_standing"]

_LENGTH: Final = 12


def text_hash(guideline: Guideline) -> str:
    """Name what a guideline says: its statement, what counts and what does not, and which facts speak against it."""
    refuted = sorted((fact, list(cases)) for fact, cases in guideline.refuted_by.items())
    said = [guideline.title, guideline.statement, list(guideline.counts), list(guideline.does_not), refuted]
    return sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()[:_LENGTH]


def read_standing(file: Path) -> Mapping[GuidelineId, str]:
    """The wordings under which the cases were last looked through."""
    with reading(file, "make it with `reviewer eval trace --accept FILE`"):
        content = file.read_bytes()
    try:
        record: Any = parse_json(content.decode("utf-8"))
        wordings = record["guidelines"]
        return {name: str(wordings[name]) for name in GUIDELINES if name in wordings}
    except (InputError, KeyError, TypeError, UnicodeDecodeError):
        raise InputError(f"{file}: is no list of accepted wordings; make it anew with `reviewer eval trace --accept FILE`") from None


def write_standing(guidelines: Mapping[GuidelineId, Guideline], file: Path) -> None:
    """Accept the wordings of today: whatever stands on them has been looked through."""
    record = {"version": 1, "guidelines": {name: text_hash(one) for name, one in guidelines.items()}}
    with writing(file):
        file.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8", newline="\n")


def changed_since(accepted: Mapping[GuidelineId, str], guidelines: Mapping[GuidelineId, Guideline]) -> tuple[GuidelineId, ...]:
    """The guidelines that say something else than what was accepted, or are new."""
    return tuple(name for name, one in guidelines.items() if accepted.get(name) != text_hash(one))


def wordings(entries: Sequence[str]) -> Iterable[str]:
    """The names that any selection of guidelines has in a question, given each as a question renders it."""
    for size in range(1, len(entries) + 1):
        for some in combinations(sorted(entries), size):
            yield "sha256:" + sha256("\n\n".join(some).encode()).hexdigest()
