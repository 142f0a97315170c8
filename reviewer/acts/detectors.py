"""Kinds of detector: each is one small class that finds an act in the sentences of a draft."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import islice
from types import MappingProxyType
from typing import Final, Literal, NamedTuple, Protocol, TypeAlias

from reviewer.acts.guards import GUARDS
from reviewer.acts.surface import look
from reviewer.classifier import Heard, Level, Weights, at_least
from reviewer.facts import Amount
from reviewer.frames import Frames, Voice
from reviewer.grammar import Scan
from reviewer.text import Text, Zone

Strength: TypeAlias = Literal["sure", "strong", "weak"]
"""`sure` is the act itself, `strong` its usual sign, `weak` a hint of it."""
ZONES: Final[tuple[Zone, ...]] = ("subject", "greeting", "body", "sign_off", "postscript")
"""Where a detector looks unless it says otherwise: all but stage directions."""


class Act(NamedTuple):
    """Something that the draft does, and where."""

    name: str
    strength: Strength
    detector: str
    sentence: int
    start: int
    """Offset in the normalised subject or text, as is `end`."""
    end: int


class Reading(NamedTuple):
    """A draft, read: what every detector may look at."""

    text: Text
    scans: Sequence[Scan]
    frames: Frames
    where: Mapping[str, Sequence[Scan]]
    """For each name that may be found at all, the sentences where it may."""
    amounts: Sequence[tuple[Amount, ...]]
    """For each sentence, the figures that may be money, placed in its text."""
    heard: Sequence[Heard] = ()
    """For each sentence, what the classifier says of it; empty where there is none."""
    whole: Mapping[str, Weights] = MappingProxyType({})
    """For some guidelines, how what was heard is weighed in the draft as a whole."""

    def level(self, sentence: int, label: str) -> Level:
        """Give how sure the classifier is that a sentence does an act; `open` where it says nothing."""
        return self.heard[sentence].levels.get(label, "open") if sentence < len(self.heard) else "open"

    def denied(self, label: str, sentence: int | None = None) -> bool:
        """Tell whether the classifier says that a sentence (or, without one, any sentence) does not do the act."""
        if not label or not self.heard:
            return False
        return all(self.level(n, label) == "no" for n in (range(len(self.heard)) if sentence is None else [sentence]))


class Conditions(NamedTuple):
    """What must, and must not, stand beside a match for it to count."""

    channels: frozenset[str] = frozenset()
    zones: frozenset[str] = frozenset(ZONES)
    voices: frozenset[str] = frozenset({"own"})
    """`narrated` lets a detector look at stories, too, whoever reads the draft."""
    guards: tuple[str, ...] = ()
    wanted: Mapping[str, str] = MappingProxyType({})
    """Reach (`sentence`, `near`, `draft`) to the name of the patterns that must be found within it."""
    unwanted: Mapping[str, str] = MappingProxyType({})
    witness: str = ""
    """The classifier's name of the act; where it says `no`, no match counts, and where it says `likely`, a weak one is strong."""

    def hold(self, reading: Reading, scan: Scan, run: tuple[int, int]) -> bool:
        """Tell whether a match at this place counts."""
        if any(GUARDS[name](scan, run, reading.frames) for name in self.guards):
            return False
        return all(_within(reading, scan, reach, name) for reach, name in self.wanted.items()) and not any(
            _within(reading, scan, reach, name) for reach, name in self.unwanted.items()
        )


def _within(reading: Reading, scan: Scan, reach: str, name: str) -> bool:
    if reach == "sentence":
        return name in scan.spans
    if reach == "near":
        n = scan.sentence.index
        return any(name in other.spans for other in reading.scans[max(n - 1, 0) : n + 2])
    return any(other.find(name) for other in reading.where.get(name, ()))


class Detector(Protocol):
    """Finds one act."""

    @property
    def id(self) -> str:
        """The act and the detector's own name, `act/name`."""

    @property
    def strength(self) -> Strength:
        """How sure its finds are."""

    @property
    def conditions(self) -> Conditions:
        """What must stand beside a match."""

    @property
    def trigger(self) -> str | None:
        """The name of patterns without which nothing can be found; None where the detector looks for itself."""

    def find(self, reading: Reading) -> Iterator[Act]:
        """Give each place where the act is done."""


def _act(detector: Detector, reading: Reading, scan: Scan, run: tuple[int, int]) -> Act:
    start, end = scan.offsets(run)
    sentence, strength = scan.sentence.index, detector.strength
    if strength == "weak" and detector.conditions.witness and at_least(reading.level(sentence, detector.conditions.witness), "likely"):
        strength = "strong"
    return Act(detector.id.split("/")[0], strength, detector.id, sentence, start, end)


def unheard_voices(detector: Detector, frames: Frames) -> tuple[Voice, ...]:
    """Give the voices to which a detector is deaf: a story of work does nothing to its reader, while a post, or a word
    to a friend, may do it by telling.
    """
    stories = "narrated" in detector.conditions.voices or frames.reader not in ("process", "unknown")
    return ("to-reviewer",) if stories else ("to-reviewer", "narrated")


def _open(detector: Detector, reading: Reading, name: str | None = None) -> Iterator[Scan]:
    """Give the sentences in which a detector looks. Where a `name` is given, only those in which it may be found."""
    silent = unheard_voices(detector, reading.frames)
    channels = detector.conditions.channels
    if channels and reading.text.draft.channel not in channels:
        return
    for scan in reading.scans if name is None else reading.where.get(name, ()):
        if scan.sentence.zone in detector.conditions.zones and reading.frames.voice(scan.sentence.index) not in silent:
            yield scan


class Phrase(NamedTuple):
    """A run of words in one sentence that matches one of its patterns."""

    id: str
    strength: Strength
    conditions: Conditions

    @property
    def trigger(self) -> str | None:
        return self.id

    def find(self, reading: Reading) -> Iterator[Act]:
        for scan in _open(self, reading, self.id):
            if reading.denied(self.conditions.witness, scan.sentence.index):
                continue
            for run in scan.find(self.id):
                if self.conditions.hold(reading, scan, run):
                    yield _act(self, reading, scan, run)
                    break


class Near(NamedTuple):
    """Two runs that stand together: the one, and the other in the same sentence or at most `within` sentences after it."""

    id: str
    strength: Strength
    conditions: Conditions
    within: int

    @property
    def trigger(self) -> str | None:
        return f"{self.id}#first"

    def find(self, reading: Reading) -> Iterator[Act]:
        for scan in _open(self, reading, f"{self.id}#first"):
            if reading.denied(self.conditions.witness, scan.sentence.index):
                continue
            for run in scan.find(f"{self.id}#first"):
                n = scan.sentence.index
                follows = any(f"{self.id}#then" in other.spans for other in reading.scans[n : n + self.within + 1])
                if follows and self.conditions.hold(reading, scan, run):
                    yield _act(self, reading, scan, run)
                    break


class Weigh(NamedTuple):
    """Cues that prove nothing alone: each part found anywhere in the draft adds its weight once."""

    id: str
    strength: Strength
    conditions: Conditions
    weights: Mapping[str, float]
    at_least: float

    @property
    def trigger(self) -> str | None:
        return None

    def find(self, reading: Reading) -> Iterator[Act]:
        if reading.denied(self.conditions.witness):
            return
        open_to = {scan.sentence.index for scan in _open(self, reading)}
        found = [
            (weight, scan, run)
            for part, weight in self.weights.items()
            if (cue := self._first(part, weight, open_to, reading)) is not None
            for scan, run in (cue,)
        ]
        if found and sum(weight for weight, _, _ in found) >= self.at_least:
            _, scan, run = max(found, key=lambda cue: (cue[0], -cue[1].sentence.index))
            if self.conditions.hold(reading, scan, run):
                yield _act(self, reading, scan, run)

    def _first(self, part: str, weight: float, open_to: Container[int], reading: Reading) -> tuple[Scan, tuple[int, int]] | None:
        """Give the first place of a part that no guard takes away; what speaks against the act needs no guard."""
        for scan in reading.where.get(part, ()):
            if scan.sentence.index in open_to and part in scan.spans:
                run = scan.spans[part][0]
                if weight <= 0 or not any(GUARDS[name](scan, run, reading.frames) for name in self.conditions.guards):
                    return scan, run
        return None


class Pan(NamedTuple):
    """What one part weighs: its first run in full, each further one `again`, no more than `most` runs in all."""

    part: str
    weight: float
    again: float = 0.0
    most: int = 1


class Pair(NamedTuple):
    """Two parts that say more together: the second in the same sentence as the first, beside it, or anywhere."""

    parts: tuple[str, str]
    reach: str
    weight: float


class Balance(NamedTuple):
    """Evidence for and against an act, laid on a balance over the whole draft.

    Parts in `plain` count only where nothing denies them. `spoken` words weigh within quotation marks, where
    no part can look. The finding points at the sentence that weighs most.
    """

    id: str
    strength: Strength
    conditions: Conditions
    pans: tuple[Pan, ...]
    pairs: tuple[Pair, ...]
    plain: frozenset[str]
    spoken: frozenset[str]
    spoken_weight: float
    at_least: float

    @property
    def trigger(self) -> str | None:
        return None

    def find(self, reading: Reading) -> Iterator[Act]:
        if reading.denied(self.conditions.witness):
            return
        scans = tuple(_open(self, reading))
        heavy = {scan.sentence.index: 0.0 for scan in scans}
        run: dict[int, tuple[int, int]] = {}
        total = 0.0
        for pan in self.pans:
            runs = ((scan, found) for scan in self._with(pan.part, heavy, reading) for found in self._runs(pan.part, scan, reading))
            seen = [(scan, *found) for scan, found in islice(runs, pan.most)]
            for n, (scan, start, end) in enumerate(seen):
                weight = pan.again if n else pan.weight
                total += weight
                heavy[scan.sentence.index] += weight
                if weight > 0:
                    run.setdefault(scan.sentence.index, (start, end))
        total += sum(pair.weight for pair in self.pairs if self._meet(pair, heavy, reading))
        total += self.spoken_weight * any(self._speaks(scan) for scan in scans)
        if run and total >= self.at_least:
            best = max(run, key=lambda n: (heavy[n], -n))
            if self.conditions.hold(reading, reading.scans[best], run[best]):
                yield _act(self, reading, reading.scans[best], run[best])

    def _runs(self, part: str, scan: Scan, reading: Reading) -> Iterator[tuple[int, int]]:
        past = 0
        for start, end in scan.spans.get(part, ()):
            if start >= past and not (part in self.plain and GUARDS["negated"](scan, (start, end), reading.frames)):
                yield start, end
                past = end

    def _with(self, part: str, open_to: Container[int], reading: Reading) -> Iterator[Scan]:
        """Give the sentences, of those that are open to the detector, in which a part may stand at all."""
        return (scan for scan in reading.where.get(part, ()) if scan.sentence.index in open_to)

    def _meet(self, pair: Pair, open_to: Container[int], reading: Reading) -> bool:
        first, second = (
            {s.sentence.index for s in self._with(part, open_to, reading) if any(True for _ in self._runs(part, s, reading))}
            for part in pair.parts
        )
        if pair.reach == "sentence":
            return not first.isdisjoint(second)
        if pair.reach == "near":
            return any(not first.isdisjoint(n + step for n in second) for step in (-1, 0, 1))
        return bool(first and second)

    def _speaks(self, scan: Scan) -> bool:
        return any("@quoted" in token.keys and not self.spoken.isdisjoint(token.own_keys) for token in scan.sentence.tokens)


class Learned(NamedTuple):
    """A sentence of which the classifier says, at a level, that it does the act."""

    id: str
    strength: Strength
    conditions: Conditions
    label: str
    level: Level

    @property
    def trigger(self) -> str | None:
        return None

    def find(self, reading: Reading) -> Iterator[Act]:
        if not reading.heard:
            return
        for scan in _open(self, reading):
            whole = (0, len(scan.sentence.tokens))
            said = at_least(reading.level(scan.sentence.index, self.label), self.level)
            if said and whole[1] and self.conditions.hold(reading, scan, whole):
                yield _act(self, reading, scan, whole)


class Surface(NamedTuple):
    """Something to be seen in the letters and signs themselves."""

    id: str
    strength: Strength
    conditions: Conditions
    check: str

    @property
    def trigger(self) -> str | None:
        return None

    def find(self, reading: Reading) -> Iterator[Act]:
        for scan in _open(self, reading):
            sentence = scan.sentence
            seen = look(self.check, sentence.text)
            if seen and self.conditions.hold(reading, scan, (0, min(1, len(sentence.tokens)))):
                yield Act(self.id.split("/")[0], self.strength, self.id, sentence.index, sentence.start + seen[0], sentence.start + seen[1])
