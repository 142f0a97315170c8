"""What is kept for the user lies where the platform keeps such things, and belongs to them alone."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Final, Literal

__all__ = ["shut_out_others", "users_folder"]

_NAME: Final = "reviewer"
_AT_HOME: Final = {"cache": ".cache", "data": ".local/share"}


def users_folder(kind: Literal["cache", "data"]) -> Path:
    """Our folder among the user's own: for what can be made again (`cache`), or for what cannot (`data`); never the working folder."""
    import platformdirs

    folder = (platformdirs.user_cache_path if kind == "cache" else platformdirs.user_data_path)(_NAME, appauthor=False)
    if folder.is_absolute():
        return folder
    return Path.home() / _AT_HOME[kind] / _NAME  # the standard has a relative folder in the environment passed over


def shut_out_others(path: Path, mode: int) -> None:
    """Let nobody but its owner at a file or folder, where the platform knows owners; `mode` is what it gets if others had a way in.

    Raises:
        OSError: it belongs to somebody else, or cannot be looked at.
    """
    if os.name != "posix":
        return
    found = path.stat()
    if found.st_uid != os.geteuid():
        raise PermissionError(1, "it belongs to another user")
    if stat.S_IMODE(found.st_mode) & 0o077:
        path.chmod(mode)
