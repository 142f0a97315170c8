"""Whether the other side has ended the process, in words that leave no doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

from reviewer.mail.phrases import folded, one_of, phrases

__all__ = ["Ending", "ending", "has_offer"]

Ending: TypeAlias = Literal["rejected", "hired"]

_ON: Final = one_of(
    r"proceed(?:ing)?|progress(?:ing)?|continu(?:e|ing)|tak(?:e|ing)",
    r"mov(?:e|ing) (?:forward|ahead)|go(?:ing)? (?:forward|ahead|further)",
)
_POST: Final = r"(?:position|role|post|job|vacancy)"
_ANOTHER: Final = r"(?:another|other|a different|someone|somebody)"
_REJECTED: Final = phrases(
    rf"(?:have|has|we've|had) (?:decided|chosen|opted|elected|resolved) not to {_ON}",
    rf"(?:have|has|we've|had) (?:decided|chosen|opted|elected|resolved) to (?:{_ON}|go) with {_ANOTHER}",
    r"(?:will|are|is|shall) not (?:be )?(?:moving|going|proceeding|progressing|continuing|move|go|proceed|progress|continue)"
    r" (?:(?:any )?(?:forward|ahead|further) )?with (?:you|your (?:application|candidacy|profile))",
    r"not (?:be )?(?:taking|progressing|moving|take|progress|move) (?:you|your (?:application|candidacy|profile))"
    r" (?:any )?(?:further|forward|ahead)",
    r"you (?:have|were|had|'ve) (?:unfortunately )?not (?:been )?(?:selected|successful|chosen|shortlisted|appointed)"
    r"(?=[.,;]| (?:for (?:this|the|our|a)|to|on|in|this|with)\b|$)",
    r"your (?:application|candidacy|interview) (?:has|was|have) (?:not been |been un|un|not )successful",
    r"(?:has been|was) unsuccessful (?:on this occasion|this time)",
    rf"(?:unable|not able|not in a position) to offer you (?:the|this|a|that) {_POST}",
    rf"(?:have|has) (?:offered|given) the {_POST} to {_ANOTHER}",
    rf"^(?:[^,;]{{0,60}}[, ])?(?:the|this) {_POST} has (?:now |already )?been (?:filled|offered to {_ANOTHER})",
    r"regret to (?:inform|tell|advise) you that (?:you|your|we) [^.]{0,60}\b(?:not|unsuccessful|another|unable)",
)
_HIRED: Final = phrases(
    r"(?:received|have|got|thank you for|thanks for) (?:back )?(?:your|the) (?:counter)?signed (?:contract|offer|agreement|offer letter)"
)
_WELCOME: Final = re.compile(r"(?:^|[,!] )(?:a (?:very )?(?:warm|big) )?welcome (?:aboard|to the team|on board)(?=[!.,]|$)")
_OFFER: Final = phrases(
    r"(?:pleased|delighted|happy|thrilled|glad|excited|like|love) to (?:make|offer|extend|present) (?:you|an offer)",
    r"(?:your|the|formal|written|attached) (?:job |formal |written )?offer (?:letter|of employment|is attached)",
    rf"offer you the {_POST}",
)
_UNSURE: Final = phrases(
    r"if|whether|should|would|could|may|might|in case|until|unless|yet|hope to|hopefully|once|before|other applicants|last year"
)
_LONGEST: Final = 1_000


def ending(sentences: Sequence[str]) -> tuple[Ending, str] | None:
    """The ending that a sentence of theirs tells, with that sentence; nothing where two quarrel or a word makes it less than sure."""
    found: dict[Ending, str] = {}
    for sentence in sentences:
        plain = _plain(sentence)
        if plain.endswith("?") or _UNSURE.search(plain):
            continue
        if _REJECTED.search(plain):
            found.setdefault("rejected", sentence)
        elif _HIRED.search(plain) or _WELCOME.search(plain):
            found.setdefault("hired", sentence)
    return next(iter(found.items())) if len(found) == 1 else None


def has_offer(sentences: Sequence[str]) -> bool:
    """Whether they seem to offer the job."""
    return any(_OFFER.search(_plain(sentence)) for sentence in sentences)


def _plain(sentence: str) -> str:
    return folded(sentence).lower()[:_LONGEST]
