"""The mend by the rules alone: sentence by sentence, the smallest way that a new review bears out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from reviewer.models import Finding, Review
from reviewer.rewrite.checks import names_pay
from reviewer.rewrite.remainder import Remainder, is_recent
from reviewer.rewrite.seams import seams
from reviewer.rewrite.sheet import Edit, Sheet, Unit, sheet_of
from reviewer.rewrite.trials import Mended, Trials, gone, new, unit_of
from reviewer.rewrite.ways import marker_of, takes
from reviewer.text import Zone

__all__ = ["Mender", "Unmended"]

_ASKING: Final = ("ask-outcome", "ask-timeline", "stay-visible", "be-noticed", "press", "presses")
_HINTS: Final = ("ask-outcome", "dates-promise", "claims-promise-past")


class Unmended(NamedTuple):
    """Why the rules have no mend."""

    empty: bool
    """Whether nothing would be left to say."""
    finding: Finding | None = None
    """What could not be mended."""


@dataclass(frozen=True, slots=True)
class Mender:
    """Mends one draft; each trial is judged by the rules."""

    trials: Trials

    def mend(self, review: Review) -> Mended | Unmended:
        """Mend every finding of this review, or say which could not be."""
        evidence, remedies = self.trials.evidence, self.trials.remedies
        now = Mended(sheet_of(evidence.reading.text), evidence, review)
        at_fault = {unit.index for unit in (unit_of(now.sheet, finding) for finding in review.findings) if unit}
        while now.review.findings:
            step = next(filter(None, (self._step(now, finding) for finding in now.review.findings)), None)
            if step is None:
                return Unmended(False, now.review.findings[0])
            now = step
        raised = any(remedies.of(finding).along == "pay" for finding in review.findings)
        if raised and any(names_pay(now.sheet.text_of(unit), evidence.context) for unit in now.sheet.kept("body", "postscript")):
            return Unmended(False, review.findings[0])  # the raise would stand there still, only without saying that it is one
        worded = Remainder(self.trials, at_fault).worded(self._smallest(now, at_fault))
        return Unmended(True) if worded is None else worded

    def _smallest(self, now: Mended, at_fault: Collection[int]) -> Mended:
        """Take back what turns out not to be needed: the words of no finding, and of no neighbour that leans on one."""
        for unit, edit in list(now.sheet.changed()):
            if unit.index in at_fault or not edit.rules:
                continue
            others = {n: other for n, other in now.sheet.edits.items() if n != unit.index}
            tried = self.trials.judged(replace(now.sheet, edits=others))
            if tried and not tried.review.findings:
                now = tried
        return now

    def _step(self, now: Mended, finding: Finding) -> Mended | None:
        """The draft with one finding mended in the smallest way that holds."""
        remedy = self.trials.remedies.of(finding)
        if remedy.honest == "thanks":
            return self._thanks_only(now, finding)
        detour: Mended | None = None
        for edits in self._candidates(now, finding):
            tried = self.trials.tried(now, edits)
            if tried is None or not gone(tried.review, finding):
                continue
            further = new(tried.review, now.review)
            if not further:
                return tried
            if detour is None and all(self.trials.remedies.of(one).ways for one in further):
                detour = tried
        return detour

    def _candidates(self, now: Mended, finding: Finding) -> Iterator[dict[int, Edit]]:
        unit = unit_of(now.sheet, finding)
        if unit is None or finding.span is None:
            return
        if unit.zone == "postscript" and marker_of(now.sheet.text_of(unit)) == now.sheet.text_of(unit).strip():
            whole = [one for one in now.sheet.kept("postscript") if one.paragraph == unit.paragraph]
            yield {one.index: Edit("", (finding.rule,), finding.message) for one in whole}
            return
        words, said = self.trials.remedies.words, now.sheet.text_of(unit)
        place = next(place for place in now.sheet.places(unit.part) if place.unit == unit.index)
        fault = (max(finding.span.start - place.start, 0), min(finding.span.end - place.start, len(said)))
        for way in self.trials.remedies.of(finding).ways:
            for put in takes(way, unit, said, fault, self.trials.evidence.reading.text, self.trials.evidence.context, words):
                marked = self._with_marker(now.sheet, unit, said, put)
                edit = Edit(marked, (finding.rule,), finding.message)
                edits = {unit.index: edit}
                if way == "sentence" and self.trials.remedies.of(finding).along == "pay":
                    edits |= {other.index: replace(edit, rules=()) for other in self._with_pay(now, unit)}
                if way in ("part", "sentence"):
                    edits |= seams(now.sheet.with_edits(edits), unit, words, whole=not put, hints=self._hints(now, finding))
                yield edits

    def _hints(self, now: Mended, finding: Finding) -> frozenset[int]:
        """The sentences that lead up to a question about the outcome: what was promised, and that the day has come."""
        if finding.guideline != "too-soon":
            return frozenset()
        return frozenset(_doing(now, _HINTS))

    def _with_pay(self, now: Mended, unit: Unit) -> tuple[Unit, ...]:
        """The sentences of the same paragraph from the first sum to the last: the raise, its reasons, its figures."""
        beside = [one for one in now.sheet.kept("body", "postscript") if (one.part, one.paragraph) == (unit.part, unit.paragraph)]
        paid = [one.index for one in beside if names_pay(now.sheet.text_of(one))]
        first, last = min((unit.index, *paid)), max((unit.index, *paid))
        return tuple(one for one in beside if first <= one.index <= last and one.index != unit.index)

    @staticmethod
    def _with_marker(sheet: Sheet, unit: Unit, said: str, new: str) -> str:
        """A postscript of which more is left keeps its `PS`."""
        marker = marker_of(said) if unit.zone == "postscript" else ""
        more = any(other.paragraph == unit.paragraph and other.index > unit.index for other in sheet.kept("postscript"))
        return marker if marker and not new and more else new

    def _thanks_only(self, now: Mended, finding: Finding) -> Mended | None:
        """What is left of a thank-you when everything that asks is gone, where the interview was a few days ago."""
        if not is_recent(self.trials.evidence) or not now.evidence.done("thank"):
            return None
        asking = _doing(now, _ASKING, zones=("body", "postscript"))
        edits = {index: Edit("", (finding.rule,), finding.message) for index in asking}
        if not edits or len(edits) == len(now.sheet.places("text")):
            return None
        for index in list(edits):
            edits |= seams(now.sheet.with_edits(edits), now.sheet.units[index], self.trials.remedies.words)
        tried = self.trials.tried(now, edits)
        fits = tried and tried.evidence.done("thank") and gone(tried.review, finding) and not new(tried.review, now.review)
        return tried if fits else None


def _doing(now: Mended, names: Iterable[str], *, zones: Collection[Zone] | None = None) -> tuple[int, ...]:
    """The sentences of the text that do one of these, however faintly, as the draft stands now; in these zones alone, if any are named."""
    text = now.evidence.reading.text
    doing = {act.sentence for name in names for act in now.evidence.done(name, weak=True)}
    at = {place.start: place.unit for place in now.sheet.places("text")}
    found = [one for one in text.sentences if one.index in doing and one.part == "text" and (zones is None or one.zone in zones)]
    starts = [text.span("text", one.start, one.end).start for one in found]
    return tuple(at[start] for start in starts if start in at)
