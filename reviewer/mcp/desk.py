"""Threads that judge, so that the protocol goes on while a draft is read; how many calls are held, and for how long."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any, TypeVar

from reviewer.errors import ReviewerError
from reviewer.models import MAX_TEXT

__all__ = ["Desk", "Limits"]

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Limits:
    """Where the server stops; whoever meets a limit is told in a sentence."""

    text: int = MAX_TEXT
    """Characters of a draft."""
    at_once: int = 4
    """Calls that are judged at once."""
    held: int = 32
    """Calls that are under way, those that wait among them."""
    seconds: float = 60.0
    """From a call to its answer, the waiting included."""
    body: int = 2_000_000
    """Bytes of a request over HTTP."""


class Desk:
    """Takes calls from an event loop and has them done by threads, in their order.

    A call that nobody waits for any more is not begun; one that was begun keeps its place until it ends, since a thread
    cannot be stopped. The threads are daemons: they hold up nobody who stops the program.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._places = threading.Semaphore(self.limits.held)
        self._tasks: SimpleQueue[tuple[Callable[[], Any], Future[Any]]] = SimpleQueue()
        for _ in range(self.limits.at_once):
            threading.Thread(target=self._work, name="reviewer-mcp", daemon=True).start()

    async def do(self, task: Callable[[], _Result]) -> _Result:
        """Have something done.

        Raises:
            ReviewerError: all places are taken, or it takes too long.
        """
        if not self._places.acquire(blocking=False):
            raise ReviewerError(f"{self.limits.held} calls are under way; ask again in a moment")
        future: Future[_Result] = Future()
        self._tasks.put((task, future))
        try:
            async with asyncio.timeout(self.limits.seconds):
                return await asyncio.wrap_future(future)
        except TimeoutError:
            raise ReviewerError(
                f"this took longer than {self.limits.seconds:g} seconds and was given up; ask again, or shorten it"
            ) from None

    def _work(self) -> None:
        while True:
            task, future = self._tasks.get()
            try:
                if future.set_running_or_notify_cancel():
                    future.set_result(task())
            except BaseException as problem:
                future.set_exception(problem)
            finally:
                self._places.release()
                del task, future
