"""Single flight: of equal questions that are under way at once, one is asked, and all get its answer."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from typing import Generic, TypeVar

__all__ = ["Flights"]

_Landed = TypeVar("_Landed")


class Flights(Generic[_Landed]):
    """What is under way by its key, shared between threads and event loops of one process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._flying: dict[str, Future[_Landed | None]] = {}

    def board(self, key: str) -> tuple[Future[_Landed | None], bool]:
        """Give the flight for a key, and whether it is the caller who must bring it home with `land`."""
        with self._lock:
            if (flight := self._flying.get(key)) is not None:
                return flight, False
            self._flying[key] = flight = Future()
            return flight, True

    def land(self, key: str, result: _Landed | None) -> None:
        """End a flight; None tells those who wait that nothing came of it, so that one of them may try."""
        with self._lock:
            flight = self._flying.pop(key)
        flight.set_result(result)
