"""Where the project's data lies, in a checkout or inside the installed package; nobody else knows.

The wheel carries the top-level data folders as `reviewer/_data/…`; a checkout keeps them beside the package.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from reviewer.errors import DataError

__all__ = ["cache_root", "compiled_file", "content_hash", "rules_root", "samples_root"]

_PACKAGE = Path(__file__).resolve().parent
_PACKAGED = _PACKAGE / "_data"
_CHECKOUT = _PACKAGE.parent


def rules_root() -> Path:
    """The folder of rules, detectors, lexicons and guidelines."""
    return _folder("rules")


def samples_root() -> Path:
    """The folder of sample drafts with their context files."""
    return _folder("evals/samples")


def compiled_file() -> Path | None:
    """The compiled rule data that the wheel carries, or nothing in a checkout."""
    return _PACKAGED / "compiled.jsonl" if _is_packaged() else None


def cache_root() -> Path | None:
    """Where a checkout keeps its compiled rule data; an installed package never writes beside itself."""
    return None if _is_packaged() or not (_CHECKOUT / "pyproject.toml").is_file() else _CHECKOUT / ".cache"


def content_hash(files: Iterable[tuple[str, bytes]]) -> str:
    """Name the content of files, equal on every platform: sorted relative posix names, line ends folded to `\\n`."""
    digest = hashlib.sha256()
    for name, content in sorted(files):
        folded = content if b"\r" not in content else content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        digest.update(f"{len(name.encode())} {len(folded)} {name}\n".encode())
        digest.update(folded)
    return f"sha256:{digest.hexdigest()}"


def _is_packaged() -> bool:
    return _PACKAGED.is_dir()


def _folder(name: str) -> Path:
    folder = (_PACKAGED if _is_packaged() else _CHECKOUT) / name
    if not folder.is_dir():
        raise DataError("the folder is missing; install the package again", file=str(folder))
    return folder
