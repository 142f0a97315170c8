"""What came of a case: right, wrong, abstained or error, and what of the labels was hit, extra and missed."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from reviewer.evals.judges import Abstained, Answer, Failed
from reviewer.evals.records import Case, Outcome, Result
from reviewer.models import GUIDELINES, VERDICTS, GuidelineId, Verdict
from reviewer.rules import strictest

__all__ = ["right_verdicts", "settle"]


def right_verdicts(case: Case) -> tuple[Verdict, ...]:
    """Every verdict that some choice among the allowed guidelines leads to, mildest first."""
    choices = (extra for n in range(len(case.allow) + 1) for extra in combinations(case.allow, n))
    fitting = {strictest((*case.expect, *extra)) for extra in choices}
    return tuple(verdict for verdict in VERDICTS if verdict in fitting)


def settle(case: Case, judge: str, answer: Answer) -> Result:
    """Hold an answer against the labels; an abstention or an error is neither right nor wrong."""
    fitting = right_verdicts(case)
    if isinstance(answer, Abstained | Failed):
        outcome: Outcome = "abstained" if isinstance(answer, Abstained) else "error"
        why = answer.why if isinstance(answer, Abstained) else answer.error
        return Result(case=case.id, judge=judge, outcome=outcome, why=why, right_verdicts=fitting)
    found = {finding.guideline for finding in answer.findings}
    expect, allow = set(case.expect), set(case.allow)
    extra, missed = found - expect - allow, expect - found
    fits = answer.verdict in fitting
    return Result(
        case=case.id,
        judge=judge,
        outcome="right" if fits and not extra and not missed else "wrong",
        verdict=answer.verdict,
        verdict_right=fits,
        right_verdicts=fitting,
        found=_in_order(found),
        hit=_in_order(found & expect),
        extra=_in_order(extra),
        missed=_in_order(missed),
        allowed=_in_order(found & allow),
        review=answer,
    )


def _in_order(guidelines: Iterable[GuidelineId]) -> tuple[GuidelineId, ...]:
    return tuple(sorted(guidelines, key=GUIDELINES.index))
