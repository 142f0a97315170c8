"""A cascade of named patterns: parts find runs of tokens, later parts build on them, detectors build on parts.

Only patterns whose rarest element stands in the sentence are tried at all, and a pattern is read from its source
when it is first tried. So the price of a review is paid for the words that it holds, not for the size of the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from reviewer.grammar.pattern import Chart, Node, PatternError, matches, parse
from reviewer.text.sentences import Sentence

Spans = Mapping[str, tuple[tuple[int, int], ...]]
Given = Mapping[str, Sequence[tuple[int, int]]]
"""Runs that a reader outside the grammar found (`money`, `date`), by name."""

GIVEN: Final = ("money", "figure", "date", "duration", "count", "percent", "reader-name", "writer-name")

_COMMON: Final = frozenset(
    "the a an i you it to of and in that is be+ are was were have+ has had do+ did not for on with at by from my your me we us our they "
    "he she his her this there as if so but or no what when how who which will would can could may should about any some all more i+ you+ "
    "is+ it+ am been"
    .split()
)  # fmt: skip


class _Pattern(NamedTuple):
    name: str
    node: Node
    needs: tuple[frozenset[str], ...]
    first: frozenset[str] | None


class Scan(NamedTuple):
    """What the cascade found in one sentence."""

    sentence: Sentence
    spans: Spans
    """By name of part or detector, runs as token positions."""

    def offsets(self, run: tuple[int, int]) -> tuple[int, int]:
        """Give a run of tokens as offsets of the normalised text."""
        return self.sentence.tokens[run[0]].start, self.sentence.tokens[run[1] - 1].end


def build_index(patterns: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Prepare named patterns for a cascade, as plain JSON.

    Raises:
        PatternError: a pattern cannot be read, names an unknown part, or leans on itself; the message starts with the name.
    """
    uses: dict[str, set[str]] = {}
    anchors: dict[str, list[int]] = {}
    rows: list[list[Any]] = []
    for name, sources in patterns.items():
        uses[name] = set()
        for source in sources:
            try:
                node = parse(source)
            except PatternError as error:
                raise PatternError(f"{name}: {error}") from None
            uses[name] |= node.references()
            needs = node.required()
            if not needs:
                raise PatternError(f"{name}: `{source}` needs at least one word that is not optional")
            for key in min(needs, key=_cost):
                anchors.setdefault(key, []).append(len(rows))
            rows.append([name, source])
    for name, used in uses.items():
        for part in sorted(used):
            if part not in patterns and part not in GIVEN:
                raise PatternError(f"{name}: there is no part `{part}`")
    return {"patterns": rows, "anchors": anchors, "levels": _levels(uses)}


def _cost(keys: frozenset[str]) -> int:
    return sum(30 if key in _COMMON else 4 if key.startswith("<") else 1 for key in keys)


def _levels(uses: Mapping[str, set[str]]) -> dict[str, int]:
    levels: dict[str, int] = {}

    def level(name: str, path: tuple[str, ...]) -> int:
        if name not in uses:
            return -1
        if name in path:
            raise PatternError(f"{name}: leans on itself through {' > '.join((*path, name))}")
        if name not in levels:
            levels[name] = 1 + max((level(part, (*path, name)) for part in uses[name]), default=-1)
        return levels[name]

    for name in uses:
        level(name, ())
    return levels


@dataclass(slots=True)
class Cascade:
    """Runs named patterns over sentences."""

    index: Mapping[str, Any]
    _ready: dict[int, _Pattern] = field(default_factory=dict)

    def scan(self, sentences: Iterable[Sentence], given: Mapping[int, Given] | None = None) -> tuple[Scan, ...]:
        """Find every part and detector in each sentence; equal sentences are looked at once."""
        seen: dict[object, Spans] = {}
        scans = []
        for sentence in sentences:
            own = (given or {}).get(sentence.index, {})
            quoted = tuple(n for n, token in enumerate(sentence.tokens) if token.keys is not token.own_keys)
            key = (sentence.text, quoted, tuple((name, tuple(runs)) for name, runs in own.items()))
            spans = seen.get(key)
            if spans is None:
                spans = seen[key] = self._spans(sentence, own)
            scans.append(Scan(sentence, spans))
        return tuple(scans)

    def _spans(self, sentence: Sentence, given: Given) -> Spans:
        chart = Chart(sentence.tokens, sentence.question)
        for name, runs in given.items():
            chart.add(name, runs)
        anchors: Mapping[str, list[int]] = self.index["anchors"]
        levels: Mapping[str, int] = self.index["levels"]
        rows: Sequence[Sequence[str]] = self.index["patterns"]
        agenda: dict[int, set[int]] = {}

        def wake(key: str) -> None:
            for number in anchors.get(key, ()):
                agenda.setdefault(levels[rows[number][0]], set()).add(number)

        present = chart.present
        for key in tuple(present):
            wake(key)
        found: dict[str, tuple[tuple[int, int], ...]] = {}
        while agenda:
            by_name: dict[str, set[tuple[int, int]]] = {}
            for number in agenda.pop(min(agenda)):
                pattern = self._ready.get(number) or self._read(number)
                if any(keys.isdisjoint(present) for keys in pattern.needs):
                    continue
                spans = matches(pattern.node, chart, pattern.first)
                if spans:
                    by_name.setdefault(pattern.name, set()).update(spans)
            for name in sorted(by_name):
                found[name] = tuple(sorted(by_name[name]))
                chart.add(name, found[name])
                wake(f"<{name}>")
        return found

    def _read(self, number: int) -> _Pattern:
        name, source = self.index["patterns"][number]
        node = parse(source)
        pattern = self._ready[number] = _Pattern(name, node, tuple(node.required()), node.first())
        return pattern
