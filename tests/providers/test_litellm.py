"""What is LiteLLM's own: its exceptions, its keys, its silence, its prices, and the releases that must not be imported."""

from __future__ import annotations

import importlib.metadata
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
import respx

from reviewer.asking import Call, Failure, FailureKind, Message, Mode
from reviewer.providers.choose import model_named
from reviewer.providers.exceptions import KINDS, kind_of, translated
from reviewer.providers.litellm import library
from reviewer.providers.wire import Witness

pytestmark = pytest.mark.usefixtures("no_keys")


def call(mode: Mode = "json_schema") -> Call:
    return Call((Message("user", "Judge."),), {"type": "object"}, mode, 120.0)


def _exceptions(module: Any) -> list[type[Exception]]:
    return [one for one in [*vars(module).values()] if isinstance(one, type) and issubclass(one, Exception)]


def test_every_exception_of_litellm_and_of_the_sdk_has_its_meaning() -> None:
    """A new class of theirs fails here before it surprises a user."""
    litellm = library()
    import openai

    theirs = {*litellm.LITELLM_EXCEPTION_TYPES, *_exceptions(litellm.exceptions), *_exceptions(openai), *_exceptions(httpx)}
    of_http = (httpx.InvalidURL, httpx.CookieConflict, httpx.StreamError)  # programming errors, which no call of ours can raise
    strangers = {one.__name__ for one in theirs if kind_of(one) is None and not issubclass(one, of_http)}
    assert strangers - {"Exception", "InvalidWebhookSignatureError"} == set()  # no call of ours awaits a webhook
    assert len(theirs) > 40


def test_litellms_classes_mean_what_they_say_and_not_what_their_ancestors_say() -> None:
    litellm = library()
    meant = {one.__name__: kind_of(one) for one in litellm.LITELLM_EXCEPTION_TYPES}
    assert {
        name: found and found[1] for name, found in meant.items() if name in ("ContextWindowExceededError", "Timeout", "BadRequestError")
    } == {
        "ContextWindowExceededError": "too_long",
        "Timeout": "timeout",
        "BadRequestError": "bad_request",
    }


def test_a_stranger_is_named_and_never_quoted() -> None:
    failure = translated(ArithmeticError("a word of the draft"), "prompt", Witness(0.0))
    assert (failure.kind, failure.said) == ("unavailable", "LiteLLM failed inside itself (ArithmeticError)")


@pytest.mark.parametrize("kind", sorted({kind for kind in KINDS.values() if kind}))
def test_the_table_speaks_of_kinds_that_there_are(kind: FailureKind) -> None:
    assert Failure(kind).kind == kind


def test_a_missing_key_is_told_before_anything_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    with respx.mock(using="httpx") as router, pytest.raises(Failure) as caught:
        model_named("openai/gpt-4o-mini").complete(call())
    assert (caught.value.kind, caught.value.said) == ("config", "no key is set for openai: set the environment variable OPENAI_API_KEY")
    assert not router.calls


def test_a_name_that_litellm_does_not_know_is_told_at_once() -> None:
    with pytest.raises(Failure) as caught:
        model_named("no-such-thing").complete(call())
    assert (caught.value.kind, caught.value.said) == ("config", "LiteLLM knows no provider of this name; write it as `provider/NAME`")


ANSWERS = {
    "openai/gpt-4o-mini": ("OPENAI_API_KEY", "https://api.openai.com/v1/chat/completions"),
    "mistral/mistral-small-latest": ("MISTRAL_API_KEY", "https://api.mistral.ai/v1/chat/completions"),
    "deepseek/deepseek-chat": ("DEEPSEEK_API_KEY", r"https://api\.deepseek\.com/.*chat/completions"),
    "openrouter/some/model": ("OPENROUTER_API_KEY", "https://openrouter.ai/api/v1/chat/completions"),
    "anthropic/claude-sonnet-4-5": ("ANTHROPIC_API_KEY", "https://api.anthropic.com/v1/messages"),
}
"""Routes over the SDK and over handlers of LiteLLM's own."""

CHAT = {
    "id": "1",
    "object": "chat.completion",
    "created": 1,
    "model": "one-2026",
    "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "{}"}}],
    "usage": {"prompt_tokens": 9, "completion_tokens": 1, "total_tokens": 10},
}
MESSAGE = {
    "id": "1",
    "type": "message",
    "role": "assistant",
    "model": "one-2026",
    "stop_reason": "end_turn",
    "content": [{"type": "text", "text": "{}"}],
    "usage": {"input_tokens": 9, "output_tokens": 1},
}


@pytest.fixture(params=sorted(ANSWERS))
def provider(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> tuple[str, Any]:
    """A hosted model, its key set, and the address that it must be asked at."""
    variable, url = ANSWERS[request.param]
    monkeypatch.setenv(variable, "sk-of-the-suite")
    return request.param, {"url__regex": url} if "\\" in url else {"url": url}


@pytest.mark.parametrize("event_loop", [False, True])
def test_a_hosted_model_is_asked_at_its_own_address_with_its_own_key(provider: tuple[str, Any], event_loop: bool) -> None:
    """Through LiteLLM's real code, in threads and in an event loop, over one wire of ours."""
    import asyncio

    name, where = provider
    with respx.mock(using="httpx") as router:
        route = router.post(**where).respond(json=MESSAGE if "anthropic" in name else CHAT)
        model = model_named(name)
        reply = asyncio.run(model.complete_async(call())) if event_loop else model.complete(call())
    assert (reply.text, reply.finish, reply.tokens) == ("{}", "stop", {"prompt": 9, "completion": 1, "total": 10})
    sent = route.calls.last.request
    assert "sk-of-the-suite" in " ".join(sent.headers.values())
    assert route.call_count == 1
    assert sent.url.host in str(where).replace("\\", "")


PROVIDERS = {
    "openai/gpt-4o-mini": {"error": {"message": "{}", "type": "x", "code": None, "param": None}},
    "mistral/mistral-small-latest": {"object": "error", "message": "{}", "type": "x", "code": 1},
    "anthropic/claude-sonnet-4-5": {"type": "error", "error": {"type": "x", "message": "{}"}},
}


@pytest.mark.parametrize("name", sorted(PROVIDERS))
@pytest.mark.parametrize(
    ("status", "message", "kind"),
    [
        (400, "odd", "bad_request"),
        (401, "who are you", "auth"),
        (403, "not for you", "auth"),
        (404, "no such model", "config"),
        (408, "too slow", "timeout"),
        (429, "slow down", "rate_limit"),
        (500, "oh", "unavailable"),
        (503, "later", "unavailable"),
        (529, "overloaded", "unavailable"),
        (307, "", "config"),
    ],
)
def test_a_complaint_means_the_same_whoever_utters_it(
    monkeypatch: pytest.MonkeyPatch, name: str, status: int, message: str, kind: FailureKind
) -> None:
    variable, url = ANSWERS[name]
    monkeypatch.setenv(variable, "sk-of-the-suite")
    body = json.loads(json.dumps(PROVIDERS[name]).replace("{}", message))
    with respx.mock(using="httpx") as router:
        route = router.post(url).respond(status, json=body, headers={"location": "https://elsewhere.example/"} if status == 307 else {})
        with pytest.raises(Failure) as caught:
            model_named(name).complete(call())
    assert (caught.value.kind, route.call_count) == (kind, 1)


def test_money_spent_at_another_provider_is_quota_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-of-the-suite")
    told = {"type": "error", "error": {"type": "invalid_request_error", "message": "Your credit balance is too low to access the API"}}
    with respx.mock(using="httpx") as router:
        router.post("https://api.anthropic.com/v1/messages").respond(400, json=told)
        with pytest.raises(Failure) as caught:
            model_named("anthropic/claude-sonnet-4-5").complete(call())
    assert caught.value.kind == "quota"


def test_a_known_model_has_its_price(monkeypatch: pytest.MonkeyPatch) -> None:
    """From the list that LiteLLM brings along, without a look at the network."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-the-suite")
    with respx.mock(using="httpx") as router:
        router.post("https://api.openai.com/v1/chat/completions").respond(json=CHAT | {"model": "gpt-4o-mini"})
        reply = model_named("openai/gpt-4o-mini").complete(call())
    assert reply.cost_usd is not None
    assert 0 < reply.cost_usd < 0.001


def test_litellm_is_silent_asks_nobody_and_reads_no_env_file(tmp_path: Path) -> None:
    """In a process of its own, where an `.env` file lies about and nothing is listening: not a byte but ours."""
    (tmp_path / ".env").write_text("OPENAI_API_KEY=sk-from-the-file\n", encoding="utf-8")
    script = """
import os, socket, sys
asked = []
connect = socket.socket.connect
socket.socket.connect = lambda self, address: (asked.append(address), connect(self, address))[1]
look_up = socket.getaddrinfo
socket.getaddrinfo = lambda *given, **more: (asked.append(given), look_up(*given, **more))[1]
from reviewer.asking import Call, Failure, Message
from reviewer.providers.choose import model_named
call = Call((Message("user", "a word of the draft"),), {}, "prompt", 20.0)
for name, url in (("openai/one", None), ("openai/one", "http://127.0.0.1:9/v1"), ("nothing", None)):
    try:
        model_named(name, url).complete(call)
    except Failure as failure:
        os.write(3, (failure.kind + "\\n").encode())
os.write(3, repr([one for one in asked if one[0] != "127.0.0.1"]).encode())
"""
    import os

    keys = {name: value for name, value in os.environ.items() if not name.endswith("_API_KEY") and not name.startswith("LITELLM")}
    reading, writing = os.pipe()
    command = ["bash", "-c", f'exec 3>&{writing}; exec "$0" -c "$1"', sys.executable, script]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, env=keys, pass_fds=(writing,), check=False)
    os.close(writing)
    with os.fdopen(reading) as told:
        said = told.read()
    assert (result.stdout, result.stderr, said) == (b"", b"", "config\nunavailable\nconfig\n[]")


def _pretend(folder: Path, version: str, body: str) -> Path:
    """A package `litellm` of this version, which does as told when it is imported."""
    (folder / "litellm").mkdir()
    (folder / "litellm" / "__init__.py").write_text(body, encoding="utf-8")
    (folder / f"litellm-{version}.dist-info").mkdir()
    (folder / f"litellm-{version}.dist-info" / "METADATA").write_text(f"Name: litellm\nVersion: {version}\n", encoding="utf-8")
    return folder


_ASK = """
import sys
sys.path.insert(0, sys.argv[1])
from reviewer.asking import Call, Failure, Message
from reviewer.providers.choose import model_named
try:
    model_named("openai/one", "http://127.0.0.1:9/v1").complete(Call((Message("user", "x"),), {}, "prompt", 5.0))
except Failure as failure:
    print(failure.kind, failure.said, sep=": ")
"""


@pytest.mark.parametrize(
    ("version", "body", "said"),
    [
        (
            "1.82.8",
            "print('harm')",
            "missing: LiteLLM 1.82.8 is known to hold malware and is not imported: remove it, and trust no key on this machine",
        ),
        (
            "1.107.0",
            "print('harm')",
            "missing: LiteLLM 1.107.0 is known to hold malware and is not imported: remove it, and trust no key on this machine",
        ),
        ("1.106.2", "raise ValueError('odd')", "missing: LiteLLM cannot be imported (ValueError): install it anew"),
        ("1.106.2", "import nothing_of_that_name", "missing: the package `nothing_of_that_name` is not installed"),
    ],
)
def test_a_harmful_or_broken_litellm_is_a_failure_and_not_an_accident(tmp_path: Path, version: str, body: str, said: str) -> None:
    """A release with malware in it is not even imported."""
    result = subprocess.run(
        [sys.executable, "-c", _ASK, str(_pretend(tmp_path, version, body))], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == said


def test_the_extra_accepts_no_release_that_is_known_to_harm() -> None:
    """The floor and the hole in the range leave all three out."""
    from packaging.requirements import Requirement

    from reviewer.providers.versions import is_bad, is_too_old

    wanted = [Requirement(one) for one in importlib.metadata.requires("interview-follow-up-reviewer") or []]
    litellm = next(one for one in wanted if one.name == "litellm")
    for version in ("1.82.7", "1.82.8", "1.107.0", "1.107.3"):
        assert is_bad(version)
        assert not litellm.specifier.contains(version)
    for version in ("1.84.0", "1.106.2", "1.109.1"):
        assert not is_bad(version)
        assert not is_too_old(version)
        assert litellm.specifier.contains(version)
    assert is_too_old("1.83.14")
