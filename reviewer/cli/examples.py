"""Runs the examples that rules and detectors carry, and times the rules on them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from reviewer import Reviewer
from reviewer.acts import Example
from reviewer.models import Context, Draft
from reviewer.models.parse import parse_document
from reviewer.ruledata import load_rule_data
from reviewer.rules import Rule

__all__ = ["Outcome", "run_examples", "time_rules"]

_ROUNDS: Final = 5
_MOST: Final = 200


@dataclass(frozen=True, slots=True)
class Outcome:
    """One example, and whether it came out as its file says."""

    owner: str
    """The rule or the detector."""
    file: str
    kind: str
    """`flags` or `passes`."""
    text: str
    held: bool

    def told(self) -> str:
        """The failure as one line."""
        fault = "was not found in" if self.kind == "flags" else "was found in"
        return f"{self.file}: `{self.owner}` {fault} its own example: {' '.join(self.text.split())}"

    def record(self) -> dict[str, Any]:
        """The failure as JSON."""
        return {"owner": self.owner, "file": self.file, "kind": self.kind, "text": self.text}


def run_examples(reviewer: Reviewer, folders: Sequence[Path] = (), *, only: str | None = None) -> Iterator[Outcome]:
    """Judge every example of every rule, then read every example of every detector; or those of one rule alone."""
    for rule in (rule for rule in reviewer.rules if only in (None, rule.id)):
        for kind, examples in (("flags", rule.flags), ("passes", rule.passes)):
            for example in examples:
                found = _applies(reviewer, rule, example)
                yield Outcome(rule.id, rule.file, kind, example.text, found == (kind == "flags"))
    if only is not None:
        return
    for file, document in load_rule_data(folders).under("acts").items():
        yield from _detectors(reviewer, file, document)


def time_rules(reviewer: Reviewer, rules: Sequence[Rule]) -> dict[str, float]:
    """Microseconds that each rule takes to judge a draft that has been read already, over the rules' own examples."""
    examples = [example for rule in reviewer.rules for example in (*rule.flags, *rule.passes)][:_MOST]
    read = [reviewer.explain(*_drafted(example)) for example in examples]

    def judge_all(rule: Rule) -> None:
        for evidence in read:
            rule.judge(evidence.with_context(evidence.context))  # asked anew, since answers are remembered

    return {rule.id: _cost(partial(judge_all, rule)) / max(len(read), 1) for rule in rules}


def _cost(work: Callable[[], object]) -> float:
    """The best of a few rounds, in microseconds."""
    best = float("inf")
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best * 1e6


def _applies(reviewer: Reviewer, rule: Rule, example: Example) -> bool:
    """Whether the rule itself speaks, even where another rule says the same of the same words."""
    drafted = _drafted(example, "social_post" if rule.guideline == "public-venting" else "email")
    return rule.guideline in reviewer.review(*drafted).judged and rule.judge(reviewer.explain(*drafted)) is not None


def _drafted(example: Example, channel: str = "email") -> tuple[Draft, Context]:
    """The example as a draft; `channel` is where it goes unless it says so itself."""
    about = example.about
    draft = {"channel": about.get("channel", channel), "text": example.text, "subject": about.get("subject")}
    return parse_document({"draft": draft, "context": about.get("context")})


def _detectors(reviewer: Reviewer, file: str, document: Any) -> Iterator[Outcome]:
    for row in document["detectors"]:
        owner = f"{document['act']}/{row['name']}"
        channel = "social_post" if row.get("channels") == ["social_post"] else "email"
        for kind in ("flags", "passes"):
            for given in row[kind]:
                example = Example(given, {}) if isinstance(given, str) else _mapped(given)
                acts = reviewer.explain(*_drafted(example, channel)).acts
                found = any(act.detector == owner for group in acts.values() for act in group)
                yield Outcome(owner, file, kind, example.text, found == (kind == "flags"))


def _mapped(given: Mapping[str, Any]) -> Example:
    return Example(given["text"], {key: value for key, value in given.items() if key != "text"})
