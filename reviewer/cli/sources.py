"""Reads what the user names: a draft from a file or a pipe, facts from a file."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any, BinaryIO, Final

from reviewer.errors import InputError, reading
from reviewer.models import MAX_TEXT
from reviewer.models.parse import parse_json

__all__ = ["draft_text", "facts_file", "input_document"]

_MOST_BYTES: Final = 4 * MAX_TEXT + 3
"""The longest text that is read, at four bytes a character, behind a byte order mark."""
_MOST_FACTS: Final = 100_000
_OTHER_KINDS: Final = (
    ("a PDF", re.compile("%PDF-"), "copy the words of the draft into a text file"),
    ("an RTF document", re.compile(r"\{\\rtf"), "save it as plain text"),
    ("HTML", re.compile(r"\s*<(?:!doctype|html|head|body|p|div)[\s>]", re.IGNORECASE), "save it as plain text"),
    ("an archive of mails", re.compile(r"From \S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) "), "give it with `--thread`, and the draft as a FILE"),
)
"""What people give by mistake, known by how it begins."""


def draft_text(file: str | None, text: str | None) -> str:
    """The words of a plain draft: given as they are, from a file, or from standard input."""
    if text is not None:
        return text
    if file is not None and file != "-":
        return _a_draft(_decoded(_read(Path(file), _MOST_BYTES), file), file)
    return _a_draft(_decoded(_standard_input(), "standard input"), "standard input")


def _a_draft(text: str, name: str) -> str:
    """The text, unless it is a file of another kind, in which every verdict would be about its marks."""
    for kind, begins, way_out in _OTHER_KINDS:
        if begins.match(text):
            raise InputError(f"{name}: is {kind}, not plain text; {way_out}", field="draft")
    return text


def input_document(file: str) -> dict[str, Any]:
    """The input document in a JSON file."""
    content = _read(Path(file), 6 * _MOST_BYTES)
    return _object(_json(content, file), file)


def facts_file(file: Path) -> dict[str, Any]:
    """The facts in a JSON or YAML file; an error names line and column."""
    name = str(file)
    content = _read(file, _MOST_FACTS)
    if file.suffix.lower() == ".json":
        return _object(_json(content, name), name)
    _decoded(content, name)
    return _object(_yaml(content, name), name) if content.strip() else {}


def _standard_input() -> bytes:
    stream: BinaryIO | None = getattr(sys.stdin, "buffer", None)
    if stream is None or sys.stdin.isatty():
        raise InputError("no draft was given: name a FILE, pipe the draft in, or write it after `--text`", field="draft")
    content = stream.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise InputError(_too_long("standard input", _MOST_BYTES), field="draft")
    return content


def _read(file: Path, most: int) -> bytes:
    try:
        with reading(file), file.open("rb") as opened:
            content = opened.read(most + 1)
    except ValueError as problem:
        raise InputError(f"the path cannot be used ({problem})") from None
    if len(content) > most:
        raise InputError(_too_long(str(file), most))
    return content


def _too_long(name: str, most: int) -> str:
    return f"{name}: is longer than the {most:,} bytes that are read (a draft has at most {MAX_TEXT:,} characters)"


def _decoded(content: bytes, name: str) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise InputError(f"{name}: is UTF-16 text; save it as UTF-8")
    if b"\0" in content:
        raise InputError(f"{name}: is a binary file, not text; save the draft as plain text in UTF-8")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise InputError(f"{name}, line {line}: is not UTF-8 text; save it as UTF-8") from None


def _json(content: bytes, name: str) -> object:
    try:
        return parse_json(_decoded(content, name))
    except InputError as problem:
        named = problem.message if problem.message.startswith(name) else f"{name}: {problem.message}"
        raise InputError(named, field=problem.field) from None


def _yaml(content: bytes, name: str) -> object:
    import yaml

    from reviewer.datafile import parse

    try:
        for _ in yaml.parse(content, Loader=yaml.SafeLoader):
            pass
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        raise InputError(f"{name}, {where}the YAML cannot be read: {problem.problem or problem.context}") from None
    except (yaml.YAMLError, RecursionError) as problem:
        raise InputError(f"{name}: the YAML cannot be read: {str(problem).splitlines()[0]}") from None
    return parse(content, name).value


def _object(value: object, name: str) -> dict[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise InputError(f"{name}: must hold named fields, such as `stage: phone_screen`")
    return value
