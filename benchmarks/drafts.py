"""The drafts that are measured: letters of a page's third, good and faulty, and the samples of the project."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from benchmarks.environments import ROOT

Document = dict[str, Any]
"""A draft with its context, in the form of the input document."""

_SAMPLES: Final = ROOT / "evals" / "samples"


def drafts() -> list[Document]:
    """Every draft of the set, in one order."""
    lines = (Path(__file__).parent / "drafts.jsonl").read_text(encoding="utf-8").splitlines()
    return [*map(json.loads, lines), *map(_sample, sorted(_SAMPLES.glob("*.txt")))]


def words(document: Document) -> int:
    """How long a draft is."""
    return len(document["draft"]["text"].split())


def of_length(wanted: int) -> Document:
    """The draft whose length comes nearest."""
    return min(drafts(), key=lambda document: abs(words(document) - wanted))


def many(number: int) -> list[Document]:
    """So many drafts, no two of them equal: each is signed with a name of its own."""
    return [signed(n, n) for n in range(number)]


def signed(n: int, *names: int) -> Document:
    """A draft of the set, in turn, below which stand names that no other number gives."""
    document = _drafts()[n % len(_drafts())]
    draft = document["draft"]
    text = f"{draft['text']}\n\nPS: our file is called {' '.join(map(_name, names))}."
    return {**document, "id": n, "draft": {**draft, "text": text}}


@cache
def _drafts() -> tuple[Document, ...]:
    return tuple(drafts())


def _name(n: int) -> str:
    """A word that no other number gives, so that nothing learnt from one draft helps with the next."""
    syllables = ("ba", "ke", "di", "mo", "nu", "ra", "ve", "li", "so", "tu")
    return "".join(syllables[int(digit)] for digit in f"{n:05}").capitalize()


def _sample(path: Path) -> Document:
    context = path.with_suffix(".context.yaml")
    known = yaml.load(context.read_text(encoding="utf-8"), yaml.BaseLoader) if context.exists() else {}
    salary = known.get("salary_expectation", {})
    salary.update({end: float(salary[end]) for end in ("min", "max") if end in salary})
    known.update({flag: known[flag] == "true" for flag in ("other_offer",) if flag in known})
    channel = "social_post" if path.stem.startswith("post") else "email"
    return {"id": path.stem, "draft": {"channel": channel, "text": path.read_text(encoding="utf-8")}, "context": known}
