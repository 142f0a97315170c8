"""Opens the file of the memory for one piece of work; whatever SQLite complains of becomes one sentence.

The journal is SQLite's usual one, not a write-ahead log: the memory is small and seldom written, all of it stays in one file
that can be copied, and it works on a folder of the network too. Two processes at once wait for each other.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from reviewer.errors import DataError, OutputError
from reviewer.memory.place import UNREADABLE, make_private, prepare
from reviewer.memory.schema import bring_up_to_date

__all__ = ["reading", "writing"]

_PATIENCE: Final = 10.0
"""Seconds to wait for another process; a piece of work takes a few milliseconds."""


@contextmanager
def reading(file: Path) -> Iterator[sqlite3.Connection | None]:
    """The memory as it stands at one moment; None where nothing was ever told, and then no file is made."""
    if not _there(file):
        yield None
        return
    with _told(file), closing(_opened(file)) as db:
        bring_up_to_date(db, str(file))
        db.execute("BEGIN")
        yield db


@contextmanager
def writing(file: Path) -> Iterator[sqlite3.Connection]:
    """The memory for a change, which takes place whole or not at all, and after those of other processes."""
    prepare(file)
    with _told(file), closing(_opened(file)) as db:
        bring_up_to_date(db, str(file))
        db.execute("BEGIN IMMEDIATE")
        yield db
        db.execute("COMMIT")


def _there(file: Path) -> bool:
    try:
        if not file.is_file() or file.stat().st_size == 0:
            return False
        make_private(file)
    except OSError as problem:
        raise DataError(f"the memory cannot be read ({problem.strerror}); check its permissions", file=str(file)) from None
    return True


def _opened(file: Path) -> sqlite3.Connection:
    db = sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)
    try:
        for pragma in ("trusted_schema = OFF", "foreign_keys = ON", "secure_delete = ON"):
            db.execute(f"PRAGMA {pragma}")
    except sqlite3.Error:
        db.close()
        raise
    return db


@contextmanager
def _told(file: Path) -> Iterator[None]:
    """Errors of the database in our words."""
    try:
        yield
    except sqlite3.OperationalError as problem:
        if "locked" in str(problem):
            raise OutputError(f"{file}: another process has held the memory for {_PATIENCE:g} seconds; try again") from None
        if "no such" in str(problem):
            raise DataError(f"the memory is not as this program made it ({problem}); {UNREADABLE}", file=str(file)) from None
        way_out = "check the permissions of the file and its folder, and the room on the disk"
        raise OutputError(f"{file}: the memory cannot be used ({problem}); {way_out}") from None
    except sqlite3.DatabaseError as problem:
        raise DataError(f"the memory is damaged or is no database ({problem}); {UNREADABLE}", file=str(file)) from None
