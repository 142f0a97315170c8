"""Reads the words that a model proposes, and says exactly what keeps them from being used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, Literal, TypeAlias

from reviewer.asking import Claim
from reviewer.critique.answer import Faults, bare_json, misfits
from reviewer.critique.injection import signs_in
from reviewer.rewrite.prompt import WordsWanted

__all__ = ["Refusal", "Words", "proposals", "read_words", "refusals"]

Refusal: TypeAlias = Literal[
    "form",
    "number",
    "amount",
    "date",
    "count",
    "name",
    "claim",  # an act that states, promises or offers something
    "words",  # beyond the draft's own and those of courtesy
    "denial",
    "to-reviewer",
    "length",
    "still-at-fault",
    "nothing-left",
]
Words: TypeAlias = Mapping[int, str]
"""New words by the index of their sentence; empty where it is left out."""

_LONGEST: Final = 600
_SAID: Final[Mapping[Refusal, str]] = {
    "number": "The new words hold a number that neither the draft nor the facts hold.",
    "amount": "The new words name a sum of money that neither the draft nor the facts hold.",
    "date": "The new words name a day or a time that neither the draft nor the facts hold.",
    "count": "The new words count messages or calls as neither the draft nor the facts do.",
    "name": "The new words hold a name that neither the draft nor the facts hold.",
    "claim": "The new words claim, promise or offer something that the draft does not.",
    "words": "The new words say something of their own: use the words of the draft and plain words of courtesy.",
    "denial": "The new words deny something that the draft does not deny.",
    "to-reviewer": "The new words speak to whoever checks the draft.",
    "length": "The new words are much longer than what they stand for.",
    "still-at-fault": "With the new words the draft still stands against a guideline.",
    "nothing-left": "With the new words nothing is left to say.",
    "form": "The answer does not have the form that was asked for.",
}


def read_words(text: str, wanted: WordsWanted, verify: Callable[[Words], frozenset[Refusal]]) -> tuple[Claim, ...] | Faults:
    """The words of an answer, or the exact faults of its form and of what it says; these hold nothing of either."""
    answer = bare_json(text)
    if isinstance(answer, Faults):
        return answer
    faults = list(misfits(answer, wanted.schema)) or list(_incomplete(answer, wanted))
    if faults:
        return Faults(tuple(faults))
    claims = tuple(Claim("", entry["number"], "", message=_one_line(entry["text"])) for entry in answer["sentences"])
    refused = _refused(claims) or verify(proposals(claims))
    return Faults(tuple(_SAID[reason] for reason in sorted(refused))) if refused else claims


def proposals(claims: tuple[Claim, ...]) -> Words:
    """The words by the index of their sentence."""
    return {(claim.sentence or 0) - 1: claim.message for claim in claims}


def refusals(faults: Faults) -> tuple[Refusal, ...]:
    """The reasons behind the faults of an answer; of its form, where they are none of ours."""
    known = {said: reason for reason, said in _SAID.items()}
    return tuple(dict.fromkeys(known.get(sentence, "form") for sentence in faults.sentences))


def _refused(claims: tuple[Claim, ...]) -> frozenset[Refusal]:
    found: set[Refusal] = set()
    for claim in claims:
        if len(claim.message) > _LONGEST:
            found.add("length")
        if signs_in(claim.message):
            found.add("to-reviewer")
    return frozenset(found)


def _incomplete(answer: Mapping[str, Any], wanted: WordsWanted) -> Iterator[str]:
    numbers = tuple(entry["number"] for entry in answer["sentences"])
    if numbers != wanted.numbers:
        listed = ", ".join(map(str, wanted.numbers))
        yield f"`sentences` must hold one entry for each of the sentences {listed}, in this order, and no other."


def _one_line(text: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
