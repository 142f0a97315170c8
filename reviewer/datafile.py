"""Read one data file: YAML with plain values only, and the line of every key.

Words stay words: `no`, `on` and `2026-11-02` are text here, since word lists and dates are what the files hold.
Anchors, aliases, tags, doubled keys, several documents in one file and deep nesting are refused: a rule pack is
a stranger's file, and each of them hides something from its reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from reviewer.errors import DataError

if TYPE_CHECKING:
    import yaml

__all__ = ["MAX_BYTES", "Document", "KeyPath", "parse"]

MAX_BYTES = 1_000_000
"""The largest data file that is read."""
_MAX_DEPTH = 40
_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,15})")
_DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,15})\.[0-9]{1,15}")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}

KeyPath: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """What a data file says, and the line on which each key or list item starts."""

    value: object
    lines: dict[KeyPath, int]


def parse(content: bytes, name: str) -> Document:
    """Read the YAML of one file; an error names the file, the line, the key and the way out."""
    if len(content) > MAX_BYTES:
        raise DataError(f"is larger than {MAX_BYTES:,} bytes; split it into several files", file=name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise DataError("is not UTF-8 text; save it as UTF-8", file=name, line=line) from None
    import yaml  # only files that are not compiled yet need it, and importing it costs more than reading a compiled copy

    try:
        return _Reader(_events(text), name).document()
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        where = mark.line + 1 if mark else None
        raise DataError(f"the YAML cannot be read: {problem.problem or problem.context}", file=name, line=where) from None
    except yaml.YAMLError as problem:
        raise DataError(f"the YAML cannot be read: {str(problem).splitlines()[0]}", file=name) from None


def _events(text: str) -> Iterator[yaml.Event]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return iter(yaml.parse(text, Loader=loader))


class _Reader:
    """Turns the events of one file into plain values, noting lines."""

    def __init__(self, events: Iterator[yaml.Event], name: str) -> None:
        self._events = events
        self._name = name
        self._lines: dict[KeyPath, int] = {}

    def document(self) -> Document:
        from yaml import DocumentStartEvent, StreamEndEvent

        next(self._events)
        if isinstance(next(self._events), StreamEndEvent):
            raise DataError("is empty; fill it or delete it", file=self._name)
        value = self._value(next(self._events), ())
        next(self._events)
        after = next(self._events)
        if isinstance(after, DocumentStartEvent):
            raise self._refuse(after, "starts a second document; keep one document in a file", ())
        return Document(value, self._lines)

    def _value(self, event: yaml.Event, path: KeyPath) -> object:
        from yaml import AliasEvent, MappingStartEvent, NodeEvent, ScalarEvent

        self._lines.setdefault(path, _line(event))
        if isinstance(event, AliasEvent) or (isinstance(event, NodeEvent) and event.anchor):
            raise self._refuse(event, "anchors and aliases are not allowed; write the value out", path)
        if tag := getattr(event, "tag", None):
            raise self._refuse(event, f"the tag `{tag}` is not allowed; write the value without it", path)
        if len(path) > _MAX_DEPTH:
            raise self._refuse(event, f"is nested more than {_MAX_DEPTH} levels deep; make it flatter", path[:3])
        if isinstance(event, ScalarEvent):
            return _plain(event.value) if not event.style else event.value
        return self._mapping(path) if isinstance(event, MappingStartEvent) else self._sequence(path)

    def _mapping(self, path: KeyPath) -> dict[str, object]:
        from yaml import MappingEndEvent, ScalarEvent

        found: dict[str, object] = {}
        while not isinstance(event := next(self._events), MappingEndEvent):
            if not isinstance(event, ScalarEvent) or event.anchor or event.tag:
                raise self._refuse(event, "a key must be plain text", path)
            key = event.value
            if key in found:
                first = self._lines[*path, key]
                raise self._refuse(event, f"the key `{key}` is given twice (first on line {first}); keep one", (*path, key))
            self._lines[*path, key] = _line(event)
            found[key] = self._value(next(self._events), (*path, key))
        return found

    def _sequence(self, path: KeyPath) -> list[object]:
        from yaml import SequenceEndEvent

        found: list[object] = []
        while not isinstance(event := next(self._events), SequenceEndEvent):
            found.append(self._value(event, (*path, len(found))))
        return found

    def _refuse(self, event: yaml.Event, message: str, path: KeyPath) -> DataError:
        return DataError(message, file=self._name, line=_line(event), key=".".join(map(str, path)) or None)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _plain(word: str) -> object:
    """Read an unquoted value: true, false, null and numbers as JSON knows them; all else is text."""
    if word in _WORDS:
        return _WORDS[word]
    if _WHOLE.fullmatch(word):
        return int(word)
    return float(word) if _DECIMAL.fullmatch(word) else word
