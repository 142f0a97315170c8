"""Runs the service: opens the door, starts the judges, and ends in good order."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

import uvicorn

from reviewer.errors import SettingsError
from reviewer.service.app import create_app
from reviewer.service.crew import Asking, Crew
from reviewer.service.desk import Desk
from reviewer.service.judging import Judge
from reviewer.service.keys import KeyFile
from reviewer.service.logs import log, log_to_stderr
from reviewer.service.options import Bench, Door
from reviewer.service.wire import GuardedProtocol

__all__ = ["config_for", "in_time", "serve"]

_HEAD: Final = 16_384
"""Bytes of a request's head."""
_CONNECTIONS: Final = 1_000
_KEEP_ALIVE: Final = 5
_SHARE: Final = 0.9
"""Of a request's time that a model may take."""


def serve(bench: Bench, door: Door, *, workers: int) -> None:
    """Answer until a signal says to stop; what is in flight then is finished first.

    Raises:
        SettingsError: the address cannot be had, or the keys cannot be read.
        DataError: the rules do not load.
    """
    from reviewer import Reviewer

    if door.keys is not None:
        KeyFile(door.keys)  # whether it can be read is told before anything listens
    asking = in_time(bench.asking or {}, door.limits.seconds)
    reviewer = Reviewer(rule_folders=bench.rule_folders, classifier=bench.classifier and bool(asking), **asking)
    opened = _opened(door)
    limits = door.limits
    log_to_stderr()
    with_model = Asking(Judge(reviewer, text=bench.text), at_once=limits.model_at_once) if asking else None
    crew = Crew(bench, workers=workers, seconds=limits.seconds)
    try:
        desk = Desk(door, crew, reviewer, asking=with_model, model=str(asking["model"]) if asking else None)
        server = uvicorn.Server(config_for(desk))
        for wish in (signal.SIGINT, signal.SIGTERM):  # once it has stopped, uvicorn raises the signal again for whoever listened before
            with suppress(ValueError):
                signal.signal(wish, lambda *_: None)
        log("listening", url=_url(door.host, opened), workers=workers, model=desk.model, keys=door.keys is not None)
        server.run(sockets=[opened])
        log("stopped")
    finally:
        crew.stop()
        opened.close()


def in_time(asking: Mapping[str, Any], seconds: float) -> dict[str, Any]:
    """The same, with a model that ends before its request does, so that the review by the rules still comes when the model is too slow."""
    return {**asking, "deadline": min(asking["deadline"], _SHARE * seconds)} if "deadline" in asking else dict(asking)


def config_for(desk: Desk) -> uvicorn.Config:
    """How uvicorn runs the service over a desk."""
    return uvicorn.Config(
        create_app(desk),
        http=GuardedProtocol,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=int(desk.door.limits.seconds) + 5,
        limit_concurrency=_CONNECTIONS,
        h11_max_incomplete_event_size=_HEAD,
    )


def _opened(door: Door) -> socket.socket:
    family = socket.AF_INET6 if ":" in door.host else socket.AF_INET
    try:
        return socket.create_server((door.host, door.port), family=family, backlog=512)
    except (OSError, OverflowError) as problem:
        number = getattr(problem, "errno", None)
        why = os.strerror(number) if isinstance(number, int) and number > 0 else getattr(problem, "strerror", None) or str(problem)
        raise SettingsError(
            f"`--host {door.host} --port {door.port}` cannot be listened on ({why}); choose another with `--port`"
        ) from None


def _url(host: str, opened: socket.socket) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{opened.getsockname()[1]}/"
