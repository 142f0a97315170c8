"""A load generator: so many connections, each of which sends its next request when the last one is answered."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

_END: Final = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Request:
    """One request, and the statuses with which it may be answered."""

    method: str
    path: str
    body: bytes = b""
    media_type: str = "application/json"
    expects: tuple[int, ...] = (200,)

    def wire(self) -> bytes:
        """As it goes over the wire."""
        head = f"{self.method} {self.path} HTTP/1.1\r\nHost: localhost\r\n"
        if self.body or self.method == "POST":
            head += f"Content-Type: {self.media_type}\r\nContent-Length: {len(self.body)}\r\n"
        return head.encode() + b"\r\n" + self.body


@dataclass(slots=True)
class Heard:
    """What came back."""

    seconds: list[float] = field(default_factory=list)
    unexpected: list[str] = field(default_factory=list)
    wall: float = 0.0


async def load(port: int, requests: Iterator[Request], connections: int) -> Heard:
    """Send every request over so many connections."""
    heard = Heard()
    begun = time.perf_counter()
    await asyncio.gather(*(_connection(port, requests, heard) for _ in range(connections)))
    heard.wall = time.perf_counter() - begun
    return heard


async def _connection(port: int, requests: Iterator[Request], heard: Heard) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for request in requests:
        begun = time.perf_counter()
        writer.write(request.wire())
        status, closes = await _answer(reader)
        heard.seconds.append(time.perf_counter() - begun)
        if status not in request.expects:
            heard.unexpected.append(f"{request.method} {request.path}: {status}")
        if closes:
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.close()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bool]:
    head = (await reader.readuntil(_END)).lower()
    fields = dict(line.split(b": ", 1) for line in head.split(b"\r\n")[1:] if b": " in line)
    if b"content-length" in fields:
        await reader.readexactly(int(fields[b"content-length"]))
    else:
        while size := int((await reader.readline()).strip() or b"0", 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    return int(head.split(b" ", 2)[1]), fields.get(b"connection") == b"close"
