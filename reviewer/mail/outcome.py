"""Whether the other side has ended the process, in words that leave no doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

__all__ = ["Ending", "ending", "has_offer"]

Ending: TypeAlias = Literal["rejected", "hired"]

_REJECTED: Final = re.compile(
    r"\b(?:(?:have|has|we've|had) (?:decided|chosen|opted|elected|resolved) (?:not to (?:proceed|move forward|move ahead|continue|progress|go forward|take|pursue)"
    r"|to (?:move forward|proceed|go ahead|go forward|continue|progress|move ahead|go) with (?:another|other|a different|someone else|somebody else))"
    r"|(?:will|are|is|shall) not (?:be )?(?:moving|going|taking|progressing|proceeding|move|go|take|progress|proceed|continue|continuing) (?:you |your \w+ )?"
    r"(?:forward|ahead|further|any further|to the next \w+) ?(?:with (?:you|your)\b)?"
    r"|you (?:have|were|had|'ve) (?:not been|not|unfortunately not been) (?:selected|successful|chosen|shortlisted|appointed)"
    r"|your (?:application|candidacy|interview) (?:has|was|have) (?:not been|been un|un|not )(?:successful)"
    r"|(?:has been|was) unsuccessful (?:on this occasion|this time)"
    r"|(?:unable|not able|not in a position) to offer you (?:the|this|a|that) (?:position|role|post|job|place)"
    r"|(?:have|has) (?:offered|given) the (?:position|role|post|job) to (?:another|someone|somebody|a different)"
    r"|(?:position|role|post|job|vacancy) has (?:now |already )?been (?:filled|offered to (?:another|someone|somebody))"
    r"|regret to (?:inform|tell|advise) you that (?:you|your|we) [^.]{0,60}\b(?:not|unsuccessful|another|unable)\b)"
)
_HIRED: Final = re.compile(
    r"(?:^|[,!] )(?:a (?:very )?warm |a big )?welcome (?:aboard|to the team|on board)\b"
    r"|\b(?:received|have|got|thank you for|thanks for) (?:back )?(?:your|the) (?:counter)?signed (?:contract|offer|agreement|offer letter)\b"
)
_OFFER: Final = re.compile(
    r"\b(?:(?:pleased|delighted|happy|thrilled|glad|excited|like|love) to (?:make|offer|extend|present) (?:you |an offer)"
    r"|(?:your|the|formal|written|attached) (?:job |formal |written )?offer (?:letter|of employment|is attached)|offer you the (?:position|role|post|job))\b"
)
_UNSURE: Final = re.compile(
    r"\b(?:if|whether|should|would|could|may|might|in case|until|unless|yet|hope to|hopefully|not yet|once|before)\b"
)


def ending(sentences: Sequence[str]) -> tuple[Ending, str] | None:
    """The ending that a sentence of theirs tells, with that sentence; nothing where two quarrel, or where a word makes it less than sure."""
    found: dict[Ending, str] = {}
    for sentence in sentences:
        plain = _plain(sentence)
        if plain.endswith("?") or _UNSURE.search(plain):
            continue
        if _REJECTED.search(plain):
            found.setdefault("rejected", sentence)
        elif _HIRED.search(plain):
            found.setdefault("hired", sentence)
    return next(iter(found.items())) if len(found) == 1 else None


def has_offer(sentences: Sequence[str]) -> bool:
    """Whether they seem to offer the job."""
    return any(_OFFER.search(_plain(sentence)) for sentence in sentences)


def _plain(sentence: str) -> str:
    return " ".join(sentence.lower().replace("\u2019", "'").split())[:1000]
