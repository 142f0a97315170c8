"""How sure the classifier is that a sentence does something: classes, never scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from types import MappingProxyType
from typing import Final, Literal, NamedTuple, Protocol, TypeAlias, get_args

from reviewer.classifier.whole import Weights

Level: TypeAlias = Literal["no", "open", "likely", "sure"]
"""`no` speaks against the act, `open` says nothing, `likely` confirms a sign, `sure` stands alone."""
LEVELS: Final[tuple[Level, ...]] = get_args(Level)
Levels: TypeAlias = Mapping[str, Level]
"""For one sentence: the level of each act that the classifier knows."""


SILENT: Final = -90
"""The lowest that is told of an act, in tenths of a logit: it was not heard at all."""


class Heard(NamedTuple):
    """What the classifier heard in one sentence; nothing where it was not read."""

    levels: Levels = MappingProxyType({})
    tenths: Mapping[str, int] = MappingProxyType({})
    """The logit of each act in tenths, at most 90 either way; only sums over a whole draft are formed of them."""

    def only(self, acts: Set[str]) -> Heard:
        """Give what was heard of these acts, and all others as not done."""
        levels: dict[str, Level] = {act: level if act in acts else "no" for act, level in self.levels.items()}
        return Heard(levels, {act: tenths if act in acts else SILENT for act, tenths in self.tenths.items()})


class Classifier(Protocol):
    """Reads the sentences of a draft, each beside its neighbours."""

    @property
    def labels(self) -> Sequence[str]:
        """The acts that it knows."""

    @property
    def fingerprint(self) -> str:
        """Names its weights and bars."""

    @property
    def whole(self) -> Mapping[str, Weights]:
        """For some guidelines, how the signs of a whole draft are weighed."""

    def read(self, channel: str, sentences: Sequence[str]) -> Sequence[Heard]:
        """Hear each sentence; equal sentences give equal levels on every platform."""


def at_least(level: Level, bar: Level) -> bool:
    """Tell whether a level reaches a bar."""
    return LEVELS.index(level) >= LEVELS.index(bar)
