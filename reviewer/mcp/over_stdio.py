"""Over standard input and output, for an assistant that starts the program itself."""

from __future__ import annotations

import asyncio
import signal
from typing import Any

from mcp.server.lowlevel.server import Server
from mcp.server.stdio import stdio_server

__all__ = ["serve_stdio"]


def serve_stdio(server: Server[Any]) -> None:
    """Answer until standard input ends; nothing but the protocol is written to standard output."""
    # The thread that waits for the next line cannot be woken, and there is nothing to put away.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    asyncio.run(_serve(server))


async def _serve(server: Server[Any]) -> None:
    async with stdio_server() as (read, write):
        await server.run(read, write, server.create_initialization_options())
