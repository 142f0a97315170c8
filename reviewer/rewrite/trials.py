"""Trials: what the rules make of a draft with some edits, so many times at most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from reviewer.models import Finding, Review
from reviewer.reviews import Reviewer
from reviewer.rewrite.parts import is_balanced
from reviewer.rewrite.remedies import Remedies
from reviewer.rewrite.sheet import Edit, Sheet, Unit
from reviewer.rules import Evidence

__all__ = ["Mended", "Trials", "gone", "new", "unit_of"]

MOST_TRIALS: Final = 80


@dataclass(frozen=True, slots=True)
class Mended:
    """A sheet of which the rules find nothing more at fault."""

    sheet: Sheet
    evidence: Evidence
    review: Review


@dataclass(slots=True)
class Trials:
    """Judges what becomes of one draft."""

    reviewer: Reviewer
    remedies: Remedies
    evidence: Evidence
    """Of the draft as it was given."""
    _count: int = 0

    def judged(self, sheet: Sheet) -> Mended | None:
        """A sheet with what the rules make of it, also if no word is left for now; None for half a quotation, or where enough was tried."""
        self._count += 1
        draft, given = sheet.as_draft(), self.evidence.reading.text.draft
        if self._count > MOST_TRIALS or (is_balanced(given.text) and not is_balanced(draft.text)):
            return None
        return Mended(sheet, *self.reviewer.judge(draft, self.evidence.context))

    def tried(self, now: Mended, edits: Mapping[int, Edit]) -> Mended | None:
        """The draft with further edits, judged; what was found before and stands there still is owed."""
        made = self.judged(now.sheet.with_edits(edits))
        if made is None:
            return None
        owed = filter(None, (_moved(one, now.sheet, made.sheet) for one in now.review.findings))
        found = {(one.rule, unit_of(made.sheet, one)) for one in made.review.findings}
        more = tuple(one for one in owed if (one.rule, unit_of(made.sheet, one)) not in found)
        review = made.review.model_copy(update={"findings": (*made.review.findings, *more)}) if more else made.review
        return replace(made, review=review)


def unit_of(sheet: Sheet, finding: Finding) -> Unit | None:
    """The sentence in which the words of a finding begin, in the draft as it has become."""
    span = finding.span
    if span is None:
        return None
    place = next((one for one in sheet.places(span.in_) if one.start <= span.start < one.end), None)
    return None if place is None else sheet.units[place.unit]


def gone(review: Review, finding: Finding) -> bool:
    """Whether a finding is gone from its words."""
    quote = finding.span.quote if finding.span else None
    return not any(one.rule == finding.rule and (one.span.quote if one.span else None) == quote for one in review.findings)


def new(after: Review, before: Review) -> tuple[Finding, ...]:
    """Findings of a guideline that was not at fault before."""
    known = {finding.guideline for finding in before.findings}
    return tuple(finding for finding in after.findings if finding.guideline not in known)


def _moved(finding: Finding, before: Sheet, after: Sheet) -> Finding | None:
    """A finding where its sentence stands now; None once that has been changed: what only a neighbour's going has hidden is owed still."""
    unit, span = unit_of(before, finding), finding.span
    if unit is None or span is None:
        return finding if finding.rule.endswith("/model") else None
    if after.text_of(unit) != before.text_of(unit):
        return None
    was, now = (next(place for place in sheet.places(unit.part) if place.unit == unit.index) for sheet in (before, after))
    by = now.start - was.start
    return finding.model_copy(update={"span": span.model_copy(update={"start": span.start + by, "end": span.end + by})})
