"""API keys: a file of names and hashes, one a line, which is read anew whenever it changes. The keys themselves are kept nowhere."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from reviewer.errors import InputError, OutputError, SettingsError, writing

__all__ = ["Key", "KeyFile", "make_key", "revoke_key"]

_PREFIX: Final = "rvw_"
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_LINE: Final = re.compile(r"(\S+) sha256:([0-9a-f]{64}) (\d{4}-\d{2}-\d{2})")
_HEAD: Final = "# API keys of `reviewer serve`: name, hash, day. The keys themselves are kept nowhere; take a line out to revoke one.\n"


@dataclass(frozen=True, slots=True)
class Key:
    """What is known of one key."""

    name: str
    digest: str
    made_on: str


class KeyFile:
    """The keys that count now.

    Raises:
        SettingsError: the file cannot be read, or a line of it.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._seen = self._stamp()
        self._keys = _read(file)

    def name_of(self, key: str) -> str | None:
        """Whose key this is; every entry is compared, each in constant time."""
        digest, found = _digest(key), None
        for known in self._current():
            if hmac.compare_digest(known.digest, digest):
                found = known.name
        return found

    def _current(self) -> tuple[Key, ...]:
        """A file that cannot be read any more keeps the door shut."""
        stamp = self._stamp()
        if stamp != self._seen:
            try:
                self._keys = _read(self._file)
            except SettingsError:
                self._keys = ()
            self._seen = stamp
        return self._keys

    def _stamp(self) -> tuple[int, int, int]:
        try:
            state = self._file.stat()
        except OSError:
            return (0, 0, 0)
        return (state.st_mtime_ns, state.st_size, state.st_ino)


def make_key(file: Path, name: str) -> str:
    """Make a key and write its hash behind the others; nobody can be told the key again.

    Raises:
        InputError: the name cannot be used, or is taken.
        OutputError: the file cannot be written.
    """
    if not _NAME.fullmatch(name):
        raise InputError("the name of a key is made of letters, digits, `.`, `_` and `-`, at most 64 of them", field="name")
    known = _read(file) if file.exists() else ()
    if name in (key.name for key in known):
        raise InputError(f"{file}: has a key named `{name}`; take another name, or revoke that one with `--revoke`", field="name")
    made = _PREFIX + secrets.token_urlsafe(32)
    _write(file, (*known, Key(name, _digest(made), str(datetime.now(UTC).date()))))
    return made


def revoke_key(file: Path, name: str) -> None:
    """Take a key out; a running service refuses it from the next request on.

    Raises:
        InputError: there is none of this name.
        OutputError: the file cannot be written.
    """
    known = _read(file)
    if name not in (key.name for key in known):
        raise InputError(f"{file}: has no key named `{name}`; it names {', '.join(key.name for key in known) or 'none'}", field="name")
    _write(file, tuple(key for key in known if key.name != name))


def _digest(key: str) -> str:
    """A plain hash is enough: a key has 256 random bits, which nobody can try out."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def _read(file: Path) -> tuple[Key, ...]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        why = getattr(problem, "strerror", None) or "it is not UTF-8 text"
        raise SettingsError(f"{file}: the API keys cannot be read ({why}); make one with `reviewer serve key NAME --keys {file}`") from None
    keys = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line.strip())
        if found is None:
            raise SettingsError(f"{file}, line {number}: is no API key; a line reads `NAME sha256:HASH YYYY-MM-DD`")
        keys.append(Key(*found.groups()))
    return tuple(keys)


def _write(file: Path, keys: tuple[Key, ...]) -> None:
    """Whole or not at all, and for the owner's eyes alone."""
    new = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    text = _HEAD + "".join(f"{key.name} sha256:{key.digest} {key.made_on}\n" for key in keys)
    try:
        with writing(file):
            with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8", newline="\n") as opened:
                opened.write(text)
            new.replace(file)
    except OutputError:
        new.unlink(missing_ok=True)
        raise
