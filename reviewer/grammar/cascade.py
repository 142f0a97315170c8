"""A cascade of named patterns: parts find runs of tokens, later parts build on them, detectors build on parts.

Two steps keep a review cheap, however many rules there are. First it is told, from the words of a sentence alone,
which patterns may match there at all: every pattern is a bit, and a word is the bits of the patterns that it serves.
Then only what is asked for is matched, with the parts that it leans on, and a pattern is built when it is first tried.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from reviewer.grammar.index import COLUMNS, GIVEN, NEAR, PLANES
from reviewer.grammar.pattern import Chart, Node, Spans, matches, thaw
from reviewer.text import Sentence, Token

Given = Mapping[str, Sequence[tuple[int, int]]]
"""Runs that a reader outside the grammar found (`money`, `date`), by name."""

_REMEMBERED: Final = 5_000
"""Words whose bits are kept."""


def _mask(line: str) -> int:
    mask = 0
    for row in line.split():
        mask |= 1 << int(row)
    return mask


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
        self._rows = cascade.possible(sentence.tokens, self._chart.present)

    @property
    def possible(self) -> Iterable[str]:
        """The names that the words do not rule out."""
        return self._rows

    def find(self, name: str) -> Spans:
        """Give the runs of a name, as token positions."""
        found = self._found.get(name)
        if found is None:
            rows = self._rows.get(name)
            if rows is None:
                return ()
            longest: dict[tuple[int, int], int] = {}
            for row in rows:
                node, first, source = self._cascade.pattern(row)
                for start, end in matches(node, self._chart, first):
                    if end > longest.get((source, start), 0):
                        longest[source, start] = end
            found = self._found[name] = tuple(sorted({(start, end) for (_, start), end in longest.items()})) if longest else ()
        return found


class Scan(Mapping[str, Spans]):
    """One sentence, and what parts and detectors find in it; a name is looked for when it is first asked for."""

    __slots__ = ("_seen", "find", "sentence")

    def __init__(self, sentence: Sentence, seen: _Sentence) -> None:
        self.sentence = sentence
        self._seen = seen
        self.find = seen.find

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


class Cascade:
    """Runs named patterns over sentences; `index` is what `build_index` made."""

    def __init__(self, index: Mapping[str, Any]) -> None:
        self.index = index
        self._ready: dict[int, tuple[Node, frozenset[str] | None, int]] = {}
        self._rows: dict[int, tuple[Any, tuple[frozenset[str], ...], int]] = {}
        self._width = len(index["names"]) // 8 + 1
        self._met: dict[frozenset[str], tuple[int, ...]] = {}
        self._served: dict[frozenset[str], tuple[int, ...]] = {}
        self._given = frozenset(f"<{name}>" for name in GIVEN)
        self._free = tuple(map(_mask, index["free"]))
        self._opening = self._meets(frozenset("^"))[PLANES]
        self._closing = self._meets(frozenset("$"))[PLANES + 1]

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

    def possible(self, tokens: Sequence[Token], present: set[str]) -> dict[str, list[int]]:
        """Tell which names the words of a sentence do not rule out, with the patterns to try; adds their parts to `present`."""
        names: Sequence[str] = self.index["names"]
        one, two, three, four, beside, _, near, _ = self._free
        before = self._opening
        window = [0] * NEAR
        for n, token in enumerate(tokens):
            a, b, c, d, left, right, near_left, near_right = self._met.get(token.keys) or self._meets(token.keys)
            one, two, three, four = one | a, two | b, three | c, four | d
            beside |= before & right
            before = left
            reached = 0
            for earlier in window:
                reached |= earlier
            near |= reached & near_right
            window[n % NEAR] = near_left
        beside |= before & self._closing
        for key in present & self._given:
            a, b, c, d, *_ = self._meets(frozenset((key,)))
            one, two, three, four = one | a, two | b, three | c, four | d
        found: dict[str, list[int]] = {}
        able = one & two & three & four & beside & near
        while able:
            low = able & -able
            able ^= low
            row = low.bit_length() - 1
            more = (self._rows.get(row) or self._row(row))[1]
            if more and any(present.isdisjoint(keys) for keys in more):
                continue
            name = names[row]
            if name in found:
                found[name].append(row)
            else:
                found[name] = [row]
                present.add(f"<{name}>")
        return found

    def _meets(self, keys: frozenset[str]) -> tuple[int, ...]:
        """Give, as bits, the patterns that such a word serves, in each way in which it can."""
        known: Mapping[str, str] = self.index["keys"]
        if len(self._met) >= _REMEMBERED:
            self._met.clear()
            self._served.clear()
        asked = frozenset([key for key in keys if key in known])  # names and numbers differ in what no pattern asks for
        met = self._served.get(asked)
        if met is None:
            met = self._served[asked] = self._bits([need for key in asked for need in known[key].split()])
        self._met[keys] = met
        return met

    def _bits(self, needs: Iterable[str]) -> tuple[int, ...]:
        having: Sequence[str] = self.index["having"]
        bits = [bytearray(self._width) for _ in range(COLUMNS)]
        for need in set(needs):
            for number in map(int, having[int(need)].split()):
                row = number // COLUMNS
                bits[number % COLUMNS][row >> 3] |= 1 << (row & 7)
        return tuple([int.from_bytes(column, "little") for column in bits])

    def _row(self, row: int) -> tuple[Any, tuple[frozenset[str], ...], int]:
        """Give the tree of a pattern, the needs that have to be asked apart, and its source among those of its name."""
        tree, more, source = json.loads(self.index["patterns"][row])
        read = self._rows[row] = (tree, tuple(map(frozenset, more)), source)
        return read

    def pattern(self, row: int) -> tuple[Node, frozenset[str] | None, int]:
        """Give a pattern of the index, read, with the keys that it can begin with."""
        ready = self._ready.get(row)
        if ready is None:
            tree, _, source = self._rows.get(row) or self._row(row)
            node = thaw(tree)
            ready = self._ready[row] = (node, node.first(), source)
        return ready
