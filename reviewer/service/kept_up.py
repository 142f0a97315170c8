"""The routes for whoever keeps the service up, and the kinds of problems."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response

from reviewer.models.answers import Health, ProblemKind
from reviewer.service.describing import problems
from reviewer.service.desk import Desk
from reviewer.service.figures import Figures
from reviewer.service.problems import KINDS, ProblemError

__all__ = ["kept_up_routes"]


def kept_up_routes(desk: Desk, common: tuple[str, ...]) -> APIRouter:
    """Whether it lives, whether it is ready, and its figures."""
    routes = APIRouter(tags=["keeping it up"])
    figures: dict[int | str, dict[str, Any]] = {200: {"content": {"text/plain": {"schema": {"type": "string"}}}, "description": "Figures"}}

    @routes.get("/healthz", operation_id="health", summary="Whether the service lives", responses={200: {"model": Health}})
    async def health() -> Response:
        return Response(Health(status="ok").model_dump_json(), media_type="application/json")

    @routes.get(
        "/readyz", operation_id="readiness", summary="Whether drafts are judged now", responses={200: {"model": Health}, **problems("busy")}
    )
    async def readiness() -> Response:
        if not desk.ready:
            raise ProblemError("busy", "the rules are being loaded, or the service is stopping", headers={"Retry-After": "1"})
        return Response(Health(status="ready").model_dump_json(), media_type="application/json")

    @routes.get(
        "/metrics",
        operation_id="metrics",
        summary="Figures for Prometheus",
        response_class=Response,
        responses=figures | problems(*common, "too-many", "busy"),
    )
    async def metrics() -> Response:
        return Response(desk.figures.exposition(), media_type=Figures.media_type)

    @routes.get(
        "/problems/{name}",
        operation_id="problem",
        summary="What a kind of problem means",
        responses={200: {"model": ProblemKind}, **problems("not-found")},
        openapi_extra={
            "parameters": [{"name": "name", "in": "path", "required": True, "schema": {"type": "string"}, "example": "bad-input"}]
        },
    )
    async def problem(name: str) -> Response:
        if name not in KINDS:
            raise ProblemError("not-found", f"there is no such kind of problem; there are {', '.join(KINDS)}", field="name")
        return Response(ProblemKind.model_validate(KINDS[name]).model_dump_json(), media_type="application/json")

    return routes
