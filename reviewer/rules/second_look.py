"""The second look: what the draft as a whole says of findings that are only likely."""

from __future__ import annotations

from collections.abc import Iterator, Set

from reviewer.models import Channel, Finding, GuidelineId
from reviewer.rules.evidence import Evidence, is_of_the_whole
from reviewer.rules.judge import Judgement, weigh
from reviewer.rules.signs import signs


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
        weights = evidence.reading.whole.get(guideline) if is_weighed(guideline, channel) else None
        if weights is not None and weights.score(signs(evidence, guideline, judgement.findings)) < weights.stands_from:
            yield guideline


def is_weighed(guideline: GuidelineId, channel: Channel) -> bool:
    """Tell whether the whole may speak against a guideline: a threat in a message is one sentence, however kind the others are."""
    return guideline != "public-venting" or channel == "social_post"


def _may_fall(finding: Finding) -> bool:
    return finding.certainty == "likely" and not is_of_the_whole(finding.rule)
