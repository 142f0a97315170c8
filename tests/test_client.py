"""The client against a running service: typed values in, typed values out, and the errors of the library."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from reviewer import Context, Draft, Review, Reviewer
from reviewer.client import AsyncClient, Case, Client
from reviewer.client.asks import Lines
from reviewer.errors import InputError, ServiceError
from reviewer.models.answers import ErrorLine
from reviewer.rewrite import rewrite
from reviewer.service.crew import Judges
from reviewer.service.desk import Desk
from reviewer.service.judging import Judge
from reviewer.service.keys import make_key
from reviewer.service.options import Door
from tests.service.calling import Inline
from tests.service.running import running

ASKING = Draft(channel="email", text="Dear Ms. Okonjo,\n\nI wonder whether a decision has been made.\u2028\n\nMarit")
KNOWN = Context(stage="phone_screen", interviewed_on=dt.date(2026, 11, 2), sending_on=dt.date(2026, 11, 4))


@pytest.fixture(scope="module")
def reviewer() -> Reviewer:
    return Reviewer(classifier=False)


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    file = tmp_path_factory.mktemp("keys") / "keys"
    return file, make_key(file, "tests")


@pytest.fixture(scope="module")
def address(reviewer: Reviewer, key: tuple[Path, str]) -> Iterator[str]:
    judges: Judges = Inline(Judge(reviewer, text=1_000))
    with running(Desk(Door(keys=key[0]), judges, reviewer)) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def client(address: str, key: tuple[Path, str]) -> Iterator[Client]:
    with Client(address, key=key[1]) as client:
        yield client


def test_the_client_gives_what_the_library_gives(client: Client, reviewer: Reviewer) -> None:
    """Equal values, not only equal words."""
    assert client.review(ASKING, KNOWN, id=7) == reviewer.review(ASKING, KNOWN, id=7)
    assert client.review(ASKING, model=False) == reviewer.review(ASKING)
    assert client.rewrite(ASKING, KNOWN) == rewrite(reviewer, ASKING, KNOWN)
    assert client.when(KNOWN).first_good_day == dt.date(2026, 11, 7)
    assert client.calendar(KNOWN).startswith(b"BEGIN:VCALENDAR\r\n")
    assert [guideline.id for guideline in client.guidelines()] == list(reviewer.guidelines)
    assert [rule.id for rule in client.rules()] == [rule.id for rule in reviewer.rules]
    assert client.rule("too-soon/before-the-window").source.basis == "ours"
    assert client.about().limits.lines == 1_000


def test_a_batch_gives_a_review_or_an_error_for_each_draft(client: Client, reviewer: Reviewer) -> None:
    """In their order, whatever stands in them."""
    long = Draft(channel="email", text="x" * 1_001)
    answers = list(client.review_many([Case(ASKING, KNOWN, 1), Case(long, id="b"), Case(ASKING, id="c")]))
    assert [(type(answer), answer.id) for answer in answers] == [(Review, 1), (ErrorLine, "b"), (Review, "c")]
    assert answers[0] == reviewer.review(ASKING, KNOWN, id=1)


def test_errors_are_those_of_the_library(client: Client, address: str, key: tuple[Path, str]) -> None:
    """What is wrong with the input is an `InputError` with its field; a refusal is a `ServiceError` with its status."""
    with pytest.raises(InputError, match="1,001 characters long; at most 1,000 are read") as wrong:
        client.review(Draft(channel="email", text="x" * 1_001))
    assert wrong.value.field == "draft.text"
    with pytest.raises(ServiceError, match=r"the service refused \(404\): this is not a rule; did you mean") as missing:
        client.rule("too-soon/before-the-windows")
    assert missing.value.status == 404
    with Client(address) as stranger, pytest.raises(ServiceError, match=r"refused \(401\)"):
        stranger.rules()
    with Client(address) as stranger, pytest.raises(ServiceError, match=r"refused \(401\)"):
        list(stranger.review_many([Case(ASKING)]))
    with Client("http://127.0.0.1:9", key=key[1]) as nobody:
        for ask in (lambda: nobody.review(ASKING), lambda: list(nobody.review_many([]))):
            with pytest.raises(ServiceError, match=r"did not answer \(ConnectError\); see whether `reviewer serve` runs there"):
                ask()


def test_the_client_that_awaits_gives_the_same(address: str, key: tuple[Path, str], reviewer: Reviewer) -> None:
    """Several at once."""

    async def ask() -> None:
        async with AsyncClient(address, key=key[1]) as client:
            first, second = await asyncio.gather(client.review(ASKING, KNOWN), client.review(ASKING))
            assert (first, second) == (reviewer.review(ASKING, KNOWN), reviewer.review(ASKING))
            assert await client.rewrite(ASKING, KNOWN, id="r") == rewrite(reviewer, ASKING, KNOWN, id="r")
            assert [answer.id async for answer in client.review_many([Case(ASKING, id=1), Case(ASKING, id=2)])] == [1, 2]
            assert (await client.when(KNOWN)).first_good_day == dt.date(2026, 11, 7)
            assert (await client.calendar(KNOWN)).startswith(b"BEGIN:VCALENDAR\r\n")
            assert len(await client.guidelines()) == 9
            assert (await client.rule((await client.rules())[0].id)).flags
            assert (await client.about()).key_required
        async with AsyncClient("http://127.0.0.1:9") as nobody:
            with pytest.raises(ServiceError, match="did not answer"):
                await nobody.about()

    asyncio.run(ask())


def test_an_answer_that_is_no_problem_document_is_told_by_its_status() -> None:
    """A proxy may stand between, and say when to come again or nothing at all."""
    problem = '{"type": "/problems/busy", "title": "t", "status": 503, "detail": "all places are taken", "request_id": "r"}'
    answers = iter([httpx.Response(503, text=problem), httpx.Response(503, text=problem, headers={"Retry-After": "7"})])
    with Client(transport=httpx.MockTransport(lambda _: next(answers))) as client:
        for wait in (None, 7.0):
            with pytest.raises(ServiceError, match="all places are taken") as refused:
                client.about()
            assert refused.value.retry_after == wait
    with (
        Client(transport=httpx.MockTransport(lambda _: httpx.Response(502, text="<html>"))) as client,
        pytest.raises(ServiceError, match="the service answered with status 502 and no reason"),
    ):
        client.about()


def test_lines_end_at_line_feeds_alone(take: Callable[[bytes, int], list[bytes]]) -> None:
    """However the bytes are cut on their way."""
    stream = "a\u2028b\nc\x85\r\n\nd\n".encode()
    assert {tuple(take(stream, size)) for size in range(1, len(stream) + 1)} == {("a\u2028b".encode(), "c\x85\r".encode(), b"", b"d")}


@pytest.fixture
def take() -> Callable[[bytes, int], list[bytes]]:
    def take(stream: bytes, size: int) -> list[bytes]:
        lines = Lines()
        return [line for at in range(0, len(stream), size) for line in lines.feed(stream[at : at + size])]

    return take
