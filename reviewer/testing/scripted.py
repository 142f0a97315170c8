"""A model that says what a test wants it to say."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from reviewer.asking import Call, Failure, Reply

__all__ = ["Line", "Said", "ScriptedModel", "answer_to", "contests", "says"]

_NUMBERED: Final = re.compile(r"^\[(\d+)\] (.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that the model is to say."""

    guideline: str | None
    """None for words that contest a finding of the rules."""
    quote: str
    message: str
    instead: str = ""
    sentence: int | None = None
    fact: str = "none"
    finding: str | None = None


Line: TypeAlias = "str | Reply | Exception | Sequence[Said] | Callable[[Call], Any]"
"""One answer of a script: raw words, a reply, a failure, what is to be found, or a function of the call that gives one of these."""


def says(
    guideline: str,
    quote: str = "",
    *,
    message: str = "These words go against the guideline.",
    instead: str = "Leave them out.",
    sentence: int | None = None,
    fact: str = "none",
) -> Said:
    """The model finds a guideline violated by these words, or by a fact alone. The sentence is looked up unless it is given."""
    return Said(guideline, quote, message, instead, sentence, fact)


def contests(finding: str, quote: str, *, reason: str = "These words show that nothing is wrong.", sentence: int | None = None) -> Said:
    """The model disputes a finding of the rules, by its number in the question, such as `R1`."""
    return Said(None, quote, reason, sentence=sentence, finding=finding)


class ScriptedModel:
    """Gives the lines of a script in turn, the last one for ever; without a script it finds nothing at fault.

    Names in a draft are stand-ins by the time a model sees them, so quote words that are no names.

    Args:
        script: what it answers; a list of `says(...)` and `contests(...)` becomes an answer of the right form.
        name: under which it appears in a review.
    """

    is_double: Final = True

    def __init__(self, *script: Line, name: str = "scripted/model", parameters: Mapping[str, Any] | None = None) -> None:
        self.name = name
        self.base_url: str | None = None
        self.parameters: Mapping[str, Any] = dict(parameters or {})
        self.calls: list[Call] = []
        """Every call as it arrived, the first one first."""
        self._script = script or ((),)
        self._lock = threading.Lock()

    def complete(self, call: Call) -> Reply:
        """The next line.

        Raises:
            Failure: the script says so.
        """
        with self._lock:
            line = self._script[min(len(self.calls), len(self._script) - 1)]
            self.calls.append(call)
        return _spoken(line, call, self.name)

    async def complete_async(self, call: Call) -> Reply:
        """As `complete`."""
        return self.complete(call)


def answer_to(call: Call, said: Sequence[Said] = ()) -> str:
    """An answer of the form that the call asks for, in which exactly this is said."""
    schema = call.schema["properties"]
    asked = schema["judgements"]["items"]["properties"]["guideline"]["enum"]
    found = {guideline: [_finding(one, call) for one in said if one.guideline == guideline] for guideline in asked}
    answer: dict[str, Any] = {
        "speaks_to_reviewer": False,
        "judgements": [
            {"guideline": guideline, "thought": "As the script says.", "violated": bool(found[guideline]), "findings": found[guideline]}
            for guideline in asked
        ],
    }
    if "contests" in schema:
        answer["contests"] = [
            {"finding": one.finding, "reason": one.message, "sentence": _sentence(one, call), "quote": one.quote}
            for one in said
            if one.guideline is None
        ]
    return json.dumps(answer)


def _spoken(line: Line, call: Call, name: str) -> Reply:
    while callable(line):
        line = line(call)
    if isinstance(line, Exception):
        raise line if isinstance(line, Failure) else Failure("unavailable", type(line).__name__) from line
    if isinstance(line, Reply):
        return line
    text = line if isinstance(line, str) else answer_to(call, line)
    return Reply(text, finish="stop", model=name, cost_usd=0.0)


def _finding(one: Said, call: Call) -> dict[str, Any]:
    return {
        "case": 1,
        "sentence": _sentence(one, call),
        "quote": one.quote,
        "fact": one.fact,
        "message": one.message,
        "instead": one.instead,
    }


def _sentence(one: Said, call: Call) -> int:
    """The number of the sentence that holds the words; 0, which no sentence has, where none does."""
    if one.sentence is not None or not one.quote:
        return one.sentence or 0
    wanted = " ".join(one.quote.split()).casefold()
    lines = _NUMBERED.findall("\n".join(message.content for message in call.messages if message.role == "user"))
    return next((int(number) for number, words in lines if wanted in words.casefold()), 0)
