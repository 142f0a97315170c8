"""What the OpenAPI document says that no signature tells: bodies, examples, problems, and who needs a key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from fastapi import FastAPI
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from reviewer.models import Context, Draft
from reviewer.models.answers import Problem
from reviewer.service.problems import KINDS, MEDIA_TYPE

__all__ = ["INPUT", "WHEN_PARAMETERS", "Asked", "describe", "json_body", "lines_answer", "lines_body", "model_switch", "problems"]

_REF: Final = "#/components/schemas/{model}"
INPUT: Final = {
    "id": "c-1",
    "draft": {
        "channel": "email",
        "subject": "Following up",
        "text": "Dear Ms. Okonjo,\n\nI wonder whether a decision has been made.\n\nMarit",
    },
    "context": {"stage": "phone_screen", "interviewed_on": "2026-11-02", "sending_on": "2026-11-04"},
}
"""The example that the wire format shows as well."""
_GOOD: Final = {"id": 2, "draft": {"channel": "email", "text": "Dear Ms. Okonjo,\n\nThank you for your time on Monday.\n\nMarit"}}


class Asked(BaseModel):
    """A draft and what its writer knows; other keys are passed over."""

    id: int | str | None = None
    draft: Draft
    context: Context | None = None


class AskedWhen(BaseModel):
    """What is known of the process; other keys are passed over."""

    context: Context


def json_body(*, when: bool = False) -> dict[str, Any]:
    """A body of one input document."""
    name = "AskedWhen" if when else "Asked"
    example = {"context": {"stage": "final_interview", "interviewed_on": "2026-11-02"}} if when else INPUT
    content = {"application/json": {"schema": {"$ref": _REF.format(model=name)}, "example": example}}
    return {"required": True, "content": content}


def lines_body() -> dict[str, Any]:
    """A body of many."""
    import json

    lines = "".join(json.dumps(one) + "\n" for one in (INPUT, _GOOD))
    items = {"anyOf": [{"$ref": _REF.format(model="Asked")}, {}], "description": "Whatever cannot be reviewed gets an error in its place"}
    array = {"schema": {"type": "array", "items": items}, "example": [INPUT, _GOOD]}
    text = {"schema": {"type": "string"}, "example": lines}
    return {"required": True, "content": {"application/json": array, "application/jsonl": text, "application/x-ndjson": text}}


def lines_answer() -> dict[str, Any]:
    """The answer to many: a review or an error a line."""
    return {
        "description": "A review, or an error record, for each draft in its order",
        "content": {"application/jsonl": {"schema": {"type": "string"}}},
    }


def model_switch() -> dict[str, Any]:
    """The one thing that a request may say of the model."""
    return {
        "name": "model",
        "in": "query",
        "required": False,
        "schema": {"type": "boolean", "default": True},
        "description": "`false`: without the model of the operator. No other model can be asked for.",
    }


def _query(name: str, schema: Mapping[str, Any], description: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": dict(schema), "description": description}


_DAY: Final = {"type": "string", "format": "date"}
WHEN_PARAMETERS: Final = [
    _query("stage", {"type": "string", "enum": ["phone_screen", "interview", "final_interview", "offer"]}, "How far the process has come."),
    _query("interviewed_on", _DAY, "The day of the interview."),
    _query("sending_on", _DAY, "The day on which it will be sent; never filled in."),
    _query("reply_promised_by", _DAY, "The day by which they said they would answer."),
    _query("follow_ups", {"type": "array", "items": _DAY}, "Follow-ups sent since their last reply; repeat it for each."),
    _query("process", {"type": "string", "enum": ["open", "hired", "rejected"]}, "Whether it is still open."),
]


def problems(*names: str) -> dict[int | str, dict[str, Any]]:
    """The problems with which an operation may answer, for its declaration."""
    told: dict[int | str, dict[str, Any]] = {}
    for name in names:
        kind = KINDS[name]
        headers = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds"}} if kind.status in (429, 503) else {}
        content = {MEDIA_TYPE: {"schema": {"$ref": _REF.format(model="Problem")}}}
        told[kind.status] = {"description": kind.title, "content": content, **({"headers": headers} if headers else {})}
    return told


def describe(app: FastAPI, *, keys: bool, open_paths: frozenset[str]) -> None:
    """Complete the document that the framework makes, once."""
    make = app.openapi

    def complete() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = make()
            _complete(document, keys=keys, open_paths=open_paths)
            app.openapi_schema = document
        return app.openapi_schema

    app.openapi = complete  # type: ignore[method-assign]


def _complete(document: dict[str, Any], *, keys: bool, open_paths: frozenset[str]) -> None:
    wanted: list[type[BaseModel]] = [Asked, AskedWhen, Problem]
    _, shared = models_json_schema([(model, "validation") for model in wanted], ref_template=_REF)
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for name, schema in shared["$defs"].items():
        schemas.setdefault(name, schema)
    for operation in (operation for operations in document["paths"].values() for operation in operations.values()):
        _without_the_frameworks_own(operation)
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    if keys:
        document["components"]["securitySchemes"] = {
            "key": {"type": "http", "scheme": "bearer", "description": "A key made by the operator"}
        }
        for path, operations in document["paths"].items():
            for operation in () if path in open_paths else operations.values():
                operation["security"] = [{"key": []}]


def _without_the_frameworks_own(operation: dict[str, Any]) -> None:
    """Parameters that are described here stand once, and errors that the framework would have made are never sent."""
    if "parameters" in operation:
        operation["parameters"] = list({(one["name"], one["in"]): one for one in operation["parameters"]}.values())
    if "application/json" in operation["responses"].get("422", {}).get("content", {}):
        del operation["responses"]["422"]
