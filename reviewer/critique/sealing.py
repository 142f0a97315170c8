"""What stands between the flow, in which everything is true, and the two places to which words go: a model and the cache."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from reviewer.asking import Call, Model, Reply
from reviewer.critique.drive import Answers
from reviewer.critique.prompt import FENCE
from reviewer.critique.pseudonyms import Disguise, Roster
from reviewer.rules import Evidence

__all__ = ["SealedAnswers", "SealedModel", "roster_of", "sealed"]


def roster_of(evidence: Evidence) -> Roster:
    """The mentions of a draft and its context, in every form in which a question may hold them."""
    text, recipient = evidence.reading.text, evidence.context.recipient
    named = recipient.name if recipient and recipient.name else ""
    known = [name for name in (named, text.outline.reader, text.outline.writer) if name]
    draft = text.draft
    return Roster([draft.subject or "", draft.text, *(part.text for part in text.normalised.values()), named], known)


def sealed(call: Call, roster: Roster) -> tuple[Call, Disguise]:
    """The call as it leaves, and the way back."""
    messages, disguise = roster.disguise(call.messages, fence=FENCE)
    return replace(call, messages=messages), disguise


class SealedModel:
    """A model that is told nobody's name; what it answers comes back in the true words."""

    def __init__(self, model: Model, roster: Roster) -> None:
        self._model, self._roster = model, roster
        self.name, self.base_url, self.parameters = model.name, model.base_url, model.parameters

    def complete(self, call: Call) -> Reply:
        """Ask in disguise."""
        asked, disguise = sealed(call, self._roster)
        return self._true(self._model.complete(asked), disguise)

    async def complete_async(self, call: Call) -> Reply:
        """As `complete`, in an event loop."""
        asked, disguise = sealed(call, self._roster)
        return self._true(await self._model.complete_async(asked), disguise)

    def _true(self, reply: Reply, disguise: Disguise) -> Reply:
        refusal = None if reply.refusal is None else self._roster.restore(disguise.take_off(reply.refusal))
        return replace(reply, text=self._roster.restore(disguise.take_off(reply.text)), refusal=refusal)


class SealedAnswers:
    """Stored answers that hold placeholders in the place of names, and tell what shaped them."""

    def __init__(self, answers: Answers, roster: Roster, about: Mapping[str, Any]) -> None:
        self._answers, self._roster, self._about = answers, roster, about

    def get(self, key: str) -> Mapping[str, Any] | None:
        entry = self._answers.get(key)
        if entry is None or not isinstance(entry.get("text"), str):
            return None
        return {**entry, "text": self._roster.restore(entry["text"])}

    def put(self, key: str, entry: Mapping[str, Any]) -> None:
        self._answers.put(key, {**entry, "text": self._roster.canonical(entry["text"]), "about": self._about})
