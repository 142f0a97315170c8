"""Where the memory lies, who may look into it, and how it is erased."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from reviewer.errors import DataError, OutputError, SettingsError
from reviewer.owners import shut_out_others, users_folder

__all__ = ["APPLICATION_ID", "FILE", "UNREADABLE", "forget_memory", "make_private", "memory_file", "prepare"]

APPLICATION_ID: Final = 0x46755277
"""Tells our databases from those of other programs."""

FILE: Final = "memory.db"
UNREADABLE: Final = "move it aside, or name another file with the setting `memory`; nothing in it was changed"
"""The way out where a file is not what this program wrote."""
_HEAD: Final = 100
_BESIDE: Final = ("", "-journal", "-wal", "-shm")
"""What SQLite lets lie beside a database, by the end of its name."""


def memory_file(setting: Path | str, *, set_by: str = "the setting `memory`") -> Path:
    """The file of the memory, which need not exist: in the platform's folder for a user's data, unless a setting names another.

    Raises:
        SettingsError: the memory is off.
    """
    if setting == "off":
        raise SettingsError(f"the memory is off, as {set_by} says; set `memory` to `on` or to a file to use it")
    if setting == "on":
        return users_folder("data") / FILE
    place = Path(setting)
    return place / FILE if place.is_dir() else place


def prepare(file: Path) -> None:
    """Make the file if need be, and let nobody but its owner read it.

    Raises:
        DataError: another program's file is there.
        OutputError: it cannot be made, or belongs to somebody else.
    """
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
        make_private(file)
    except OSError as problem:
        why = "its folder is a file" if isinstance(problem, FileExistsError) else problem.strerror
        way_out = "check its permissions, or name another file with the setting `memory`"
        raise OutputError(f"{file}: the memory cannot be written ({why}); {way_out}") from None


def make_private(file: Path) -> None:
    """Shut out everybody but the owner, where the platform knows owners, if the file is ours."""
    if not _is_ours(file):
        raise DataError(f"is no memory of this program, or a damaged one; {UNREADABLE}", file=str(file))
    shut_out_others(file, 0o600)


def forget_memory(file: Path) -> bool:
    """Erase the memory, and its folder if it is empty then and bears our name; tells whether there was one.

    Raises:
        DataError: the file is none of ours, and stays.
        OSError: something cannot be erased.
    """
    if file.is_file() and file.name != FILE and not _is_ours(file):
        raise DataError("is no memory of this program, and stays as it is; erase it by hand if you want to", file=str(file))
    there = [path for end in _BESIDE if (path := file.with_name(file.name + end)).is_file()]
    for path in there:
        path.unlink()
    if there and file.parent.name == "reviewer" and not any(file.parent.iterdir()):
        file.parent.rmdir()
    return bool(there)


def _is_ours(file: Path) -> bool:
    """Whether the head of the file says so: SQLite keeps the number of its program there; an empty file is nobody's."""
    with file.open("rb") as opened:
        head = opened.read(_HEAD)
    return not head or (head.startswith(b"SQLite format 3\0") and head[68:72] == APPLICATION_ID.to_bytes(4, "big"))
