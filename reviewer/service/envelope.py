"""Around every request: an id, the clock, the figures, a line in the log, headers that keep a browser safe, and no exception left over."""

from __future__ import annotations

import re
import secrets
import time
from typing import Any, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reviewer.service.figures import Figures
from reviewer.service.judging import defect
from reviewer.service.logs import log
from reviewer.service.problems import ProblemError, problem_response

__all__ = ["Envelope", "request_id"]

_SANE: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")
_CLOSED: Final = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": _CLOSED,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_ABROAD: Final = "Cross-Origin-Resource-Policy"


class CutShortError(Exception):
    """An answer that had begun could not be ended; says nothing more, since servers write such things into logs."""


def request_id(scope: Scope) -> str:
    """The id of the request that is under way."""
    return str(scope.get("state", {}).get("request_id", ""))


class Envelope:
    """The outermost layer of the service."""

    def __init__(self, app: ASGIApp, figures: Figures) -> None:
        self._app, self._figures = app, figures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get("x-request-id", "")
        named = given if _SANE.fullmatch(given) else secrets.token_hex(8)
        scope.setdefault("state", {})["request_id"] = named
        sent: dict[str, Any] = {"status": 0, "bytes": 0}

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                sent["status"] = message["status"]
                _complete(MutableHeaders(scope=message), named)
            elif message["type"] == "http.response.body":
                sent["bytes"] += len(message.get("body", b""))
            await send(message)

        begun = time.perf_counter()
        self._figures.arrived()
        try:
            await self._answered(scope, receive, sealed, sent)
        finally:
            seconds = time.perf_counter() - begun
            route = getattr(scope.get("route"), "path", "none")
            self._figures.answered(route, scope["method"], sent["status"], seconds)
            log(
                "request",
                request_id=named,
                route=route,
                method=scope["method"][:16],
                status=sent["status"],
                seconds=round(seconds, 4),
                bytes=sent["bytes"],
                client=scope["state"].get("client"),
            )

    async def _answered(self, scope: Scope, receive: Receive, send: Send, sent: dict[str, Any]) -> None:
        try:
            await self._app(scope, receive, send)
        except Exception as problem:
            fault = defect(problem)
            log("defect", request_id=request_id(scope), said=fault.message)
            if sent["status"]:
                raise CutShortError from None
            await problem_response(ProblemError("defect", fault.message), request_id(scope))(scope, receive, send)


def _complete(headers: MutableHeaders, named: str) -> None:
    for name, value in _HEADERS.items():
        if name == _ABROAD and "access-control-allow-origin" in headers:
            headers.setdefault(name, "cross-origin")
        headers.setdefault(name, value)
    headers["X-Request-ID"] = named
