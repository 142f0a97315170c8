"""Over streamable HTTP: one path, no sessions, the right host and origin, and a key where one is asked for."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import uvicorn
from mcp.server.lowlevel.server import Server
from mcp.server.transport_security import TransportSecuritySettings
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from reviewer.errors import SettingsError
from reviewer.mcp.desk import Limits
from reviewer.mcp.server import LOG

__all__ = ["PATH", "Door", "Verify", "make_app", "serve_http"]

PATH: Final = "/mcp"
Verify: TypeAlias = Callable[[str], str | None]
"""Whose key this is; None for one that is not known."""
_LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]")
_ANY: Final = frozenset({"0.0.0.0", "::", ""})


@dataclass(frozen=True, slots=True)
class Door:
    """Where the server is found, and who may come in."""

    host: str = "127.0.0.1"
    port: int = 8001
    hosts: Sequence[str] = ()
    """Further names by which it may be called."""
    verify: Verify | None = None
    """Without it nobody is asked for a key."""

    def __post_init__(self) -> None:
        if self.host in _ANY and not self.hosts:
            raise SettingsError(
                f"`--host {self.host}` stands for every address; say with `--allow-host` by which name the server is called"
            )

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that a request may call it by."""
        own = () if self.host in _ANY else (f"[{self.host}]" if ":" in self.host else self.host,)
        return tuple(dict.fromkeys((*_LOOPBACK, *own, *self.hosts)))


def make_app(server: Server[Any], door: Door, limits: Limits) -> ASGIApp:
    """The application: stateless, so that nothing is kept between two requests."""
    names = [spelling for name in door.names for spelling in (name, f"{name}:*")]
    origins = [f"{scheme}://{name}" for scheme in ("http", "https") for name in names]
    app: ASGIApp = server.streamable_http_app(
        streamable_http_path=PATH,
        stateless_http=True,
        max_request_body_size=limits.body,
        transport_security=TransportSecuritySettings(allowed_hosts=names, allowed_origins=origins),
    )
    return _Keyed(app, door.verify) if door.verify else app


class _Keyed:
    """Asks for a key before anything of the body is read."""

    def __init__(self, app: ASGIApp, verify: Verify) -> None:
        self._app, self._verify = app, verify

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scheme, _, given = Headers(scope=scope).get("authorization", "").partition(" ")
            if scheme.lower() != "bearer" or self._verify(given.strip()) is None:
                why = "the key is not known here, or was revoked" if given else "the header `Authorization: Bearer KEY` is missing"
                headers = {"WWW-Authenticate": 'Bearer realm="reviewer"', "Connection": "close"}
                await PlainTextResponse(f"{why}\n", 401, headers)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def serve_http(server: Server[Any], door: Door, limits: Limits) -> None:
    """Answer until the program is stopped, and end what is under way then.

    Raises:
        SettingsError: the address cannot be used.
    """
    config = uvicorn.Config(
        make_app(server, door, limits),
        log_config=None,
        access_log=False,
        server_header=False,
        limit_concurrency=4 * limits.held,
        timeout_graceful_shutdown=10,
    )
    with _bound(door) as listening:
        asyncio.run(_Announcing(config, door).serve(sockets=[listening]))


class _Announcing(uvicorn.Server):
    """Says where it is found once it can be found, since the port may have been chosen by the system."""

    def __init__(self, config: uvicorn.Config, door: Door) -> None:
        super().__init__(config)
        self._door = door

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        assert sockets is not None
        host, port = f"[{self._door.host}]" if ":" in self._door.host else self._door.host, sockets[0].getsockname()[1]
        LOG.info("listening", extra={"fields": {"url": f"http://{host}:{port}{PATH}", "keys": self._door.verify is not None}})


def _bound(door: Door) -> socket.socket:
    family = socket.AF_INET6 if ":" in door.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((door.host, door.port))
    except (OSError, OverflowError) as problem:
        listening.close()
        why = getattr(problem, "strerror", None) or "no such address"
        raise SettingsError(f"`--host {door.host} --port {door.port}` cannot be used ({why}); choose another") from None
    return listening
