"""Reads a body within its limits of size and time."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from typing import Final

from starlette.requests import Request

from reviewer.service.problems import ProblemError

__all__ = ["JSON", "LINES", "media_type", "read_body"]

JSON: Final = frozenset({"application/json"})
LINES: Final = frozenset({"application/json", "application/jsonl", "application/x-ndjson"})


def media_type(request: Request) -> str:
    """What the body says that it is."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def read_body(request: Request, *, most: int, seconds: float, media_types: Collection[str] = JSON) -> bytes:
    """The whole body.

    Raises:
        ProblemError: it is of another kind, too large, or too slow.
        ClientDisconnect: whoever sent it has gone.
    """
    if media_type(request) not in media_types:
        known = " or ".join(f"`Content-Type: {one}`" for one in sorted(media_types))
        raise ProblemError("not-json", f"send the header {known}", unread=True)
    announced = request.headers.get("content-length", "0")
    if announced.isascii() and announced.isdigit() and (len(announced) > 15 or int(announced) > most):
        raise _too_large(most)
    try:
        async with asyncio.timeout(seconds):
            return await _read(request, most)
    except TimeoutError:
        raise ProblemError("slow-body", f"the body did not come whole within {seconds:g} seconds", unread=True) from None


async def _read(request: Request, most: int) -> bytes:
    pieces, size = [], 0
    async for piece in request.stream():
        size += len(piece)
        if size > most:
            raise _too_large(most)
        pieces.append(piece)
    return b"".join(pieces)


def _too_large(most: int) -> ProblemError:
    return ProblemError("too-large", f"the body is larger than the {most:,} bytes that are read", unread=True)
