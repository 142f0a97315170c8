"""The question for new words: the draft, what is at fault in it, and the form of the answer; the prompt is data."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, NamedTuple

from reviewer.asking import Message, Mode
from reviewer.critique.prompt import FENCE, bare_schema, cleaned, numbered, shaped, with_faults
from reviewer.critique.telling import tell
from reviewer.critique.templates import fill, load_prompts, read_files
from reviewer.models import Finding
from reviewer.resources import prompts_root
from reviewer.rules import Evidence

__all__ = ["VERSION", "WordsWanted", "courtesy", "load_rewrite_prompts", "words_wanted"]

VERSION: Final = "v1"
_TEMPLATES: Final = ("system", "draft", "fault", "reask", "shape")
_SCHEMA: Final = "answer.schema.json"
_COURTESY: Final = "courtesy.txt"


class RewritePrompts(NamedTuple):
    """One version of the prompt for new words."""

    fingerprint: str
    templates: Mapping[str, str]
    schema: Mapping[str, Any]
    courtesy: frozenset[str]
    """Everyday words that a model may use beside those of the draft."""


@dataclass(frozen=True, slots=True)
class WordsWanted:
    """The question about one draft, as the flow of the critique asks it."""

    messages: tuple[Message, ...]
    schema: Mapping[str, Any]
    fingerprint: str
    numbers: tuple[int, ...]
    """Of the sentences at fault, from 1 on."""

    def messages_for(self, mode: Mode) -> tuple[Message, ...]:
        """The messages for a rung of the ladder; where no schema goes with the call, the last message holds it."""
        return shaped(self.messages, mode, self.schema, load_rewrite_prompts().templates["shape"])

    def reask(self, faults: Sequence[str], mode: Mode = "json_schema") -> tuple[Message, ...]:
        """Ask once more with the faults of the first answer, which itself is not sent back: so the size stays bounded."""
        return with_faults(self.messages_for(mode), faults, load_rewrite_prompts().templates["reask"])


def words_wanted(evidence: Evidence, faults: Mapping[int, Sequence[Finding]]) -> WordsWanted:
    """Ask for new words for sentences, by index, each with the findings that it stands under."""
    prompts, telling = load_rewrite_prompts(), load_prompts()
    numbers = tuple(index + 1 for index in sorted(faults))
    told = [
        fill(
            prompts.templates["fault"],
            {"number": str(index + 1), "guideline": one.guideline, "message": one.message, "instead": one.instead},
        )
        for index in sorted(faults)
        for one in faults[index]
    ]
    user = fill(
        prompts.templates["draft"],
        {
            "fence": FENCE,
            "facts": cleaned("\n".join(f"- {fact.words}" for fact in tell(evidence, telling))),
            "sentences": cleaned(numbered(evidence.reading.text, telling)),
            "faults": cleaned("\n".join(told)),
            "numbers": ", ".join(f"sentence {number}" for number in numbers),
        },
    )
    messages = (Message("system", prompts.templates["system"].strip()), Message("user", user))
    return WordsWanted(messages, bare_schema(prompts.schema), prompts.fingerprint, numbers)


def courtesy() -> frozenset[str]:
    """Everyday words that a model may use beside those of the draft."""
    return load_rewrite_prompts().courtesy


@cache
def load_rewrite_prompts(version: str = VERSION) -> RewritePrompts:
    """Read one version of the prompt.

    Raises:
        DataError: a file is missing or cannot be read.
    """
    files = read_files(prompts_root() / "rewrite" / version, _TEMPLATES, _SCHEMA, _COURTESY)
    return RewritePrompts(files.fingerprint, files.templates, json.loads(files.others[_SCHEMA]), frozenset(files.others[_COURTESY].split()))
