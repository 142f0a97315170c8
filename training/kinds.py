"""`python -m training.kinds`: write docs/kinds.md, what is caught and missed of each kind of offence and look-alike.

Reviews every marked draft, which takes some minutes; the page says when that was last done.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from reviewer.models import Context, Draft, Review
from reviewer.reviews import Reviewer
from training.examples import unmark

_ROOT: Final = Path(__file__).resolve().parent.parent
_PAGE: Final = _ROOT / "docs" / "kinds.md"
_GUIDELINES: Final = {
    "CC": "cold-contact",
    "PV": "public-venting",
    "DH": "dishonesty",
    "FU": "too-many-follow-ups",
    "TS": "too-soon",
    "TF": "too-familiar",
    "CR": "connection-request",
    "SC": "salary-change",
    "IM": "impatience",
}
_HEAD: Final = """# Kinds of offence and look-alike

Each code names a kind of phrasing that breaks a guideline, or (with an `n`) one that looks like it and does not. For every
kind there are drafts of ours in `training/data`, at least two that break it and two innocent twins. The table counts how
many offending drafts are *caught* by the guideline of their kind and *missed*, and how many innocent ones are *flagged* by
any guideline (what a label leaves open counts as neither).

The classifier has learned from these very drafts, so the figures say where the reviewer cannot even do what it was shown;
those on drafts that it has not seen are in [judgement](judgement.md). Where most of a kind is missed, it takes a reader that
understands. `python -m training.kinds` makes this page anew.
"""


class Tally(NamedTuple):
    """What came of the drafts of one kind."""

    drafts: int = 0
    caught: int = 0
    missed: int = 0
    flagged: int = 0
    innocent: int = 0

    def plus(self, other: Tally) -> Tally:
        return Tally(*(a + b for a, b in zip(self, other, strict=True)))


def main() -> None:
    """Review and write."""
    reviewer = Reviewer()
    tallies: dict[str, Tally] = defaultdict(Tally)
    for row in _rows():
        tallies[row["kind"]] = tallies[row["kind"]].plus(_judged(row, reviewer))
    _PAGE.write_text(_HEAD + "".join(_section(prefix, name, tallies) for prefix, name in _GUIDELINES.items()), encoding="utf-8")


def _rows() -> Iterator[Mapping[str, Any]]:
    for path in sorted((_ROOT / "training" / "data").glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            yield from (row for row in map(json.loads, lines) if row.get("kind", "")[:2] in _GUIDELINES and "text" in row)


def _judged(row: Mapping[str, Any], reviewer: Reviewer) -> Tally:
    subject = unmark(row["subject"])[0] if row.get("subject") else None
    draft = Draft(channel=row["channel"], subject=subject, text=unmark(row["text"])[0])
    review: Review = reviewer.review(draft, Context(**row["context"]))
    found = {finding.guideline for finding in review.findings}
    guideline, allow = _GUIDELINES[row["kind"][:2]], set(row.get("allow", []))
    if not row["expect"]:
        return Tally(1, flagged=bool(found - allow), innocent=1)
    if guideline not in row["expect"]:
        return Tally(1)
    return Tally(1, caught=guideline in found, missed=guideline not in found)


def _section(prefix: str, name: str, tallies: Mapping[str, Tally]) -> str:
    kinds = sorted((kind for kind in tallies if kind.startswith(prefix)), key=_order)
    rows = "".join(_row(kind, tallies[kind]) for kind in kinds)
    total = _row("all", _sum(tallies[kind] for kind in kinds))
    return f"\n## {name}\n\n| kind | drafts | caught | missed | flagged though innocent |\n| --- | --- | --- | --- | --- |\n{rows}{total}"


def _row(kind: str, tally: Tally) -> str:
    return f"| {kind} | {tally.drafts} | {tally.caught} | {tally.missed} | {tally.flagged} of {tally.innocent} |\n"


def _sum(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for tally in tallies:
        total = total.plus(tally)
    return total


def _order(kind: str) -> tuple[str, int]:
    letters, number = re.fullmatch(r"([A-Zn]+?)(\d+)", kind).groups()  # type: ignore[union-attr]
    return letters, int(number)


if __name__ == "__main__":
    main()
