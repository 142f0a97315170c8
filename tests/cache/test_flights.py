"""Of equal questions under way at once, one is asked."""

from __future__ import annotations

import asyncio
import threading

from reviewer.cache import Flights


def test_those_who_come_while_one_is_under_way_get_its_answer() -> None:
    """In threads; who comes later starts anew."""
    flights: Flights[str] = Flights()
    assert flights.board("a")[1] is True
    joined = [flights.board("a") for _ in range(4)]
    assert [leads for _, leads in joined] == [False] * 4
    assert flights.board("b")[1] is True
    got: list[str | None] = []
    others = [threading.Thread(target=lambda flight=flight: got.append(flight.result(5))) for flight, _ in joined]
    for other in others:
        other.start()
    flights.land("a", "answer")
    for other in others:
        other.join()
    assert got == ["answer"] * 4
    assert flights.board("a")[1] is True


def test_event_loops_and_threads_wait_for_each_other() -> None:
    flights: Flights[int] = Flights()
    flights.board("a")

    async def wait() -> int | None:
        flight, leads = flights.board("a")
        assert not leads
        return await asyncio.wrap_future(flight)

    async def both() -> list[int | None]:
        waiting = [asyncio.create_task(wait()) for _ in range(3)]
        await asyncio.sleep(0)
        threading.Timer(0.01, flights.land, ("a", 7)).start()
        return await asyncio.gather(*waiting)

    assert asyncio.run(both()) == [7, 7, 7]
