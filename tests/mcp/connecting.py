"""Clients of the protocol's own kit: within this process, over standard input and output, and over HTTP."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import httpx2
from mcp import Client, StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp.server.lowlevel.server import Server
from mcp_types import CallToolResult, TextContent, TextResourceContents

from reviewer import Reviewer

EARLY = {
    "draft": {"channel": "email", "text": "Dear Ms. Okonjo,\n\nI wonder whether a decision has been made.\n\nMarit"},
    "context": {"stage": "phone_screen", "interviewed_on": "2026-11-02", "sending_on": "2026-11-04"},
}
THANKS = {"draft": {"channel": "email", "text": "Dear Ms. Okonjo,\n\nThank you for your time on Monday.\n\nMarit"}}
MODES = ("legacy", "auto")
"""The handshake of the older protocol, and the newer one that does without."""

_Result = TypeVar("_Result")


@dataclass
class StandIn:
    """Knows what a reviewer knows, and reviews as a test wants it to."""

    of: Reviewer
    review: Callable[..., Any]
    critic: Any = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.of, name)


def said(result: CallToolResult, block: int = 0) -> str:
    """The words of a result; the first block is for the assistant, the second is JSON."""
    content = result.content[block]
    assert isinstance(content, TextContent)
    return content.text


async def resource(client: Client, uri: str) -> str:
    """The text of a resource."""
    (content,) = (await client.read_resource(uri)).contents
    assert isinstance(content, TextResourceContents)
    return content.text


def asked(server: Server[Any], use: Callable[[Client], Awaitable[_Result]], mode: str = "auto") -> _Result:
    """What a client within this process is told, or the error that it met."""

    async def connected() -> _Result | Exception:
        async with Client(server, mode=mode) as client:
            try:
                return await use(client)
            except Exception as problem:  # raised from in here it would come wrapped
                return problem

    told = asyncio.run(asyncio.wait_for(connected(), 30))
    if isinstance(told, Exception):
        raise told
    return told


@asynccontextmanager
async def over_stdio(errors: Path, *options: str, mode: str = "auto") -> AsyncIterator[Client]:
    """A client that has started `reviewer mcp`, whose standard error goes into a file."""
    command = StdioServerParameters(command=sys.executable, args=["-m", "reviewer", "mcp", *options], env=_environment())
    with errors.open("w", encoding="utf-8") as errlog:
        async with Client(stdio_client(command, errlog), mode=mode) as client:
            yield client


@dataclass(frozen=True)
class Running:
    """A server over HTTP, and the file that its standard error goes into."""

    url: str
    errors: Path


@contextmanager
def http_server(errors: Path, *options: str) -> Iterator[Running]:
    """`reviewer mcp --http` in a process of its own, on a port of the system's choice."""
    command = [sys.executable, "-m", "reviewer", "mcp", "--http", "--port", "0", *options]
    with errors.open("w", encoding="utf-8") as log, subprocess.Popen(command, stderr=log, env=_environment()) as process:
        try:
            yield Running(asyncio.run(_address(errors, process)), errors)
        finally:
            process.terminate()
            process.wait(20)


@asynccontextmanager
async def over_http(url: str, *, key: str | None = None, mode: str = "auto") -> AsyncIterator[Client]:
    """A client of a running server, with a key or without."""
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    async with (
        httpx2.AsyncClient(
            headers=headers, timeout=30, verify=False
        ) as http,  # nothing is encrypted here, and certificates take long to load
        Client(streamable_http_client(url, http_client=http), mode=mode) as client,
    ):
        yield client


async def _address(errors: Path, process: subprocess.Popen[bytes]) -> str:
    async with asyncio.timeout(120):  # the first start after a change of the rules compiles them
        while True:
            for line in errors.read_text(encoding="utf-8").splitlines(keepends=True):
                if line.endswith("\n") and '"listening"' in line:
                    return str(json.loads(line)["url"])
            assert process.poll() is None, errors.read_text(encoding="utf-8")
            await asyncio.sleep(0.05)


def _environment() -> dict[str, str]:
    """Without settings of whoever runs the tests."""
    return {name: value for name, value in os.environ.items() if not name.startswith("REVIEWER_")}
