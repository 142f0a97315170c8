"""Files that hold mail: one mail (.eml), or many, one behind the other (mbox)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from reviewer.errors import InputError, reading
from reviewer.mail import bounds
from reviewer.mail.mail import Mail
from reviewer.mail.reading import looks_like_mail, read_mail

__all__ = ["read_archive", "read_archives", "read_file"]

_FROM_LINE: Final = re.compile(rb"^From (?=[^\n]*\d)[^\n]*\r?\n", re.MULTILINE)
"""The line above each mail of an mbox; it names a date, and what follows it is a header."""
_QUOTED_FROM: Final = re.compile(rb"^>(>*From )", re.MULTILINE)


def read_archives(files: Sequence[Path]) -> tuple[Mail, ...]:
    """Read every mail of some files, in the order of the files.

    Raises:
        InputError: a file cannot be read, holds no mail, or is larger than what is read.
    """
    found: list[Mail] = []
    for file in files:
        found += read_archive(read_file(file), str(file))
        if len(found) > bounds.MOST_MAILS:
            raise InputError(_too_many(str(file)))
    return tuple(found)


def read_file(file: Path) -> bytes:
    """The bytes of a file of mail; a folder, or one that is too long, is an error."""
    try:
        if file.is_dir():
            raise InputError(f"{file}: is a folder; name the .mbox or .eml files in it")
        with reading(file), file.open("rb") as opened:
            content = opened.read(bounds.MOST_ARCHIVE_BYTES + 1)
    except ValueError as problem:
        raise InputError(f"the path cannot be used ({problem})") from None
    if len(content) > bounds.MOST_ARCHIVE_BYTES:
        raise InputError(f"{file}: is longer than the {bounds.MOST_ARCHIVE_BYTES:,} bytes that are read; save the one conversation alone")
    return content


def read_archive(content: bytes, name: str) -> tuple[Mail, ...]:
    """Read every mail of one file; mails that a mail carries follow it."""
    if not content.lstrip(b"\r\n").startswith(b"From "):
        return tuple(_with_carried(read_mail(content, name)))
    mails: list[Mail] = []
    for number, raw in enumerate(_cut(content), 1):
        if number > bounds.MOST_MAILS:
            raise InputError(_too_many(name))
        mails += _with_carried(read_mail(raw, f"{name}, mail {number}", file=name, number=number))
    return tuple(mails)


def _cut(content: bytes) -> Iterator[bytes]:
    """The mails of an mbox; a line that begins with "From " within one has no header below it, or stands behind a `>`."""
    places = [line for line in _FROM_LINE.finditer(content) if looks_like_mail(content[line.end() : line.end() + 80].lstrip(b">"))]
    ends = [line.start() for line in places[1:]] + [len(content)]
    if not places:
        yield content
    for line, end in zip(places, ends, strict=True) if places else ():
        yield _QUOTED_FROM.sub(rb"\1", content[line.end() : end])


def _with_carried(mail: Mail) -> Iterator[Mail]:
    yield mail
    for inner in mail.within:
        yield from _with_carried(inner)


def _too_many(name: str) -> str:
    return f"{name}: holds more than the {bounds.MOST_MAILS:,} mails that are read; save the one conversation alone"
