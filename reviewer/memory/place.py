"""Where the memory lies, who may look into it, and how it is erased."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Final

from reviewer.errors import OutputError, SettingsError

__all__ = ["FILE", "forget_memory", "memory_file", "prepare"]

FILE: Final = "memory.db"
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
        from platformdirs import user_data_path

        return user_data_path("reviewer", appauthor=False) / FILE
    place = Path(setting)
    return place / FILE if place.is_dir() else place


def prepare(file: Path) -> None:
    """Make the file if need be, and let nobody but its owner read it.

    Raises:
        OutputError: it cannot be made, or belongs to somebody else.
    """
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
        make_private(file)
    except OSError as problem:
        way_out = "check its permissions, or name another file with the setting `memory`"
        raise OutputError(f"{file}: the memory cannot be written ({problem.strerror}); {way_out}") from None


def make_private(file: Path) -> None:
    """Shut out everybody but the owner, where the platform knows owners."""
    if os.name != "posix":
        return
    found = file.stat()
    if found.st_uid != os.geteuid():
        raise PermissionError(1, "it belongs to another user")
    if stat.S_IMODE(found.st_mode) & 0o077:
        file.chmod(0o600)


def forget_memory(file: Path) -> bool:
    """Erase the memory, and its folder if it is empty then and bears our name; tells whether there was one.

    Raises:
        OSError: something cannot be erased.
    """
    beside = [file.with_name(file.name + end) for end in _BESIDE]
    there = [path for path in beside if path.is_file() or path.is_symlink()]
    for path in there:
        path.unlink()
    if there and file.parent.name == "reviewer" and not any(file.parent.iterdir()):
        file.parent.rmdir()
    return bool(there)
