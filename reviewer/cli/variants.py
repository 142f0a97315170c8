"""`--what-if`: the same draft under other facts, side by side with the review as it is."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from reviewer.cli.borrowing import facts_told
from reviewer.cli.given import Given, option_of
from reviewer.errors import InputError, nearest
from reviewer.models import Context, Draft, Review

if TYPE_CHECKING:
    from reviewer.render.variants import Variant

__all__ = ["Supposed", "as_json", "suppose"]

_FACTS: Final = {option_of(field).removeprefix("--"): field for field in facts_told()}
"""The fields of a context by the names of their options."""
_SAID: Final = ("channel", "subject")
_YES_NO: Final = {"yes": True, "true": True, "no": False, "false": False}
_NEXT: Final = re.compile(r",(?=\s*[a-z-]+\s*=)")


@dataclass(frozen=True, slots=True)
class Supposed:
    """A variant before it is judged."""

    facts: dict[str, str]
    """By the names of the options, as they were written."""
    draft: Draft
    context: Context


def suppose(written: Sequence[str], given: Given) -> tuple[Supposed, ...]:
    """Read each `NAME=VALUE,…` and lay it over what was given; follow-ups that are named take the place of those that were.

    Raises:
        InputError: a name is unknown or a value cannot be used; the message names the option.
    """
    return tuple(_variant(one, given) for one in written)


def as_json(review: Review, variants: Sequence[Variant]) -> str:
    """The review and the variants as one document."""
    told = [{"facts": dict(one.facts), "review": json.loads(one.review.model_dump_json())} for one in variants]
    return json.dumps({"version": 1, "review": json.loads(review.model_dump_json()), "what_if": told}, ensure_ascii=False)


def _variant(written: str, given: Given) -> Supposed:
    facts: dict[str, str] = {}
    said: dict[str, Any] = {}
    known: dict[str, Any] = {}
    for piece in _NEXT.split(written):
        name, equals, value = (part.strip() for part in piece.partition("="))
        if not equals or not value:
            raise InputError(f"`--what-if {written[:60]}` cannot be read; write it like `--what-if sending-on=2026-11-12`", field="what_if")
        name = name.removeprefix("--").replace("_", "-")
        if name in _SAID:
            said[name] = value
        elif name == "follow-up":
            known.setdefault("follow_ups", []).append(value)
        elif name in _FACTS:
            known[_FACTS[name]] = _truth(value) if name == "other-offer" else value
        else:
            raise InputError(f"`--what-if` knows no `{name[:40]}`; {nearest(name, [*_FACTS, *_SAID])}", field="what_if")
        facts[name] = f"{facts[name]}, {value}" if name in facts else value
    supposed = Given(draft=copy.deepcopy(given.draft), context=copy.deepcopy(given.context))
    try:
        supposed.say(**said)
        supposed.know(**known)
        draft, context = supposed.parsed()
    except InputError as problem:
        raise InputError(f"`--what-if {written[:60]}`: {problem.message}", field=problem.field) from None
    return Supposed(facts, draft, context)


def _truth(value: str) -> bool:
    if value.lower() not in _YES_NO:
        raise InputError("`--what-if other-offer=…` takes yes or no", field="context.other_offer")
    return _YES_NO[value.lower()]
