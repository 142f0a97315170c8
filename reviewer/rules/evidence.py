"""Everything that a rule may ask about one draft: its acts, its facts, and what the writer knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, TypeVar

from reviewer.acts import Act, Reading
from reviewer.facts import Timeline
from reviewer.models import Context, Span

_Read = TypeVar("_Read")
_FEW_WORDS: Final = 35
"""A draft of this many words holds little that could be mistaken; measured on drafts written without sight of the rules."""


class Outcome(NamedTuple):
    """The answer of one condition: true, false, or not known for want of the fields named."""

    true: bool
    spans: tuple[Span, ...] = ()
    facts: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    """Fields whose absence made the answer false."""


FALSE = Outcome(False)
TRUE = Outcome(True)


@dataclass(slots=True)
class Evidence:
    """One draft with one context; contexts may be exchanged while the reading is kept."""

    reading: Reading
    acts: Mapping[str, Sequence[Act]]
    context: Context
    timeline: Timeline
    known: dict[str, Outcome] = field(default_factory=dict)
    """Predicates already answered."""
    read: dict[str, Any] = field(default_factory=dict)
    """What has been read from the draft alone, which no context changes."""

    def with_context(self, context: Context) -> Evidence:
        """Give the same reading under another context."""
        return Evidence(self.reading, self.acts, context, Timeline(context), read=self.read)

    def once(self, name: str, read: Callable[[Reading], _Read]) -> _Read:
        """Read something from the draft, once for all contexts."""
        if name not in self.read:
            self.read[name] = read(self.reading)
        found: _Read = self.read[name]
        return found

    def done(self, act: str, *, weak: bool = False) -> tuple[Act, ...]:
        """Give where an act is done in the writer's own voice, firmly or (if `weak`) perhaps."""
        return tuple(a for a in self.acts.get(act, ()) if weak or a.strength != "weak")

    def corroborated(self, acts: Iterable[str]) -> bool:
        """Tell whether what the acts show stands on more than one sign, on a sure one, or in so few words that one is much."""
        found = [act for name in acts for act in self.done(name)]
        words = sum(len(scan.sentence.tokens) for scan in self.reading.scans)
        return words <= _FEW_WORDS or any(act.strength == "sure" for act in found) or len({act.detector for act in found}) > 1

    def missing(self, *fields: str) -> tuple[str, ...]:
        """Name those of these fields of the context that were not given."""
        return tuple(name for name in fields if getattr(self.context, name) is None)

    def span(self, act: Act) -> Span:
        """Point at the words of an act in the draft as given."""
        sentence = self.reading.scans[act.sentence].sentence
        return self.reading.text.span(sentence.part, act.start, act.end)


def is_of_the_whole(rule: str) -> bool:
    """Tell whether a rule, by its id, follows from the signs of a whole draft; what points at words goes before it."""
    return rule.endswith("/as-a-whole")
