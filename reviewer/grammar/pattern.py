"""The pattern language: what a rule file may ask of a run of tokens, and how it is matched.

    word            this spelling, British and American alike          news
    word+           any inflection                                     decide+
    a|b|c           one of several words                               news|word|update
    (a b|c)         one of several runs                                (get back|reply+)
    [a b]           may be missing                                     [yet]
    <part>          a run that a named part found                      <asking>
    @tag            a kind of token or reading                         @money
    ..  ..5         up to three (five) words in between, within the clause
    !x              not followed by x
    ^  $            start and end of the sentence
    ?               the sentence is a question

A pattern is matched by carrying the set of reachable positions from element to element, as the bits of one number,
from all starts at once. No element can visit a position twice, so the work grows with the length of the pattern and of
the sentence, never exponentially, whatever a rule file says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, NamedTuple, Protocol, TypeAlias

from reviewer.text.tokens import Token, fold

DEFAULT_GAP: Final = 3
_FEW: Final = 12
"""An alternative that may begin with more keys than this is always tried."""
_LEXEME = re.compile(r"\.\.(\d+)?|<([\w-]+)>|([()\[\]|!^$?])|([^\s()\[\]|!^$?<>]+)|(\S)")


Spans: TypeAlias = tuple[tuple[int, int], ...]


class PatternError(ValueError):
    """A pattern that cannot be read; the message says what and where."""


class Node(Protocol):
    """One element of a pattern."""

    def step(self, chart: Chart, at: int) -> int:
        """Give the positions that can be reached from the positions `at`, both as bits."""

    def required(self) -> list[frozenset[str]]:
        """Give sets of keys of which a matching sentence holds at least one each."""

    def first(self) -> frozenset[str] | None:
        """Give the keys with which a match can begin; None where any token may begin it."""

    def references(self) -> set[str]:
        """Name the parts that the element leans on."""


class Words(NamedTuple):
    """One token that carries any of these keys."""

    keys: frozenset[str]

    def step(self, chart: Chart, at: int) -> int:
        return (at & chart.mask(self.keys)) << 1

    def required(self) -> list[frozenset[str]]:
        return [self.keys]

    def first(self) -> frozenset[str] | None:
        return self.keys

    def references(self) -> set[str]:
        return set()


class PartRef(NamedTuple):
    """A run of tokens found by a part."""

    name: str

    def step(self, chart: Chart, at: int) -> int:
        reached = 0
        for start, ends in chart.part(self.name):
            if at & start:
                reached |= ends
        return reached

    def required(self) -> list[frozenset[str]]:
        return [frozenset((f"<{self.name}>",))]

    def first(self) -> frozenset[str] | None:
        return frozenset((f"<{self.name}>",))

    def references(self) -> set[str]:
        return {self.name}


class Run(NamedTuple):
    """Elements one after the other."""

    items: tuple[Node, ...]

    def step(self, chart: Chart, at: int) -> int:
        for item in self.items:
            at = item.step(chart, at)
            if not at:
                break
        return at

    def required(self) -> list[frozenset[str]]:
        return [keys for item in self.items for keys in item.required()]

    def first(self) -> frozenset[str] | None:
        begun: frozenset[str] = frozenset()
        for item in self.items:
            if isinstance(item, Edge | NotNext):
                continue
            keys = item.item.first() if isinstance(item, Maybe) else item.first()
            if keys is None:
                return None
            begun |= keys
            if not isinstance(item, Maybe):
                return begun
        return None

    def references(self) -> set[str]:
        return {name for item in self.items for name in item.references()}


class Either(NamedTuple):
    """One of several runs."""

    options: tuple[Node, ...]
    by_first: Mapping[str, tuple[Node, ...]]
    """The options that begin with one of a few keys, by those keys, so that absent ones cost nothing."""
    keys: frozenset[str]
    rest: tuple[Node, ...]
    """The options that have to be tried wherever the pattern is."""

    def step(self, chart: Chart, at: int) -> int:
        reached = 0
        for option in self.rest:
            reached |= option.step(chart, at)
        for key in self.keys & chart.present:
            for option in self.by_first[key]:
                reached |= option.step(chart, at)
        return reached

    def required(self) -> list[frozenset[str]]:
        each = [option.required() for option in self.options]
        return [frozenset().union(*(min(sets, key=len) for sets in each))] if all(each) else []

    def first(self) -> frozenset[str] | None:
        each = [option.first() for option in self.options]
        return None if any(keys is None for keys in each) else frozenset().union(*(keys for keys in each if keys is not None))

    def references(self) -> set[str]:
        return {name for option in self.options for name in option.references()}


class Maybe(NamedTuple):
    """A run that may be missing."""

    item: Node

    def step(self, chart: Chart, at: int) -> int:
        return at | self.item.step(chart, at)

    def required(self) -> list[frozenset[str]]:
        return []

    def first(self) -> frozenset[str] | None:
        return None

    def references(self) -> set[str]:
        return self.item.references()


class Gap(NamedTuple):
    """Up to `most` tokens, none of them behind a strong break."""

    most: int

    def step(self, chart: Chart, at: int) -> int:
        reached = new = at
        for _ in range(self.most):
            new = (new & chart.unbroken) << 1
            if not new:
                break
            reached |= new
        return reached

    def required(self) -> list[frozenset[str]]:
        return []

    def first(self) -> frozenset[str] | None:
        return None

    def references(self) -> set[str]:
        return set()


class NotNext(NamedTuple):
    """The item does not match here."""

    item: Node

    def step(self, chart: Chart, at: int) -> int:
        return sum(1 << n for n in _bits(at) if not self.item.step(chart, 1 << n))

    def required(self) -> list[frozenset[str]]:
        return []

    def first(self) -> frozenset[str] | None:
        return None

    def references(self) -> set[str]:
        return self.item.references()


class Edge(NamedTuple):
    """The start (`^`) or end (`$`) of the sentence, or a question (`?`)."""

    sign: str

    def step(self, chart: Chart, at: int) -> int:
        if self.sign == "?":
            return at if chart.question else 0
        return at & (1 if self.sign == "^" else 1 << len(chart.tokens))

    def required(self) -> list[frozenset[str]]:
        return []

    def first(self) -> frozenset[str] | None:
        return None

    def references(self) -> set[str]:
        return set()


class Chart:
    """The tokens of one sentence and the runs that parts have in it; sets of positions are bits of one number."""

    __slots__ = ("_find", "_masks", "_runs", "_seen", "present", "question", "tokens", "unbroken")

    def __init__(self, tokens: tuple[Token, ...], question: bool = False, find: Callable[[str], Spans] | None = None) -> None:
        """`find` gives the runs of a part when a pattern first asks for it."""
        self.tokens = tokens
        self.question = question
        self.unbroken = 0
        """The tokens that no strong break stands before."""
        self._find = find
        self._runs: dict[str, list[tuple[int, int]]] = {}
        self._masks: dict[str, int] = {}
        self._seen: dict[frozenset[str], int] = {}
        masks = self._masks
        bit = 1
        for token in tokens:
            for key in token.keys:
                masks[key] = masks.get(key, 0) | bit
            if token.brk != 2:
                self.unbroken |= bit
            bit <<= 1
        self.present = set(masks)
        """Every key that stands in the sentence, and every part that may, as `<name>`."""

    def mask(self, keys: frozenset[str]) -> int:
        """Give the positions where any of the keys stands, or a run of a part begins."""
        mask = self._seen.get(keys)
        if mask is None:
            mask = 0
            for key in keys & self.present:
                if key not in self._masks:
                    self.part(key[1:-1])
                mask |= self._masks[key]
            self._seen[keys] = mask
        return mask

    def part(self, name: str) -> list[tuple[int, int]]:
        """Give the runs of a part: a bit for each start, with the bits of its ends."""
        runs = self._runs.get(name)
        if runs is None:
            self.add(name, self._find(name) if self._find else ())
            runs = self._runs[name]
        return runs

    def add(self, name: str, spans: Iterable[tuple[int, int]]) -> None:
        """Enter the runs of a part."""
        ends: dict[int, int] = {}
        for start, end in spans:
            ends[1 << start] = ends.get(1 << start, 0) | 1 << end
        self._runs[name] = list(ends.items())
        self._masks[f"<{name}>"] = sum(ends)
        if ends:
            self.present.add(f"<{name}>")


def _bits(mask: int) -> Iterable[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def parse(source: str) -> Node:
    """Read one pattern.

    Raises:
        PatternError: the source does not follow the language.
    """
    return _Parser(source).whole()


class _Parser:
    def __init__(self, source: str) -> None:
        self._source = source
        self._lexemes = list(_LEXEME.finditer(source))
        self._at = 0

    def whole(self) -> Node:
        node = self._run(inside=False)
        if self._at < len(self._lexemes):
            raise PatternError(f"`{self._peek()}` has no partner in `{self._source}`")
        return node

    def _peek(self) -> str:
        return self._lexemes[self._at].group() if self._at < len(self._lexemes) else ""

    def _run(self, *, inside: bool) -> Node:
        items: list[Node] = []
        while self._at < len(self._lexemes) and self._peek() not in (")", "]") and not (inside and self._peek() == "|"):
            items.append(self._item(inside=inside))
        if not items:
            raise PatternError(f"an empty run in `{self._source}`")
        return items[0] if len(items) == 1 else Run(tuple(items))

    def _options(self, closing: str) -> Node:
        options = [self._run(inside=True)]
        while self._peek() == "|":
            self._at += 1
            options.append(self._run(inside=True))
        if self._peek() != closing:
            raise PatternError(f"`{closing}` is missing in `{self._source}`")
        self._at += 1
        return options[0] if len(options) == 1 else _either(options)

    def _item(self, *, inside: bool) -> Node:
        lexeme = self._lexemes[self._at]
        gap, part, sign, word, stray = lexeme.groups()
        self._at += 1
        if stray or sign == "|":
            raise PatternError(f"`{lexeme.group()}` is not understood in `{self._source}`")
        if lexeme.group().startswith(".."):
            return Gap(int(gap) if gap else DEFAULT_GAP)
        if sign == "(":
            return self._alternatives(self._options(")"), inside=inside)
        if sign == "[":
            return Maybe(self._options("]"))
        if sign == "!":
            return NotNext(self._item(inside=inside))
        if sign:
            return Edge(sign)
        return self._alternatives(PartRef(part) if part else Words(frozenset((_key(word),))), inside=inside)

    def _alternatives(self, first: Node, *, inside: bool) -> Node:
        options = [first]
        while not inside and self._peek() == "|":
            self._at += 1
            if self._at >= len(self._lexemes):
                raise PatternError(f"`|` ends `{self._source}`")
            options.append(self._item(inside=True))
        return first if len(options) == 1 else _either(options)


def _either(options: list[Node]) -> Node:
    """Join alternatives: single words into one element, others by the words that they begin with."""
    keys = frozenset(key for option in options if isinstance(option, Words) for key in option.keys)
    runs = tuple(option for option in options if not isinstance(option, Words))
    if not runs:
        return Words(keys)
    by_first: dict[str, tuple[Node, ...]] = {}
    rest: list[Node] = [Words(keys)] if keys else []
    for option in runs:
        first = option.first()
        if first is None or len(first) > _FEW:
            rest.append(option)
        else:
            for key in first:
                by_first[key] = (*by_first.get(key, ()), option)
    return Either(((Words(keys), *runs) if keys else runs), by_first, frozenset(by_first), tuple(rest))


def _key(word: str) -> str:
    if word.startswith("@"):
        return word
    lemma = word.endswith("+") and len(word) > 1
    return fold(word.rstrip("+")) + ("+" if lemma else "")


def freeze(node: Node) -> Any:
    """Give a pattern as JSON can hold it, from which it is built far faster than from its source."""
    match node:
        case Words(keys):
            return ["w", *sorted(keys)] if len(keys) > 1 else next(iter(keys))
        case PartRef(name):
            return ["p", name]
        case Run(items):
            return ["r", *map(freeze, items)]
        case Either(options):
            return ["e", *map(freeze, options)]
        case Maybe(item):
            return ["m", freeze(item)]
        case Gap(most):
            return ["g", most]
        case NotNext(item):
            return ["n", freeze(item)]
        case Edge(sign):
            return [sign]
    raise TypeError(f"no element of a pattern: {node!r}")


def thaw(tree: Any) -> Node:
    """Build the pattern that `freeze` gave; the tree is trusted."""
    if isinstance(tree, str):
        return Words(frozenset((tree,)))
    kind, *rest = tree
    match kind:
        case "w":
            return Words(frozenset(rest))
        case "p":
            return PartRef(rest[0])
        case "r":
            return Run(tuple([thaw(item) for item in rest]))
        case "e":
            return _either([thaw(option) for option in rest])
        case "m":
            return Maybe(thaw(rest[0]))
        case "g":
            return Gap(rest[0])
        case "n":
            return NotNext(thaw(rest[0]))
        case _:
            return Edge(kind)


def matches(node: Node, chart: Chart, first: frozenset[str] | None) -> list[tuple[int, int]]:
    """Give the runs of tokens that the pattern covers: for each start, the longest. `first` is what `node.first()` gives."""
    starts = (1 << len(chart.tokens)) - 1 if first is None else chart.mask(first)
    if not node.step(chart, starts):
        return []
    found = []
    for start in _bits(starts):
        ends = node.step(chart, 1 << start)
        if ends >> (start + 1):
            found.append((start, ends.bit_length() - 1))
    return found
