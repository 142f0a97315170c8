"""The key of an answer: each part that shapes it changes it, and nothing else does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from reviewer.asking import Call, Message
from reviewer.critique.key import FORMAT, key_of, parts_of
from reviewer.testing import ScriptedModel

CALL = Call((Message("system", "Instructions"), Message("user", "Dear Ann")), {"type": "object"}, "json_schema", 60.0)


def _model(**changes: Any) -> ScriptedModel:
    model = ScriptedModel(name=changes.pop("name", "a/b"), parameters=changes.pop("parameters", {"temperature": 0}))
    model.base_url = changes.pop("base_url", None)
    return model


def _parts(call: Call = CALL, *, prompt: str = "p", guidelines: str = "g", **model: Any) -> dict[str, Any]:
    return parts_of(call, _model(**model), prompt=prompt, guidelines=guidelines, canonical=lambda text: text.replace("Ann", "<name>"))


KEY = key_of(_parts())

CHANGED = {
    "messages": _parts(replace(CALL, messages=(CALL.messages[0], Message("user", "Dear Ann!")))),
    "instructions": _parts(replace(CALL, messages=(Message("system", "Others"), CALL.messages[1]))),
    "roles": _parts(replace(CALL, messages=(CALL.messages[0], Message("assistant", "Dear Ann")))),
    "schema": _parts(replace(CALL, schema={"type": "array"})),
    "mode": _parts(replace(CALL, mode="prompt")),
    "sample": _parts(replace(CALL, sample=1)),
    "prompt": _parts(prompt="q"),
    "guidelines": _parts(guidelines="h"),
    "model": _parts(name="a/c"),
    "base_url": _parts(base_url="http://127.0.0.1:1/v1"),
    "parameters": _parts(parameters={"temperature": 1}),
    "format": {**_parts(), "format": FORMAT + 1},
}


@pytest.mark.parametrize("part", CHANGED)
def test_a_change_of_any_part_is_another_key(part: str) -> None:
    assert key_of(CHANGED[part]) != KEY


def test_no_two_parts_can_be_taken_for_each_other() -> None:
    """Canonical JSON, no joined string."""
    assert len({KEY, *map(key_of, CHANGED.values())}) == 1 + len(CHANGED)
    assert key_of(_parts(prompt="p|g", guidelines="")) != key_of(_parts(prompt="p", guidelines="g|"))


def test_every_part_is_tried_above() -> None:
    assert set(_parts()) == set(CHANGED) - {"instructions", "roles"}


def test_time_and_names_are_no_part_of_the_key() -> None:
    """Nor the order in which parameters were given; a name in the instructions of the system stays."""
    assert key_of(_parts(replace(CALL, timeout=1.0))) == KEY
    other = replace(CALL, messages=(CALL.messages[0], Message("user", "Dear <name>")))
    assert key_of(_parts(other)) == KEY
    one, two = {"temperature": 0, "seed": 1}, {"seed": 1, "temperature": 0}
    assert key_of(_parts(parameters=one)) == key_of(_parts(parameters=two))
    system = replace(CALL, messages=(Message("system", "Ann"), CALL.messages[1]))
    assert _parts(system)["messages"][0] == ["system", "Ann"]


def test_the_key_is_the_same_on_every_platform() -> None:
    """Written down, so that a change of the format is seen, and raises its number."""
    assert KEY == "e318afd1287937b429602ed81813c69705e881eebf8bb69aa9708be1b09e2796"
