"""Which of LiteLLM's routes refuse a redirect, and which cannot be kept from following one; their real code lies in between."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path
from typing import Any, Protocol

import httpx
import pytest
import respx

from reviewer.asking import Call, Failure, Message
from reviewer.providers.choose import model_named
from reviewer.providers.connections import WITHOUT

WORDS = "I was the fourth caller about the plum orchard"
KEYS = {
    "AWS_ACCESS_KEY_ID": "key",
    "AWS_REGION_NAME": "us-east-1",
    "AWS_SECRET_ACCESS_KEY": "secret",
    "AZURE_API_BASE": "https://one.openai.azure.com",
    "AZURE_AI_API_BASE": "https://one.services.ai.azure.com",
    "CLOUDFLARE_ACCOUNT_ID": "one",
    "PREDIBASE_TENANT_ID": "one",
    **{
        f"{name}_API_KEY": "sk-of-the-suite"
        for name in """AMAZON_NOVA ANTHROPIC AZURE AZURE_AI CEREBRAS CLOUDFLARE CODESTRAL COHERE DATABRICKS DEEPINFRA DEEPSEEK FIREWORKS_AI
        GEMINI GRADIENT_AI GROQ MARITALK MISTRAL NLP_CLOUD NVIDIA_NIM OPENAI OPENROUTER PERPLEXITYAI PREDIBASE REPLICATE TOGETHERAI
        XAI""".split()
    },
}
REFUSED = """anthropic/claude-sonnet-4-5 aiohttp_openai/m azure/gpt-4o azure/gpt-5 azure/gpt-5-codex azure/o1-mini azure/responses/m
azure_ai/claude-sonnet-4-5 azure_ai/mistral-large azure_text/m bedrock/anthropic.claude-3-haiku-20240307-v1:0
bedrock/us.amazon.nova-lite-v1:0 cerebras/m deepinfra/a/m deepseek/deepseek-chat fireworks_ai/m gemini/gemini-2.5-flash groq/m
hosted_vllm/m lm_studio/m llamafile/m mistral/mistral-small-latest nvidia_nim/m ollama/m ollama_chat/m openai/gpt-4o-mini
openai/gpt-5-codex openai/responses/m openrouter/a/m perplexity/sonar petals/m together_ai/a/m xai/grok-4""".split()
HERE = "aiohttp_openai/m hosted_vllm/m lm_studio/m llamafile/m oobabooga/m petals/m".split()
"""Servers of one's own, which have no usual address."""


class Server(Protocol):
    """See `conftest.py`."""

    base_url: str
    requests: list[Any]
    answers: Any
    sends: Any
    says: Any


@pytest.fixture(autouse=True)
def keys(monkeypatch: pytest.MonkeyPatch, no_keys: None) -> None:
    """Every key that is wanted, and none that is real."""
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")


def _asked(name: str, event_loop: bool, base_url: str | None = None) -> Any:
    model = model_named(name, base_url or ("http://127.0.0.1:9/v1" if name in HERE else None))
    call = Call((Message("user", WORDS),), {"type": "object"}, "prompt", 30.0)
    return asyncio.run(model.complete_async(call)) if event_loop else model.complete(call)


def _redirected(name: str, event_loop: bool) -> tuple[list[str], Failure | None]:
    """Where the question went, where every provider points elsewhere, and how the call ended."""
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        if request.method == "GET" or request.url.path == "/api/show":
            return httpx.Response(404)  # a look at what the model is, without the question
        asked.append(request.url.host)
        if request.url.host == "elsewhere.example":
            return httpx.Response(200, json={})
        return httpx.Response(307, headers={"location": "https://elsewhere.example/there"})

    with respx.mock(using="httpx", assert_all_called=False) as router:
        router.route().mock(side_effect=answer)
        try:
            _asked(name, event_loop)
        except Failure as failure:
            return asked, failure
    return asked, None


def _needs_boto3(name: str) -> None:
    """Amazon's routes sign with a package of Amazon's, which older versions of LiteLLM do not bring along."""
    if name.startswith(("bedrock/", "sagemaker")):
        pytest.importorskip("boto3", reason="Amazon's own package is not installed")


@pytest.mark.parametrize("event_loop", [False, True], ids=["threads", "event loop"])
@pytest.mark.parametrize("name", REFUSED)
def test_a_redirect_is_refused_on_every_route_that_takes_our_connection(name: str, event_loop: bool) -> None:
    _needs_boto3(name)
    asked, failure = _redirected(name, event_loop)
    assert failure is not None
    assert (len(asked), failure.kind, failure.status) == (1, "config", 307)
    assert "redirects (status 307), which is refused" in failure.said


@pytest.mark.parametrize("name", sorted(WITHOUT))
def test_a_provider_that_is_said_to_take_none_takes_none(name: str) -> None:
    """When LiteLLM mends one of these, it is to be taken off the list, here and in the manual."""
    _needs_boto3(name)
    asked, _ = _redirected(f"{name}/m", False)
    assert asked[-1:] == ["elsewhere.example"]


@pytest.mark.checkout
def test_the_manual_names_the_same_providers() -> None:
    page = Path(__file__).parents[2].joinpath("docs", "critique.md").read_text(encoding="utf-8")
    said = re.search(r"for some providers LiteLLM takes none:(.*?) are asked over", page, re.DOTALL)
    assert said
    assert set(re.findall(r"`([\w-]+)`", said[1])) == WITHOUT


@pytest.mark.parametrize("event_loop", [False, True], ids=["threads", "event loop"])
def test_azure_is_asked_at_its_own_address_in_its_own_way(server: Server, event_loop: bool) -> None:
    """Over our connection as over LiteLLM's: the deployment and the version in the address, the key in Azure's header."""
    server.answers(server.says("{}"))
    base = server.base_url.removesuffix("/v1")
    assert _asked("azure/one", event_loop, base).text == "{}"
    asked = server.requests[0]
    assert asked.path.startswith("/openai/deployments/one/chat/completions?api-version=20")
    assert asked.headers["api-key"] == "sk-of-the-suite"
    assert len(server.requests) == 1


@pytest.mark.parametrize("event_loop", [False, True], ids=["threads", "event loop"])
def test_a_token_lets_in_at_azure_where_there_is_no_key(server: Server, monkeypatch: pytest.MonkeyPatch, event_loop: bool) -> None:
    monkeypatch.delenv("AZURE_API_KEY")
    monkeypatch.setenv("AZURE_AD_TOKEN", "token-of-the-suite")
    server.answers(server.says("{}"))
    assert _asked("azure/one", event_loop, server.base_url.removesuffix("/v1")).text == "{}"
    assert server.requests[0].headers["authorization"] == "Bearer token-of-the-suite"


def test_azure_behind_a_gateway_has_the_model_in_its_address() -> None:
    base = "https://gateway.ai.cloudflare.com/v1/account/gate/azure-openai/resource"
    chat = {"id": "1", "object": "chat.completion", "created": 1, "model": "one", "choices": []}
    chat["choices"] = [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "{}"}}]
    with respx.mock(using="httpx") as router:
        route = router.post(url__startswith=f"{base}/one/chat/completions?api-version=").respond(json=chat)
        assert _asked("azure/one", False, base).text == "{}"
    assert route.call_count == 1


@pytest.mark.parametrize("event_loop", [False, True], ids=["threads", "event loop"])
def test_azure_without_an_address_says_what_to_give(monkeypatch: pytest.MonkeyPatch, event_loop: bool) -> None:
    monkeypatch.delenv("AZURE_API_BASE")
    with pytest.raises(Failure) as caught:
        _asked("azure/one", event_loop)
    said = "no address is set for azure: give a base URL, or set the environment variable AZURE_API_BASE"
    assert (caught.value.kind, caught.value.said) == ("config", said)


@pytest.mark.parametrize("event_loop", [False, True], ids=["threads", "event loop"])
def test_a_model_of_the_other_protocol_answers(server: Server, event_loop: bool) -> None:
    """OpenAI's newer protocol, over which LiteLLM leaves our connection behind in an event loop: it is asked in a thread."""
    said = {"type": "message", "id": "2", "role": "assistant", "status": "completed"}
    content = [{"type": "output_text", "text": "{}", "annotations": []}]
    usage = {"input_tokens": 9, "output_tokens": 1, "total_tokens": 10}
    body = {"id": "1", "object": "response", "created_at": 1, "model": "one-2026", "status": "completed", "usage": usage}
    server.answers(server.sends(200, json.dumps(body | {"output": [said | {"content": content}]})))
    reply = _asked("openai/responses/one", event_loop, server.base_url)
    assert (reply.text, server.requests[0].path, len(server.requests)) == ("{}", "/v1/responses", 1)
