"""Bring a draft into the one form that the rules read, and keep the way back to the string as given."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reviewer.text.edits import Edit, Shift, apply
from reviewer.text.wraps import soft_wraps

__all__ = ["Normalised", "normalise"]

_SPACED_OUT = re.compile(
    r"(?<![\w-])(?:[A-Za-z](?:(?: [a-z](?!\w)){3,}+|(?:-[a-z](?!\w)){3,}+)|[A-Z](?:(?: [A-Z](?!\w)){4,}+|(?:-[A-Z](?!\w)){4,}+))(?![\w'-])"
)
_MOST_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text in which white space is only ` ` and `\\n`, quotes only `'`, `"` and guillemets, dashes only `-` and en dash."""

    text: str
    _shifts: tuple[Shift, ...] = ()

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """The smallest span of the string as given, in code points, that covers a span of the normalised text."""
        for shift in reversed(self._shifts):
            start, end = shift.before(start, end)
        return start, end


def normalise(raw: str) -> Normalised:
    """Fold the characters of a text, join its soft-wrapped lines and close up s-p-a-c-e-d words."""
    text, shifts = (raw, []) if _is_plain(raw) else _folded(raw)
    for _ in range(_MOST_ROUNDS):
        changed = False
        for find in (soft_wraps, _spaced_out):
            if edits := find(text):
                text, shift = apply(text, edits)
                shifts.append(shift)
                changed = True
        if not changed:
            break
    return Normalised(text, tuple(shift for shift in shifts if shift.steps))


def _is_plain(raw: str) -> bool:
    return raw.isascii() and "`" not in raw and raw.replace("\n", "").isprintable()


def _folded(raw: str) -> tuple[str, list[Shift]]:
    from reviewer.text.folding import fold_clusters, fold_singles  # plain drafts never need these tables
    from reviewer.text.lookalikes import fold_lookalikes

    text = fold_singles(raw)
    text, shift = apply(text, fold_clusters(text))
    return fold_lookalikes(text), [shift]


def _spaced_out(text: str) -> list[Edit]:
    return [(at, at + 1, "") for match in _SPACED_OUT.finditer(text) for at in range(match.start() + 1, match.end(), 2)]
