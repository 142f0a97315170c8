"""Holds case files against themselves: duplicates, facts that cannot be, labels that policy or arithmetic contradicts."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.evals.lint.coverage import coverage
from reviewer.evals.lint.duplicates import duplicates
from reviewer.evals.lint.labels import labels
from reviewer.evals.lint.pairs import pairs
from reviewer.evals.lint.problem import Problem, Severity
from reviewer.evals.records import Case

__all__ = ["Problem", "Severity", "lint"]


def lint(cases: Sequence[Case]) -> tuple[Problem, ...]:
    """Every problem of these cases, in their order; those of the whole set come last."""
    order = {case.id: n for n, case in enumerate(cases)}
    found = [*duplicates(cases), *(problem for case in cases for problem in labels(case)), *pairs(cases)]
    return (*sorted(found, key=lambda problem: (order[problem.cases[0]], problem.check)), *coverage(cases))
