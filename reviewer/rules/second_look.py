"""The second look: what the draft as a whole says of findings that are only likely."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Final

from reviewer.models import Channel, Finding, GuidelineId
from reviewer.rules.evidence import Evidence, is_of_the_whole
from reviewer.rules.judge import Judgement, weigh
from reviewer.rules.signs import signs

_GRAVE: Final = -3.0
"""So low a score speaks against a threat too; on drafts of many writers no true one was found below it."""


def reconsider(evidence: Evidence, judgement: Judgement, beyond_doubt: Set[str] = frozenset()) -> Judgement:
    """Make notes of likely findings that the draft as a whole speaks against; what is certain stands, and so do rules `beyond_doubt`.

    A finding of the whole draft gives way where a rule of its guideline points at words of its own.
    """
    pointed = {one.guideline for one in judgement.findings if not is_of_the_whole(one.rule)}
    doubted = frozenset(_doubted(evidence, judgement))
    found = [one for one in (*judgement.findings, *judgement.notes) if not (is_of_the_whole(one.rule) and one.guideline in pointed)]
    falls = [one.guideline in doubted and one.rule not in beyond_doubt and _may_fall(one) for one in found]
    return weigh(one.model_copy(update={"certainty": "hint"}) if fall else one for one, fall in zip(found, falls, strict=True))


def _doubted(evidence: Evidence, judgement: Judgement) -> Iterator[GuidelineId]:
    channel = evidence.reading.text.draft.channel
    for guideline in dict.fromkeys(one.guideline for one in judgement.findings if _may_fall(one)):
        weights = evidence.reading.whole.get(guideline)
        if weights is None:
            continue
        if weights.score(signs(evidence, guideline, judgement.findings)) < stands_from(weights.stands_from, guideline, channel):
            yield guideline


def stands_from(bar: float, guideline: GuidelineId, channel: Channel) -> float:
    """Give the score below which a likely finding falls: a threat in a message is one sentence, however kind the others are."""
    return min(bar, _GRAVE) if guideline == "public-venting" and channel != "social_post" else bar


def _may_fall(finding: Finding) -> bool:
    return finding.certainty == "likely" and not is_of_the_whole(finding.rule)
