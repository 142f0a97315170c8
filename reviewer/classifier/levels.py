"""How sure the classifier is that a sentence does something: classes, never scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, Literal, NamedTuple, Protocol, TypeAlias, get_args

Level: TypeAlias = Literal["no", "open", "likely", "sure"]
"""`no` speaks against the act, `open` says nothing, `likely` confirms a sign, `sure` stands alone."""
LEVELS: Final[tuple[Level, ...]] = get_args(Level)
Levels: TypeAlias = Mapping[str, Level]
"""For one sentence: the level of each act that the classifier knows."""


class Heard(NamedTuple):
    """What the classifier says of a draft."""

    sentences: Sequence[Levels] = ()
    """Of each sentence: whether it does the act."""
    whole: Levels = MappingProxyType({})
    """Of the draft as a whole: whether the act is done in it."""
    foremost: Mapping[str, int] = MappingProxyType({})
    """For each act that is asked of the whole: the sentence that does it, if any does."""


class Classifier(Protocol):
    """Reads the sentences of a draft, each beside its neighbours."""

    @property
    def labels(self) -> Sequence[str]:
        """The acts that it knows."""

    @property
    def fingerprint(self) -> str:
        """Names its weights and bars."""

    def read(self, channel: str, sentences: Sequence[str]) -> Heard:
        """Give the levels of each sentence and of the draft; equal sentences give equal levels on every platform."""


def at_least(level: Level, bar: Level) -> bool:
    """Tell whether a level reaches a bar."""
    return LEVELS.index(level) >= LEVELS.index(bar)
