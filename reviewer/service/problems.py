"""Errors as RFC 9457 has them: a kind, a title, a status, and one sentence that names the field and the way out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from starlette.responses import Response

from reviewer.models.answers import Problem

__all__ = ["KINDS", "MEDIA_TYPE", "Kind", "ProblemError", "kind_for", "problem_response"]

MEDIA_TYPE: Final = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem; `GET /problems/{name}` tells the same."""

    name: str
    status: int
    title: str
    way_out: str


KINDS: Final[Mapping[str, Kind]] = {
    kind.name: kind
    for kind in (
        Kind("unreadable", 400, "The request cannot be read", "Send JSON as the description of the service has it."),
        Kind("no-key", 401, "An API key is needed", "Send `Authorization: Bearer KEY` with a key that the operator made for you."),
        Kind("foreign-page", 403, "This page may not call the service", "The operator names pages of other sites with `--cors`."),
        Kind("not-found", 404, "There is no such thing", "Look the name up in the list above it."),
        Kind("wrong-method", 405, "The method is not allowed here", "Use one that the header `Allow` names."),
        Kind("slow-body", 408, "The body came too slowly", "Send it again in one go."),
        Kind("nothing-to-do", 409, "There is nothing to answer with", "The detail says what is missing."),
        Kind("too-large", 413, "The request is too large", "Send less at once."),
        Kind("not-json", 415, "The media type is not taken", "Send `Content-Type: application/json`."),
        Kind("wrong-host", 421, "The service does not go by this name", "The operator names further hosts with `--allow-host`."),
        Kind("bad-input", 422, "The input cannot be used", "Mend the field that is named."),
        Kind("too-many", 429, "Too many requests of yours are under way", "Wait as long as `Retry-After` says."),
        Kind("defect", 500, "This is a defect of the program", "Report it without your draft."),
        Kind("busy", 503, "The service cannot answer now", "Wait as long as `Retry-After` says."),
    )
}
_BY_STATUS: Final = {kind.status: kind for kind in KINDS.values()}


class ProblemError(Exception):
    """Ends a request with a problem."""

    def __init__(
        self, name: str, detail: str, *, field: str | None = None, headers: Mapping[str, str] | None = None, unread: bool = False
    ) -> None:
        super().__init__(name)
        self.kind, self.detail, self.field = KINDS[name], detail, field
        self.headers = {**(headers or {}), **({"Connection": "close"} if unread else {})}


def kind_for(status: int) -> Kind:
    """The kind that bears a status; an unforeseen one is told as what its hundred means."""
    return _BY_STATUS.get(status) or (KINDS["unreadable"] if status < 500 else KINDS["defect"])


def problem_response(error: ProblemError, request_id: str) -> Response:
    """The problem as it goes out."""
    kind = error.kind
    problem = Problem(
        type=f"/problems/{kind.name}",
        title=kind.title,
        status=kind.status,
        detail=error.detail,
        field=error.field,
        request_id=request_id,
    )
    return Response(problem.model_dump_json(), kind.status, error.headers, MEDIA_TYPE)
