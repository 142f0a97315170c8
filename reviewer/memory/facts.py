"""The facts of a context one by one, each of which was told on a day of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from reviewer.errors import InputError, nearest
from reviewer.models import Context, Recipient

__all__ = ["FIELDS", "apart", "cleared", "gathered", "told_apart"]

_APART: Final = ("sending_on", "follow_ups")
"""The first belongs to a draft; the others are messages."""
FIELDS: Final = (
    *(name for name in Context.model_fields if name not in (*_APART, "recipient")),
    *(f"recipient.{name}" for name in Recipient.model_fields),
)


def told_apart(known: Context) -> dict[str, Any]:
    """Each fact that is known by its field, as JSON has it; the parts of the recipient each for themselves."""
    return {field: value for field, value in apart(known.model_dump(mode="json", exclude_none=True)) if field not in _APART}


def apart(known: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The fields of a context one by one, the parts of the recipient each for themselves."""
    for name, value in known.items():
        yield from ((f"recipient.{part}", told) for part, told in value.items()) if name == "recipient" else ((name, value),)


def gathered(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts as the fields of a context again."""
    plain = {field: value for field, value in facts.items() if "." not in field}
    person = {field.partition(".")[2]: value for field, value in facts.items() if "." in field}
    return {**plain, "recipient": person} if person else plain


def cleared(name: str) -> tuple[str, ...]:
    """The fields that a word of the user clears: one, or all of the recipient; an option's name will do."""
    word = name.removeprefix("--").replace("-", "_")
    word = {"salary": "salary_expectation", "connection": "recipient.connection", "follow_up": "follow_ups"}.get(word, word)
    word = word.replace("recipient_", "recipient.")
    if word == "recipient":
        return tuple(field for field in FIELDS if field.startswith("recipient."))
    if word not in (*FIELDS, "follow_ups"):
        raise InputError(f"`--clear {name}` names no fact that is remembered; {nearest(word, (*FIELDS, 'follow_ups', 'recipient'))}")
    return (word,)
