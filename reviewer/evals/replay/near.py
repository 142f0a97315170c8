"""Detectors that nearly fired: their words stand in the draft, and something took the match away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from reviewer.acts import Detector, Reading
from reviewer.acts.detectors import Balance, Conditions, Learned, Near, Phrase, Surface, Weigh, unheard_voices
from reviewer.acts.guards import GUARDS
from reviewer.acts.surface import look
from reviewer.evals.replay.text_map import Place, within
from reviewer.grammar import Scan

__all__ = ["NearAct", "nearly"]

_Run: TypeAlias = tuple[int, int]
_REACHED: Final = 0.5
"""A balance at half of what it asks for is worth a line."""
_HEAVIEST: Final = 64.0
_FINE: Final = 0.01
_WHERE: Final = {"sentence": "in the sentence", "near": "in it or beside it", "draft": "anywhere in the draft"}


@dataclass(frozen=True, slots=True)
class NearAct:
    """A detector whose words were there, and why that was not enough."""

    act: str
    detector: str
    sentence: int | None
    place: Place | None
    why: tuple[str, ...]


def nearly(detector: Detector, reading: Reading) -> Iterator[NearAct]:
    """Where a detector nearly fired; the detector found nothing in this draft."""
    if isinstance(detector, Phrase):
        yield from _matches(detector, reading, detector.id, lambda scan: ())
    elif isinstance(detector, Near):
        yield from _matches(detector, reading, f"{detector.id}#first", lambda scan: _follows(detector, reading, scan))
    elif isinstance(detector, Surface):
        yield from _seen(detector, reading)
    elif isinstance(detector, Weigh | Balance):
        yield from _weighed(detector, reading)


def _matches(detector: Detector, reading: Reading, name: str, more: Callable[[Scan], Sequence[str]]) -> Iterator[NearAct]:
    for scan in reading.where.get(name, ()):
        for run in scan.find(name)[:1]:
            why = (*_closed(detector, reading, scan), *more(scan), *_missing(detector.conditions, reading, scan, run))
            if why:
                start, end = scan.offsets(run)
                yield _near(detector, scan, within(reading, scan.sentence.part, start, end), why)


def _seen(detector: Surface, reading: Reading) -> Iterator[NearAct]:
    for scan in reading.scans:
        sentence = scan.sentence
        seen = look(detector.check, sentence.text)
        if seen:
            why = (*_closed(detector, reading, scan), *_missing(detector.conditions, reading, scan, (0, min(1, len(sentence.tokens)))))
            if why:
                place = within(reading, sentence.part, sentence.start + seen[0], sentence.start + seen[1])
                yield _near(detector, scan, place, why)


def _near(detector: Detector, scan: Scan, place: Place, why: Sequence[str]) -> NearAct:
    return NearAct(detector.id.split("/")[0], detector.id, scan.sentence.index, place, tuple(why))


def _closed(detector: Detector, reading: Reading, scan: Scan) -> Iterator[str]:
    """Why a detector does not look at a sentence at all."""
    channel, voice = reading.text.draft.channel, reading.frames.voice(scan.sentence.index)
    if detector.conditions.channels and channel not in detector.conditions.channels:
        yield f"not looked for in {channel}"
    if scan.sentence.zone not in detector.conditions.zones:
        yield f"not looked for in the zone {scan.sentence.zone}"
    if voice in unheard_voices(detector, reading.frames):
        yield f"the sentence is {voice}"


def _missing(conditions: Conditions, reading: Reading, scan: Scan, run: _Run) -> Iterator[str]:
    """What of a detector's conditions a match does not meet."""
    if conditions.witness and reading.level(scan.sentence.index, conditions.witness) == "no":
        yield f"the classifier says that it is no `{conditions.witness}`"
    for guard in conditions.guards:
        if GUARDS[guard](scan, run, reading.frames):
            yield f"the guard `{guard}`"
    for wanted, reaches in ((True, conditions.wanted), (False, conditions.unwanted)):
        for reach, name in reaches.items():
            holds = conditions._replace(guards=(), witness="", wanted={reach: name}, unwanted={}).hold(reading, scan, run)
            if holds is not wanted:
                key = name.rpartition("#")[2]
                yield f"`{key}`: {'nothing of it' if wanted else _words(name, reading, scan)} {_WHERE[reach]}"


def _words(name: str, reading: Reading, scan: Scan) -> str:
    """The words that stand against a match, those of its own sentence before others."""
    for other in (scan, *reading.where.get(name, ())):
        for run in other.find(name)[:1]:
            start, end = other.offsets(run)
            return f'"{within(reading, other.sentence.part, start, end).quote}" stands'
    return "something of it stands"


def _follows(detector: Near, reading: Reading, scan: Scan) -> tuple[str, ...]:
    n = scan.sentence.index
    follows = any(f"{detector.id}#then" in other.spans for other in reading.scans[n : n + detector.within + 1])
    return () if follows else (f"`then`: nothing of it in the sentence or the {detector.within} after it",)


def _weighed(detector: Weigh | Balance, reading: Reading) -> Iterator[NearAct]:
    """What weight is reached, found by asking for less and less; then what else is missing."""
    bare = detector._replace(conditions=detector.conditions._replace(wanted={}, unwanted={}, witness=""))
    reached = _weight(bare, reading)
    if reached is None or reached < detector.at_least * _REACHED:
        return
    heaviest = next(iter(bare._replace(at_least=reached - _FINE).find(reading)), None)
    if heaviest is None:
        return
    scan = reading.scans[heaviest.sentence]
    if reached < detector.at_least:
        why: Sequence[str] = (f"weighs {reached:.2f} of {detector.at_least:.2f}", *_cues(detector, reading))
    else:
        why = tuple(_missing(detector.conditions._replace(guards=()), reading, scan, (0, len(scan.sentence.tokens))))
    if why:
        yield _near(detector, scan, within(reading, scan.sentence.part, heaviest.start, heaviest.end), why)


def _weight(detector: Weigh | Balance, reading: Reading) -> float | None:
    """The highest bar that a detector still passes, to a hundredth."""

    def passes(bar: float) -> bool:
        return next(iter(detector._replace(at_least=bar).find(reading)), None) is not None

    low, high = 0.0, _HEAVIEST
    if not passes(low):
        return None
    while high - low > _FINE / 2:
        middle = (low + high) / 2
        low, high = (middle, high) if passes(middle) else (low, middle)
    return round(high, 2)


def _cues(detector: Weigh | Balance, reading: Reading) -> Iterator[str]:
    """The parts that stand in the draft, with what each weighs once."""
    pans = {pan.part: pan.weight for pan in detector.pans} if isinstance(detector, Balance) else detector.weights
    for part, weight in pans.items():
        scans = [scan.sentence.index for scan in reading.where.get(part, ()) if scan.find(part)]
        if scans:
            yield f"`{part}` {weight:+g} in {', '.join(map(str, scans[:4]))}"


def kind_of(detector: Detector) -> str:
    """The kind of a detector, as its file calls it; those that ask the classifier are learned."""
    return "learned" if isinstance(detector, Learned) else type(detector).__name__.lower()
