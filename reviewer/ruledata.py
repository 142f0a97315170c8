"""All rule data as plain values, read from a compiled copy when it fits and from YAML when it does not.

YAML is slow to read, so a tree of data files is compiled once into JSON, and so is what else is made of it. A copy
is trusted only while it names the hash of the very files that lie there: an edited, stale, torn or foreign copy is
passed over in silence.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, reduce
from pathlib import Path
from typing import Any

from reviewer import resources
from reviewer.datafile import MAX_BYTES, KeyPath, parse
from reviewer.errors import DataError
from reviewer.resources import Copies

__all__ = ["RuleData", "derive", "load_rule_data", "load_tree"]

_FORMAT = 1
"""Raised whenever equal YAML would be read as different values."""
_ENDINGS = (".yaml", ".yml")
_MAX_ENTRIES = 5_000
_KEPT_COPIES = 8


@dataclass(frozen=True)
class RuleData:
    """Every data file, parsed when first asked for, under its path relative to the folder; equal fingerprints mean equal data."""

    fingerprint: str
    sources: Mapping[str, Path]
    """Where each file lies, for messages."""
    read: Callable[[], Mapping[str, object]] = field(compare=False, repr=False)

    @cached_property
    def files(self) -> Mapping[str, object]:
        """What each file says; whoever works with something made of the data never pays for it."""
        return self.read()

    def under(self, folder: str) -> dict[str, object]:
        """The files below one folder, in order of their names."""
        return {name: self.files[name] for name in sorted(self.files) if name.startswith(f"{folder}/")}

    def line_of(self, name: str, *keys: str | int) -> int | None:
        """The line of a key in a data file, or of the nearest key above it; reads the file again, so only for errors."""
        try:
            lines = parse(self.sources[name].read_bytes(), name).lines
        except (OSError, DataError):
            return None
        path: KeyPath = keys
        while path and path not in lines:
            path = path[:-1]
        return lines.get(path)

    def error(self, message: str, name: str, *keys: str | int) -> DataError:
        """An error that names the file, the line and the key."""
        key = ".".join(map(str, keys)) or None
        return DataError(message, file=_shown(self.sources[name]), line=self.line_of(name, *keys), key=key)


def load_rule_data(extra: Sequence[Path] = ()) -> RuleData:
    """The project's own rule data, with the files of further folders added to it."""
    own = load_tree(resources.rules_root(), resources.copies())
    return reduce(_add, (load_tree(folder) for folder in extra), own)


def load_tree(folder: Path, copies: Copies | None = None) -> RuleData:
    """One folder of data files, read from a compiled copy where one fits."""
    contents = dict(_read(folder))
    if not contents:
        raise DataError("holds no data file; put a `.yaml` file into it", file=str(folder))
    sources = {name: folder / name for name in contents}
    fingerprint = resources.content_hash(contents.items())

    def parsed() -> dict[str, object]:
        return {name: parse(contents[name], _shown(sources[name])).value for name in sorted(contents)}

    return RuleData(fingerprint, sources, lambda: _compiled("rules", fingerprint, parsed, copies))


def derive(data: RuleData, name: str, make: Callable[[], Any], *, code: str) -> Any:
    """Something made from rule data, as JSON has it; made again only when the data or the code that makes it has changed.

    `code` names that code, see `resources.code_hash`.
    """
    key = resources.content_hash([("code", code.encode()), ("data", data.fingerprint.encode())])
    return _compiled(name, key, make, resources.copies())


def _add(data: RuleData, more: RuleData) -> RuleData:
    for name in more.sources.keys() & data.sources.keys():
        message = f"another data file has this name already ({_shown(data.sources[name])}); rename yours"
        raise DataError(message, file=_shown(more.sources[name]))
    fingerprint = resources.content_hash([(part, b"") for part in (data.fingerprint, more.fingerprint)])
    return RuleData(fingerprint, {**data.sources, **more.sources}, lambda: {**data.files, **more.files})


def _shown(path: Path) -> str:
    """A path as its reader would write it: relative to where they stand, when it lies below."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def _read(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Each data file's relative posix name and bytes; hidden files and folders are no data."""
    entries = 0
    waiting = [("", os.fspath(folder))]
    while waiting:
        prefix, here = waiting.pop()
        try:
            with os.scandir(here) as listing:
                found = [entry for entry in listing if not entry.name.startswith((".", "__"))]
        except OSError as problem:
            raise DataError(f"cannot be read as a folder ({problem.strerror}); name a folder of data files", file=here) from None
        entries += len(found)
        if entries > _MAX_ENTRIES:
            raise DataError(f"holds more than {_MAX_ENTRIES:,} files; name the folder of the rules alone", file=str(folder))
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                waiting.append((f"{prefix}{entry.name}/", entry.path))
            elif entry.name.lower().endswith(_ENDINGS) and entry.is_file():
                yield f"{prefix}{entry.name}", _bytes(entry.path)


def _bytes(path: str) -> bytes:
    try:
        with open(path, "rb", buffering=0) as file:  # a bounded read would reserve the whole bound for each of a hundred files
            return file.read() if os.fstat(file.fileno()).st_size <= MAX_BYTES else file.read(MAX_BYTES + 1)
    except OSError as problem:
        raise DataError(f"cannot be read ({problem.strerror})", file=path) from None


def _compiled(name: str, key: str, make: Callable[[], Any], copies: Copies | None) -> Any:
    """The values from the copy of this name and key; else made, and kept for the next time where that is allowed."""
    if copies is None:
        return json.loads(json.dumps(make()))
    path = copies.folder / f"{name}-{key.removeprefix('sha256:')}.jsonl"
    values = _trusted(path, key)
    if values is None:
        values = json.dumps(make(), separators=(",", ":")).encode()
        if copies.writable:
            _keep(path, name, _head(key, values) + values)
    return json.loads(values)


def _head(key: str, values: bytes) -> bytes:
    """The first line of a copy: what it was made of, and what it must hold."""
    return json.dumps({"format": _FORMAT, "source": key, "values": resources.content_hash([("", values)])}).encode() + b"\n"


def _trusted(path: Path, key: str) -> bytes | None:
    try:
        head, end, values = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    return values if head + end == _head(key, values) else None


def _keep(path: Path, name: str, copy: bytes) -> None:
    """Write a copy whole or not at all; a checkout that cannot be written to only stays slow."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(exist_ok=True)
        draft.write_bytes(copy)
        draft.replace(path)
        copies = sorted(path.parent.glob(f"{name}-*.jsonl"), key=lambda kept: kept.stat().st_mtime_ns)
        for old in copies[:-_KEPT_COPIES]:
            old.unlink(missing_ok=True)
    except OSError:
        return
