"""The index of a cascade: what each pattern asks of the words of a sentence, laid out so that all are asked at once.

For each pattern it says which words it cannot do without (the rarest four of its needs), which two of them stand side
by side, and which two stand near each other, with parts spelt out in words. An index is plain JSON; most of it is text
within text, since that is read fast and most of it is never looked at.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from reviewer.grammar.pattern import Edge, Either, Gap, Maybe, Node, NotNext, PartRef, PatternError, Run, Words, freeze, parse

GIVEN: Final = ("money", "figure", "date")
"""Runs that a reader outside the grammar finds."""
PLANES: Final = 4
"""So many needs of a pattern are asked for all patterns at once, the rarest first; the rest only where these are met."""
COLUMNS: Final = PLANES + 4
"""Beside the needs: the left and the right word of a pair side by side, and of a pair that stands near."""
NEAR: Final = 6
"""How many words a near pair may lie apart."""
_EDGES: Final = frozenset("^$")

_COMMON: Final = frozenset(
    "the a an i you it to of and in that is be+ are was were have+ has had do+ did not for on with at by from my your me we us our they "
    "he she his her this there as if so but or no what when how who which will would can could may should about any some all more i+ you+ "
    "is+ it+ am been"
    .split()
)  # fmt: skip


def build_index(patterns: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Prepare named patterns for a cascade, as plain JSON.

    Raises:
        PatternError: a pattern cannot be read, names an unknown part, or leans on itself; the message starts with the name.
    """
    uses: dict[str, set[str]] = {}
    trees: dict[str, list[Node]] = {}
    for name, sources in patterns.items():
        uses[name] = set()
        trees[name] = []
        for source in sources:
            try:
                node = parse(source)
            except PatternError as error:
                raise PatternError(f"{name}: {error}") from None
            uses[name] |= node.references()
            if not node.required():
                raise PatternError(f"{name}: `{source}` needs at least one word that is not optional")
            trees[name].append(node)
    for name, used in uses.items():
        for part in sorted(used):
            if part not in patterns and part not in GIVEN:
                raise PatternError(f"{name}: there is no part `{part}`")
    levels = _levels(uses)
    return _Outline({name: trees[name] for name in sorted(trees, key=levels.__getitem__)}).table()


def _apart(node: Node) -> list[Node]:
    """Give the ways in which a pattern can be met, each with needs of its own; single words stay together."""
    if isinstance(node, Either):
        words = frozenset(key for option in node.options if isinstance(option, Words) for key in option.keys)
        others = [one for option in node.options if not isinstance(option, Words) for one in _apart(option)]
        return ([Words(words)] if words else []) + others
    return [node]


class _Outline:
    """What each pattern asks of the words of a sentence, its parts spelt out."""

    def __init__(self, trees: Mapping[str, Sequence[Node]]) -> None:
        self._trees = trees
        self._known: dict[tuple[str, str], frozenset[str] | None] = {}

    def table(self) -> dict[str, Any]:
        """Lay all patterns out, parts before those that lean on them."""
        sets: dict[frozenset[str], int] = {}
        keys: dict[str, list[int]] = {}
        having: list[list[list[int]]] = []

        def enter(row: int, column: int, wanted: frozenset[str]) -> None:
            number = sets.setdefault(wanted, len(sets))
            if number == len(having):
                having.append([[] for _ in range(COLUMNS)])
                for key in sorted(wanted):
                    keys.setdefault(key, []).append(number)
            having[number][column].append(row)

        patterns: list[list[Any]] = []
        free: list[list[int]] = [[] for _ in range(COLUMNS)]
        for name, trees in self._trees.items():
            for source, node in ((n, one) for n, tree in enumerate(trees) for one in _apart(tree)):
                row = len(patterns)
                needs = sorted({self._flat(keys) for keys in node.required()}, key=lambda keys: (_cost(keys), sorted(keys)))
                for column, wanted in enumerate(needs[:PLANES]):
                    enter(row, column, wanted)
                for column in range(len(needs), PLANES):
                    free[column].append(row)
                beside = self._pairs(node, 0)
                near = self._pairs(node, NEAR - 1)
                for column, pairs in ((PLANES, beside), (PLANES + 2, near)):
                    if pairs:
                        left, right = min(pairs, key=_pair_cost)
                        enter(row, column, left)
                        enter(row, column + 1, right)
                    else:
                        free[column].append(row)
                parts = [sorted(need) for need in node.required() if any(key.startswith("<") for key in need)]
                patterns.append([name, freeze(node), parts + [sorted(need) for need in needs[PLANES:]], source])
        return {
            "names": [name for name, *_ in patterns],
            "patterns": [json.dumps(rest, separators=(",", ":")) for _, *rest in patterns],
            "keys": {key: _line(numbers) for key, numbers in keys.items()},
            "having": [_line(row * COLUMNS + column for column, rows in enumerate(columns) for row in rows) for columns in having],
            "free": list(map(_line, free)),
        }

    def _flat(self, keys: frozenset[str]) -> frozenset[str]:
        """Put in place of a part the words of which one must stand there for the part to be found."""
        found: set[str] = set()
        for key in keys:
            name = key[1:-1]
            if key.startswith("<") and name in self._trees:
                found |= self._part("needs", name) or set()
            else:
                found.add(key)
        return frozenset(found)

    def _part(self, what: str, name: str) -> frozenset[str] | None:
        if (what, name) not in self._known:
            found: set[str] | None = set()
            for node in self._trees.get(name, ()):
                if what == "needs":
                    one: frozenset[str] | None = min(map(self._flat, node.required()), key=_cost)
                else:
                    one = self._edge(node, what)
                found = None if one is None or found is None else found | one
            self._known[what, name] = None if name not in self._trees or found is None else frozenset(found)
        return self._known[what, name]

    def _edge(self, node: Node, what: str) -> frozenset[str] | None:
        """Give the keys of which the first or last word of an element must carry one; None where that is not known."""
        match node:
            case Words(keys):
                return keys
            case Edge(sign):
                return frozenset((sign,))
            case PartRef(name):
                return self._part(what, name)
            case Either(options):
                each = [self._edge(option, what) for option in options]
                sure = [keys for keys in each if keys is not None]
                return frozenset().union(*sure) if len(sure) == len(each) else None
            case Run(items):
                found: frozenset[str] = frozenset()
                for item in items if what == "first" else reversed(items):
                    if isinstance(item, Edge | NotNext):
                        continue
                    one = self._edge(item.item if isinstance(item, Maybe) else item, what)
                    if one is None:
                        return None
                    found |= one
                    if not isinstance(item, Maybe):
                        return found
        return None

    def _pairs(self, node: Node, reach: int) -> list[tuple[frozenset[str], frozenset[str]]]:
        """Give sets of keys that stand side by side, or at most `reach` words apart, wherever the pattern matches."""
        if not isinstance(node, Run):
            return []
        passed = "^$?" if reach else "?"
        items = [item for item in node.items if not isinstance(item, NotNext) and not (isinstance(item, Edge) and item.sign in passed)]
        found = []
        for n, item in enumerate(items):
            left = None if isinstance(item, Maybe | Gap) else self._edge(item, "last")
            if left is None:
                continue
            room, right = reach, frozenset[str]()
            for other in items[n + 1 :]:
                if isinstance(other, Gap):
                    room -= other.most
                    if room < 0:
                        break
                    continue
                one = self._edge(other.item if isinstance(other, Maybe) else other, "first")
                if one is None:
                    break
                right |= one
                if not isinstance(other, Maybe):
                    if not reach or _EDGES.isdisjoint(left | right):
                        found.append((left, right))
                    break
        return found


def _cost(keys: frozenset[str]) -> int:
    return sum(30 if key in _COMMON else 4 if key.startswith("<") else 1 for key in keys)


def _pair_cost(pair: tuple[frozenset[str], frozenset[str]]) -> tuple[int, list[str], list[str]]:
    return _cost(pair[0]) * _cost(pair[1]), sorted(pair[0]), sorted(pair[1])


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


def _line(numbers: Iterable[int]) -> str:
    """Numbers as text, which JSON reads far faster than a list, since most are never looked at."""
    return " ".join(map(str, numbers))
