"""The draft as a whole: many small signs, weighed together, may speak where no rule does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from reviewer.models import GUIDELINES, GuidelineId
from reviewer.rules.evidence import FALSE, Evidence, Outcome
from reviewer.rules.signs import LEAST, clearness, signs, strongest


def _reads_as(guideline: GuidelineId) -> Callable[[Evidence], Outcome]:
    def test(evidence: Evidence) -> Outcome:
        weights = evidence.reading.whole.get(guideline)
        if weights is None or weights.score(signs(evidence, guideline)) < weights.speaks_from:
            return FALSE
        place = strongest(evidence, guideline)
        if place is None or clearness(evidence, guideline, place) < LEAST:
            return FALSE
        sentence = evidence.reading.scans[place].sentence
        return Outcome(True, (evidence.reading.text.span(sentence.part, sentence.start, sentence.end),))

    return test


WHOLE: Final[Mapping[str, tuple[str, Callable[[Evidence], Outcome]]]] = {
    f"reads-as-{guideline}": (f"the draft as a whole speaks of {guideline}", _reads_as(guideline)) for guideline in GUIDELINES
}
