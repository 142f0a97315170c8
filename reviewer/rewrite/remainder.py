"""What is left of a draft once its faults are gone: whether it still says something, or one sentence of ours stands for what went."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final

from reviewer.rewrite.remedies import Remedies
from reviewer.rewrite.seams import says_nothing
from reviewer.rewrite.sheet import Edit, Sheet, Unit
from reviewer.rewrite.trials import Mended, Trials
from reviewer.rules import Evidence

__all__ = ["Remainder", "is_recent"]

RECENT: Final = 7
"""Days after an interview within which a note of thanks is still one."""
_SUBSTANCE: Final = ("thank", "answer-deliver", "logistics", "notice", "errand", "ask-timeline", "true-deadline")
_THANKFUL: Final = ("too-soon/", "too-familiar/", "connection-request/")
_URGING: Final = ("too-soon/", "impatience/", "public-venting/")
_ASKS: Final = ("ask-outcome", "ask-timeline")
_LETTERS: Final = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Remainder:
    """Looks at what is left of one draft."""

    trials: Trials
    at_fault: Collection[int] = ()
    """The sentences of the findings that were to be mended."""

    def worded(self, now: Mended) -> Mended | None:
        """The draft with one question or a word of thanks of ours, where it would otherwise say nothing or no longer ask.

        None where nothing is left to say, and nothing of ours may stand for it.
        """
        empty, hollow = self._is_empty(now), self._is_hollow(now)
        if self._may_ask(now, empty=empty or hollow) and (asked := self._in_place(now, self._remedies.words.question, "question", hollow)):
            return asked
        if hollow and not empty:
            return None
        if not empty:
            return now
        if is_recent(self._given) and not self._stranger and self._thankful(now):
            met = self._given.context.recipient and self._given.context.recipient.connection == "met"
            line = self._remedies.words.say("thanks", "met" if met else "other")
            if thanked := self._in_place(now, line, "thanks"):
                return thanked
        return None

    def _may_ask(self, now: Mended, *, empty: bool) -> bool:
        """Whether words that pressed were all that asked, and a calm question is in time."""
        timeline = self._given.timeline
        if timeline.closed or self._given.context.stage == "offer" or timeline.too_early is True or timeline.interview_ahead:
            return False
        if any(now.evidence.done(act, weak=True) for act in _ASKS):
            return False
        wanted = ("always", "empty") if empty else ("always",)
        pressed = any(self._remedies.under(rule).asks in wanted for _, edit in now.sheet.changed() if not edit.text for rule in edit.rules)
        return pressed and self._given.reading.text.draft.channel != "social_post"

    def _in_place(self, now: Mended, line: str, why: str, hollow: bool = False) -> Mended | None:
        """The draft with a sentence of ours where the words were that it stands for, if a review bears it out."""
        gone = [(unit, edit) for unit, edit in now.sheet.changed() if not edit.text and unit.part == "text" and unit.zone != "greeting"]
        if not gone:
            return None
        faults = [(unit, edit) for unit, edit in gone if unit.index in self.at_fault]
        pressed = [unit for unit, edit in faults if any(self._remedies.under(rule).asks != "never" for rule in edit.rules)]
        body = [unit for unit, _ in gone if unit.zone == "body"]
        place = (pressed if why == "question" and pressed else body or [unit for unit, _ in gone])[-1 if why == "question" else 0]
        whys = self._remedies.words.tables["why"]
        edits = {place.index: Edit(_after_greeting(now.sheet, place, line), (), f"{now.sheet.edits[place.index].why} {whys[why]}")}
        kept = [(unit, now.sheet.text_of(unit)) for unit in now.sheet.kept("body", "postscript") if unit.part == "text"]
        rest = [unit for unit, said in kept if self._bare(said) or (hollow and not says_nothing(said, self._remedies.words))]
        edits |= {unit.index: Edit("", (), whys["depends"]) for unit in rest}
        tried = self.trials.tried(replace(now, sheet=_forced(now.sheet, edits)), {})
        return tried if tried and not tried.review.findings else None

    def _bare(self, said: str) -> bool:
        """Whether a sentence only leads up to, or leans on, something; who the writer is and kind wishes may stay."""
        words = self._remedies.words
        return says_nothing(said, replace(words, says_nothing=("any", "just", "following up", "let me know", "sorry", "please")))

    def _is_empty(self, now: Mended) -> bool:
        """Whether nothing is left that a reader could do anything with."""
        kept = [unit for unit in now.sheet.kept("body", "postscript", "stage") if unit.part == "text"]
        return all(says_nothing(said, self._remedies.words) or not _LETTERS.search(said) for said in map(now.sheet.text_of, kept))

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
        fits = all(rule.startswith(_THANKFUL) for rule in rules) and not self._given.timeline.closed
        return fits and self._given.reading.text.draft.channel in ("email", "text", "linkedin_message")

    @property
    def _given(self) -> Evidence:
        return self.trials.evidence

    @property
    def _remedies(self) -> Remedies:
        return self.trials.remedies

    @property
    def _stranger(self) -> bool:
        recipient = self._given.context.recipient
        return bool(recipient and recipient.connection == "none")

    def says_nothing(self, made: Mended) -> bool:
        """Whether a mended draft holds nothing that a reader could do anything with."""
        return self._is_empty(made) or self._is_hollow(made)


def is_recent(evidence: Evidence) -> bool:
    """Whether the interview was held a few days before the day of sending."""
    days = evidence.timeline.days_since_interview
    return days is not None and 0 <= days <= RECENT


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
