"""Paragraphs on which no guideline stands, each with its reason, and all paragraphs held against the documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, cast

from reviewer.datafile import parse
from reviewer.errors import DataError
from reviewer.guidelines import Citation, CitationCheck, Guideline, verify
from reviewer.models import GuidelineId
from reviewer.resources import set_aside_file

__all__ = ["SetAside", "held_against", "set_aside"]

_KEYS = frozenset({"document", "file", "section", "paragraph", "sha256", "why"})


class SetAside(NamedTuple):
    """A paragraph, and why it carries no guideline."""

    citation: Citation
    why: str


def set_aside() -> tuple[SetAside, ...]:
    """The paragraphs that are set aside, in the order of their file."""
    file = set_aside_file()
    document = parse(file.read_bytes(), f"evals/{file.name}")
    rows = document.value if isinstance(document.value, list) else [None]
    return tuple(_one(row, file.name, document.lines.get((n,))) for n, row in enumerate(rows))


def _one(row: Any, name: str, line: int | None) -> SetAside:
    if not isinstance(row, dict) or set(row) != _KEYS or not isinstance(row["paragraph"], int):
        raise DataError(f"each entry holds exactly {', '.join(sorted(_KEYS))}", file=f"evals/{name}", line=line)
    where = {key: value for key, value in row.items() if key != "why"}
    return SetAside(Citation(**where, bears_on=""), str(row["why"]))


def held_against(folder: Path, guidelines: Mapping[GuidelineId, Guideline], aside: Sequence[SetAside]) -> tuple[CitationCheck, ...]:
    """Check every known paragraph, cited or set aside, against the documents in a folder, and name those that are new."""
    some = next(iter(guidelines.values()))
    nobody = Guideline(**{name: getattr(some, name) for name in Guideline.__slots__} | {"citations": tuple(one.citation for one in aside)})
    return verify(folder, {**guidelines, cast(GuidelineId, "nobody"): nobody})
