"""A server on loopback that answers as badly as it is told to, and a wall around the suite: no socket but loopback."""

from __future__ import annotations

import json
import os
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import pytest

Behaviour = Callable[[socket.socket], None]


@dataclass
class Request:
    """What a client sent."""

    path: str
    headers: dict[str, str]
    body: Any


@dataclass
class Server:
    """Answers each request by the next of its behaviours, and by the last one from then on."""

    behaviours: list[Behaviour] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    _closing: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=256)
        self._open: set[socket.socket] = set()
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._listening.getsockname()[1]}/v1"

    # What it can do

    def answers(self, *behaviours: Behaviour) -> Server:
        self.behaviours = list(behaviours)
        return self

    @staticmethod
    def sends(status: int = 200, body: str | bytes = b"", *, kind: str = "application/json", **headers: str) -> Behaviour:
        raw = body.encode() if isinstance(body, str) else body
        lines = [
            f"HTTP/1.1 {status} Said",
            f"content-type: {kind}",
            *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items()),
        ]
        if "content_length" not in headers:
            lines.append(f"content-length: {len(raw)}")
        return lambda connection: connection.sendall("\r\n".join([*lines, "", ""]).encode() + raw)

    def says(self, text: str | None = "{}", *, finish: str = "stop", usage: Any = None, message: Any = None, **more: Any) -> Behaviour:
        """A model's answer, as OpenAI lays it out."""
        spoken = {"role": "assistant", "content": text} | (message or {})
        body = {
            "id": "1",
            "object": "chat.completion",
            "created": 1,
            "model": "one-2026",
            "choices": [{"index": 0, "finish_reason": finish, "message": spoken}],
            "usage": usage or {"prompt_tokens": 9, "completion_tokens": 1, "total_tokens": 10},
        }
        return self.sends(200, json.dumps(body | more))

    def complains(self, status: int, message: str, code: str | None = None, **headers: str) -> Behaviour:
        return self.sends(status, json.dumps({"error": {"message": message, "type": "error", "code": code, "param": None}}), **headers)

    def hangs(self) -> Behaviour:
        return lambda connection: self._wait(60)

    def drips(self, *, headers: bool = False) -> Behaviour:
        """A few bytes at a time, each soon enough for a limit on single reads."""

        def drip(connection: socket.socket) -> None:
            head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n"
            connection.sendall(head if headers else head + b"\r\n")
            for _ in range(600):
                self._wait(0.1)
                connection.sendall(b"x-more: 1\r\n" if headers else b"    ")

        return drip

    @staticmethod
    def resets() -> Behaviour:
        def reset(connection: socket.socket) -> None:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            os.close(connection.detach())

        return reset

    # How it does it

    def _wait(self, seconds: float) -> None:
        self._closing.wait(seconds)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listening.accept()
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._open.add(connection)
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with suppress(OSError), connection, connection.makefile("rb") as incoming:
            while request := self._read(incoming):
                self.requests.append(request)
                behaviour = self.behaviours.pop(0) if len(self.behaviours) > 1 else self.behaviours[0]
                behaviour(connection)

    @staticmethod
    def _read(incoming: Any) -> Request | None:
        start = incoming.readline().decode().split()
        if len(start) < 2:
            return None
        headers = {}
        while line := incoming.readline().decode().strip():
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        body = incoming.read(int(headers.get("content-length", 0)))
        return Request(start[1], headers, json.loads(body) if body else None)

    def close(self) -> None:
        self._closing.set()
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for connection in self._open:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()


@pytest.fixture
def server() -> Iterator[Server]:
    """One such server."""
    made = Server()
    yield made
    made.close()


@pytest.fixture(autouse=True)
def only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every socket to another machine is an error, and so is asking for another machine's address."""
    connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def here(address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else address
        if str(host) not in ("127.0.0.1", "::1", "localhost") and not str(host).startswith("/"):
            raise AssertionError(f"a socket to {host}")

    def connect_here(self: socket.socket, address: Any) -> None:
        here(address)
        connect(self, address)

    def connect_ex_here(self: socket.socket, address: Any) -> int:
        here(address)
        return connect_ex(self, address)

    def look_up_here(host: Any, *args: Any, **kwargs: Any) -> Any:
        here((host,))
        return look_up(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", connect_here)
    monkeypatch.setattr(socket.socket, "connect_ex", connect_ex_here)
    monkeypatch.setattr(socket, "getaddrinfo", look_up_here)


@pytest.fixture
def no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever keys this machine has are not the suite's affair."""
    for name in [name for name in os.environ if name.endswith(("_API_KEY", "_API_BASE", "_BASE_URL"))]:
        monkeypatch.delenv(name)


@pytest.fixture
def stopwatch() -> Callable[[], float]:
    """Seconds since the test began."""
    began = time.monotonic()
    return lambda: time.monotonic() - began
