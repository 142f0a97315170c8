"""How an entry lies in the file: JSON under a key of text. Whatever else a row claims to be is refused, never loaded."""

from __future__ import annotations

import json
from typing import Any, Final

from diskcache import UNKNOWN, Disk  # type: ignore[import-untyped]

__all__ = ["JsonDisk", "RefusedError"]

_RAW: Final = 1
"""The one form of row that is read: the value itself, in the row. The others name a file or hold a pickle, which is code."""


class RefusedError(ValueError):
    """A row that this program has not written."""


class JsonDisk(Disk):  # type: ignore[misc]  # diskcache has no types
    """Puts JSON text in and takes its value out; checks on reading too, since the file may have been written by others."""

    def put(self, key: Any) -> tuple[str, bool]:
        if not isinstance(key, str):
            raise RefusedError("a key of the cache is text")
        return key, True

    def get(self, key: Any, raw: Any) -> str:
        if not raw or not isinstance(key, str):
            raise RefusedError("a key of the cache is text")
        return key

    def store(self, value: Any, read: bool, key: Any = UNKNOWN) -> tuple[int, int, None, str]:
        if read or not isinstance(value, str):
            raise RefusedError("an entry of the cache is JSON")
        return 0, _RAW, None, value

    def fetch(self, mode: Any, filename: Any, value: Any, read: bool) -> Any:
        if mode != _RAW or filename is not None or not isinstance(value, str):
            raise RefusedError("an entry of the cache is JSON")
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            raise RefusedError("an entry of the cache is JSON") from None

    def remove(self, file_path: Any) -> None:
        """Remove no file: no entry has one, so a row that names one would have it remove what is not ours."""
