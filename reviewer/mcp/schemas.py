"""The JSON Schemas of the tools: what they take, each field explained to an assistant, and what they answer with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pydantic import BaseModel

from reviewer.models import GUIDELINES, Context, Draft, Recipient, SalaryExpectation

__all__ = ["context_input", "document_input", "explanation_input", "output"]

_FIELDS: Final[Mapping[type[BaseModel], Mapping[str, str]]] = {
    Draft: {
        "channel": "Where it goes; decides which guidelines are judged. `phone` is what will be said in a call or a voicemail.",
        "text": "The whole text, word for word as it would be sent; do not shorten or correct it.",
        "subject": "The subject line of an email.",
    },
    Context: {
        "stage": "How far the process has come. `interview` is a middle round.",
        "interviewed_on": "The day of the latest interview, YYYY-MM-DD.",
        "sending_on": "The day on which it will be sent, YYYY-MM-DD: today's date if it goes out today. Never filled in for you.",
        "reply_promised_by": "The day by which the employer said they would answer, YYYY-MM-DD.",
        "follow_ups": "The days of the follow-ups sent since the employer's last reply; [] if there were none. A thank-you note is none.",
        "recipient": "Who will read it.",
        "salary_expectation": "The pay that the person has already named, or the posted range that they accepted.",
        "other_offer": "Whether the person holds another offer; leave it out unless they said so.",
        "process": "`open` is understood; `hired` and `rejected` once the employer has decided.",
    },
    Recipient: {
        "name": "Their name.",
        "role": "Their part in the process.",
        "connection": "`met`: interviewed the person or wrote to them first; `introduced`: by a mutual contact; `none`: neither.",
    },
    SalaryExpectation: {
        "min": "The floor.",
        "max": "The ceiling.",
        "currency": "Such as USD or EUR.",
        "period": "What the amount is for.",
    },
}
_ID: Final = "A name of yours for the draft, given back with the result; may be left out."
_GUIDELINE: Final = "Which of the nine guidelines."
_RULE: Final = "One of its rules, as a finding names it, such as `too-soon/before-the-window`; leave it out for the guideline alone."


def document_input() -> dict[str, Any]:
    """A draft and what is known, as the input document of version 1."""
    schema = _object({"draft": Draft, "context": Context}, ["draft"])
    schema["properties"]["id"] = {"type": ["string", "integer"], "description": _ID}
    return schema


def context_input() -> dict[str, Any]:
    """What is known, alone."""
    return _object({"context": Context}, ["context"])


def explanation_input() -> dict[str, Any]:
    """The name of a guideline, and of a rule."""
    properties = {
        "guideline": {"type": "string", "enum": list(GUIDELINES), "description": _GUIDELINE},
        "rule": {"type": "string", "description": _RULE},
    }
    return {"type": "object", "properties": properties, "required": ["guideline"], "additionalProperties": False}


def output(model: type[BaseModel]) -> dict[str, Any]:
    """What a tool answers with."""
    schema: dict[str, Any] = _lean(model.model_json_schema(mode="serialization", by_alias=True))
    return schema


def _object(parts: Mapping[str, type[BaseModel]], required: list[str]) -> dict[str, Any]:
    shared: dict[str, Any] = {}
    for model in parts.values():
        schema = model.model_json_schema()
        shared |= schema.pop("$defs", {})
        shared[model.__name__] = schema
    for model, words in _FIELDS.items():
        for field, description in words.items():
            if model.__name__ in shared:
                shared[model.__name__]["properties"][field]["description"] = description
    properties = {name: {"$ref": f"#/$defs/{model.__name__}"} for name, model in parts.items()}
    whole = {"type": "object", "properties": properties, "required": required, "additionalProperties": False, "$defs": shared}
    lean: dict[str, Any] = _lean(whole)
    return lean


def _lean(node: Any, *, names: bool = False) -> Any:
    """Without titles that only repeat the names of fields, since an assistant pays for every word that it reads."""
    if isinstance(node, dict):
        kept = {key: value for key, value in node.items() if names or key != "title"}
        return {key: _lean(value, names=key in ("properties", "$defs") and not names) for key, value in kept.items()}
    return [_lean(item) for item in node] if isinstance(node, list) else node
