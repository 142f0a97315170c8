"""The only two places where a reading does I/O: they carry out the effects of a flow, one with threads, one in an event loop.

Both keep the deadline by the clock on the wall, whatever the adapter below is held up by: a call that outlasts its time is left
behind and its answer never looked at.
"""

from __future__ import annotations

import contextvars
import threading
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, Protocol

from reviewer.asking import Call, Failure, Model, Reply
from reviewer.critique.flow import Ask, Effect, Flow, Lookup, Outcome, Sleep, Store

if TYPE_CHECKING:
    import asyncio  # whoever lives without an event loop does not pay for its import

__all__ = ["Answers", "Clock", "NoAnswers", "SystemClock", "drive", "drive_async"]

_GRACE: Final = 0.25
"""Seconds by which an adapter may be late in saying itself that its time is over."""
_WORKERS: Final = 256
"""Calls that may be out at once, those left behind included."""


class Answers(Protocol):
    """Where answers are kept. Neither method raises; a store that is broken simply has nothing."""

    def get(self, key: str) -> Mapping[str, Any] | None: ...

    def put(self, key: str, entry: Mapping[str, Any]) -> None: ...


class Clock(Protocol):
    """Time, in seconds, and ways to let it pass."""

    def now(self) -> float: ...

    def sleep(self, seconds: float) -> None: ...

    async def sleep_async(self, seconds: float) -> None: ...


class NoAnswers:
    """Keeps nothing."""

    def get(self, key: str) -> None:
        return None

    def put(self, key: str, entry: Mapping[str, Any]) -> None:
        return None


class SystemClock:
    """The time of this machine, which only goes forward."""

    def now(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)

    async def sleep_async(self, seconds: float) -> None:
        import asyncio

        await asyncio.sleep(seconds)


def drive(flow: Flow, model: Model, store: Answers, clock: Clock) -> Outcome:
    """Carry the flow out and return what became of it."""
    try:
        effect = _begun(flow)
        while not isinstance(effect, Outcome):
            result: object = None
            match effect:
                case Ask(call):
                    result = _ask(model, call)
                case Lookup(key):
                    result = store.get(key)
                case Store(key, entry):
                    store.put(key, entry)
                case Sleep(seconds):
                    clock.sleep(seconds)
            effect = _after(flow, result)
        return effect
    finally:
        flow.close()  # a caller that is interrupted gives its place at the desk back


async def drive_async(flow: Flow, model: Model, store: Answers, clock: Clock) -> Outcome:
    """As `drive`, without ever holding up the event loop."""
    import asyncio

    try:
        effect = _begun(flow)
        while not isinstance(effect, Outcome):
            result: object = None
            match effect:
                case Ask(call):
                    result = await _ask_async(model, call)
                case Lookup(key):
                    result = await asyncio.to_thread(store.get, key)
                case Store(key, entry):
                    await asyncio.to_thread(store.put, key, entry)
                case Sleep(seconds):
                    await clock.sleep_async(seconds)
            effect = _after(flow, result)
        return effect
    finally:
        flow.close()


def _begun(flow: Flow) -> Effect | Outcome:
    try:
        return next(flow)
    except StopIteration as end:
        outcome: Outcome = end.value
        return outcome


def _after(flow: Flow, result: object) -> Effect | Outcome:
    try:
        return flow.send(result)
    except StopIteration as end:
        outcome: Outcome = end.value
        return outcome


def _failure(problem: BaseException) -> Failure:
    """What an adapter raises is a failure of the call, never of the review; of a strange error only its name is told."""
    return problem if isinstance(problem, Failure) else Failure("unavailable", f"asking the model failed ({type(problem).__name__})")


_places = threading.BoundedSemaphore(_WORKERS)


def _ask(model: Model, call: Call) -> Reply | Failure:
    """Ask in a thread that may be left behind: as a daemon it holds up neither this call nor the end of the program."""
    ends = time.monotonic() + call.timeout + _GRACE
    if not _places.acquire(timeout=call.timeout):
        return Failure("timeout", f"{_WORKERS} calls are still waiting for their answers")
    done, found = threading.Event(), [Failure("timeout")]
    context = contextvars.copy_context()
    threading.Thread(target=context.run, args=(_work, model.complete, call, found, done), name="reviewer-ask", daemon=True).start()
    done.wait(max(0.0, ends - time.monotonic()))
    return found[0]


def _work(complete: Callable[[Call], Reply], call: Call, found: list[Reply | Failure], done: threading.Event) -> None:
    try:
        found[0] = complete(call)
    except Exception as problem:
        found[0] = _failure(problem)
    finally:
        _places.release()
        done.set()


async def _ask_async(model: Model, call: Call) -> Reply | Failure:
    """Ask in a task that may be left behind, since an adapter may be slow even in being cancelled."""
    import asyncio

    task = asyncio.ensure_future(model.complete_async(call))
    try:
        await asyncio.wait({task}, timeout=call.timeout + _GRACE)
    finally:
        if not task.done():
            task.cancel()
            task.add_done_callback(_forget)
    if not task.done() or task.cancelled():
        return Failure("timeout")
    problem = task.exception()
    return _failure(problem) if problem else task.result()


def _forget(task: asyncio.Future[Reply]) -> None:
    if not task.cancelled():
        task.exception()
