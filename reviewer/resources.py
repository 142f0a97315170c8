"""Where the project's data lies, in a checkout or inside the installed package; nobody else knows.

The wheel carries the top-level data folders as `reviewer/_data/…`; a checkout keeps them beside the package.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from reviewer.errors import DataError

__all__ = [
    "Copies",
    "baselines_root",
    "cases_root",
    "classifier_root",
    "code_hash",
    "content_hash",
    "copies",
    "forms_root",
    "injections_file",
    "prompts_root",
    "recordings",
    "rules_root",
    "samples_root",
    "set_aside_file",
    "standing_file",
    "wording_root",
]

_PACKAGE = Path(__file__).resolve().parent
_PACKAGED = _PACKAGE / "_data"
_CHECKOUT = _PACKAGE.parent


def rules_root() -> Path:
    """The folder of rules, detectors, lexicons and guidelines."""
    return _folder("rules")


def classifier_root() -> Path:
    """The folder of the sentence encoder: its card, its vocabulary and its weights."""
    return _folder("classifier")


def prompts_root() -> Path:
    """The folder of the prompts: templates, wording and the schema of the answer, a folder for each version."""
    return _folder("prompts")


def wording_root() -> Path:
    """The folder of words that are offered to the writer."""
    return _folder("wording")


def samples_root() -> Path:
    """The folder of sample drafts with their context files."""
    return _folder("evals/samples")


def cases_root() -> Path:
    """The folder of labelled cases."""
    return _folder("evals/cases")


def baselines_root() -> Path:
    """The folder of what judges made of the labelled cases when they were last accepted."""
    return _folder("evals/baselines")


def forms_root() -> Path:
    """The folder of words by which the form of a draft is changed."""
    return _folder("evals/forms")


def injections_file() -> Path:
    """Drafts that speak to their reviewer, as labelled cases."""
    return _folder("evals") / "injections.jsonl"


def set_aside_file() -> Path:
    """The paragraphs of the two documents on which no guideline stands, with the reasons."""
    return _folder("evals") / "set-aside.yaml"


def recordings() -> tuple[Path, ...]:
    """The recordings of models' answers that ship; there may be none."""
    return tuple(sorted((_folder("evals") / "recordings").glob("*.jsonl")))


def standing_file() -> Path:
    """The wordings of the guidelines under which the labelled cases were last looked through."""
    return _folder("evals") / "standing.json"


@dataclass(frozen=True, slots=True)
class Copies:
    """Where compiled copies of the data lie, and whether new ones may be kept there."""

    folder: Path
    writable: bool


def copies() -> Copies | None:
    """The wheel carries its copies and is never written to; a checkout keeps them in its cache."""
    if _is_packaged():
        return Copies(_PACKAGED / "compiled", writable=False)
    return Copies(_CHECKOUT / ".cache", writable=True) if (_CHECKOUT / "pyproject.toml").is_file() else None


def content_hash(files: Iterable[tuple[str, bytes]]) -> str:
    """Name the content of files, equal on every platform: sorted relative posix names, line ends folded to `\\n`."""
    digest = hashlib.sha256()
    for name, content in sorted(files):
        folded = content if b"\r" not in content else content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        digest.update(f"{len(name.encode())} {len(folded)} {name}\n".encode())
        digest.update(folded)
    return f"sha256:{digest.hexdigest()}"


def code_hash(*rooms: str) -> str:
    """Name the code of some rooms of the package: what they make of equal data is equal while this is."""
    sources = (path for room in rooms for path in (_PACKAGE / room).glob("*.py"))
    return content_hash((path.relative_to(_PACKAGE).as_posix(), path.read_bytes()) for path in sources)


def _is_packaged() -> bool:
    return _PACKAGED.is_dir()


def _folder(name: str) -> Path:
    folder = (_PACKAGED if _is_packaged() else _CHECKOUT) / name
    if not folder.is_dir():
        raise DataError("the folder is missing; install the package again", file=str(folder))
    return folder
