"""Which versions of LiteLLM are known to harm whoever imports them."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["FLOOR", "is_bad", "is_too_old"]

FLOOR: Final = (1, 84)
"""The lowest version that is supported; below it lie pins of everything it needs, and holes of its proxy."""

_BAD: Final = re.compile(r"1\.82\.[78]|1\.107(\..*)?")
"""Releases with malware in them. The second line was taken back as a whole."""


def is_bad(version: str) -> bool:
    """Whether importing this version runs somebody else's program."""
    return _BAD.fullmatch(version) is not None


def is_too_old(version: str) -> bool:
    """Whether this version lies below those that are supported."""
    return tuple(int(part) for part in re.findall(r"\d+", version)[:2]) < FLOOR
