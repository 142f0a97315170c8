"""The words of the edits, read from the project's data."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final, NamedTuple

from reviewer.datafile import parse
from reviewer.errors import DataError
from reviewer.resources import forms_root

__all__ = ["Quoted", "Words", "words"]

_NAME: Final = "words.yaml"


class Quoted(NamedTuple):
    """A message of somebody else, as mail programs append it."""

    header: str
    lines: tuple[str, ...]


class Words(NamedTuple):
    """What is put in the place of what."""

    to_american: Mapping[str, str]
    to_british: Mapping[str, str]
    contractions: Mapping[str, str]
    after_have: tuple[str, ...]
    after_would: tuple[str, ...]
    inverted: tuple[str, ...]
    surnames: tuple[str, ...]
    first_names: tuple[str, ...]
    greetings: Mapping[str, str]
    quoted_reply: Quoted
    quoted_heat: Quoted
    signature: tuple[str, ...]
    fresh: frozenset[str]
    counts: frozenset[str]
    moves: frozenset[str]


@cache
def words() -> Words:
    """The words, read once."""
    file = forms_root() / _NAME
    data = parse(file.read_bytes(), f"evals/forms/{_NAME}").value
    if not isinstance(data, dict):
        raise DataError("holds keys with lists of words; restore it", file=_NAME)
    try:
        return _words(data)
    except (KeyError, TypeError, AttributeError) as problem:
        raise DataError(f"cannot be used ({problem}); restore it", file=f"evals/forms/{_NAME}") from None


def _words(data: Mapping[str, Any]) -> Words:
    british = dict(data["british"])
    return Words(
        to_american={**british, **data["american-only"]},
        to_british={american: word for word, american in british.items()},
        contractions=data["contractions"],
        after_have=tuple(data["after-have"]),
        after_would=tuple(data["after-would"]),
        inverted=tuple(data["inverted"]),
        surnames=tuple(data["surnames"]),
        first_names=tuple(data["first-names"]),
        greetings=data["greetings"],
        quoted_reply=_quoted(data["quoted-reply"]),
        quoted_heat=_quoted(data["quoted-heat"]),
        signature=tuple(data["signature"]),
        fresh=frozenset(data["fresh"]),
        counts=frozenset(data["counts"]),
        moves=frozenset(data["moves"]),
    )


def _quoted(data: Mapping[str, Any]) -> Quoted:
    return Quoted(data["header"], tuple(data["lines"]))
