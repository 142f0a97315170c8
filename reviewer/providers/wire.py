"""HTTP as this program speaks it: no redirects, answers of bounded size, a deadline by the clock, no proxy for this machine itself.

Only the adapters import this, and only inside a call: httpx takes longer to import than a review by rules takes.
"""

from __future__ import annotations

import asyncio
import ssl
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit
from urllib.request import getproxies
from weakref import WeakKeyDictionary, finalize

import httpx

from reviewer.providers.address import is_loopback
from reviewer.providers.statuses import retry_after

__all__ = ["MAX_BYTES", "Clients", "TooLargeError", "Witness", "watch"]

MAX_BYTES: Final = 2_000_000
"""No answer to our question is longer."""
_LIMITS: Final = httpx.Limits(max_connections=None, max_keepalive_connections=64, keepalive_expiry=20.0)


class TooLargeError(httpx.TransportError):
    """The answer is longer than any answer to our question."""


@dataclass(slots=True)
class Witness:
    """What went over the wire during one call, whatever a library above makes of it."""

    ends: float
    status: int | None = None
    wait: float | None = None
    too_large: bool = False


_witness: ContextVar[Witness | None] = ContextVar("witness", default=None)


@contextmanager
def watch(seconds: float) -> Iterator[Witness]:
    """See what is answered inside, and end the reading after so many seconds, however slowly it comes."""
    witness = Witness(time.monotonic() + seconds)
    token = _witness.set(witness)
    try:
        yield witness
    finally:
        _witness.reset(token)


class Clients:
    """HTTP clients for one address: one for all threads, one for each event loop, since connections cannot change loops."""

    def __init__(self, base_url: str | None) -> None:
        self._here = base_url is not None and is_loopback(base_url)
        self._plain = base_url is not None and urlsplit(base_url).scheme == "http"
        self._lock = threading.Lock()
        self._client: httpx.Client | None = None
        self._context: ssl.SSLContext | None = None
        self._by_loop: WeakKeyDictionary[asyncio.AbstractEventLoop, tuple[httpx.AsyncClient, Any]] = WeakKeyDictionary()

    def client(self) -> httpx.Client:
        """The client for threads."""
        with self._lock:
            if self._client is None:
                transport = _Transport(verify=self._trust(), limits=_LIMITS)
                self._client = httpx.Client(
                    transport=transport,
                    mounts=self._mounts(_Transport),
                    follow_redirects=False,
                    trust_env=False,
                    event_hooks={"response": [_note]},
                )
                finalize(self, self._client.close)
            return self._client

    async def async_client(self) -> httpx.AsyncClient:
        """The client of the running event loop, which closes it on its way out."""
        loop = asyncio.get_running_loop()
        if loop not in self._by_loop:
            with self._lock:
                transport = _AsyncTransport(verify=self._trust(), limits=_LIMITS)
                mounts = self._mounts(_AsyncTransport)
            hooks = {"response": [_note_async]}
            made = httpx.AsyncClient(transport=transport, mounts=mounts, follow_redirects=False, trust_env=False, event_hooks=hooks)
            keeper = _keep(made)
            self._by_loop[loop] = made, keeper
            await anext(keeper)
        return self._by_loop[loop][0]

    def _trust(self) -> ssl.SSLContext:
        """Which certificates are believed; to load them takes longer than a call, so plain HTTP goes without any."""
        if self._context is None:
            self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if self._plain else httpx.create_ssl_context()
        return self._context

    def _mounts(self, kind: type[Any]) -> dict[str, Any]:
        """The proxies that the environment names, unless it is this machine that is asked."""
        named = {} if self._here else getproxies()
        direct = [host.strip() for host in named.get("no", "").split(",") if host.strip()]
        if "*" in direct:
            return {}
        through = {
            f"{scheme}://": kind(verify=self._trust(), limits=_LIMITS, proxy=named[scheme])
            for scheme in ("http", "https", "all")
            if named.get(scheme, "").startswith("http")
        }
        return through | {f"all://*{host.lstrip('.')}" if "/" not in host else host: None for host in direct if through}


async def _keep(client: httpx.AsyncClient) -> AsyncIterator[None]:
    """Live as long as the event loop: at its end it closes every generator, and this one the client."""
    try:
        yield
    finally:
        await client.aclose()


class _Transport(httpx.HTTPTransport):
    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = super().handle_request(request)
        assert isinstance(response.stream, httpx.SyncByteStream)
        response.stream = _Counted(response.stream)
        return response


class _AsyncTransport(httpx.AsyncHTTPTransport):
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = await super().handle_async_request(request)
        assert isinstance(response.stream, httpx.AsyncByteStream)
        response.stream = _CountedAsync(response.stream)
        return response


class _Counted(httpx.SyncByteStream):
    def __init__(self, stream: httpx.SyncByteStream) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        seen = 0
        for part in self._stream:
            seen = _checked(seen + len(part))
            yield part

    def close(self) -> None:
        self._stream.close()


class _CountedAsync(httpx.AsyncByteStream):
    def __init__(self, stream: httpx.AsyncByteStream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        seen = 0
        async for part in self._stream:
            seen = _checked(seen + len(part))
            yield part

    async def aclose(self) -> None:
        await self._stream.aclose()


def _note(response: httpx.Response) -> None:
    witness = _witness.get()
    if witness is not None:
        witness.status, witness.wait = response.status_code, retry_after(response.headers)


async def _note_async(response: httpx.Response) -> None:
    _note(response)


def _checked(seen: int) -> int:
    witness = _witness.get()
    if seen > MAX_BYTES:
        if witness is not None:
            witness.too_large = True
        raise TooLargeError(f"more than {MAX_BYTES} bytes")
    if witness is not None and time.monotonic() > witness.ends:
        raise httpx.ReadTimeout("the deadline is over")
    return seen
