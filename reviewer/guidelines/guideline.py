"""A guideline as a frozen value, and the closed list of nine, read from data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from reviewer.errors import DataError
from reviewer.models import GUIDELINES, VERDICTS, GuidelineId, Verdict
from reviewer.records import Record, record
from reviewer.ruledata import RuleData, load_rule_data

__all__ = ["Citation", "Guideline", "load_guidelines"]

_FOLDER = "guidelines"
_SHA256 = re.compile(r"[0-9a-f]{64}")
_KEYS = ("id", "title", "statement", "why", "counts", "does_not", "remedy", "verdict", "citations")
_CITATION = ("document", "file", "section", "paragraph", "sha256", "bears_on")


@dataclass(frozen=True, slots=True)
class Citation:
    """One paragraph that a guideline stands on: named and hashed, never quoted."""

    document: str
    """The document's title."""
    file: str
    """The name under which the document is usually handed around."""
    section: str
    """The section's heading; `Opening` for what stands before the first one."""
    paragraph: int
    """The n-th block of the section, counted from one without its heading."""
    sha256: str
    """Of the paragraph as UTF-8, its white space folded to single spaces."""
    bears_on: str
    """What the paragraph carries."""


@dataclass(frozen=True, slots=True)
class Guideline:
    """One of the nine things not to do, with what it covers and what it spares."""

    id: GuidelineId
    title: str
    statement: str
    why: str
    counts: tuple[str, ...]
    does_not: tuple[str, ...]
    remedy: str
    verdict: Verdict
    """What a finding under this guideline makes of the draft."""
    citations: tuple[Citation, ...]
    """The paragraph that carries it first, then those that lend support."""
    refuted_by: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Facts of a context that speak against it, each with the numbers, from 1 on, of what it then cannot be under `counts`."""


def load_guidelines(data: RuleData | None = None) -> Mapping[GuidelineId, Guideline]:
    """The nine guidelines by id, in the order of the policy; a missing or a tenth one is an error."""
    data = data or load_rule_data()
    files = data.under(_FOLDER)
    found = {guideline.id: guideline for guideline in (_guideline(data, name, value) for name, value in files.items())}
    for missing in (name for name in GUIDELINES if name not in found):
        raise DataError(f"the guideline `{missing}` is missing; restore `{missing}.yaml`", file=_FOLDER)
    return {name: found[name] for name in GUIDELINES}


def _guideline(data: RuleData, name: str, value: object) -> Guideline:
    entry = record(data, name, (), value, _KEYS, ("refuted_by",))
    chosen = entry.choice("id", GUIDELINES)
    if name != f"{_FOLDER}/{chosen}.yaml":
        raise entry.error(f"is `{chosen}`, so the file must be called `{_FOLDER}/{chosen}.yaml`", "id")
    return Guideline(
        id=cast(GuidelineId, chosen),
        title=entry.text("title"),
        statement=entry.text("statement"),
        why=entry.text("why"),
        counts=entry.texts("counts"),
        does_not=entry.texts("does_not"),
        remedy=entry.text("remedy"),
        verdict=cast(Verdict, entry.choice("verdict", VERDICTS[1:])),
        citations=tuple(_citation(item) for item in entry.records("citations", required=_CITATION)),
        refuted_by=_refuted_by(entry),
    )


def _refuted_by(entry: Record) -> Mapping[str, tuple[int, ...]]:
    facts = entry.values.get("refuted_by", {})
    if not isinstance(facts, dict):
        raise entry.error("must be a mapping from facts to the numbers of what counts", "refuted_by")
    last = len(entry.texts("counts"))
    for fact, numbers in facts.items():
        if not isinstance(numbers, list) or not numbers or not all(type(n) is int and 1 <= n <= last for n in numbers):
            raise entry.error(f"must be a list of numbers from 1 to {last}, the lines of `counts` that it refutes", "refuted_by", fact)
    return {str(fact): tuple(numbers) for fact, numbers in facts.items()}


def _citation(entry: Record) -> Citation:
    digest = entry.text("sha256")
    if not _SHA256.fullmatch(digest):
        raise entry.error("must be the 64 hexadecimal digits of a SHA-256", "sha256")
    return Citation(
        document=entry.text("document"),
        file=entry.text("file"),
        section=entry.text("section"),
        paragraph=entry.whole("paragraph", least=1),
        sha256=digest,
        bears_on=entry.text("bears_on"),
    )
