"""From parsed JSON or YAML to a draft and its context, or to one sentence that names the field at fault.

Only `draft` and `context` are read; a cases file may carry other keys beside them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from reviewer.errors import InputError, nearest
from reviewer.models.inputs import Context, Draft

if TYPE_CHECKING:
    from reviewer.models.application import Application

__all__ = ["parse_application", "parse_context", "parse_document", "parse_draft", "parse_json"]

_Model = TypeVar("_Model", bound=BaseModel)
_WORD: Final = re.compile(r"'([^']*)'")
_CULPRIT: Final = re.compile(r"([a-z_]+(?:\[\d+\])?) \(")
_LONGEST_ECHO: Final = 40
_PRIVATE: Final = frozenset({"draft", "draft.text", "draft.subject"})
_KINDS: Final = {
    "string_type": "must be text",
    "string_unicode": "holds half of a surrogate pair, which is no character; save the text as UTF-8 again",
    "string_too_short": "must not be empty",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "finite_number": "must be an ordinary number, neither infinite nor `nan`",
    "greater_than_equal": "must not be below 0",
    "tuple_type": "must be a list of dates, written as YYYY-MM-DD",
    "invalid_key": "is not a field, since names of fields are text",
    "model_type": "must be an object with named fields",
    "model_attributes_type": "must be an object with named fields",
    "date_type": "must be a date, written as YYYY-MM-DD",
}


def parse_document(obj: object) -> tuple[Draft, Context]:
    """Read an input document; `context` may be left out, `draft` may not."""
    if not isinstance(obj, Mapping):
        raise InputError('the input must be an object such as {"draft": {"channel": "email", "text": "..."}, "context": {}}')
    if "draft" not in obj:
        raise InputError('`draft` is missing; write {"draft": {"channel": "email", "text": "..."}}', field="draft")
    return parse_draft(obj["draft"]), parse_context(obj.get("context"))


def parse_draft(obj: object) -> Draft:
    """Read a draft; the channel is required, and an unknown field is an error."""
    return _parse(Draft, obj, "draft")


def parse_context(obj: object) -> Context:
    """Read a context; nothing at all is a context in which nothing is known."""
    return _parse(Context, {} if obj is None else obj, "context")


def parse_application(obj: object) -> Application:
    """Read an application as `reviewer app export` writes it."""
    from reviewer.models.application import Application  # a review needs none

    return _parse(Application, obj, "application")


def parse_json(text: str) -> object:
    """Read JSON strictly: a name that stands twice in one object, or a number that is none, is an error."""
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_no_number)
    except json.JSONDecodeError as problem:
        raise InputError(f"the JSON cannot be read at line {problem.lineno}, column {problem.colno}: {problem.msg}") from None
    except RecursionError:
        raise InputError("the JSON is nested too deeply; an input document needs four levels") from None
    except ValueError as problem:
        raise InputError(f"the JSON cannot be read: {problem}") from None


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for n, name in enumerate(names) if name in names[:n])
        raise InputError(f"`{_cut(twice)}` stands twice in one object; keep one of them", field=_cut(twice))
    return found


def _no_number(word: str) -> object:
    raise InputError(f"the JSON cannot be read: {word} is not a number of JSON")


def _parse(model: type[_Model], obj: object, name: str) -> _Model:
    try:
        return model.model_validate(obj)
    except ValidationError as problem:
        faults = problem.errors(include_url=False)
        field, sentence = _sentence(model, faults[0], name)
        more = len(faults) - 1
        tail = f" ({more} more {'fault' if more == 1 else 'faults'} in `{name}`)" if more else ""
        raise InputError(sentence + tail, field=field) from None


def _sentence(model: type[BaseModel], fault: ErrorDetails, name: str) -> tuple[str, str]:
    """The field at fault, and the sentence that names it, what is wrong and what is allowed."""
    field, kind = _path(name, fault["loc"]), fault["type"]
    if kind == "extra_forbidden":
        *where, last = fault["loc"]
        return field, f"`{field}` is not a field that is known here{_hint(str(last), _part(model, where).model_fields)}"
    if kind == "missing":
        return field, f"`{field}` is missing{_words_of(model, fault)}"
    if kind == "literal_error":
        expected = str(_of(fault, "expected"))
        return field, f"`{field}` cannot be {_echo(fault['input'])}{_hint(str(fault['input']), _WORD.findall(expected) or [expected])}"
    if kind == "string_too_long":
        return field, f"`{field}` is {len(fault['input']):,} characters long; at most {_of(fault, 'max_length'):,} are read"
    if kind == "value_error":
        return _from_model(field, str(_of(fault, "error")), fault)
    return field, f"`{field}` {_KINDS.get(kind, fault['msg'])}{_seen(field, fault)}"


def _from_model(field: str, reason: str, fault: ErrorDetails) -> tuple[str, str]:
    """The models say the reason in their own words; the sentence begins with the field that these words name."""
    culprit = _CULPRIT.match(reason)
    if culprit:
        exact = f"{field}.{culprit[1]}"
        return exact, f"`{exact}`{reason[culprit.end(1) :]}"
    if field == "draft":
        return "draft.text", f"`draft.text`: {reason}"
    shown = str(fault["input"]) in reason
    return field, f"`{field}`: {reason}{'' if shown else _seen(field, fault)}"


def _path(name: str, loc: tuple[int | str, ...]) -> str:
    return name + "".join(f"[{step}]" if isinstance(step, int) else f".{_cut(step)}" for step in loc)


def _of(fault: ErrorDetails, key: str) -> Any:
    return fault.get("ctx", {}).get(key, "")


def _part(model: type[BaseModel], loc: Iterable[int | str]) -> type[BaseModel]:
    """The model of the part in which the fault lies, whose fields are the names allowed there."""
    for step in (step for step in loc if str(step) in model.model_fields):
        annotation = model.model_fields[str(step)].annotation
        kinds = (kind for kind in (annotation, *get_args(annotation)) if isinstance(kind, type))
        model = next((kind for kind in kinds if issubclass(kind, BaseModel)), model)
    return model


def _words_of(model: type[BaseModel], fault: ErrorDetails) -> str:
    *where, last = fault["loc"]
    words = get_args(_part(model, where).model_fields[str(last)].annotation)
    return f". Allowed: {', '.join(words)}" if words and all(isinstance(word, str) for word in words) else ""


def _hint(name: str, allowed: Iterable[str]) -> str:
    tail = nearest(name[:_LONGEST_ECHO], allowed)
    return f"; {tail}" if tail.startswith("did") else f". {tail}"


def _seen(field: str, fault: ErrorDetails) -> str:
    """What stood there instead, where it is short and plain enough to help; never words of the draft."""
    private = field in _PRIVATE or fault["type"] == "string_unicode"
    return "" if private or not isinstance(fault["input"], str | int | float | None) else f", not {_echo(fault['input'])}"


def _echo(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{_cut(value)}"'
    return str(value) if isinstance(value, int | float) else "a list or an object"


def _cut(text: str) -> str:
    """Short, on one line, and without characters that a terminal or an encoder would choke on."""
    plain = "".join(sign if sign.isprintable() else "?" for sign in text[:_LONGEST_ECHO])
    return plain + "..." if len(text) > _LONGEST_ECHO else plain
