"""Where the cache lies, and how it is erased."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from reviewer.owners import shut_out_others, users_folder

__all__ = ["FILE", "cache_folder", "forget", "make_private"]

FILE: Final = "cache.db"
"""The file of the cache; the names of those that lie beside it begin likewise."""


def cache_folder() -> Path:
    """Where the platform keeps what can be made again."""
    return users_folder("cache")


def make_private(folder: Path) -> None:
    """Make the folder, and let nobody but its owner in.

    Raises:
        OSError: it cannot be made, or belongs to somebody else.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    shut_out_others(folder, 0o700)


def forget(folder: Path) -> int:
    """Erase the files of the cache, and the folder if nothing else is in it; gives how many files are gone.

    Raises:
        OSError: something cannot be erased.
    """
    if folder.is_symlink() or not folder.is_dir():
        return 0
    files = [path for path in folder.iterdir() if path.name.startswith(FILE) and not path.is_dir()]
    for path in files:
        path.unlink()
    if not any(folder.iterdir()):
        folder.rmdir()
    return len(files)
