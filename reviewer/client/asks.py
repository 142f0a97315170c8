"""What goes over the wire and how what comes back is read: written down once, for clients that wait and for those that await."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar
from urllib.parse import quote

from reviewer.errors import InputError, ReviewerError, ServiceError
from reviewer.models import Context, Draft, Review
from reviewer.models.answers import About, ErrorLine, Guidelines, Problem, RuleInfo, Rules, When
from reviewer.models.rewrite import Rewrite

__all__ = [
    "ABOUT",
    "GUIDELINES",
    "HERE",
    "OK",
    "PATIENCE",
    "RULES",
    "Ask",
    "Case",
    "Lines",
    "calendar",
    "many",
    "refusal",
    "review",
    "rewrite",
]

_Value = TypeVar("_Value")
HERE: Final = "http://127.0.0.1:8000"
PATIENCE: Final = 120.0
OK: Final = 200
_MOST_OF_A_PROBLEM: Final = 100_000


@dataclass(frozen=True, slots=True)
class Case:
    """One draft of a batch."""

    draft: Draft
    context: Context | None = None
    id: int | str | None = None


@dataclass(frozen=True, slots=True)
class Ask(Generic[_Value]):
    """One request, and how its answer is read."""

    path: str
    read: Callable[[bytes], _Value]
    content: bytes | None = None
    media_type: str = "application/json"
    params: dict[str, str] = field(default_factory=dict)

    def arguments(self) -> dict[str, Any]:
        """What httpx is told."""
        method = "GET" if self.content is None else "POST"
        headers = {} if self.content is None else {"Content-Type": self.media_type}
        return {"method": method, "url": self.path, "content": self.content, "headers": headers, "params": self.params}


def _document(case: Case) -> bytes:
    known = {} if case.context is None else {"context": case.context.model_dump(mode="json", exclude_none=True)}
    document = {"id": case.id, "draft": case.draft.model_dump(mode="json", exclude_none=True), **known}
    return json.dumps(document, ensure_ascii=False).encode()


def _switch(model: bool) -> dict[str, str]:
    return {} if model else {"model": "false"}


def review(case: Case, model: bool) -> Ask[Review]:
    """One draft to be reviewed."""
    return Ask("/v1/reviews", Review.model_validate_json, _document(case), params=_switch(model))


def rewrite(case: Case, model: bool) -> Ask[Rewrite]:
    """One draft to be mended."""
    return Ask("/v1/rewrites", Rewrite.model_validate_json, _document(case), params=_switch(model))


def many(cases: Iterable[Case], model: bool) -> Ask[Review | ErrorLine]:
    """Many drafts; `read` reads one line of the answer."""
    lines = b"".join(_document(case) + b"\n" for case in cases)
    return Ask("/v1/reviews/batch", _line, lines, "application/jsonl", _switch(model))


def _line(line: bytes) -> Review | ErrorLine:
    found = json.loads(line)
    return ErrorLine.model_validate(found) if "error" in found else Review.model_validate(found)


def when(context: Context) -> Ask[When]:
    """The first good day."""
    content = json.dumps({"context": context.model_dump(mode="json", exclude_none=True)}).encode()
    return Ask("/v1/when", When.model_validate_json, content)


def calendar(context: Context) -> Ask[bytes]:
    """The same as a calendar file."""
    asked = when(context)
    return Ask("/v1/when.ics", bytes, asked.content)


def rule(id: str) -> Ask[RuleInfo]:
    """One rule."""
    return Ask(f"/v1/rules/{quote(id)}", RuleInfo.model_validate_json)


ABOUT: Final = Ask("/v1/about", About.model_validate_json)
GUIDELINES: Final = Ask("/v1/guidelines", lambda content: Guidelines.model_validate_json(content).guidelines)
RULES: Final = Ask("/v1/rules", lambda content: Rules.model_validate_json(content).rules)


def options(base_url: str, key: str | None, timeout: float) -> dict[str, Any]:
    """What every client tells httpx."""
    headers = {} if key is None else {"Authorization": f"Bearer {key}"}
    return {"base_url": base_url, "headers": headers, "timeout": timeout, "follow_redirects": False}


def refusal(status: int, content: bytes, retry_after: str | None) -> ReviewerError:
    """A problem as the error that the library itself would have raised; what is no problem document is told by its status."""
    try:
        problem = Problem.model_validate_json(content[:_MOST_OF_A_PROBLEM])
    except ValueError:
        return ServiceError(f"the service answered with status {status} and no reason", status=status)
    if status in (400, 422):
        return InputError(problem.detail, field=problem.field)
    wait = float(retry_after) if retry_after and retry_after.isdecimal() else None
    return ServiceError(f"the service refused ({status}): {problem.detail}", status=status, retry_after=wait)


def unreached(base_url: object, problem: Exception) -> ServiceError:
    """No answer at all."""
    why = type(problem).__name__
    return ServiceError(f"{base_url} did not answer ({why}); see whether `reviewer serve` runs there")


def answered(asked: Ask[_Value], status: int, content: bytes, retry_after: str | None) -> _Value:
    """What an answer says.

    Raises:
        InputError: the input cannot be used.
        ServiceError: the service refused.
    """
    if status != OK:
        raise refusal(status, content, retry_after)
    return asked.read(content)


class Lines:
    """Cuts a stream of bytes at line feeds and nowhere else: other line ends may stand inside JSON."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """Every line that this piece completes."""
        *lines, self._rest = (self._rest + piece).split(b"\n")
        return iter(lines)
