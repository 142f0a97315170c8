"""`reviewer mcp` as it is run: a process of its own, over standard input and output and over HTTP."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from mcp import Client
from mcp.server.lowlevel.server import Server
from mcp.shared.exceptions import MCPError
from starlette.testclient import TestClient

from reviewer.mcp import Limits
from reviewer.mcp.over_http import Door, make_app
from reviewer.service.keys import make_key
from tests.mcp.connecting import EARLY, MODES, THANKS, Running, http_server, over_http, over_stdio, resource, said

CANARY = "xylophone-canary"
LONG = {"draft": {"channel": "email", "text": f"Dear Ms. Okonjo, {CANARY}, I wonder whether you have decided who gets the job. " * 1_100}}
WRONG: list[dict[str, Any]] = [
    {"draft": CANARY},
    {"draft": {"channel": CANARY, "text": CANARY}},
    {"draft": {"channel": "email", "text": CANARY, "subject": [CANARY]}},
    {"draft": {"channel": "email", "text": CANARY}, "context": {"stage": CANARY}},
    {"draft": {"channel": "email", "text": CANARY * 10_000}},
]
REQUEST = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
HEADERS = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}


async def _used(client: Client) -> None:
    """A day in the life of a server: good calls, wrong ones, a slow one that is cancelled, and a good one again."""
    assert "review_draft" in [tool.name for tool in (await client.list_tools()).tools]
    assert json.loads(await resource(client, "guideline://too-soon"))["verdict"] == "wait"
    early = await client.call_tool("review_draft", EARLY)
    assert (early.is_error, early.structured_content["verdict"]) == (False, "wait")
    for arguments in WRONG:
        result = await client.call_tool("review_draft", arguments)
        assert result.is_error
        assert said(result).startswith(("`draft", "`context"))
    with pytest.raises(MCPError):
        await client.read_resource(f"guideline://{CANARY}")
    with pytest.raises(MCPError):
        await client.call_tool(CANARY, {})
    slow = asyncio.create_task(client.call_tool("review_draft", LONG))
    await asyncio.sleep(0.2)
    assert (await client.call_tool("review_draft", THANKS)).structured_content["verdict"] == "send"
    assert not slow.done()
    slow.cancel()
    with pytest.raises(asyncio.CancelledError):
        await slow
    assert (await client.call_tool("first_good_day", {"context": EARLY["context"]})).structured_content["first_good_day"] == "2026-11-07"


def _outcomes(errors: Path) -> list[str]:
    """What became of each call, as the log tells it; every line of it is JSON, and none holds a word of a draft."""
    told = errors.read_text(encoding="utf-8")
    assert CANARY not in told
    records = [json.loads(line) for line in told.splitlines()]
    assert [record for record in records if record["level"] != "info"] == []
    return [record["outcome"] for record in records if record["event"] == "call"]


def _logged(errors: Path, calls: int) -> list[str]:
    """The outcomes once so many are told; a log may lag behind an answer."""
    until = time.monotonic() + 60
    while len(_outcomes(errors)) < calls and time.monotonic() < until:
        time.sleep(0.05)
    return _outcomes(errors)


_A_DAY = sorted(["answered"] * 3 + ["refused"] * len(WRONG) + ["cancelled"])


@pytest.mark.parametrize("mode", [pytest.param("legacy", marks=pytest.mark.heavy), "auto"])
def test_an_assistant_starts_the_server_and_talks_to_it(tmp_path: Path, mode: str) -> None:
    """A slow draft holds up nobody, a cancelled one is forgotten, and standard error holds outcomes alone."""
    errors = tmp_path / "errors"

    async def use() -> None:
        async with over_stdio(errors, mode=mode) as client:
            await _used(client)

    asyncio.run(use())
    assert sorted(_outcomes(errors)) == _A_DAY


def test_nothing_but_the_protocol_is_written_to_standard_output() -> None:
    """Each line is a message of the protocol, after nonsense too; when standard input ends, the server leaves quietly."""
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}
    lines = [
        json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello}),
        f"no message at all {CANARY}",
        json.dumps({"jsonrpc": "2.0", "method": "notifications/initialized"}),
        json.dumps({"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "review_draft", "arguments": CANARY}}),
        json.dumps({"jsonrpc": "2.0", "id": 3, "method": "tools/call", "params": {"name": "review_draft", "arguments": THANKS}}),
    ]
    command = [sys.executable, "-m", "reviewer", "mcp", "--no-classifier"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write("\n".join(lines) + "\n")
        process.stdin.flush()
        answers = {answer["id"]: answer for answer in (json.loads(process.stdout.readline()) for _ in range(3))}
        process.stdin.close()
        assert (process.wait(20), process.stdout.read(), CANARY in process.stderr.read()) == (0, "", False)
    assert answers[1]["result"]["serverInfo"]["name"] == "interview-follow-up-reviewer"
    assert answers[2]["error"]["code"] == -32602
    assert answers[3]["result"]["structuredContent"]["verdict"] == "send"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server on loopback, without keys."""
    with http_server(tmp_path_factory.mktemp("http") / "errors") as server:
        yield server


@pytest.mark.parametrize("mode", MODES)
def test_the_same_over_http(running: Running, mode: str) -> None:
    """Over loopback, by either generation of the protocol."""
    before = len(_outcomes(running.errors))

    async def use() -> None:
        async with over_http(running.url, mode=mode) as client:
            await _used(client)

    asyncio.run(use())
    told = _logged(running.errors, before + len(_A_DAY))[before:]
    # The older protocol cancels by a message of its own, which finds no session here: the call goes on until it or its connection ends.
    to_the_end = sorted(["answered"] * 4 + ["refused"] * len(WRONG))
    assert sorted(told) in ([_A_DAY] if mode == "auto" else [_A_DAY, to_the_end])


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "localhost:8001"}, 200),
        ({"Host": "evil.example"}, 421),
        ({"Host": "localhost.evil.example:80"}, 421),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://localhost:3000"}, 200),
        ({"Content-Type": "text/plain"}, 400),
    ],
)
def test_only_the_right_host_and_origin_come_in(running: Running, headers: dict[str, str], status: int) -> None:
    """A page elsewhere that lets its name point to this machine, or that calls from a browser here, is refused."""
    answer = httpx2.post(running.url, json=REQUEST, headers={**HEADERS, **headers}, timeout=20, verify=False)
    assert answer.status_code == status
    assert ("review_draft" in answer.text) is (status == 200)


def test_a_body_that_is_too_large_or_no_json_is_refused(running: Running) -> None:
    """Before anything is judged, and without a word of it in the log."""
    bodies = (json.dumps({**REQUEST, "params": {"x": CANARY * 150_000}}), f"{{{CANARY}")
    with httpx2.Client(headers=HEADERS, timeout=20, verify=False) as caller:
        large, broken = (caller.post(running.url, content=body) for body in bodies)
    assert (large.status_code, broken.status_code) == (413, 400)
    assert CANARY not in running.errors.read_text(encoding="utf-8")


def test_with_keys_a_call_needs_one_that_counts(plain: Server[Any]) -> None:
    """None, a wrong one and a wrong scheme are refused; the right one comes in, as far as the protocol itself lets it."""
    app = make_app(plain, Door(verify={"right": "assistant"}.get), Limits())
    with TestClient(app, "http://127.0.0.1:8001") as caller:
        given = [{}, *({"Authorization": words} for words in ("Bearer", "Basic right", "Bearer wrong", "right", "bearer right"))]
        answers = [caller.post("/mcp", json=REQUEST, headers={**HEADERS, **headers}) for headers in given]
    missing, wrong = "the header `Authorization: Bearer KEY` is missing\n", "the key is not known here, or was revoked\n"
    assert [(answer.status_code, answer.text) for answer in answers[:4]] == [(401, missing), (401, missing), (401, wrong), (401, wrong)]
    assert answers[0].headers["www-authenticate"] == 'Bearer realm="reviewer"'
    assert [answer.status_code for answer in answers[4:]] == [401, 200]


@pytest.mark.heavy
def test_a_file_of_keys_guards_a_running_server(tmp_path: Path) -> None:
    """Whoever has one comes in; whoever stops the server is obeyed without a traceback."""
    keys = tmp_path / "keys"
    key = make_key(keys, "assistant")
    with http_server(tmp_path / "errors", "--keys", str(keys), "--no-classifier") as server:
        refused = httpx2.post(server.url, json=REQUEST, headers={**HEADERS, "Authorization": f"Bearer {CANARY}"}, timeout=20)
        assert (refused.status_code, "review_draft" in refused.text) == (401, False)

        async def use() -> Any:
            async with over_http(server.url, key=key) as client:
                return await client.call_tool("review_draft", THANKS)

        assert asyncio.run(use()).structured_content["verdict"] == "send"
    told = server.errors.read_text(encoding="utf-8")
    assert [word for word in (key, CANARY, "Traceback") if word in told] == []
