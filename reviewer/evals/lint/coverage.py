"""Whether a set of cases can tell a good judge from one that always or never finds a guideline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reviewer.evals.lint.labels import out_of_scope
from reviewer.evals.lint.problem import Problem
from reviewer.evals.records import Case
from reviewer.models import GUIDELINES

__all__ = ["coverage"]


def coverage(cases: Sequence[Case]) -> Iterator[Problem]:
    """Guidelines that no case violates, or that no case could violate and does not; where there are no cases, there is more amiss."""
    for guideline in GUIDELINES if cases else ():
        violating = sum(guideline in case.expect for case in cases)
        innocent = sum(guideline not in (*case.expect, *case.allow) and out_of_scope(case, guideline) is None for case in cases)
        if not violating:
            yield Problem("coverage", "warning", (), "all files", f"no case violates `{guideline}`, so its recall cannot be measured")
        if not innocent:
            yield Problem("coverage", "warning", (), "all files", f"no case is innocent of `{guideline}`, so its precision says little")
