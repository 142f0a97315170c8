"""The second look: what the draft as a whole says of findings that are only likely."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.models import Finding, GuidelineId
from reviewer.rules.evidence import AS_A_WHOLE, Evidence
from reviewer.rules.judge import Judgement, weigh
from reviewer.rules.signs import signs


def reconsider(evidence: Evidence, judgement: Judgement) -> Judgement:
    """Make notes of likely findings that the draft as a whole speaks against; what is certain stands.

    A finding of the whole draft gives way where a rule of its guideline points at words of its own.
    """
    pointed = {one.guideline for one in judgement.findings if not _of_the_whole(one)}
    doubted = frozenset(_doubted(evidence, judgement))
    found = [one for one in (*judgement.findings, *judgement.notes) if not (_of_the_whole(one) and one.guideline in pointed)]
    return weigh(one.model_copy(update={"certainty": "hint"}) if one.guideline in doubted and _may_fall(one) else one for one in found)


def _doubted(evidence: Evidence, judgement: Judgement) -> Iterator[GuidelineId]:
    for guideline in dict.fromkeys(one.guideline for one in judgement.findings if _may_fall(one)):
        weights = evidence.reading.whole.get(guideline)
        if weights is not None and weights.score(signs(evidence, guideline, judgement.findings)) < weights.stands_from:
            yield guideline


def _may_fall(finding: Finding) -> bool:
    return finding.certainty == "likely" and not _of_the_whole(finding)


def _of_the_whole(finding: Finding) -> bool:
    return finding.rule.endswith(f"/{AS_A_WHOLE}")
