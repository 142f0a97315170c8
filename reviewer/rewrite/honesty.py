"""Where no words help: what can honestly be done instead, in one sentence."""

from __future__ import annotations

from reviewer.models import Finding, Review, Rewrite
from reviewer.render.report import long_day
from reviewer.rewrite.remedies import Remedies

__all__ = ["alternative_to", "beside", "refused", "settled_without_words", "wait_for"]


def settled_without_words(before: Review, remedies: Remedies) -> Rewrite | None:
    """What needs no words: a draft without fault, and one that no words can mend; a lie among other faults is named first."""
    if not before.findings:
        return Rewrite(id=before.id, outcome="nothing-to-mend", before=before)
    never = [finding for finding in before.findings if remedies.of(finding).honest == "never"]
    if not never:
        return None
    first = next((finding for finding in never if finding.guideline == "dishonesty"), never[0])
    return refused(before, alternative_to(first, remedies))


def refused(before: Review, alternative: str) -> Rewrite:
    """There is no honest mend; this can be done instead."""
    return Rewrite(id=before.id, outcome="no-honest-mend", before=before, alternative=alternative)


def alternative_to(finding: Finding, remedies: Remedies) -> str:
    """What can honestly be done instead of what a finding is about; a model has no say in it."""
    said = remedies.of(finding).alternative
    if said is None and finding.found_by == ("model",):
        return remedies.words.say("alternatives", "nothing")
    return said or finding.instead


def wait_for(before: Review, remedies: Remedies) -> str | None:
    """The day to wait for, where there is one."""
    day = before.first_good_day
    return None if day is None else remedies.words.say("alternatives", "wait", day=long_day(day))


def beside(before: Review, remedies: Remedies) -> str | None:
    """What is worth knowing besides a mend."""
    if before.first_good_day is not None and {finding.guideline for finding in before.findings} == {"too-soon"}:
        return remedies.words.say("alternatives", "keep", day=long_day(before.first_good_day))
    return next((said for said in (remedies.of(finding).beside for finding in before.findings) if said), None)
