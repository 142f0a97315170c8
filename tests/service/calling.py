"""Doubles of judges, and a caller of apps without a network."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

import httpx
from fastapi import FastAPI

from reviewer.service.judging import Job, Judge, Outcome

EARLY = {
    "id": "c-1",
    "draft": {"channel": "email", "text": "Dear Ms. Okonjo,\n\nI wonder whether a decision has been made.\n\nMarit"},
    "context": {"stage": "phone_screen", "interviewed_on": "2026-11-02", "sending_on": "2026-11-04"},
}
JSON = {"Content-Type": "application/json"}


@dataclass
class Inline:
    """Judges in the thread that asks."""

    judge: Judge
    ready: bool = True
    abreast: int = 1
    stopped: bool = False
    seen: list[Job] = field(default_factory=list)

    def submit(self, job: Job, *, slow: bool = False) -> Future[Outcome]:
        self.seen.append(job)
        done: Future[Outcome] = Future()
        done.set_result(self.judge.do(job))
        return done

    def stop(self) -> None:
        self.stopped = True


@dataclass
class Never:
    """Takes what it is given and never answers."""

    ready: bool = False
    abreast: int = 1
    futures: list[Future[Outcome]] = field(default_factory=list)

    def submit(self, job: Job, *, slow: bool = False) -> Future[Outcome]:
        self.futures.append(Future())
        return self.futures[-1]

    def stop(self) -> None:
        for future in self.futures:
            future.cancel()


@dataclass
class Caller:
    """Calls an app as a browser or a program would, without a network."""

    app: FastAPI
    host: str = "localhost"

    def __call__(self, method: str, path: str, **arguments: Any) -> httpx.Response:
        return self.together((method, path, arguments))[0]

    def together(self, *requests: tuple[str, str, dict[str, Any]]) -> list[httpx.Response]:
        """Several at once."""

        async def ask() -> list[httpx.Response]:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url=f"http://{self.host}") as client:
                return await asyncio.gather(*(client.request(method, path, **arguments) for method, path, arguments in requests))

        return asyncio.run(ask())

    def review(self, document: Any, **arguments: Any) -> httpx.Response:
        """Ask for a review of a document."""
        return self("POST", "/v1/reviews", content=json.dumps(document), headers=JSON, **arguments)
