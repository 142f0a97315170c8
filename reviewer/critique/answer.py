"""Reads what a model answered: every field that was asked for, or the exact faults; nothing left out is taken for approval."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from reviewer.asking import Claim
from reviewer.critique.prompt import NO_FACT, Question

__all__ = ["Faults", "bare_json", "misfits", "read"]

_FENCED: Final = re.compile(r"(`{3,}|~{3,})(?:json)?\s+(.*)\1", re.DOTALL | re.IGNORECASE)
_THINKING: Final = re.compile(r"\s*<think>.*?</think>", re.DOTALL)
_KINDS: Final[Mapping[str, tuple[type, str]]] = {
    "object": (dict, "an object"),
    "array": (list, "a list"),
    "string": (str, "a text"),
    "integer": (int, "a whole number"),
    "boolean": (bool, "true or false"),
}
_MOST_FAULTS: Final = 30
_BYTE_ORDER: Final = "\ufeff"


@dataclass(frozen=True, slots=True)
class Faults:
    """Why an answer cannot be used: exact sentences that hold nothing of the draft or of the answer."""

    sentences: tuple[str, ...]


class _TwiceError(ValueError):
    pass


def read(text: str, question: Question) -> tuple[Claim, ...] | Faults:
    """Give the claims of an answer, or what is wrong with its form; whether a claim holds is not decided here."""
    answer = bare_json(text)
    if isinstance(answer, Faults):
        return answer
    faults = list(misfits(answer, question.schema))
    faults = faults or list(_incomplete(answer, question))
    return Faults(tuple(faults[:_MOST_FAULTS])) if faults else tuple(_claims(answer, question))


def bare_json(text: str) -> Any:
    """The value of an answer that is JSON, with whatever some models put around it; `Faults` where it is none."""
    try:
        return json.loads(_bare(text), object_pairs_hook=_once, parse_constant=_no_number)
    except _TwiceError:
        return Faults(("A key stands twice in one object.",))
    except (ValueError, RecursionError):
        return Faults(("The answer is not one JSON object.",))


def _bare(text: str) -> str:
    """The answer without what some models put around JSON: a mark of byte order, their thoughts before it, a code fence around it.

    Words before or after a fence are no such thing: then it may hold what the draft says, and not what the model does.
    """
    bare = text.strip().removeprefix(_BYTE_ORDER).strip()
    bare = _THINKING.sub("", bare, count=1).strip() if "<think>" in bare[:100] else bare
    fenced = _FENCED.fullmatch(bare)
    return fenced.group(2) if fenced else bare


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _TwiceError
    return found


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no JSON")


def misfits(value: Any, schema: Mapping[str, Any], path: str = "") -> Iterator[str]:
    """Hold a value against the part of JSON Schema that ours is written in; keys that nobody asked for are passed over."""
    kind, name = _KINDS[schema["type"]]
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        yield f"`{path or 'the answer'}` must be {name}."
    elif isinstance(value, dict):
        for key in schema["required"]:
            inner = f"{path}.{key}" if path else key
            if key not in value:
                yield f"`{inner}` is missing."
            else:
                yield from misfits(value[key], schema["properties"][key], inner)
    elif isinstance(value, list):
        for n, item in enumerate(value):
            yield from misfits(item, schema["items"], f"{path}[{n}]")
    elif "enum" in schema and value not in schema["enum"] and not path.endswith(".guideline"):
        yield f"`{path}` must be one of {', '.join(schema['enum'])}."


def _incomplete(answer: Mapping[str, Any], question: Question) -> Iterator[str]:
    """Every guideline needs one judgement, and every judgement must be of a piece."""
    named = [judgement["guideline"] for judgement in answer["judgements"]]
    for guideline in question.asked:
        if named.count(guideline) != 1:
            yield f"`judgements` must hold one entry for {guideline}, and it holds {named.count(guideline) or 'none'}."
    for n, judgement in enumerate(answer["judgements"]):
        if judgement["violated"] and not judgement["findings"]:
            yield f"`judgements[{n}].violated` is true, so `judgements[{n}].findings` must say where."
        if judgement["findings"] and not judgement["violated"]:
            yield f"`judgements[{n}].findings` is not empty, so `judgements[{n}].violated` must be true."


def _claims(answer: Mapping[str, Any], question: Question) -> Iterator[Claim]:
    addressed = answer["speaks_to_reviewer"]
    for judgement in answer["judgements"]:
        for finding in judgement["findings"]:
            yield Claim(
                guideline=judgement["guideline"],
                sentence=finding["sentence"] or None,
                quote=finding["quote"],
                fact=None if finding["fact"] == NO_FACT else finding["fact"],
                message=finding["message"],
                instead=finding["instead"],
                extra={"case": finding["case"], "speaks_to_reviewer": addressed},
            )
    for contest in answer["contests"] if question.contestable else ():
        yield Claim(
            guideline="",
            sentence=contest["sentence"] or None,
            quote=contest["quote"],
            message=contest["reason"],
            contests=contest["finding"],
            extra={"speaks_to_reviewer": addressed},
        )
