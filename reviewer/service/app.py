"""The service: a function that returns an app."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Final

from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect

from reviewer.errors import nearest
from reviewer.service.describing import describe
from reviewer.service.desk import Desk, GoneError
from reviewer.service.envelope import Envelope, request_id
from reviewer.service.gate import Gate
from reviewer.service.judged import judged_routes
from reviewer.service.kept_up import kept_up_routes
from reviewer.service.looked_up import looked_up_routes
from reviewer.service.paper import page_routes
from reviewer.service.problems import ProblemError, kind_for, problem_response

__all__ = ["create_app"]

_SUMMARY: Final = "A second pair of eyes on the message that you are about to send after a job interview."
_OPEN: Final = frozenset({"/healthz", "/readyz", "/v1/about", "/problems/{name}"})
_NOBODY_READS: Final = 499


def create_app(desk: Desk) -> FastAPI:
    """The whole service over one desk, whose judges it stops when it ends."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        try:
            yield
        finally:
            desk.stopping.set()
            for judges in (desk.judges, desk.asking):
                if judges is not None:
                    judges.stop()

    app = FastAPI(
        title="Interview follow-up reviewer",
        summary=_SUMMARY,
        version=desk.reviewer.fingerprint.reviewer,
        docs_url=None,  # the framework's own pages load scripts from elsewhere
        redoc_url=None,
        lifespan=lifespan,
        redirect_slashes=False,
    )
    common = ("foreign-page", "wrong-host", *(("no-key",) if desk.door.keys else ()))
    for routes in (judged_routes(desk, common), looked_up_routes(desk, common), kept_up_routes(desk, common), page_routes()):
        app.include_router(routes)
    app.add_exception_handler(ProblemError, _problem)
    app.add_exception_handler(HTTPException, _of_the_framework)
    app.add_exception_handler(GoneError, _nobody)
    app.add_exception_handler(ClientDisconnect, _nobody)
    app.add_middleware(Gate, door=desk.door)
    if desk.door.origins:
        headers = ["Authorization", "Content-Type", "X-Request-ID"]
        exposed = ["Retry-After", "X-Request-ID"]
        app.add_middleware(
            CORSMiddleware, allow_origins=desk.door.origins, allow_methods=["GET", "POST"], allow_headers=headers, expose_headers=exposed
        )
    app.add_middleware(Envelope, figures=desk.figures)
    describe(app, keys=desk.door.keys is not None, open_paths=_OPEN)
    return app


async def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, ProblemError)
    return problem_response(error, request_id(request.scope))


async def _of_the_framework(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    kind = kind_for(error.status_code)
    told = ProblemError(kind.name, f"{kind.title.lower()}: see `/openapi.json`", headers=error.headers)
    if kind.status == HTTPStatus.METHOD_NOT_ALLOWED:
        allowed = told.headers["Allow"] = ", ".join(_methods(request.app, request.url.path)) or "GET, HEAD"
        told.detail = f"this path takes {allowed}; see `/openapi.json`"
    elif kind.status == HTTPStatus.NOT_FOUND:
        told.detail = f"there is no such path; {nearest(request.url.path[:60], request.app.openapi()['paths'])}"
    return problem_response(told, request_id(request.scope))


def _methods(app: FastAPI, path: str) -> list[str]:
    """Every method that is taken at this path; the framework names those of one route alone."""
    paths = app.openapi()["paths"].items()
    return sorted(
        {method.upper() for shape, operations in paths if re.fullmatch(re.sub(r"\{\w+\}", ".+", shape), path) for method in operations}
    )


async def _nobody(request: Request, error: Exception) -> Response:
    return Response(status_code=_NOBODY_READS)
