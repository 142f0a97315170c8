"""The two shells: equal in what they bring back, punctual, and unharmed by what a model raises."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import pytest

from reviewer.asking import Call, Claim, Failure, Message, Mode, Reply
from reviewer.critique.desk import Desk, Route
from reviewer.critique.drive import NoAnswers, SystemClock, drive, drive_async
from reviewer.critique.flow import Flow, Outcome, Patience, flow

Answer = Callable[[Call], Reply]


class Asked:
    """A question of one message."""

    schema: Mapping[str, Any] = {"type": "object"}

    def messages_for(self, mode: Mode) -> tuple[Message, ...]:
        return (Message("user", "a draft"),)

    def reask(self, faults: tuple[str, ...], mode: Mode) -> tuple[Message, ...]:
        return (*self.messages_for(mode), Message("user", *faults))


@dataclass
class Wrong:
    sentences: tuple[str, ...] = ("wrong",)


@dataclass
class Scripted:
    """Answers in turn, in threads and in event loops."""

    answers: list[Reply | Exception]
    name: str = "test/one"
    base_url: str | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    asked: list[Call] = field(default_factory=list)

    def complete(self, call: Call) -> Reply:
        self.asked.append(call)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def complete_async(self, call: Call) -> Reply:
        await asyncio.sleep(0)
        return self.complete(call)


class Slow(Scripted):
    """Takes half a minute, and does not even let itself be cancelled at once."""

    def complete(self, call: Call) -> Reply:
        time.sleep(8)
        return Reply("late")

    async def complete_async(self, call: Call) -> Reply:
        for _ in range(80):
            with suppress(asyncio.CancelledError):
                await asyncio.sleep(0.1)
        return Reply("late")


@dataclass
class Memory:
    """A store that remembers in which threads it was used."""

    entries: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    threads: set[int] = field(default_factory=set)

    def get(self, key: str) -> Mapping[str, Any] | None:
        self.threads.add(threading.get_ident())
        return self.entries.get(key)

    def put(self, key: str, entry: Mapping[str, Any]) -> None:
        self.threads.add(threading.get_ident())
        self.entries[key] = entry


class Hasty(SystemClock):
    """Passes over every pause."""

    def sleep(self, seconds: float) -> None:
        return None

    async def sleep_async(self, seconds: float) -> None:
        await asyncio.sleep(0)


def read(text: str) -> tuple[Claim, ...] | Wrong:
    return () if text == "{}" else Wrong()


def a_flow(patience: Patience | None = None, desk: Desk | None = None) -> Flow:
    route = Route("test/one", None)
    clock = SystemClock()
    return flow(Asked(), route=route, key=lambda call: call.mode, read=read, desk=desk or Desk(), now=clock.now, patience=patience)


def plain(outcome: Outcome) -> dict[str, Any]:
    """An outcome without the time that it took."""
    return {name: getattr(outcome, name) for name in outcome.__dataclass_fields__ if name != "seconds"}


@pytest.mark.parametrize(
    "answers",
    [
        [Reply("{}")],
        [Reply("[]"), Reply("{}", cost_usd=0.5, tokens={"prompt": 1, "completion": 1, "total": 2})],
        [Reply("[]"), Reply("[]")],
        [Reply("")] * 2,
        [Reply("{}", finish="length")],
        [Reply("{}", refusal="no")],
        [Failure("no_schema"), Failure("rate_limit", retry_after=0.1), Reply("{}")],
        [Failure("unavailable")] * 3,
        [Failure("auth")],
        [KeyError("a word of the draft")] * 3,
    ],
)
def test_threads_and_event_loops_come_to_the_same(answers: list[Reply | Exception]) -> None:
    """The same outcome, the same calls, the same entries, and the second time the same answer from the store."""
    found = []
    for shell in (drive, lambda *given: asyncio.run(drive_async(*given))):
        model, store = Scripted(list(answers)), Memory()
        first = shell(a_flow(), model, store, Hasty())
        model.answers = list(answers)
        again = shell(a_flow(), model, store, Hasty())
        modes = [(call.messages, call.mode) for call in model.asked]
        entries = {key: {**entry, "seconds": None} for key, entry in store.entries.items()}
        found.append((plain(first), plain(again), modes, entries))
        assert again.cached == (first.status == "done")
    assert found[0] == found[1]


def test_a_strange_error_is_named_but_not_quoted() -> None:
    outcome = drive(a_flow(), Scripted([KeyError("a word of the draft")] * 3), NoAnswers(), Hasty())
    assert (outcome.status, outcome.kind) == ("unavailable", "unavailable")
    assert outcome.reason
    assert outcome.reason.startswith("asking the model failed (KeyError); ")


@pytest.mark.parametrize("shell", ["threads", "event loop"])
def test_a_model_that_knows_no_time_is_left_behind(shell: str) -> None:
    """The deadline holds by the clock on the wall, whatever the adapter does."""
    given = (a_flow(Patience(deadline=0.3, per_call=0.3)), Slow([]), NoAnswers(), SystemClock())

    async def timed() -> tuple[Outcome, float]:
        began = time.monotonic()
        return await drive_async(*given), time.monotonic() - began

    if shell == "threads":
        began = time.monotonic()
        outcome, took = drive(*given), time.monotonic() - began
    else:
        outcome, took = asyncio.run(timed())
    assert (outcome.status, outcome.kind) == ("unavailable", "timeout")
    assert took < 6


def test_a_model_left_behind_does_not_hold_up_the_end_of_the_program() -> None:
    drive(a_flow(Patience(deadline=0.1, per_call=0.1)), Slow([]), NoAnswers(), SystemClock())
    left = [thread for thread in threading.enumerate() if thread.name == "reviewer-ask"]
    assert left
    assert all(thread.daemon for thread in left)


def test_a_cancelled_reading_gives_its_place_back() -> None:
    """With a budget of money, the next caller waits for a call that is out, but not for one that was cancelled."""
    desk = Desk(max_cost=1.0)

    async def leave() -> None:
        reading = asyncio.ensure_future(drive_async(a_flow(desk=desk), Slow([]), NoAnswers(), SystemClock()))
        await asyncio.sleep(0.2)
        assert desk.admit(Route("test/one", None), 0.0) != 0.0
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
        assert desk.admit(Route("test/one", None), 0.0) == 0.0

    asyncio.run(leave())


def test_the_store_never_holds_up_the_event_loop() -> None:
    store = Memory()
    asyncio.run(drive_async(a_flow(), Scripted([Reply("{}")]), store, SystemClock()))
    assert store.entries
    assert threading.get_ident() not in store.threads


def test_nothing_of_an_event_loop_is_imported_for_threads() -> None:
    """A review from the cache does not pay for what it does not use."""
    import subprocess
    import sys

    script = (
        "import sys, reviewer.critique.drive, reviewer.providers.choose; print({'asyncio', 'httpx', 'litellm', 'ssl'} & {*sys.modules})"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.strip() == "set()"
