"""The prompt as data: the templates, the wording and the schema of one version, read from `prompts/`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from reviewer.errors import DataError
from reviewer.resources import content_hash, prompts_root

__all__ = ["VERSION", "Prompts", "fill", "load_prompts", "read_files"]

VERSION: Final = "v1"
_SCHEMA: Final = "answer.schema.json"
_WORDING: Final = "facts.md"
_TEMPLATES: Final = ("system", "guideline", "contests", "draft", "findings", "reask", "shape")
_BLANK: Final = re.compile(r"\{\{([a-z_]+)\}\}")
_SECTION: Final = re.compile(r"^## (\S+)\n", re.MULTILINE)


class PromptFiles(NamedTuple):
    """The files of one version of a prompt."""

    fingerprint: str
    """Names the content of all of them."""
    templates: Mapping[str, str]
    others: Mapping[str, str]


class Prompts(NamedTuple):
    """One version of the prompt."""

    fingerprint: str
    """Names the content of all its files."""
    templates: Mapping[str, str]
    words: Mapping[str, str]
    """Sentences for facts, by name."""
    schema: Mapping[str, Any]
    """Of the answer, for all guidelines and facts at once."""

    def template(self, name: str, /, **values: str) -> str:
        """Fill a template."""
        return fill(self.templates[name], values)

    def say(self, name: str, /, **values: str) -> str:
        """Fill a sentence of the wording."""
        try:
            return fill(self.words[name], values)
        except KeyError:
            raise DataError(f"the section `## {name}` is missing; add it", file=f"prompts/{VERSION}/{_WORDING}") from None


def fill(template: str, values: Mapping[str, str]) -> str:
    """Put values into the `{{blanks}}` of a template, in one pass: what a value holds is never filled in again."""
    return _BLANK.sub(lambda match: values[match.group(1)], template)


@cache
def load_prompts(version: str = VERSION) -> Prompts:
    """Read one version of the prompt.

    Raises:
        DataError: a file is missing or cannot be read.
    """
    files = read_files(prompts_root() / version, _TEMPLATES, _WORDING, _SCHEMA)
    return Prompts(files.fingerprint, files.templates, _sections(files.others[_WORDING]), json.loads(files.others[_SCHEMA]))


def read_files(folder: Path, templates: Sequence[str], *others: str) -> PromptFiles:
    """Read the files of one version of a prompt: its templates by their bare names, and others by their whole ones.

    Raises:
        DataError: a file is missing or cannot be read.
    """
    names = (*(f"{name}.md" for name in templates), *others)
    try:
        contents = {name: (folder / name).read_bytes() for name in names}
    except OSError as problem:
        raise DataError(f"cannot be read ({problem.strerror}); install the package again", file=str(problem.filename)) from None
    texts = {name: content.decode("utf-8").replace("\r\n", "\n") for name, content in contents.items()}
    return PromptFiles(
        fingerprint=content_hash(contents.items()),
        templates={name: texts[f"{name}.md"].removesuffix("\n") for name in templates},
        others={name: texts[name] for name in others},
    )


def _sections(text: str) -> dict[str, str]:
    """Cut a page into its sections; what stands above the first is for its editors."""
    parts = _SECTION.split(text)[1:]
    return dict(zip(parts[::2], (part.strip("\n") for part in parts[1::2]), strict=True))
