"""Facts that speak against a claim, by the names that the guidelines' data give them; each holds only where it is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from reviewer.facts import Timeline, compare
from reviewer.models import GuidelineId
from reviewer.rules import Evidence

__all__ = ["ALONE", "FACTS", "Held"]


class Held(NamedTuple):
    """What a fact is asked about: the draft with its context, and the sentences that a claim quotes."""

    evidence: Evidence
    sentences: Sequence[int]

    @property
    def timeline(self) -> Timeline:
        return self.evidence.timeline


def _connection(held: Held) -> str | None:
    recipient = held.evidence.context.recipient
    return recipient.connection if recipient else None


def _recruits(held: Held) -> bool:
    recipient = held.evidence.context.recipient
    return bool(recipient and recipient.role == "recruiter")


def _figures(held: Held, *relations: str) -> bool:
    """Tell whether the quoted sentences name pay, all of it in one of these relations to the pay given before."""
    given, reading = held.evidence.context.salary_expectation, held.evidence.reading
    if given is None or given.max is None:
        return False
    amounts = [amount for sentence in held.sentences for amount in reading.amounts[sentence] if amount.evidence == "marked"]
    found = [one.relation for one in compare(amounts, given, stage=held.evidence.context.stage)]
    return bool(found) and all(relation in relations for relation in found)


FACTS: Final[Mapping[str, Callable[[Held], bool]]] = {
    "window-open": lambda held: held.timeline.too_early is False,
    "count-allows": lambda held: held.timeline.too_many is False,
    "spacing-kept": lambda held: held.timeline.too_close is False,
    "reader-known": lambda held: _connection(held) in ("met", "introduced"),
    "reader-stranger": lambda held: _connection(held) == "none",
    "reader-recruits": _recruits,
    "hired": lambda held: held.evidence.context.process == "hired",
    "figures-fit": lambda held: _figures(held, "within", "below"),
    "figures-below": lambda held: _figures(held, "below"),
}
"""What the guidelines' data may name under `refuted_by`: each true only where it is known."""

ALONE: Final[Mapping[GuidelineId, tuple[str, Callable[[Held], bool]]]] = {
    "connection-request": (
        "channel",
        lambda held: held.evidence.reading.text.draft.channel == "connection_request" and _connection(held) in ("met", "introduced"),
    ),
    "too-many-follow-ups": ("follow_ups", lambda held: held.timeline.too_many is True or held.timeline.too_close is True),
}
"""Guidelines that a fact may break without any words, and how it has to stand."""
