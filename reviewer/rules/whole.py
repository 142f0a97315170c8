"""The draft as a whole: many small signs, weighed together, may speak where no rule does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from reviewer.classifier import SILENT
from reviewer.models import GUIDELINES, GuidelineId
from reviewer.rules.evidence import FALSE, Evidence, Outcome
from reviewer.rules.signs import LEAST, clearness, signs, strongest

_DECEIT: Final = "betray"
"""Act of the classifier: the text gives its own deceit away."""
_PLAIN: Final = 10
"""Tenths of a logit from which the clearest of such sentences counts; set on 180 drafts to friends and kin."""
_LOUD: Final = 45
"""Tenths of a logit from which one such sentence is enough."""
_PLOT: Final = 2


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


def _deceit_throughout(evidence: Evidence) -> Outcome:
    """Among friends a sentence alone may joke or swear; a plot takes two, or is nearly all there is."""
    reading = evidence.reading
    tenths = [one.tenths.get(_DECEIT, SILENT) for one in reading.heard]
    loudest = max(tenths, default=SILENT)
    if loudest < _PLAIN or (loudest < _LOUD and sum(one >= 0 for one in tenths) < _PLOT < len(tenths)):
        return FALSE
    sentence = reading.scans[tenths.index(loudest)].sentence
    return Outcome(True, (reading.text.span(sentence.part, sentence.start, sentence.end),))


WHOLE: Final[Mapping[str, tuple[str, Callable[[Evidence], Outcome]]]] = {
    **{f"reads-as-{guideline}": (f"the draft as a whole speaks of {guideline}", _reads_as(guideline)) for guideline in GUIDELINES},
    "deceit-throughout": ("two sentences are heard as deceit, or one of a draft of two", _deceit_throughout),
}
