"""What is kept for the user belongs to them alone."""

from __future__ import annotations

import os
import stat
from pathlib import Path

__all__ = ["shut_out_others"]


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
