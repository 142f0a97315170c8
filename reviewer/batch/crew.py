"""Threads that wait for a model; as daemons they hold up nobody who stops the program."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Any, TypeVar

__all__ = ["Crew"]

_Result = TypeVar("_Result")


class Crew:
    """So many threads, which do what they are given in its order."""

    def __init__(self, size: int) -> None:
        self._tasks: SimpleQueue[tuple[Callable[[], Any], Future[Any]] | None] = SimpleQueue()
        self._size = size
        for _ in range(size):
            threading.Thread(target=self._work, name="reviewer-batch", daemon=True).start()

    def submit(self, task: Callable[[], _Result]) -> Future[_Result]:
        """Have something done."""
        future: Future[_Result] = Future()
        self._tasks.put((task, future))
        return future

    def leave(self) -> None:
        """Let every thread end after what it is doing, and drop what nobody has begun."""
        while not self._tasks.empty():
            self._tasks.get()
        for _ in range(self._size):
            self._tasks.put(None)

    def _work(self) -> None:
        while (asked := self._tasks.get()) is not None:
            task, future = asked
            try:
                future.set_result(task())
            except BaseException as problem:
                future.set_exception(problem)
