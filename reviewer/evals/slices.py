"""Cases that have one thing in common: a channel, a stage, a kind, a tag, a length."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, get_args

from reviewer.evals.records import SLICES, Case, SliceBy
from reviewer.models import CHANNELS, Stage

__all__ = ["slices"]

_BANDS: Final = ((40, "up to 40 words"), (60, "41 to 60 words"), (100, "61 to 100 words"))
_LONGEST: Final = "over 100 words"
_UNKNOWN: Final = "not known"
_FAMILY: Final = re.compile(r"[A-Za-z]+")
_ORDER: Final[Mapping[SliceBy, Sequence[str]]] = {
    "channel": CHANNELS,
    "stage": (*get_args(Stage), _UNKNOWN),
    "length": (*(name for _, name in _BANDS), _LONGEST),
}


def slices(cases: Sequence[Case]) -> Iterator[tuple[SliceBy, str, tuple[Case, ...]]]:
    """Every slice that holds a case, in a fixed order; a case without a kind or a tag is in no slice of that sort."""
    for by in SLICES:
        groups: dict[str, list[Case]] = {}
        for case in cases:
            for name in _NAMES[by](case):
                groups.setdefault(name, []).append(case)
        order = _ORDER.get(by, ())
        for name in sorted(groups, key=lambda name: (order.index(name) if name in order else len(order), name)):
            yield by, name, tuple(groups[name])


def _family(case: Case) -> tuple[str, ...]:
    """The letters that a kind begins with: `PV` of `PV24`."""
    letters = _FAMILY.match(case.kind or "")
    return (letters[0],) if letters else ()


def _length(case: Case) -> tuple[str, ...]:
    words = len(case.draft.text.split())
    return (next((name for most, name in _BANDS if words <= most), _LONGEST),)


_NAMES: Final[Mapping[SliceBy, Callable[[Case], tuple[str, ...]]]] = {
    "channel": lambda case: (case.draft.channel,),
    "stage": lambda case: (case.context.stage or _UNKNOWN,),
    "family": _family,
    "kind": lambda case: (case.kind,) if case.kind else (),
    "tag": lambda case: tuple(dict.fromkeys(case.tags)),
    "length": _length,
}
