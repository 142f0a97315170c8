"""One thread that alone touches the file, so that its connection is opened, used and closed in one place."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, TypeAlias, TypeVar

__all__ = ["Keeper"]

_Result = TypeVar("_Result")
_Task: TypeAlias = "tuple[Callable[[], Any], SimpleQueue[tuple[Any, BaseException | None]]]"


class Keeper:
    """Runs tasks one after the other; started by the first, and again in a process that was forked."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tasks: SimpleQueue[_Task | None] | None = None
        self._process = 0

    def run(self, task: Callable[[], _Result]) -> _Result:
        """Have the task done; what it raises is raised here."""
        told: SimpleQueue[tuple[Any, BaseException | None]] = SimpleQueue()
        with self._lock:
            self._running().put((task, told))
        result, error = told.get()
        if error is not None:
            raise error
        value: _Result = result
        return value

    def stop(self) -> None:
        """Let the thread end after what has been asked of it."""
        with self._lock:
            if self._tasks is not None and self._process == os.getpid():
                self._tasks.put(None)
            self._tasks = None

    def _running(self) -> SimpleQueue[_Task | None]:
        if self._tasks is None or self._process != os.getpid():
            self._tasks, self._process = SimpleQueue(), os.getpid()
            threading.Thread(target=_work, args=(self._tasks,), name="reviewer-cache", daemon=True).start()
        return self._tasks


def _work(tasks: SimpleQueue[_Task | None]) -> None:
    while (asked := tasks.get()) is not None:
        task, told = asked
        try:
            told.put((task(), None))
        except BaseException as error:
            told.put((None, error))
        del task, told, asked
