"""What each rule costs, measured on the rules' own examples."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from reviewer import Reviewer
from reviewer.rules import Rule
from reviewer.rules.selftest import drafted

__all__ = ["time_rules"]

_ROUNDS: Final = 5
_MOST: Final = 200


def time_rules(reviewer: Reviewer, rules: Sequence[Rule]) -> dict[str, float]:
    """Microseconds that each rule takes to judge a draft that has been read already."""
    examples = [example for rule in reviewer.rules for example in (*rule.flags, *rule.passes)][:_MOST]
    read = [reviewer.explain(*drafted(example)) for example in examples]

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
