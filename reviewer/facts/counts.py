"""How many messages and calls the writer speaks of: "my third email", "two voicemails", "I have written once"."""

from __future__ import annotations

from typing import Final

from reviewer.facts.cardinal_counts import earlier_at
from reviewer.facts.contacts import NOUNS, VERBS, CountMention
from reviewer.facts.ordinal_counts import nth_message_at
from reviewer.facts.tokens import tokenise, words_of

__all__ = ["CountMention", "read_counts"]

_MOST: Final = 300
_STARTERS: Final = (
    frozenset(
        "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty half a both"
        " several many countless numerous multiple dozens".split()
    )
    | frozenset("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth umpteenth nth another".split())
    | frozenset("once twice thrice only just number no # take round my not never haven't hadn't havent".split())
    | frozenset("written wrote emailed mailed texted messaged called rang rung phoned telephoned pinged nudged".split())
)
_SUBJECTS: Final = frozenset(VERBS) | {phrase[0] for phrase in NOUNS} | {"time", "take", "number", "no"}
_PROMISING: Final = _STARTERS | {"0", "haven", "hadn"}


def read_counts(text: str) -> tuple[CountMention, ...]:
    """Read every count of the writer's own messages and calls, in order; interviews, rounds and years are none."""
    words = words_of(text)
    if words.isdisjoint(_SUBJECTS) or words.isdisjoint(_PROMISING):
        return ()
    tokens = tokenise(text)
    found: list[CountMention] = []
    i = tried = 0
    while i < len(tokens) and tried < _MOST:
        token, after = tokens[i], i + 1
        if token.kind == "number" or token.low in _STARTERS:
            tried += 1
            if (read := nth_message_at(tokens, i) or earlier_at(tokens, i)) is not None:
                found.append(read[0])
                after = max(read[1], after)
        i = after
    return tuple(found)
