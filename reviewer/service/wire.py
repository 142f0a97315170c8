"""How bytes come in: as uvicorn takes them, with an end to patience."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from uvicorn.protocols.http.h11_impl import H11Protocol

__all__ = ["PATIENCE", "GuardedProtocol"]

PATIENCE: Final = 15.0
"""Seconds in which a connection must bring a whole head, or take the next piece of an answer."""


class GuardedProtocol(H11Protocol):
    """Cuts connections that have nothing under way and bring no whole head, and those that stop reading their answer."""

    patience: float = PATIENCE
    _idle: asyncio.TimerHandle | None = None
    _stuck: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._watch()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._stuck = self.loop.call_later(self.patience, self.transport.abort)

    def resume_writing(self) -> None:
        self._rest("_stuck")
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        self._rest("_idle")
        self._rest("_stuck")
        super().connection_lost(exc)

    def _watch(self) -> None:
        """The clock runs while nothing is under way, and bytes that make no request do not turn it back."""
        busy = self.cycle is not None and not self.cycle.response_complete
        if busy or self.transport.is_closing():
            self._rest("_idle")
        elif self._idle is None:
            self._idle = self.loop.call_later(self.patience, self.transport.close)

    def _rest(self, name: str) -> None:
        timer: asyncio.TimerHandle | None = getattr(self, name)
        if timer is not None:
            timer.cancel()
            setattr(self, name, None)
