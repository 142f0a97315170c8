"""The JSON Schemas of what goes in and what comes out, made from the models and the words under their fields."""

from __future__ import annotations

import ast
import inspect
import json
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from reviewer.evals import changes, figures, readings, records
from reviewer.evals.records import LabelledCase, Run
from reviewer.models import Context, Draft, Review, inputs, review

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def input_schema() -> str:
    """The document that a review is asked for with; other keys beside `draft` and `context` are ignored."""
    refs, shared = models_json_schema([(Draft, "validation"), (Context, "validation")])
    properties = {"draft": refs[Draft, "validation"], "context": refs[Context, "validation"]}
    return _written("Input of a review, version 1", {"type": "object", "properties": properties, "required": ["draft"], **shared})


def review_schema() -> str:
    """The review, version 1; readers ignore keys that they do not know."""
    return _written("Review, version 1", Review.model_json_schema(mode="serialization", by_alias=True))


def case_schema() -> str:
    """One line of a case file."""
    return _written("A labelled case, version 1", LabelledCase.model_json_schema(mode="validation"))


def audit_schema() -> str:
    """The report of an audit, version 1; readers ignore keys that they do not know."""
    return _written("Report of an audit, version 1", Run.model_json_schema(mode="serialization", by_alias=True))


def _written(title: str, schema: dict[str, Any]) -> str:
    defs = {name: _documented(name, entry) for name, entry in schema["$defs"].items()}
    whole = {"$schema": _DIALECT, **_documented(schema.get("title", ""), schema), "title": title, "$defs": defs}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _documented(name: str, entry: dict[str, Any]) -> dict[str, Any]:
    """One object of the schema with the docstrings of its fields as descriptions, in place of titles that repeat their names."""
    words = _DOCSTRINGS.get(name, {})
    properties = {
        field: {
            **{key: value for key, value in shape.items() if key != "title"},
            **({"description": words[field]} if field in words else {}),
        }
        for field, shape in entry.get("properties", {}).items()
    }
    return {**entry, "properties": properties}


def _field_docstrings(model: type[BaseModel], source: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, words in zip(source.body, source.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(words, ast.Expr):
            alias = model.model_fields[field.target.id].alias
            yield alias or field.target.id, ast.literal_eval(words.value)


_DOCSTRINGS = {
    source.name: dict(_field_docstrings(getattr(module, source.name), source))
    for module in (inputs, review, figures, changes, readings, records)
    for source in ast.parse(inspect.getsource(module)).body
    if isinstance(source, ast.ClassDef) and not source.name.startswith("_")
}
_DOCSTRINGS["Case"] = _DOCSTRINGS["LabelledCase"] | _DOCSTRINGS["Case"]
