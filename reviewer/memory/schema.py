"""The tables of the memory, and how a database of an older program becomes one of this."""

from __future__ import annotations

import sqlite3
from typing import Final

from reviewer.errors import DataError
from reviewer.memory.place import APPLICATION_ID

__all__ = ["LATEST", "bring_up_to_date"]

_STEPS: Final = (
    (
        "CREATE TABLE applications (id TEXT PRIMARY KEY, name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE, added_on TEXT NOT NULL)",
        "CREATE TABLE facts (application TEXT NOT NULL REFERENCES applications ON DELETE CASCADE, field TEXT NOT NULL,"
        " value TEXT NOT NULL, said_on TEXT NOT NULL, PRIMARY KEY (application, field)) WITHOUT ROWID",
        "CREATE TABLE messages (told INTEGER PRIMARY KEY AUTOINCREMENT,"
        " application TEXT NOT NULL REFERENCES applications ON DELETE CASCADE, day TEXT NOT NULL, kind TEXT NOT NULL)",
    ),
    (
        "CREATE TABLE acceptances (application TEXT NOT NULL REFERENCES applications ON DELETE CASCADE, rule TEXT NOT NULL,"
        " hash TEXT NOT NULL, reason TEXT NOT NULL, accepted_on TEXT NOT NULL, PRIMARY KEY (application, rule, hash)) WITHOUT ROWID",
        "ALTER TABLE applications ADD COLUMN revision INTEGER NOT NULL DEFAULT 0",
    ),
)
"""What each version added; a step is never changed once it has been released."""
LATEST: Final = len(_STEPS)


def bring_up_to_date(db: sqlite3.Connection, name: str) -> None:
    """Make the tables that are missing, all or none.

    Raises:
        DataError: the file is of a newer version of this program.
    """
    if _version(db, name) == LATEST:
        return
    db.execute("BEGIN IMMEDIATE")
    for step in _STEPS[_version(db, name) :]:  # asked again, since another process may have been first
        for statement in step:
            db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {LATEST}")
    db.execute("COMMIT")


def _version(db: sqlite3.Connection, name: str) -> int:
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    if version > LATEST:
        raise DataError("was written by a newer version of this program; update it, and nothing is lost", file=name)
    return version
