"""The prompt is data: templates, wording and schema in one folder for each version."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from reviewer import resources
from reviewer.critique.templates import VERSION, fill, load_prompts
from reviewer.errors import DataError

BLANK = re.compile(r"\{\{(.*?)\}\}")


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the prompts that a test may change."""
    shutil.copytree(resources.prompts_root(), tmp_path / "prompts")
    monkeypatch.setattr("reviewer.critique.templates.prompts_root", lambda: tmp_path / "prompts")
    load_prompts.cache_clear()
    yield tmp_path / "prompts" / VERSION
    load_prompts.cache_clear()


def test_a_value_is_never_filled_in_again() -> None:
    """Whoever writes a blank into a draft gets that blank, not what the program would put there."""
    assert fill("{{one}} and {{two}}", {"one": "{{two}}", "two": "2"}) == "{{two}} and 2"


def test_every_template_names_only_blanks_that_are_filled() -> None:
    """The blanks of each template, as the program knows them."""
    templates = load_prompts().templates
    assert {name: sorted(set(BLANK.findall(text))) for name, text in templates.items()} == {
        "system": ["contests", "guidelines"],
        "guideline": ["counts", "does_not", "id", "statement", "title"],
        "contests": [],
        "draft": ["asked", "facts", "fence", "findings", "sentences", "unknown"],
        "findings": ["findings"],
        "reask": ["faults"],
        "shape": ["schema"],
    }


def test_the_schema_is_sound_and_as_strict_as_providers_ask() -> None:
    """Every property is required and no other allowed, at every level; only keywords that every provider takes are used."""
    schema = dict(load_prompts().schema)
    jsonschema.Draft202012Validator.check_schema(schema)
    for key in ("$schema", "title"):
        schema.pop(key)
    for part in _objects(schema):
        assert set(part["required"]) == set(part["properties"])
        assert part["additionalProperties"] is False
    assert _keywords(schema) == {"type", "description", "properties", "required", "additionalProperties", "items", "enum"}


def test_a_changed_file_is_a_changed_fingerprint(copied: Path) -> None:
    """The fingerprint names the content of all files of the version, so a word more makes another prompt."""
    seen = {load_prompts().fingerprint}
    for path in sorted(copied.iterdir()):
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        load_prompts.cache_clear()
        seen.add(load_prompts().fingerprint)
    assert len(seen) == len(list(copied.iterdir())) + 1


def test_line_ends_do_not_change_the_fingerprint(copied: Path) -> None:
    """A checkout on Windows asks the same question."""
    before = load_prompts()
    path = copied / "facts.md"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    load_prompts.cache_clear()
    assert (load_prompts().fingerprint, load_prompts().words) == (before.fingerprint, before.words)


def test_a_missing_file_is_named_with_the_way_out(copied: Path) -> None:
    """A broken installation is told in one sentence."""
    (copied / "reask.md").unlink()
    load_prompts.cache_clear()
    with pytest.raises(DataError, match=r"reask\.md: cannot be read \(No such file or directory\); install the package again"):
        load_prompts()


def test_a_missing_sentence_is_named_with_the_way_out(copied: Path) -> None:
    """Whoever edits the wording is told which section is gone."""
    path = copied / "facts.md"
    path.write_text(path.read_text(encoding="utf-8").replace("## empty\n", "## emptiness\n"), encoding="utf-8")
    load_prompts.cache_clear()
    with pytest.raises(DataError) as caught:
        load_prompts().say("empty")
    assert str(caught.value) == "prompts/v1/facts.md: the section `## empty` is missing; add it"


def _objects(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield schema
        for value in schema.values():
            yield from _objects(value)


def _keywords(schema: dict[str, object]) -> set[str]:
    found = set(schema)
    for key, value in schema.items():
        if key == "properties" and isinstance(value, dict):
            found |= {word for part in value.values() for word in _keywords(part)}
        elif key == "items" and isinstance(value, dict):
            found |= _keywords(value)
    return found
