"""Reads a draft and finds every act in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple, Protocol

from reviewer.acts.detectors import Act, Detector, Reading
from reviewer.classifier import Classifier, Heard
from reviewer.facts import Amount, DateMention, read_amounts, read_dates
from reviewer.frames import frame
from reviewer.grammar import Cascade, Scan
from reviewer.models import Context, Draft
from reviewer.text import Sentence, Tokenizer, read

_MOST_FIGURES: Final = 300
_IN_A_GREETING: Final = frozenset({"chummy", "cold", "met", "grieve"})
"""What a greeting can do by itself; whatever else is heard in it rings over from the sentence that follows."""


class _Placed(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class Engine(NamedTuple):
    """The detectors, ready to be held against drafts; pure, and safe to share between threads."""

    tokenizer: Tokenizer
    cascade: Cascade
    detectors: Sequence[Detector]
    classifier: Classifier | None = None

    def read(self, draft: Draft, context: Context) -> tuple[Reading, Mapping[str, Sequence[Act]]]:
        """Give the draft as read, and its acts by name, in the order of the text."""
        text = read(draft, self.tokenizer)
        amounts = _amounts(text.sentences)
        dates: dict[str, tuple[DateMention, ...]] = {}
        given = {s.index: runs for s in text.sentences if (runs := _given(s, amounts[s.index], dates))}
        scans = self.cascade.scan(text.sentences, given)
        where: dict[str, list[Scan]] = {}
        for scan in scans:
            for name in scan.possible:
                where.setdefault(name, []).append(scan)
        frames = frame(scans, draft.channel, context)
        reading = Reading(text, scans, frames, where, amounts)
        if self.classifier and frames.english:  # of another language it would hear nothing but noise
            heard = _heard(self.classifier, text.sentences, draft.channel)
            reading = reading._replace(heard=heard, whole=self.classifier.whole)
        acts: dict[str, list[Act]] = {}
        for detector in self.detectors:
            if detector.trigger is not None and detector.trigger not in where:
                continue
            for act in detector.find(reading):
                acts.setdefault(act.name, []).append(act)
        for found in acts.values():
            found.sort(key=lambda act: (act.sentence, act.start, act.detector))
        return reading, acts


def _heard(classifier: Classifier, sentences: Sequence[Sentence], channel: str) -> tuple[Heard, ...]:
    """Hear each sentence; signs without letters say nothing, and a greeting only how its reader is addressed."""
    heard = classifier.read(channel, [sentence.text for sentence in sentences])
    return tuple(_audible(one, sentence) for one, sentence in zip(heard, sentences, strict=True))


def _audible(heard: Heard, sentence: Sentence) -> Heard:
    if not any(map(str.isalpha, sentence.text)):
        return heard.only(frozenset())
    return heard.only(_IN_A_GREETING) if sentence.zone == "greeting" else heard


def _amounts(sentences: Sequence[Sentence]) -> list[tuple[Amount, ...]]:
    """Read the figures of each sentence; a draft with hundreds of them is a table, of which the beginning will do."""
    amounts: list[tuple[Amount, ...]] = []
    seen: dict[str, tuple[Amount, ...]] = {}
    left = _MOST_FIGURES
    for sentence in sentences:
        if left > 0 and sentence.text not in seen:
            seen[sentence.text] = read_amounts(sentence.text)
        amounts.append(seen[sentence.text] if left > 0 else ())
        left -= len(amounts[-1])
    return amounts


def _given(sentence: Sentence, amounts: Sequence[Amount], seen: dict[str, tuple[DateMention, ...]]) -> dict[str, list[tuple[int, int]]]:
    """Turn money and dates into runs of tokens, so that patterns can speak of them."""
    if sentence.text not in seen:
        seen[sentence.text] = read_dates(sentence.text, sending_on=None)
    dates = seen[sentence.text]
    named: dict[str, list[Any]] = {
        "money": [a for a in amounts if a.evidence == "marked"],
        "figure": list(amounts),
        "date": list(dates),
    }
    return {name: runs for name, found in named.items() if (runs := _runs(sentence, found))}


def _runs(sentence: Sentence, placed: Sequence[_Placed]) -> list[tuple[int, int]]:
    starts = [token.start - sentence.start for token in sentence.tokens]
    ends = [token.end - sentence.start for token in sentence.tokens]
    runs = [(bisect_right(ends, one.start), bisect_left(starts, one.end)) for one in placed]
    return [(a, b) for a, b in runs if a < b]
