"""The cache as the critique sees it: entries by key, kept for some days. Trouble with it never stops a review."""

from __future__ import annotations

import json
import sqlite3
import time
import warnings
import weakref
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, TypeVar, get_args

from reviewer.cache.folders import FILE, make_private
from reviewer.cache.keeper import Keeper

if TYPE_CHECKING:
    import diskcache  # type: ignore[import-untyped]

__all__ = ["MODES", "Cache", "CacheMode", "CacheWarning", "Info"]

CacheMode: TypeAlias = Literal["on", "off", "refresh", "replay"]
"""`on`: read and write; `off`: neither; `refresh`: ask anew and write; `replay`: read only, and what is missing is not asked."""

MODES: Final[tuple[CacheMode, ...]] = get_args(CacheMode)
_Result = TypeVar("_Result")
_DAY: Final = 86_400
_DAMAGED: Final = f"{FILE}.damaged"
_SETTINGS: Final = {
    "disk_min_file_size": 1 << 31,  # no entry in a file of its own
    "size_limit": 1 << 28,
    "sqlite_mmap_size": 0,  # a file cut short under a memory map would end the process
    "sqlite_secure_delete": 1,  # what is forgotten is overwritten
}
_PATIENCE: Final = 2.0
"""Seconds to wait for another process that writes."""


class CacheWarning(UserWarning):
    """Something is wrong with the cache; the review went on without it."""


@dataclass(frozen=True, slots=True)
class Info:
    """What the cache holds."""

    folder: Path
    entries: int
    bytes: int
    oldest: float | None
    """When the oldest entry was made, in seconds since 1970."""
    newest: float | None


class Cache:
    """Entries of plain JSON, opened when first used; safe to share between threads.

    Args:
        folder: made for its owner alone; holds nothing but the cache.
        mode: what is read and written.
        keep_days: how long an entry is used.
        warn: told once of each kind of trouble, in a sentence for users; a Python warning by default.
        clock: seconds since 1970.
    """

    def __init__(
        self,
        folder: Path,
        *,
        mode: CacheMode = "on",
        keep_days: int = 30,
        warn: Callable[[str], None] | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.folder, self.mode, self.keep_days = folder, mode, keep_days
        self._warn = warn or _python_warning
        self._clock = clock
        self._keeper = Keeper()
        self._file: list[diskcache.Cache] = []
        self._told: set[str] = set()
        self._untold: deque[str] = deque()
        self._given_up = False
        self._read_only = False
        self._finalizer = weakref.finalize(self, _close, self._keeper, self._file)

    def get(self, key: str) -> dict[str, Any] | None:
        """The entry for a key, or nothing where there is none that may be used."""
        if self.mode in ("off", "refresh"):
            return None
        entry = self._try(lambda file: self._entry(file, key), None)
        return entry if entry is not None and self._is_fresh(entry) else None

    def put(self, key: str, entry: Mapping[str, Any]) -> None:
        """Keep an entry."""
        if self.mode in ("off", "replay") or self._read_only:
            return
        kept = json.dumps({**entry, "created": self._clock()}, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        self._try(lambda file: file.set(key, kept, expire=self.keep_days * _DAY), None, writes=True)

    def entries(self) -> list[dict[str, Any]]:
        """Every entry that may still be used."""
        none: list[tuple[str, Any]] = []
        found = self._try(lambda file: list(self._entries(file)), none)
        return [entry for _, entry in found if isinstance(entry, dict) and self._is_fresh(entry)]

    def info(self) -> Info:
        """Count what is there; an entry that has run out is still counted until it is pruned."""
        none: list[tuple[str, Any]] = []
        made = [entry["created"] for _, entry in self._try(lambda file: list(self._entries(file)), none, looks=True) if _has_time(entry)]
        size = sum(path.stat().st_size for path in self.folder.glob(f"{FILE}*") if path.is_file()) if self.folder.is_dir() else 0
        return Info(self.folder, len(made), size, min(made, default=None), max(made, default=None))

    def prune(self, keep_days: int | None = None) -> int:
        """Erase what is older than the days that entries are kept, and every file that was moved aside; gives how many entries went."""
        oldest = self._clock() - _DAY * (self.keep_days if keep_days is None else keep_days)
        self._erase_damaged()

        def work(file: diskcache.Cache) -> int:
            old = [key for key, entry in self._entries(file) if not _has_time(entry) or entry["created"] < oldest]
            return sum(bool(file.delete(key)) for key in old) + int(file.expire())

        return self._try(work, 0, writes=True, looks=True)

    def clear(self) -> int:
        """Erase every entry; gives how many went."""
        self._erase_damaged()
        return self._try(lambda file: int(file.clear()), 0, writes=True, looks=True)

    def close(self) -> None:
        """Let go of the file; the next use opens it again."""
        self._keeper.run(lambda: _let_go(self._file))
        self._keeper.stop()

    def _try(self, work: Callable[[diskcache.Cache], _Result], otherwise: _Result, *, writes: bool = False, looks: bool = False) -> _Result:
        """Do something with the file; `looks` is for what has nothing to do where there is no file yet."""
        if self._given_up or (looks and not (self.folder / FILE).exists()):
            return otherwise
        found = self._keeper.run(lambda: self._tried(work, otherwise, writes))
        while self._untold:
            self._warn(self._untold.popleft())
        return found

    def _tried(self, work: Callable[[diskcache.Cache], _Result], otherwise: _Result, writes: bool) -> _Result:
        from diskcache import Timeout

        for attempt in (1, 2):
            try:
                return work(self._opened())
            except Timeout:
                self._say("busy", f"{self.folder}: the cache is busy with another program; this answer is not kept")
            except OSError as problem:
                self._give_up(problem.strerror or type(problem).__name__, writes=False)
            except (sqlite3.Error, LookupError, TypeError, ValueError) as problem:
                if isinstance(problem, sqlite3.OperationalError) and "no such" not in str(problem):
                    self._give_up(str(problem), writes=writes and bool(self._file))
                elif attempt == 1 and self._move_aside():
                    continue
                else:
                    self._give_up("its file is damaged", writes=False)
            break
        return otherwise

    def _opened(self) -> diskcache.Cache:
        if not self._file:
            from diskcache import Cache as File

            from reviewer.cache.disk import JsonDisk

            make_private(self.folder)
            self._file.append(File(str(self.folder), timeout=_PATIENCE, disk=JsonDisk, **_SETTINGS))
            with suppress(sqlite3.Error):
                self._file[0].expire(self._clock())
        return self._file[0]

    def _entry(self, file: diskcache.Cache, key: str) -> dict[str, Any] | None:
        """One entry; a row that is not ours is erased, and counts as none."""
        from reviewer.cache.disk import RefusedError

        try:
            entry = file.get(key)
        except RefusedError:
            self._say("refused", f"{self.folder}: an entry of the cache was not written by this program; it was erased unread")
            file.delete(key)
            return None
        return entry if isinstance(entry, dict) else None

    def _entries(self, file: diskcache.Cache) -> Iterator[tuple[str, Any]]:
        for key in list(file):
            yield key, self._entry(file, key)

    def _is_fresh(self, entry: Mapping[str, Any]) -> bool:
        return _has_time(entry) and self._clock() - entry["created"] < self.keep_days * _DAY

    def _move_aside(self) -> bool:
        """Put a damaged file where it does no harm, so that a new one can be begun; False where that is not possible."""
        _let_go(self._file)
        try:
            (self.folder / FILE).replace(self.folder / _DAMAGED)
            for rest in ("-wal", "-shm"):
                (self.folder / f"{FILE}{rest}").unlink(missing_ok=True)
        except OSError:
            return False
        self._say("damaged", f"{self.folder / FILE}: the cache was damaged; it was moved to {_DAMAGED} and a new one begun")
        return True

    def _erase_damaged(self) -> None:
        with suppress(FileNotFoundError, NotADirectoryError):
            (self.folder / _DAMAGED).unlink()

    def _give_up(self, why: str, *, writes: bool) -> None:
        """Go on without the cache, or without writing where reading may still work."""
        if writes:
            self._read_only = True
            self._say("write", f"{self.folder}: answers cannot be kept ({why}); make room, or name another folder with `cache_folder`")
        else:
            self._given_up = True
            _let_go(self._file)
            self._say("open", f"{self.folder}: the cache cannot be used ({why}); reviews go on without it")

    def _say(self, kind: str, sentence: str) -> None:
        if kind not in self._told:
            self._told.add(kind)
            self._untold.append(sentence)


def _has_time(entry: Any) -> bool:
    return isinstance(entry, Mapping) and isinstance(entry.get("created"), int | float)


def _let_go(file: list[diskcache.Cache]) -> None:
    while file:
        file.pop().close()


def _close(keeper: Keeper, file: list[diskcache.Cache]) -> None:
    """For a cache that nobody closed: the connection must end in the thread that made it."""
    if file:
        keeper.run(lambda: _let_go(file))
    keeper.stop()


def _python_warning(sentence: str) -> None:
    warnings.warn(sentence, CacheWarning, stacklevel=2)
