"""Read typed values out of parsed data, so that every mistake is named with file, line, key and the way out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reviewer.datafile import KeyPath
from reviewer.errors import DataError, nearest
from reviewer.ruledata import RuleData

__all__ = ["Record", "record"]


@dataclass(frozen=True, slots=True)
class Record:
    """One mapping of a data file, whose keys are known to be the right ones."""

    data: RuleData
    name: str
    keys: KeyPath
    values: dict[str, object]

    def text(self, key: str) -> str:
        """A text that is not blank."""
        value = self.values.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.error("must be a text", key)
        return " ".join(value.split())

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of at least one text."""
        value = self.values.get(key)
        if not isinstance(value, list) or not value or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.error("must be a list of texts", key)
        return tuple(" ".join(item.split()) for item in value)

    def whole(self, key: str, *, least: int = 0) -> int:
        """A whole number, not below `least`."""
        value = self.values.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise self.error(f"must be a whole number from {least} on", key)
        return value

    def choice(self, key: str, allowed: Iterable[str]) -> str:
        """One word of a closed list."""
        value, words = self.text(key), tuple(allowed)
        if value not in words:
            raise self.error(f"`{value}` is not known here; {nearest(value, words)}", key)
        return value

    def records(self, key: str, *, required: Iterable[str], optional: Iterable[str] = ()) -> tuple[Record, ...]:
        """A list of at least one mapping with these keys."""
        value = self.values.get(key)
        if not isinstance(value, list) or not value:
            raise self.error("must be a list of mappings", key)
        needed, more = tuple(required), tuple(optional)
        return tuple(record(self.data, self.name, (*self.keys, key, n), item, needed, more) for n, item in enumerate(value))

    def error(self, message: str, *keys: str | int) -> DataError:
        """An error about a key of this record."""
        return _error(self.data, self.name, (*self.keys, *keys), message)


def record(data: RuleData, name: str, keys: KeyPath, value: object, required: Iterable[str], optional: Iterable[str] = ()) -> Record:
    """Hold a parsed value against the keys it must and may have."""
    if not isinstance(value, dict):
        raise _error(data, name, keys, f"must be a mapping with the keys {', '.join(required)}")
    needed = tuple(required)
    allowed = (*needed, *optional)
    for key in value:
        if key not in allowed:
            raise _error(data, name, (*keys, key), f"this key is not known here; {nearest(key, allowed)}")
    for key in needed:
        if key not in value:
            raise _error(data, name, keys, f"the key `{key}` is missing; add it")
    return Record(data, name, keys, value)


def _error(data: RuleData, name: str, keys: KeyPath, message: str) -> DataError:
    named = f"`{'.'.join(map(str, keys))}`: {message}" if keys else message
    return data.error(named, name, *keys)
