"""Over a real connection: slow, huge, torn and tricky requests, and those who go away."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable, Iterator

import httpx
import pytest

from reviewer.service.desk import Desk
from reviewer.service.wire import GuardedProtocol
from tests.service.calling import EARLY, JSON, Never
from tests.service.running import Line, running

HEAD = b"POST /v1/reviews HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"


@pytest.fixture(scope="module", autouse=True)
def impatient() -> Iterator[None]:
    """So that no test waits for as long as a service does."""
    usual, GuardedProtocol.patience = GuardedProtocol.patience, 0.4
    yield
    GuardedProtocol.patience = usual


@pytest.fixture
def port(desk: Callable[..., Desk]) -> Iterator[int]:
    with running(desk(body_seconds=0.3)) as port:
        yield port


def _alive(port: int) -> bool:
    return httpx.get(f"http://127.0.0.1:{port}/healthz").status_code == 200


def test_a_connection_that_never_finishes_its_head_is_closed(port: int) -> None:
    """Nor does a byte now and then keep it open."""
    with Line(port) as silent, Line(port) as slow:
        begun = time.monotonic()
        for sign in HEAD[:12]:
            with contextlib.suppress(ConnectionError):
                slow.say(bytes([sign]))
            time.sleep(0.05)
        assert (silent.hear(), slow.hear()) == (b"", b"")
        assert time.monotonic() - begun < 15
    assert _alive(port)


def test_a_body_that_comes_too_slowly_is_a_problem_and_the_end(port: int) -> None:
    """The place among those in flight is free again."""
    with Line(port) as line:
        line.say(HEAD + b"Content-Length: 100\r\n\r\n{")
        answer = line.hear()
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"the body did not come whole within 0.3 seconds" in answer
    assert b"connection: close" in answer.lower()


@pytest.mark.parametrize(
    "request_",
    [
        HEAD + b"X-Long: " + b"x" * 40_000 + b"\r\n\r\n",
        HEAD + b"".join(b"X-%d: y\r\n" % n for n in range(5_000)) + b"\r\n",
        HEAD + b"Content-Length: -5\r\n\r\n",
        HEAD + b"Content-Length: 3\r\nContent-Length: 30\r\n\r\nabc",
        HEAD + b"Content-Length: 3\r\nTransfer-Encoding: chunked, identity\r\n\r\nabc",
        b"GET /healthz HTTP/1.1\r\n\r\n",
        b"GET /health z HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ],
)
def test_a_head_that_is_huge_or_torn_is_refused_at_once(port: int, request_: bytes) -> None:
    """Before any of it reaches the service."""
    with Line(port) as line:
        with contextlib.suppress(ConnectionError):
            line.say(request_)
        assert line.hear()[:13] in (b"HTTP/1.1 400 ", b"")
    assert _alive(port)


@pytest.mark.parametrize(
    "path", [b"/page/../app.py", b"/page/%2e%2e/%2e%2e/pyproject.toml", b"//etc/passwd", b"/%00", b"/page/\\..\\app.py", b"/%ff%fe", b"/."]
)
def test_tricks_with_paths_find_nothing(port: int, path: bytes) -> None:
    """No path of a request ever names a file."""
    with Line(port) as line:
        line.say(b"GET " + path + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        assert line.hear().startswith((b"HTTP/1.1 404 ", b"HTTP/1.1 400 "))


def test_a_request_of_somebody_who_has_gone_is_taken_back(desk: Callable[..., Desk]) -> None:
    """It is not judged when its turn comes."""
    judges = Never()
    with running(desk(judges)) as port:
        body = json.dumps(EARLY).encode()
        with Line(port) as line:
            line.say(HEAD + b"Content-Length: %d\r\n\r\n" % len(body) + body)
            _until(lambda: bool(judges.futures))
        _until(lambda: judges.futures[0].cancelled())


def test_whoever_stops_reading_is_let_go(desk: Callable[..., Desk]) -> None:
    """A batch is not answered into the void."""
    lines = [json.dumps(EARLY | {"id": "x" * 20_000})] * 60
    body = "\n".join(lines).encode()
    with running(desk(body_seconds=20.0), send_buffer=4_096) as port, Line(port, receive_buffer=4_096) as line:
        line.say(HEAD.replace(b"reviews", b"reviews/batch").replace(b"/json", b"/jsonl") + b"Content-Length: %d\r\n\r\n" % len(body) + body)
        assert line.hear_once().startswith(b"HTTP/1.1 200 ")
        time.sleep(1.5)
        assert len(line.hear()) < 60 * 20_000
        assert _alive(port)


def test_a_connection_is_kept_for_the_next_request(port: int) -> None:
    """And requests that are sent ahead are answered in their order."""
    with Line(port) as line:
        asked = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
        line.say(asked + asked.replace(b"healthz", b"v1/about") + asked.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
        answers = line.hear()
    assert answers.count(b"HTTP/1.1 200 OK") == 3
    with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
        assert [client.post("/v1/reviews", json=EARLY, headers=JSON).status_code for _ in range(3)] == [200] * 3


def _until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)
