"""A service on a real port of this machine, in a thread of this process."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from reviewer.service.desk import Desk
from reviewer.service.running import config_for

PATIENCE = 30.0


@contextmanager
def running(desk: Desk, *, send_buffer: int | None = None) -> Iterator[int]:
    """The port of a service, which ends with the block."""
    opened = socket.create_server(("127.0.0.1", 0))
    if send_buffer is not None:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, send_buffer)
    server = uvicorn.Server(config_for(desk))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [opened]})
    thread.start()
    try:
        _until(lambda: server.started)
        yield opened.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(PATIENCE)
        opened.close()


def _until(true: object) -> None:
    end = time.monotonic() + PATIENCE
    while not true():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.01)


class Line:
    """One connection, byte by byte."""

    def __init__(self, port: int, *, receive_buffer: int | None = None) -> None:
        self._socket = socket.socket()
        if receive_buffer is not None:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self._socket.settimeout(PATIENCE)
        self._socket.connect(("127.0.0.1", port))

    def say(self, content: bytes) -> None:
        """Send."""
        self._socket.sendall(content)

    def hear(self) -> bytes:
        """Everything until the other side closes."""
        heard = b""
        try:
            while piece := self._socket.recv(65_536):
                heard += piece
        except ConnectionError:
            pass
        return heard

    def hear_once(self) -> bytes:
        """What comes first."""
        return self._socket.recv(65_536)

    def __enter__(self) -> Line:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()
