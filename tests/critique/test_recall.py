"""How much of what points at somebody is found, on drafts in which every mention was marked by hand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from reviewer import Reviewer
from reviewer.critique.sealing import roster_of
from reviewer.evals.cases import load_cases
from reviewer.evals.intervals import share
from reviewer.models.parse import parse_draft
from reviewer.resources import cases_root

FLOORS = {"cases": 0.98, "made": 0.92, "fresh": 0.9}


def _marked() -> Iterator[tuple[str, str, list[str]]]:
    """Where each draft is from, what of it would be sent, and what must not be in that."""
    reviewer = Reviewer(classifier=False)
    cases = {case.id: case for case in load_cases().cases}
    for line in (cases_root().parent / "pseudonyms.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if "case" in row:
            evidence = reviewer.explain(cases[row["case"]].draft, cases[row["case"]].context)
        else:
            evidence = reviewer.explain(parse_draft(row["draft"]))
        draft = evidence.reading.text.draft
        stored = roster_of(evidence).canonical(f"{draft.subject or ''}\n{draft.text}")
        yield ("cases" if "case" in row else row.get("set", "made")), stored, row["mentions"]


def test_the_recall_that_the_documentation_promises_is_measured() -> None:
    """By kind of draft: ours, in which names abound, and others made to hold employers, numbers, addresses and small letters."""
    found: dict[str, list[bool]] = {}
    for kind, stored, wanted in _marked():
        found.setdefault(kind, []).extend(not re.search(rf"(?<!\w){re.escape(word)}(?!\w)", stored) for word in wanted)
    for kind, gone in found.items():
        figure = share(sum(gone), len(gone))
        print(f"{kind}: {figure.n} of {figure.of} mentions are replaced ({figure.value:.3f}, {figure.low:.3f} to {figure.high:.3f})")
    short = {kind: (sum(gone), len(gone)) for kind, gone in found.items() if sum(gone) < FLOORS[kind] * len(gone)}
    assert (set(found), short) == (set(FLOORS), {})
