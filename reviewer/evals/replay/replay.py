"""Replays the decision on one case, from the text to the verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reviewer.acts import Act, Detector, Strength
from reviewer.evals.outcomes import settle
from reviewer.evals.records import Case, Result
from reviewer.evals.replay.facts import Predicate, Read, calendar, predicates, readings
from reviewer.evals.replay.near import NearAct, kind_of, nearly
from reviewer.evals.replay.text_map import Place, ShownBlock, ShownSentence, blocks_of, place_of, sentences_of
from reviewer.evals.replay.tried import TriedRule, try_rule
from reviewer.models import Review
from reviewer.reviews import Reviewer
from reviewer.rules import Evidence

__all__ = ["FoundAct", "Replay", "replay"]


@dataclass(frozen=True, slots=True)
class FoundAct:
    """Something that the draft does, and the detector that saw it."""

    act: str
    strength: Strength
    detector: str
    kind: str
    sentence: int
    place: Place


@dataclass(frozen=True, slots=True)
class Replay:
    """Everything that one judgement rests on."""

    case: Case
    review: Review
    result: Result
    blocks: tuple[ShownBlock, ...]
    sentences: tuple[ShownSentence, ...]
    reader: str
    reader_why: str
    english: bool
    acts: tuple[FoundAct, ...]
    near: tuple[NearAct, ...]
    """Detectors that found nothing, though their words stand in the draft."""
    calendar: tuple[str, ...]
    read: tuple[Read, ...]
    facts: tuple[Predicate, ...]
    rules: tuple[TriedRule, ...]


def replay(case: Case, reviewer: Reviewer) -> Replay:
    """Judge a case once more, and keep everything on the way; equal input gives an equal replay."""
    review = reviewer.review(case.draft, case.context, id=case.id)
    evidence = reviewer.explain(case.draft, case.context)
    reading, frames = evidence.reading, evidence.reading.frames
    fired = {act.detector for found in evidence.acts.values() for act in found}
    return Replay(
        case=case,
        review=review,
        result=settle(case, "rules", review),
        blocks=tuple(blocks_of(reading)),
        sentences=tuple(sentences_of(reading)),
        reader=frames.reader,
        reader_why=frames.why,
        english=frames.english,
        acts=tuple(_found(evidence, {detector.id: detector for detector in reviewer.detectors})),
        near=tuple(near for detector in reviewer.detectors if detector.id not in fired for near in nearly(detector, reading)),
        calendar=tuple(calendar(evidence)),
        read=tuple(readings(evidence)),
        facts=tuple(predicates(evidence)),
        rules=tuple(try_rule(rule, evidence, review) for rule in reviewer.rules),
    )


def _found(evidence: Evidence, detectors: Mapping[str, Detector]) -> Iterator[FoundAct]:
    every: Sequence[Act] = [act for found in evidence.acts.values() for act in found]
    for act in sorted(every, key=lambda act: (act.sentence, act.start, act.name, act.detector)):
        kind = kind_of(detectors[act.detector])
        yield FoundAct(act.name, act.strength, act.detector, kind, act.sentence, place_of(evidence.span(act)))
