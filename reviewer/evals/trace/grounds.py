"""What a rule asks for: acts and facts by name, and the acts that a fact reads in its turn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from reviewer.acts import Act, Engine
from reviewer.facts import Timeline
from reviewer.models import Context, Draft
from reviewer.rules import Evidence
from reviewer.rules.conditions import All, Condition, Does, Holds, Not
from reviewer.rules.conditions import Any as Either
from reviewer.rules.predicates import PREDICATES

__all__ = ["acts_behind_facts", "acts_of", "facts_of"]

_DAY: Final = dt.date(2026, 1, 15)
_FULL: Final = {
    "stage": "interview",
    "interviewed_on": _DAY,
    "sending_on": _DAY,
    "reply_promised_by": _DAY,
    "follow_ups": (),
    "recipient": {"role": "recruiter", "connection": "met"},
    "salary_expectation": {"max": 1},
    "other_offer": False,
    "process": "open",
}
"""Everything is known, so that no fact gives up before it looks at the draft."""


def acts_of(condition: Condition) -> Iterator[str]:
    """The acts that a condition names, in its order; what must not be done is named as well."""
    match condition:
        case Does(acts=acts):
            yield from acts
        case All(conditions=parts) | Either(conditions=parts) | Not(conditions=parts):
            for part in parts:
                yield from acts_of(part)


def facts_of(condition: Condition) -> Iterator[str]:
    """The facts that a condition names, in its order."""
    match condition:
        case Holds(predicate=name):
            yield name
        case All(conditions=parts) | Either(conditions=parts) | Not(conditions=parts):
            for part in parts:
                yield from facts_of(part)


def acts_behind_facts(engine: Engine) -> Mapping[str, tuple[str, ...]]:
    """The acts that each fact looks at, found by letting it look at a draft that does nothing."""
    context = Context.model_validate(_FULL)
    reading, _ = engine.read(Draft(channel="email", text="Thank you."), context)
    found = {}
    for name, predicate in PREDICATES.items():
        asked = _Asked()
        predicate.test(Evidence(reading, asked, context, Timeline(context)))
        found[name] = tuple(asked.names)
    return found


class _Asked(dict[str, Sequence[Act]]):
    """No acts, and a memory of which were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.names: dict[str, None] = {}

    def get(self, key: str, default: Any = None) -> Any:
        self.names[key] = None
        return default
