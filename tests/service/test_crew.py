"""The crew: real processes that judge, end when they take too long, and are replaced."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Iterator

import pytest

from reviewer import Reviewer
from reviewer.models.parse import parse_document
from reviewer.service.crew import Crew
from reviewer.service.judging import Answer, Fault, Job
from reviewer.service.options import Bench
from tests.service.calling import EARLY

BODY = json.dumps(EARLY).encode()
PATIENCE = 60.0


@pytest.fixture(scope="module")
def crew() -> Iterator[Crew]:
    crew = Crew(Bench(classifier=False), workers=1, seconds=30.0)
    yield crew
    crew.stop()
    assert crew.submit(Job("review", BODY)).result(PATIENCE) == Fault(503, "the service is stopping; send it again in a moment")


def test_a_process_judges_as_the_library_does(crew: Crew, rules_alone: Reviewer) -> None:
    """Reviews, faults and lines alike, in both lanes."""
    review = rules_alone.review(*parse_document(EARLY), id="c-1")
    expected = Answer(review.model_dump_json().encode(), "wait", review.critique)
    for slow in (False, True):
        assert crew.submit(Job("review", BODY), slow=slow).result(PATIENCE) == expected
    assert crew.submit(Job("review", b"{}")).result(PATIENCE) == Fault(
        422, '`draft` is missing; write {"draft": {"channel": "email", "text": "..."}}', "draft"
    )
    assert crew.ready


def test_what_nobody_waits_for_any_more_is_not_judged(crew: Crew) -> None:
    """Its turn passes over."""
    futures = [crew.submit(Job("review", BODY)) for _ in range(4)]
    assert futures[3].cancel()
    assert [isinstance(future.result(PATIENCE), Answer) for future in futures[:3]] == [True] * 3


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_a_killed_process_costs_one_answer_and_is_replaced(crew: Crew) -> None:
    """The next request is judged by its successor."""
    (seat,) = crew._quick._seats
    before = _process_of(seat)
    os.kill(before, signal.SIGKILL)
    fault = crew.submit(Job("review", BODY)).result(PATIENCE)
    assert isinstance(fault, Fault)
    assert fault.status == 503
    assert isinstance(crew.submit(Job("review", BODY)).result(PATIENCE), Answer)


def test_a_judgement_that_takes_too_long_ends_with_its_process(crew: Crew) -> None:
    """And the seat goes on with another one."""
    (seat,) = crew._quick._seats
    usual, seat.seconds = seat.seconds, 0.0
    fault = crew.submit(Job("review", BODY)).result(PATIENCE)
    seat.seconds = usual
    assert fault == Fault(503, "judging this took longer than 0 seconds and was given up; a shorter draft takes less")
    assert isinstance(crew.submit(Job("review", BODY)).result(PATIENCE), Answer)


def _process_of(seat: object) -> int:
    """The process that judges now; it is asked for through the system, as an operator would."""
    import multiprocessing

    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        alive = [child.pid for child in multiprocessing.active_children() if child.name == "reviewer-judge"]
        if alive and alive[0] is not None:
            return min(pid for pid in alive if pid is not None)
        time.sleep(0.05)
    raise AssertionError(f"{seat} has no process")
