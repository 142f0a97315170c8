"""The page: the files of one flat folder, read when the service starts, so that no path of a request ever names a file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fastapi import APIRouter, Request, Response

from reviewer.service.problems import ProblemError

__all__ = ["PAGE", "page_routes"]

PAGE: Final = Path(__file__).resolve().parent / "page"
_INDEX: Final = "index.html"
_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
}
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)


@dataclass(frozen=True, slots=True)
class _Sheet:
    content: bytes
    media_type: str
    tag: str


def page_routes(folder: Path = PAGE) -> APIRouter:
    """The page at `/`, and what belongs to it below `/page/`."""
    routes = APIRouter(include_in_schema=False)
    sheets = {path.name: _sheet(path) for path in sorted(folder.glob("*")) if path.suffix in _TYPES and path.is_file()}

    @routes.api_route("/", methods=["GET", "HEAD"])
    async def index(request: Request) -> Response:
        return _shown(sheets.get(_INDEX), request)

    @routes.api_route("/page/{name}", methods=["GET", "HEAD"])
    async def file(request: Request, name: str) -> Response:
        return _shown(sheets.get(name), request)

    return routes


def _sheet(path: Path) -> _Sheet:
    content = path.read_bytes()
    return _Sheet(content, _TYPES[path.suffix], f'"{hashlib.sha256(content).hexdigest()[:32]}"')


def _shown(sheet: _Sheet | None, request: Request) -> Response:
    if sheet is None:
        raise ProblemError("not-found", "the page has no such file")
    headers = {"Cache-Control": "no-cache", "Content-Security-Policy": _POLICY, "ETag": sheet.tag}
    if request.headers.get("if-none-match") == sheet.tag:
        return Response(status_code=304, headers=headers)
    return Response(sheet.content, media_type=sheet.media_type, headers=headers)
