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

A pattern is matched by carrying the set of reachable positions from element to element. No element can visit a
position twice, so the work for one start grows with the length of the pattern and the width of its gaps, never
exponentially, whatever a rule file says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from reviewer.text.tokens import Token, fold

DEFAULT_GAP: Final = 3
_LEXEME = re.compile(r"\.\.(\d+)?|<([\w-]+)>|([()\[\]|!^$?])|([^\s()\[\]|!^$?<>]+)|(\S)")


class PatternError(ValueError):
    """A pattern that cannot be read; the message says what and where."""


@dataclass(frozen=True, slots=True)
class Words:
    """One token that carries any of these keys."""

    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class PartRef:
    """A run of tokens found by a part."""

    name: str


@dataclass(frozen=True, slots=True)
class Run:
    """Elements one after the other."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """One of several runs."""

    options: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Maybe:
    """A run that may be missing."""

    item: Node


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to `most` tokens, none of them behind a strong break."""

    most: int


@dataclass(frozen=True, slots=True)
class NotNext:
    """The item does not match here."""

    item: Node


@dataclass(frozen=True, slots=True)
class Edge:
    """The start (`^`) or end (`$`) of the sentence, or a question (`?`)."""

    sign: str


Node: TypeAlias = Words | PartRef | Run | Either | Maybe | Gap | NotNext | Edge


@dataclass(slots=True)
class Chart:
    """The tokens of one sentence and the runs that parts have found in it."""

    tokens: tuple[Token, ...]
    question: bool = False
    runs: dict[str, dict[int, frozenset[int]]] = field(default_factory=dict)
    positions: dict[str, list[int]] = field(default_factory=dict)
    """Where each key stands, parts under `<name>`."""

    def __post_init__(self) -> None:
        for n, token in enumerate(self.tokens):
            for key in token.keys:
                self.positions.setdefault(key, []).append(n)

    def add(self, name: str, spans: Iterable[tuple[int, int]]) -> None:
        """Enter the runs that a part has found."""
        runs = self.runs.setdefault(name, {})
        for start, end in spans:
            runs[start] = runs.get(start, frozenset()) | {end}
        if runs:
            self.positions[f"<{name}>"] = sorted(runs)


def parse(source: str) -> Node:
    """Read one pattern.

    Raises:
        PatternError: the source does not follow the language.
    """
    return _Parser(source).whole()


class _Parser:
    def __init__(self, source: str) -> None:
        self._source = source
        self._lexemes = [m for m in _LEXEME.finditer(source)]
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
    if all(isinstance(option, Words) for option in options):
        return Words(frozenset(key for option in options if isinstance(option, Words) for key in option.keys))
    return Either(tuple(options))


def _key(word: str) -> str:
    if word.startswith("@"):
        return word
    lemma = word.endswith("+") and len(word) > 1
    return fold(word.rstrip("+")) + ("+" if lemma else "")


def required(node: Node) -> list[frozenset[str]]:
    """Give sets of keys of which a matching sentence holds at least one each."""
    match node:
        case Words(keys):
            return [keys]
        case PartRef(name):
            return [frozenset((f"<{name}>",))]
        case Run(items):
            return [keys for item in items for keys in required(item)]
        case Either(options):
            each = [required(option) for option in options]
            return [frozenset().union(*(min(sets, key=len) for sets in each))] if all(each) else []
        case _:
            return []


def references(node: Node) -> set[str]:
    """Name the parts that a pattern leans on."""
    match node:
        case PartRef(name):
            return {name}
        case Run(items) | Either(items):
            return {name for item in items for name in references(item)}
        case Maybe(item) | NotNext(item):
            return references(item)
        case _:
            return set()


def first_keys(node: Node) -> frozenset[str] | None:
    """Give the keys with which a match can begin; None where any token may begin it."""
    match node:
        case Words(keys):
            return keys
        case PartRef(name):
            return frozenset((f"<{name}>",))
        case Either(options):
            each = [first_keys(option) for option in options]
            return None if any(keys is None for keys in each) else frozenset().union(*(k for k in each if k is not None))
        case Run(items):
            begun: frozenset[str] = frozenset()
            for item in items:
                if isinstance(item, Edge | NotNext):
                    continue
                keys = first_keys(item.item) if isinstance(item, Maybe) else first_keys(item)
                if keys is None:
                    return None
                begun |= keys
                if not isinstance(item, Maybe):
                    return begun
            return None
        case _:
            return None


def matches(node: Node, chart: Chart) -> list[tuple[int, int]]:
    """Give the runs of tokens that the pattern covers: for each start, the longest."""
    keys = first_keys(node)
    if keys is None:
        starts: Iterable[int] = range(len(chart.tokens))
    else:
        starts = sorted({n for key in keys if key in chart.positions for n in chart.positions[key]})
    found = []
    for start in starts:
        ends = _step(node, chart, frozenset((start,)))
        if ends and max(ends) > start:
            found.append((start, max(ends)))
    return found


def _step(node: Node, chart: Chart, at: frozenset[int]) -> frozenset[int]:
    tokens = chart.tokens
    match node:
        case Words(keys):
            return frozenset(n + 1 for n in at if n < len(tokens) and not keys.isdisjoint(tokens[n].keys))
        case PartRef(name):
            runs: Mapping[int, frozenset[int]] = chart.runs.get(name, {})
            return frozenset(end for n in at if n in runs for end in runs[n])
        case Run(items):
            for item in items:
                at = _step(item, chart, at)
                if not at:
                    break
            return at
        case Either(options):
            return frozenset().union(*(_step(option, chart, at) for option in options))
        case Maybe(item):
            return at | _step(item, chart, at)
        case Gap(most):
            return _widen(tokens, at, most)
        case NotNext(item):
            return frozenset(n for n in at if not _step(item, chart, frozenset((n,))))
        case Edge("^"):
            return at & {0}
        case Edge("$"):
            return at & {len(tokens)}
        case Edge():
            return at if chart.question else frozenset()


def _widen(tokens: tuple[Token, ...], at: frozenset[int], most: int) -> frozenset[int]:
    reached = set(at)
    for start in at:
        for n in range(start, min(start + most, len(tokens))):
            if tokens[n].brk == 2:
                break
            reached.add(n + 1)
    return frozenset(reached)
