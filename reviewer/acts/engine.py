"""Reads a draft and finds every act in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from reviewer.acts.detectors import Act, Detector, Reading
from reviewer.facts import Amount, read_amounts, read_dates
from reviewer.frames import frame
from reviewer.grammar import Cascade
from reviewer.models import Context, Draft
from reviewer.text import Sentence, Tokenizer, read


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

    def read(self, draft: Draft, context: Context) -> tuple[Reading, Mapping[str, Sequence[Act]]]:
        """Give the draft as read, and its acts by name, in the order of the text."""
        text = read(draft, self.tokenizer)
        amounts = [read_amounts(sentence.text) for sentence in text.sentences]
        given = {s.index: runs for s in text.sentences if (runs := _given(s, amounts[s.index]))}
        scans = self.cascade.scan(text.sentences, given)
        reading = Reading(text, scans, frame(scans, draft.channel, context), amounts)
        acts: dict[str, list[Act]] = {}
        names = {name for scan in scans for name in scan.possible}
        for detector in self.detectors:
            if detector.trigger is not None and detector.trigger not in names:
                continue
            for act in detector.find(reading):
                acts.setdefault(act.name, []).append(act)
        for found in acts.values():
            found.sort(key=lambda act: (act.sentence, act.start, act.detector))
        return reading, acts


def _given(sentence: Sentence, amounts: Sequence[Amount]) -> dict[str, list[tuple[int, int]]]:
    """Turn money and dates into runs of tokens, so that patterns can speak of them."""
    dates = read_dates(sentence.text, sending_on=None)
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
