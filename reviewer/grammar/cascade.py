"""A cascade of named patterns: parts find runs of tokens, later parts build on them, detectors build on parts.

Two steps keep a review cheap, however many rules there are. First it is told, from the words of a sentence alone,
which names may be found there at all. Then only what is asked for is matched, with the parts that it leans on, and a
pattern is built when it is first tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from reviewer.grammar.pattern import Chart, Node, PatternError, Spans, freeze, matches, parse, thaw
from reviewer.text.sentences import Sentence

Given = Mapping[str, Sequence[tuple[int, int]]]
"""Runs that a reader outside the grammar found (`money`, `date`), by name."""

GIVEN: Final = ("money", "figure", "date", "duration", "count", "percent", "reader-name", "writer-name")

_COMMON: Final = frozenset(
    "the a an i you it to of and in that is be+ are was were have+ has had do+ did not for on with at by from my your me we us our they "
    "he she his her this there as if so but or no what when how who which will would can could may should about any some all more i+ you+ "
    "is+ it+ am been"
    .split()
)  # fmt: skip


class _Sentence:
    """What may be found in the words of one sentence, and what has been."""

    __slots__ = ("_cascade", "_chart", "_found", "_rows")

    def __init__(self, cascade: Cascade, sentence: Sentence, given: Given) -> None:
        self._cascade = cascade
        self._chart = Chart(sentence.tokens, sentence.question, self.find)
        self._found: dict[str, Spans] = {}
        for name, runs in given.items():
            self._chart.add(name, runs)
            self._found[name] = tuple(runs)
        self._rows = cascade.possible(self._chart.present)

    @property
    def possible(self) -> Iterable[str]:
        """The names that the words do not rule out."""
        return self._rows

    def find(self, name: str) -> Spans:
        """Give the runs of a name, as token positions."""
        found = self._found.get(name)
        if found is None:
            runs: set[tuple[int, int]] = set()
            for row in self._rows.get(name, ()):
                node, first = self._cascade.pattern(row)
                runs.update(matches(node, self._chart, first))
            found = self._found[name] = tuple(sorted(runs))
        return found


class Scan(Mapping[str, Spans]):
    """One sentence, and what parts and detectors find in it; a name is looked for when it is first asked for."""

    __slots__ = ("_seen", "sentence")

    def __init__(self, sentence: Sentence, seen: _Sentence) -> None:
        self.sentence = sentence
        self._seen = seen

    @property
    def spans(self) -> Mapping[str, Spans]:
        """By name of part or detector, runs as token positions."""
        return self

    @property
    def possible(self) -> Iterable[str]:
        """The names that the words of the sentence do not rule out."""
        return self._seen.possible

    def offsets(self, run: tuple[int, int]) -> tuple[int, int]:
        """Give a run of tokens as offsets of the normalised text."""
        return self.sentence.tokens[run[0]].start, self.sentence.tokens[run[1] - 1].end

    def __contains__(self, name: object) -> bool:
        return bool(self._seen.find(str(name)))

    def __getitem__(self, name: str) -> Spans:
        found = self._seen.find(name)
        if not found:
            raise KeyError(name)
        return found

    def get(self, name: str, default: Any = None) -> Any:
        """As of any mapping; written out, since it is asked hundreds of times a draft."""
        return self._seen.find(name) or default

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._seen.possible if self._seen.find(name))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def build_index(patterns: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Prepare named patterns for a cascade, as plain JSON.

    Raises:
        PatternError: a pattern cannot be read, names an unknown part, or leans on itself; the message starts with the name.
    """
    uses: dict[str, set[str]] = {}
    anchors: dict[str, list[int]] = {}
    rows: list[list[Any]] = []
    needs: dict[frozenset[str], int] = {}
    for name, sources in patterns.items():
        uses[name] = set()
        for source in sources:
            try:
                node = parse(source)
            except PatternError as error:
                raise PatternError(f"{name}: {error}") from None
            uses[name] |= node.references()
            wanted = node.required()
            if not wanted:
                raise PatternError(f"{name}: `{source}` needs at least one word that is not optional")
            for key in min(wanted, key=_cost):
                anchors.setdefault(key, []).append(len(rows))
            rows.append([name, freeze(node), [needs.setdefault(keys, len(needs)) for keys in wanted]])
    for name, used in uses.items():
        for part in sorted(used):
            if part not in patterns and part not in GIVEN:
                raise PatternError(f"{name}: there is no part `{part}`")
    return {"patterns": rows, "anchors": anchors, "levels": _levels(uses), "needs": [sorted(keys) for keys in needs]}


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


class Cascade:
    """Runs named patterns over sentences; `index` is what `build_index` made."""

    def __init__(self, index: Mapping[str, Any]) -> None:
        self.index = index
        self._ready: dict[int, tuple[Node, frozenset[str] | None]] = {}
        self._needs: dict[int, frozenset[str]] = {}

    def scan(self, sentences: Iterable[Sentence], given: Mapping[int, Given] | None = None) -> tuple[Scan, ...]:
        """Make ready to find parts and detectors in each sentence; equal sentences are looked at once."""
        seen: dict[object, _Sentence] = {}
        scans = []
        for sentence in sentences:
            own = (given or {}).get(sentence.index, {})
            quoted = tuple(n for n, token in enumerate(sentence.tokens) if token.keys is not token.own_keys)
            key = (sentence.text, quoted, tuple((name, tuple(runs)) for name, runs in own.items()))
            if key not in seen:
                seen[key] = _Sentence(self, sentence, own)
            scans.append(Scan(sentence, seen[key]))
        return tuple(scans)

    def possible(self, present: set[str]) -> dict[str, list[int]]:
        """Tell which names the keys of a sentence do not rule out, with the patterns to try; adds their parts to `present`."""
        anchors: Mapping[str, list[int]] = self.index["anchors"]
        levels: Mapping[str, int] = self.index["levels"]
        rows: Sequence[Sequence[Any]] = self.index["patterns"]
        agenda: dict[int, set[int]] = {}

        def wake(key: str) -> None:
            for row in anchors.get(key, ()):
                agenda.setdefault(levels[rows[row][0]], set()).add(row)

        for key in tuple(present):
            wake(key)
        found: dict[str, list[int]] = {}
        while agenda:
            fresh = set()
            for row in agenda.pop(min(agenda)):
                name, _, needs = rows[row]
                if any((self._needs.get(n) or self._need(n)).isdisjoint(present) for n in needs):
                    continue
                found.setdefault(name, []).append(row)
                fresh.add(name)
            for name in fresh:
                present.add(f"<{name}>")
                wake(f"<{name}>")
        return found

    def _need(self, number: int) -> frozenset[str]:
        need = self._needs[number] = frozenset(self.index["needs"][number])
        return need

    def pattern(self, row: int) -> tuple[Node, frozenset[str] | None]:
        """Give a pattern of the index, read, with the keys that it can begin with."""
        ready = self._ready.get(row)
        if ready is None:
            node = thaw(self.index["patterns"][row][1])
            ready = self._ready[row] = (node, node.first())
        return ready
