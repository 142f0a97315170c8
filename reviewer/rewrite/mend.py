"""The mend by the rules alone: sentence by sentence, the smallest way that a new review bears out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from reviewer.models import Context, Draft, Finding, Review
from reviewer.reviews import Reviewer
from reviewer.rewrite.checks import names_pay
from reviewer.rewrite.parts import is_balanced
from reviewer.rewrite.remedies import Asks, Remedies
from reviewer.rewrite.seams import says_nothing, seams
from reviewer.rewrite.sheet import Edit, Sheet, Unit, sheet_of
from reviewer.rewrite.ways import marker_of, takes
from reviewer.rules import Evidence

__all__ = ["Mended", "Mender", "Unmended", "unit_of"]

MOST_TRIALS: Final = 80
RECENT: Final = 7
"""Days after an interview within which a note of thanks is still one."""
_ASKING: Final = ("ask-outcome", "ask-timeline", "stay-visible", "be-noticed", "press", "presses")
_SUBSTANCE: Final = ("thank", "answer-deliver", "logistics", "notice", "errand", "ask-timeline", "true-deadline")
_HINTS: Final = ("ask-outcome", "dates-promise", "claims-promise-past")
_THANKFUL: Final = ("too-soon/", "too-familiar/", "connection-request/")
_URGING: Final = ("too-soon/", "impatience/", "public-venting/")
_ASKS: Final = ("ask-outcome", "ask-timeline")
_LETTERS: Final = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Mended:
    """A sheet of which the rules find nothing more at fault."""

    sheet: Sheet
    evidence: Evidence
    review: Review


class Unmended(NamedTuple):
    """Why the rules have no mend."""

    empty: bool
    """Whether nothing would be left to say."""
    finding: Finding | None = None
    """What could not be mended."""


@dataclass(slots=True)
class Mender:
    """Mends one draft; each trial is judged by the rules."""

    reviewer: Reviewer
    remedies: Remedies
    draft: Draft
    context: Context
    evidence: Evidence
    """Of the draft as it was given."""
    _trials: int = 0
    _at_fault: set[int] = field(default_factory=set)
    """The sentences of the findings that are to be mended."""

    def mend(self, review: Review) -> Mended | Unmended:
        """Mend every finding of this review, or say which could not be."""
        now = Mended(sheet_of(self.evidence.reading.text), self.evidence, review)
        self._at_fault = {unit.index for unit in (unit_of(now.sheet, finding) for finding in review.findings) if unit}
        while now.review.findings:
            step = next(filter(None, (self._step(now, finding) for finding in now.review.findings)), None)
            if step is None:
                return Unmended(False, now.review.findings[0])
            now = step
        raised = any(self.remedies.of(finding).along == "pay" for finding in review.findings)
        if raised and any(names_pay(now.sheet.text_of(unit), self.context) for unit in now.sheet.kept("body", "postscript")):
            return Unmended(False, review.findings[0])  # the raise would stand there still, only without saying that it is one
        return self._worded(self._smallest(now))

    def _smallest(self, now: Mended) -> Mended:
        """Take back what turns out not to be needed: the words of no finding, and of no neighbour that leans on one."""
        for unit, edit in list(now.sheet.changed()):
            if unit.index in self._at_fault or not edit.rules:
                continue
            others = {n: other for n, other in now.sheet.edits.items() if n != unit.index}
            tried = self.judged(replace(now.sheet, edits=others))
            if tried and not tried.review.findings:
                now = tried
        return now

    def _step(self, now: Mended, finding: Finding) -> Mended | None:
        """The draft with one finding mended in the smallest way that holds."""
        remedy = self.remedies.of(finding)
        if remedy.honest == "thanks":
            return self._thanks_only(now, finding)
        detour: Mended | None = None
        for edits in self._candidates(now, finding):
            tried = self._tried(now, edits)
            if tried is None or not _gone(tried.review, finding):
                continue
            new = _new(tried.review, now.review)
            if not new:
                return tried
            if detour is None and all(self.remedies.of(one).ways for one in new):
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
        words, said = self.remedies.words, now.sheet.text_of(unit)
        place = next(place for place in now.sheet.places(unit.part) if place.unit == unit.index)
        fault = (max(finding.span.start - place.start, 0), min(finding.span.end - place.start, len(said)))
        for way in self.remedies.of(finding).ways:
            for new in takes(way, unit, said, fault, self.evidence.reading.text, self.context, words):
                marked = self._with_marker(now.sheet, unit, said, new)
                edit = Edit(marked, (finding.rule,), finding.message)
                edits = {unit.index: edit}
                if way == "sentence" and self.remedies.of(finding).along == "pay":
                    edits |= {other.index: replace(edit, rules=()) for other in self._with_pay(now, unit)}
                if way in ("part", "sentence"):
                    edits |= seams(now.sheet.with_edits(edits), unit, words, whole=not new, hints=self._hints(now, finding))
                yield edits

    def _hints(self, now: Mended, finding: Finding) -> frozenset[int]:
        """The sentences that lead up to a question about the outcome: what was promised, and that the day has come."""
        if finding.guideline != "too-soon":
            return frozenset()
        at = {place.start: place.unit for place in now.sheet.places("text")}
        text = now.evidence.reading.text
        acts = [act for name in _HINTS for act in now.evidence.done(name, weak=True)]
        spans = [text.span("text", text.sentences[act.sentence].start, text.sentences[act.sentence].end) for act in acts]
        return frozenset(at[span.start] for span in spans if span.start in at)

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
        if not self.recent or not now.evidence.done("thank"):
            return None
        units = [place.unit for place in now.sheet.places("text")]
        asking = {act.sentence for name in _ASKING for act in now.evidence.done(name, weak=True)}
        texts = [one for one in now.evidence.reading.text.sentences if one.index in asking and one.zone in ("body", "postscript")]
        at = {place.start: place.unit for place in now.sheet.places("text")}
        spans = [now.evidence.reading.text.span("text", one.start, one.end) for one in texts if one.part == "text"]
        edits = {at[span.start]: Edit("", (finding.rule,), finding.message) for span in spans if span.start in at}
        if not edits or len(edits) == len(units):
            return None
        for index in list(edits):
            edits |= seams(now.sheet.with_edits(edits), now.sheet.units[index], self.remedies.words)
        tried = self._tried(now, edits)
        fits = tried and tried.evidence.done("thank") and _gone(tried.review, finding) and not _new(tried.review, now.review)
        return tried if fits else None

    def _worded(self, now: Mended) -> Mended | Unmended:
        """The draft with one question or a word of thanks of ours, where it would otherwise say nothing or no longer ask."""
        empty, hollow = self._is_empty(now), self._is_hollow(now)
        if self._may_ask(now, empty=empty or hollow) and (asked := self._in_place(now, self.remedies.words.question, "question", hollow)):
            return asked
        if hollow and not empty:
            return Unmended(True)
        if not empty:
            return now
        if self.recent and not self._stranger and self._thankful(now):
            met = self.context.recipient and self.context.recipient.connection == "met"
            line = self.remedies.words.say("thanks", "met" if met else "other")
            if thanked := self._in_place(now, line, "thanks"):
                return thanked
        return Unmended(True)

    def _may_ask(self, now: Mended, *, empty: bool) -> bool:
        """Whether words that pressed were all that asked, and a calm question is in time."""
        timeline = self.evidence.timeline
        if timeline.closed or self.context.stage == "offer" or timeline.too_early is True or timeline.interview_ahead:
            return False
        if any(now.evidence.done(act, weak=True) for act in _ASKS):
            return False
        wanted = ("always", "empty") if empty else ("always",)
        pressed = any(self._asks(rule) in wanted for _, edit in now.sheet.changed() if not edit.text for rule in edit.rules)
        return pressed and self.draft.channel != "social_post"

    def _asks(self, rule: str) -> Asks:
        entries = self.remedies.entries
        remedy = entries.get(rule) or entries.get(rule.partition("/")[0])
        return remedy.asks if remedy else "never"

    def _in_place(self, now: Mended, line: str, why: str, hollow: bool = False) -> Mended | None:
        """The draft with a sentence of ours where the words were that it stands for, if a review bears it out."""
        gone = [(unit, edit) for unit, edit in now.sheet.changed() if not edit.text and unit.part == "text" and unit.zone != "greeting"]
        if not gone:
            return None
        pressed = [unit for unit, edit in gone if unit.index in self._at_fault and any(self._asks(r) != "never" for r in edit.rules)]
        body = [unit for unit, _ in gone if unit.zone == "body"]
        place = (pressed if why == "question" and pressed else body or [unit for unit, _ in gone])[-1 if why == "question" else 0]
        whys = self.remedies.words.tables["why"]
        edits = {place.index: Edit(_after_greeting(now.sheet, place, line), (), f"{now.sheet.edits[place.index].why} {whys[why]}")}
        kept = [(unit, now.sheet.text_of(unit)) for unit in now.sheet.kept("body", "postscript") if unit.part == "text"]
        rest = [unit for unit, said in kept if self._bare(said) or (hollow and not says_nothing(said, self.remedies.words))]
        edits |= {unit.index: Edit("", (), whys["depends"]) for unit in rest}
        tried = self._tried(replace(now, sheet=_forced(now.sheet, edits)), {})
        return tried if tried and not tried.review.findings else None

    def _bare(self, said: str) -> bool:
        """Whether a sentence only leads up to, or leans on, something; who the writer is and kind wishes may stay."""
        words = self.remedies.words
        return says_nothing(said, replace(words, says_nothing=("any", "just", "following up", "let me know", "sorry", "please")))

    def _is_empty(self, now: Mended) -> bool:
        """Whether nothing is left that a reader could do anything with."""
        kept = [unit for unit in now.sheet.kept("body", "postscript", "stage") if unit.part == "text"]
        return all(says_nothing(said, self.remedies.words) or not _LETTERS.search(said) for said in map(now.sheet.text_of, kept))

    def _is_hollow(self, now: Mended) -> bool:
        """Whether only the way to a question is left, which was too soon or pressed."""
        rules = {rule for _, edit in now.sheet.changed() if not edit.text for rule in edit.rules}
        left = now.evidence.reading.text.sentences
        soon = any(rule.startswith("too-soon/") for rule in rules)
        if not rules or not all(rule.startswith(_URGING) for rule in rules) or (not soon and any(one.question for one in left)):
            return False
        asks = () if soon else ("ask-outcome", "candidacy")
        return not any(now.evidence.done(act, weak=True) for act in (*_SUBSTANCE, *asks))

    def _thankful(self, now: Mended) -> bool:
        """Whether a word of thanks fits where this draft goes."""
        rules = {rule for _, edit in now.sheet.changed() for rule in edit.rules}
        fits = all(rule.startswith(_THANKFUL) for rule in rules) and not self.evidence.timeline.closed
        return fits and self.draft.channel in ("email", "text", "linkedin_message")

    @property
    def recent(self) -> bool:
        """Whether the interview was held a few days before the day of sending."""
        days = self.evidence.timeline.days_since_interview
        return days is not None and 0 <= days <= RECENT

    @property
    def _stranger(self) -> bool:
        recipient = self.context.recipient
        return bool(recipient and recipient.connection == "none")

    def says_nothing(self, made: Mended) -> bool:
        """Whether a mended draft holds nothing that a reader could do anything with."""
        return self._is_empty(made) or self._is_hollow(made)

    def judged(self, sheet: Sheet) -> Mended | None:
        """A sheet with what the rules make of it; None where it holds no words, half a quotation, or enough was tried."""
        self._trials += 1
        draft = sheet.as_draft()
        if self._trials > MOST_TRIALS or not draft.text.strip() or (is_balanced(self.draft.text) and not is_balanced(draft.text)):
            return None
        return Mended(sheet, *self.reviewer.judge(draft, self.context))

    def _tried(self, now: Mended, edits: dict[int, Edit]) -> Mended | None:
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


def _gone(review: Review, finding: Finding) -> bool:
    """Whether a finding is gone from its words."""
    quote = finding.span.quote if finding.span else None
    return not any(one.rule == finding.rule and (one.span.quote if one.span else None) == quote for one in review.findings)


def _new(after: Review, before: Review) -> tuple[Finding, ...]:
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


def _after_greeting(sheet: Sheet, place: Unit, line: str) -> str:
    """A sentence of ours as it stands behind `Dear Dana,` on the same line."""
    before = [unit for unit in sheet.kept("greeting", "body") if unit.part == "text" and unit.index < place.index]
    if not before or before[-1].zone != "greeting" or not sheet.text_of(before[-1]).endswith(","):
        return line
    breaks = sum(unit.breaks for unit in sheet.units[before[-1].index + 1 : place.index + 1])
    return line if breaks else line[:1].lower() + line[1:]


def _forced(sheet: Sheet, edits: dict[int, Edit]) -> Sheet:
    """The sheet with edits whose reasons take the place of earlier ones."""
    rules = {index: sheet.edits[index].rules if index in sheet.edits else () for index in edits}
    return replace(sheet, edits={**sheet.edits, **{index: replace(edit, rules=rules[index]) for index, edit in edits.items()}})
