"""Who may come in: the right host, no page of another site, a key where one is asked for, and not too many at once."""

from __future__ import annotations

from collections import Counter
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from reviewer.service.envelope import request_id
from reviewer.service.keys import KeyFile
from reviewer.service.options import Door, is_loopback
from reviewer.service.problems import ProblemError, problem_response

__all__ = ["Gate", "is_open"]

_PROBES: Final = frozenset({"/healthz", "/readyz"})
_OPEN: Final = frozenset({"/", "/openapi.json", "/v1/about"}) | _PROBES
_OPEN_BELOW: Final = ("/page/", "/problems/")
_RETRY_SOON: Final = {"Retry-After": "1"}


def is_open(path: str) -> bool:
    """Whether a path needs neither key nor a place among those in flight: it tells nothing of anybody and costs nothing."""
    return path in _OPEN or path.startswith(_OPEN_BELOW)


class Gate:
    """Refuses with a problem, before anything of the body is read."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app, self._door = app, door
        self._keys = KeyFile(door.keys) if door.keys else None
        self._hosts = {"localhost", "127.0.0.1", "::1", door.host, *(host.lower() for host in door.hosts)} - {"0.0.0.0", "::"}
        self._names = bool(door.hosts) or is_loopback(door.host)
        self._in_flight: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            client = self._admitted(scope, Headers(scope=scope))
        except ProblemError as problem:
            await problem_response(problem, request_id(scope))(scope, receive, send)
            return
        if client is None:
            await self._app(scope, receive, send)
            return
        self._in_flight[client] += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._in_flight[client] -= 1
            if not self._in_flight[client]:
                del self._in_flight[client]

    def _admitted(self, scope: Scope, headers: Headers) -> str | None:
        """Who asks; None where it does not matter."""
        if scope["path"] in _PROBES:
            return None
        self._by_name(headers)
        self._from_a_page(scope, headers)
        if is_open(scope["path"]):
            return None
        client = scope["state"]["client"] = self._client(scope, headers)
        self._has_room(client)
        return client

    def _by_name(self, headers: Headers) -> None:
        """A page elsewhere may let its own name point to this machine; the browser then sends that name here."""
        if self._names and _host_of(headers.get("host", "")) not in self._hosts:
            raise ProblemError("wrong-host", "the header `Host` names another host; the operator adds one with `--allow-host`", unread=True)

    def _from_a_page(self, scope: Scope, headers: Headers) -> None:
        origin = headers.get("origin")
        if scope["method"] != "POST" or origin is None or origin in self._door.origins:
            return
        if urlsplit(origin).netloc.lower() != headers.get("host", "").lower():
            raise ProblemError("foreign-page", "the header `Origin` names another site; the operator adds it with `--cors`", unread=True)

    def _client(self, scope: Scope, headers: Headers) -> str:
        if self._keys is None:
            return str((scope.get("client") or ("unknown",))[0])
        scheme, _, given = headers.get("authorization", "").partition(" ")
        name = self._keys.name_of(given.strip()) if scheme.lower() == "bearer" else None
        if name is None:
            why = "the key is not known here, or was revoked" if given else "the header `Authorization: Bearer KEY` is missing"
            raise ProblemError("no-key", why, headers={"WWW-Authenticate": 'Bearer realm="reviewer"'}, unread=True)
        return name

    def _has_room(self, client: str) -> None:
        limits = self._door.limits
        if self._in_flight[client] >= limits.in_flight_each:
            why = f"{limits.in_flight_each} requests of yours are under way; wait for one of them"
            raise ProblemError("too-many", why, headers=_RETRY_SOON, unread=True)
        if self._in_flight.total() >= limits.in_flight:
            raise ProblemError("busy", "all places are taken; send it again in a moment", headers=_RETRY_SOON, unread=True)


def _host_of(given: str) -> str:
    """The name without its port."""
    try:
        return (urlsplit(f"//{given}").hostname or "").lower()
    except ValueError:
        return ""
