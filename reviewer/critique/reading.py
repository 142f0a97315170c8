"""One draft as it is put to a model: made ready without the model, so that this may happen anywhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from reviewer.asking import Call, Claim, Model
from reviewer.critique import answer
from reviewer.critique.desk import LADDER
from reviewer.critique.injection import instructs
from reviewer.critique.key import parts_of
from reviewer.critique.prompt import Question, question
from reviewer.critique.pseudonyms import Roster
from reviewer.critique.sealing import roster_of
from reviewer.guidelines import Guideline
from reviewer.models import GuidelineId, Review
from reviewer.rules import Evidence

__all__ = ["Reading", "reading_of"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One draft as it is put to a model, and the names that are kept from it."""

    evidence: Evidence
    review: Review
    question: Question
    roster: Roster
    instructed: bool
    """Whether the draft speaks to whoever reviews it."""
    known: dict[str, str] = field(default_factory=dict)
    """Texts whose stored form has been found already."""

    def about(self, call: Call, model: Model) -> dict[str, Any]:
        """Everything that shapes the answer to a call."""
        asked = self.question
        return parts_of(call, model, prompt=asked.fingerprint, guidelines=asked.guidelines, canonical=self._canonical)

    def _canonical(self, text: str) -> str:
        if text not in self.known:
            self.known[text] = self.roster.canonical(text)
        return self.known[text]

    def claims(self, text: str) -> tuple[Claim, ...] | answer.Faults:
        """What an answer claims, or why it cannot be read."""
        return answer.read(text, self.question)

    def portable(self) -> Reading:
        """As it may travel between processes: with all that can be found ahead, and without what only rules look at."""
        for mode in LADDER:
            for message in self.question.messages_for(mode):
                if message.role != "system":
                    self._canonical(message.content)
        read, context, timeline = self.evidence.reading, self.evidence.context, self.evidence.timeline
        light = Evidence(read._replace(scans=(), where={}, heard=(), whole={}), {}, context, timeline)
        return replace(self, evidence=light)


def reading_of(
    evidence: Evidence,
    review: Review,
    *,
    guidelines: Mapping[GuidelineId, Guideline],
    order: Sequence[GuidelineId] | None = None,
    pseudonyms: bool = True,
) -> Reading | None:
    """What would be asked; nothing where no guideline is judged or there are no words."""
    text = evidence.reading.text
    if not review.judged or not text.sentences:
        return None
    asked = question(evidence, review, guidelines=guidelines, order=order)
    return Reading(evidence, review, asked, roster_of(evidence) if pseudonyms else Roster(), instructs(text.draft))
