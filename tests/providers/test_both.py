"""Both ways to a model against a server on loopback that answers well, badly, or not at all; in threads and in an event loop.

LiteLLM's real code lies in between; nothing of it is replaced.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from typing import Any, Protocol

import pytest

from reviewer.asking import Call, Failure, FailureKind, Message, Mode, Model, Reply
from reviewer.critique.failures import look_at
from reviewer.providers.choose import model_named

SCHEMA = {"type": "object", "properties": {"claims": {"type": "array"}}, "required": ["claims"], "additionalProperties": False}
SECRET = "I was the third caller about the pear orchard"


class Server(Protocol):
    """See `conftest.py`."""

    base_url: str
    requests: list[Any]
    answers: Callable[..., Any]
    sends: Callable[..., Any]
    says: Callable[..., Any]
    complains: Callable[..., Any]
    hangs: Callable[..., Any]
    drips: Callable[..., Any]
    resets: Callable[..., Any]


Ask = Callable[..., Reply]


def call(mode: Mode = "json_schema", timeout: float = 120.0, sample: int = 0) -> Call:
    return Call((Message("system", "Judge."), Message("user", SECRET)), SCHEMA, mode, timeout, sample)


@pytest.fixture(params=["local/one", "openai/one"])
def name(request: pytest.FixtureRequest) -> str:
    """A model by plain HTTP, and one through LiteLLM."""
    return str(request.param)


@pytest.fixture(params=["threads", "event loop"])
def ask(request: pytest.FixtureRequest, name: str, server: Server, no_keys: None) -> Ask:
    """Put one call to the model on the server."""

    def put(one: Call | None = None, **more: Any) -> Reply:
        model = model_named(name, server.base_url, **more)
        return model.complete(one or call()) if request.param == "threads" else asyncio.run(model.complete_async(one or call()))

    return put


def failure(ask: Ask, *given: Any) -> Failure:
    """What a call fails of; its words hold nothing of the draft."""
    with pytest.raises(Failure) as caught:
        ask(*given)
    assert (
        SECRET
        not in f"{caught.value!r} {caught.value.said} {caught.value.__context__ if caught.value.__suppress_context__ is False else ''}"
    )
    return caught.value


def test_an_answer_is_brought_back_whole(ask: Ask, server: Server) -> None:
    server.answers(server.says('{"claims": []}'))
    reply = ask()
    assert (reply.text, reply.finish, reply.refusal, reply.model) == ('{"claims": []}', "stop", None, "one-2026")
    assert reply.tokens == {"prompt": 9, "completion": 1, "total": 10}
    assert reply.cost_usd is None
    assert reply.seconds is not None
    assert len(server.requests) == 1


@pytest.mark.parametrize("mode", ["json_schema", "json_object", "prompt"])
def test_the_form_is_asked_for_as_the_mode_says(ask: Ask, server: Server, mode: Mode) -> None:
    """The schema goes as it is: the one that is hashed, documented and checked."""
    server.answers(server.says())
    ask(call(mode, sample=4))
    sent = server.requests[0].body
    formats = {
        "json_schema": {"type": "json_schema", "json_schema": {"name": "critique", "strict": True, "schema": SCHEMA}},
        "json_object": {"type": "json_object"},
        "prompt": None,
    }
    assert server.requests[0].path == "/v1/chat/completions"
    assert sent["messages"] == [{"role": "system", "content": "Judge."}, {"role": "user", "content": SECRET}]
    assert (sent["model"], sent["temperature"], sent["max_tokens"], sent["seed"]) == ("one", 0, 4096, 5)
    assert sent.get("response_format") == formats[mode]


@pytest.mark.parametrize(
    ("status", "message", "code", "kind"),
    [
        (400, "bad value", None, "bad_request"),
        (400, "response_format json_schema is not supported by this model", None, "no_schema"),
        (400, "This model's maximum context length is 4096 tokens", "context_length_exceeded", "too_long"),
        (400, "the request exceeds the available context size", None, "too_long"),
        (401, "Incorrect API key provided", "invalid_api_key", "auth"),
        (403, "no access to this model", None, "auth"),
        (404, "The model does not exist", "model_not_found", "config"),
        (408, "too slow", None, "timeout"),
        (413, "too much", None, "too_long"),
        (422, "unprocessable", None, "bad_request"),
        (429, "Rate limit reached", "rate_limit_exceeded", "rate_limit"),
        (429, "You exceeded your current quota, please check your plan", "insufficient_quota", "quota"),
        (500, "oh", None, "unavailable"),
        (502, "oh", None, "unavailable"),
        (503, "overloaded", None, "unavailable"),
        (529, "overloaded", None, "unavailable"),
    ],
)
def test_every_complaint_of_a_provider_has_its_kind(
    ask: Ask, server: Server, status: int, message: str, code: str | None, kind: FailureKind
) -> None:
    """One request for one call, whatever it is answered: asking anew is not the adapter's affair."""
    server.answers(server.complains(status, message, code))
    assert failure(ask).kind == kind
    assert len(server.requests) == 1


def test_a_form_is_only_refused_where_one_was_asked_for(ask: Ask, server: Server) -> None:
    server.answers(server.complains(400, "response_format is not supported"))
    assert failure(ask, call("prompt")).kind == "bad_request"


@pytest.mark.parametrize(("headers", "wait"), [({}, None), ({"retry_after": "7"}, 7.0), ({"retry_after_ms": "1500"}, 1.5)])
def test_retry_after_is_handed_on(ask: Ask, server: Server, headers: dict[str, str], wait: float | None) -> None:
    server.answers(server.complains(429, "Rate limit reached", **headers))
    found = failure(ask)
    assert (found.kind, found.retry_after, found.status) == ("rate_limit", wait, 429)


def test_a_redirect_is_refused(ask: Ask, server: Server) -> None:
    server.answers(server.sends(307, location=f"{server.base_url}/elsewhere"), server.says())
    found = failure(ask)
    assert (found.kind, found.said) == (
        "config",
        "the server redirects (status 307), which is refused; give the address that it points to",
    )
    assert len(server.requests) == 1


def test_a_server_that_hangs_is_left_in_time(ask: Ask, server: Server, stopwatch: Callable[[], float]) -> None:
    server.answers(server.says())
    ask()  # LiteLLM's import is not to be timed
    server.answers(server.hangs())
    began = stopwatch()
    assert failure(ask, call(timeout=0.6)).kind == "timeout"
    assert stopwatch() - began < 15.0


def test_a_server_that_drips_cannot_stretch_the_time(ask: Ask, server: Server, stopwatch: Callable[[], float]) -> None:
    server.answers(server.says())
    ask()
    server.answers(server.drips())
    began = stopwatch()
    assert failure(ask, call(timeout=0.6)).kind == "timeout"
    assert stopwatch() - began < 15.0


def test_twenty_megabytes_are_not_read(ask: Ask, server: Server) -> None:
    server.answers(server.says("x" * 20_000_000))
    assert failure(ask).kind == "malformed"


@pytest.mark.parametrize("what", ["reset", "html", "half", "short", "long", "no choices at all", "a list", "nothing listens"])
def test_what_is_no_answer_of_a_model_is_none(ask: Ask, server: Server, what: str, name: str) -> None:
    """Cut off, half, with a lie about its length, from another kind of server, or from none."""
    if what == "nothing listens":
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        with pytest.raises(Failure) as caught:
            model_named(name, f"http://127.0.0.1:{port}/v1").complete(call())
        assert caught.value.kind == "unavailable"
        return
    whole = '{"choices": [{"message": {"content": "{}"}}]}'
    closing = {"connection": "close"}
    server.answers(
        {
            "reset": server.resets(),
            "html": server.sends(200, "<html><body>Welcome</body></html>", kind="text/html"),
            "half": server.sends(200, whole[:20]),
            "short": lambda connection: (
                server.sends(200, whole, content_length="9000")(connection),
                connection.shutdown(socket.SHUT_RDWR),
            ),
            "long": server.sends(200, whole, content_length="12", **closing),
            "no choices at all": server.sends(200, '{"object": "list"}'),
            "a list": server.sends(200, "[]"),
        }[what]
    )
    assert failure(ask).kind in ("unavailable", "empty")


def test_an_answer_without_choices_is_empty_and_no_approval(ask: Ask, server: Server) -> None:
    server.answers(server.says(choices=[]))
    try:
        looked = look_at(ask())
    except Failure as problem:
        looked = problem
    assert looked
    assert looked.kind in ("empty", "unavailable")


def test_silence_is_empty(ask: Ask, server: Server) -> None:
    server.answers(server.says(None))
    looked = look_at(ask())
    assert looked
    assert looked.kind == "empty"


def test_a_refusal_is_seen(ask: Ask, server: Server) -> None:
    server.answers(server.says(None, message={"refusal": "I cannot help with that"}))
    assert ask().refusal == "I cannot help with that"


@pytest.mark.parametrize(("finish", "kind"), [("length", "truncated"), ("content_filter", "filtered")])
def test_the_finish_reason_is_kept(ask: Ask, server: Server, finish: str, kind: FailureKind) -> None:
    server.answers(server.says('{"claims": [', finish=finish))
    looked = look_at(ask())
    assert looked
    assert looked.kind == kind


def test_tokens_that_were_not_counted_are_unknown(ask: Ask, server: Server) -> None:
    server.answers(server.says(usage={"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}))
    assert ask().tokens is None


def test_one_model_serves_many_threads(name: str, server: Server, no_keys: None) -> None:
    from concurrent.futures import ThreadPoolExecutor

    server.answers(server.says('{"claims": []}'))
    model = model_named(name, server.base_url)
    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(lambda _: model.complete(call()), range(40)))
    assert {reply.text for reply in replies} == {'{"claims": []}'}


def test_one_model_serves_one_event_loop_after_another(name: str, server: Server, no_keys: None) -> None:
    server.answers(server.says('{"claims": []}'))
    model = model_named(name, server.base_url)

    async def some() -> set[str]:
        return {reply.text for reply in await asyncio.gather(*(model.complete_async(call()) for _ in range(20)))}

    assert [asyncio.run(some()) for _ in range(3)] == [{'{"claims": []}'}] * 3


def test_a_proxy_of_the_environment_is_never_asked_for_this_machine(ask: Ask, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(variable, "http://127.0.0.1:9")
    server.answers(server.says())
    assert ask().text == "{}"


def test_standard_output_stays_ours(ask: Ask, server: Server, capfd: pytest.CaptureFixture[str]) -> None:
    """Not a byte, over a good call and three failing ones."""
    server.answers(server.says(), server.complains(500, SECRET), server.complains(400, SECRET), server.sends(200, "<html>"))
    ask()
    for _ in range(3):
        failure(ask)
    assert capfd.readouterr() == ("", "")


def test_a_model_knows_what_it_sends(name: str, server: Server) -> None:
    model: Model = model_named(name, server.base_url, parameters={"seed": None, "max_tokens": 9})
    assert (model.name, model.base_url, model.parameters) == (name, server.base_url, {"temperature": 0, "max_tokens": 9})
