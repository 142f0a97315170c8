"""The routes that judge drafts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from reviewer.errors import InputError
from reviewer.models import Review
from reviewer.models.answers import RequestPreview
from reviewer.service.bodies import LINES, media_type, read_body
from reviewer.service.describing import json_body, lines_answer, lines_body, model_switch, problems
from reviewer.service.desk import Desk
from reviewer.service.judging import Task
from reviewer.service.problems import ProblemError
from reviewer.service.splitting import TooManyError, split

__all__ = ["judged_routes", "rewriting"]

_PROBLEMS: Final = ("unreadable", "slow-body", "too-large", "not-json", "bad-input", "too-many", "defect", "busy")
_EXTRA: Final[dict[str, Any]] = {"requestBody": json_body(), "parameters": [model_switch()]}


def rewriting() -> bool:
    """Whether this installation rewrites as well."""
    from importlib.util import find_spec

    return find_spec("reviewer.rewrite") is not None


def judged_routes(desk: Desk, common: tuple[str, ...]) -> APIRouter:
    """Reviews, batches, rewrites, and what would leave for the model."""
    routes = APIRouter(tags=["judging"])
    limits = desk.door.limits
    told = problems(*common, *_PROBLEMS)

    async def settled(request: Request, task: Task) -> Response:
        content = await read_body(request, most=limits.body, seconds=limits.body_seconds)
        return Response(await desk.settle(request, task, content), media_type="application/json")

    @routes.post(
        "/v1/reviews",
        operation_id="review",
        summary="Review one draft",
        response_class=Response,
        responses={200: {"model": Review, "description": "The review, version 1"}, **told},
        openapi_extra=_EXTRA,
    )
    async def review(request: Request) -> Response:
        """The same bytes as the library gives for the same input. Nothing is filled in, today's date neither."""
        return await settled(request, "review")

    @routes.post(
        "/v1/reviews/batch",
        operation_id="review_batch",
        summary="Review many drafts",
        response_class=StreamingResponse,
        responses={200: lines_answer(), **told},
        openapi_extra={"requestBody": lines_body(), "parameters": [model_switch()]},
    )
    async def batch(request: Request) -> Response:
        """JSON lines, or one JSON array, in; a line for each out, in its order and with its id, as soon as it is judged."""
        body = await read_body(request, most=limits.batch_body, seconds=limits.body_seconds, media_types=LINES)
        try:
            array = media_type(request) == "application/json"
            lines = await asyncio.to_thread(partial(split, body, limits.lines, array=array))
        except TooManyError as problem:
            raise ProblemError("too-large", problem.message) from None
        except InputError as problem:
            raise ProblemError("unreadable", problem.message) from None
        return _Stream(await _begun(desk.batch(request, lines)))

    @routes.post(
        "/v1/reviews/request",
        operation_id="preview_request",
        summary="Show what would leave for the model",
        response_class=Response,
        responses={200: {"model": RequestPreview, "description": "The request, which is not sent"}, **problems("nothing-to-do"), **told},
        openapi_extra={"requestBody": json_body()},
    )
    async def preview(request: Request) -> Response:
        """Names and addresses are replaced, as they would be; nothing is sent."""
        if desk.asking is None:
            raise ProblemError("nothing-to-do", "the operator has turned no model on, so nothing would leave", unread=True)
        return await settled(request, "request")

    if rewriting():
        from reviewer.models.rewrite import Rewrite

        @routes.post(
            "/v1/rewrites",
            operation_id="rewrite",
            summary="Mend one draft",
            response_class=Response,
            responses={200: {"model": Rewrite, "description": "The smallest honest mend, or why there is none"}, **told},
            openapi_extra=_EXTRA,
        )
        async def rewrite(request: Request) -> Response:
            """Every change is shown and verified; where no honest mend exists, the alternative is named."""
            return await settled(request, "rewrite")

    return routes


async def _begun(lines: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The same lines, the first of them made: what is wrong with the request as a whole is a problem and no broken stream."""
    first = await anext(lines, None)

    async def rest() -> AsyncIterator[bytes]:
        if first is not None:
            yield first
        async for line in lines:
            yield line

    return rest()


class _Stream(StreamingResponse):
    """JSON lines; whoever stops reading takes the rest of the work back."""

    def __init__(self, lines: AsyncIterator[bytes]) -> None:
        super().__init__(lines, media_type="application/jsonl")
        self._lines = lines

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            await self._lines.aclose()  # type: ignore[attr-defined]
