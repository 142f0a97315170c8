"""Our own connections in the shapes in which LiteLLM's routes take them, so that no client of its own follows a redirect.

Most routes take one object that is both a handler of LiteLLM's and a client of OpenAI's SDK. Azure's chat wants the SDK's own class. Some
routes pass a client on in threads alone; an event loop has these asked in a thread. The few that pass none on stand in `WITHOUT`.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from reviewer.asking import Failure

__all__ = ["WITHOUT", "Route", "connected", "wants_a_thread"]

WITHOUT: Final = frozenset(
    {
        "amazon_nova",
        "anthropic_text",
        "cloudflare",
        "cohere",
        "cohere_chat",
        "gradient_ai",
        "maritalk",
        "nlp_cloud",
        "oobabooga",
        "predibase",
        "replicate",
        "sagemaker",
        "text-completion-codestral",
    }
)
"""Providers for which LiteLLM takes a client from nobody: over its own, a redirect is followed and no answer is too long."""
_AZURE: Final = {"azure": "AzureChatCompletion", "azure_text": "AzureTextCompletion"}
"""Providers asked over the SDK's class for Azure, and what LiteLLM makes it with, for it knows every way to be let in there."""
_GATEWAY: Final = "gateway.ai.cloudflare.com"
"""There, the model stands in the address."""
_IN_THREADS: Final = frozenset({"aiohttp_openai", "petals"})


class Route(NamedTuple):
    """How LiteLLM understands a name."""

    model: str
    provider: str
    key: str | None
    base_url: str | None


def connected(litellm: Any, http: Any, route: Route) -> Any:
    """Our client, plain or of an event loop, as this route takes it; None where it takes none."""
    if route.provider in WITHOUT:
        return None
    if route.provider in _AZURE and not _speaks_responses(litellm, route):
        return _of_azure(litellm, http, route)
    return _both(http, route)


def wants_a_thread(litellm: Any, route: Route) -> bool:
    """Whether LiteLLM would leave our client behind in an event loop, and not in a thread."""
    return route.provider in _IN_THREADS or _speaks_responses(litellm, route)


def _speaks_responses(litellm: Any, route: Route) -> bool:
    """Whether LiteLLM asks this model by OpenAI's other protocol."""
    if route.model.startswith("responses/"):
        return True
    try:
        return bool(litellm.get_model_info(model=route.model, custom_llm_provider=route.provider).get("mode") == "responses")
    except Exception:  # it knows nothing of this model
        return False


def _of_azure(litellm: Any, http: Any, route: Route) -> Any:
    """The SDK's client as LiteLLM would make it, over our connections."""
    import os
    from importlib import import_module

    import httpx

    base = route.base_url or litellm.api_base or os.environ.get("AZURE_API_BASE")
    if not base:
        raise Failure("config", "no address is set for azure: give a base URL, or set the environment variable AZURE_API_BASE")
    module = "litellm.llms.azure.azure" if route.provider == "azure" else "litellm.llms.azure.completion.handler"
    made = getattr(import_module(module), _AZURE[route.provider])().get_azure_openai_client(
        api_key=route.key or litellm.azure_key or os.environ.get("AZURE_OPENAI_API_KEY") or os.environ.get("AZURE_API_KEY"),
        api_base=base,
        api_version=litellm.api_version or os.environ.get("AZURE_API_VERSION") or litellm.AZURE_DEFAULT_API_VERSION,
        litellm_params={"azure_ad_token": os.environ.get("AZURE_AD_TOKEN")},
        model=route.model,
        _is_async=isinstance(http, httpx.AsyncClient),
    )
    through = {"base_url": f"{base.rstrip('/')}/{route.model}"} if _GATEWAY in base else {}
    return made.with_options(http_client=http, max_retries=0, **through)


def _both(http: Any, route: Route) -> Any:
    """One client that serves LiteLLM's own handlers and, for the routes over OpenAI's SDK, as a client of that."""
    import httpx
    import openai
    from litellm.llms.custom_httpx.http_handler import AsyncHTTPHandler, HTTPHandler

    sync = isinstance(http, httpx.Client)
    base: Any = HTTPHandler if sync else AsyncHTTPHandler
    sdk = (openai.OpenAI if sync else openai.AsyncOpenAI)(
        api_key=route.key or "none", base_url=route.base_url, http_client=http, max_retries=0
    )

    class Client(base):  # type: ignore[misc]
        def __getattr__(self, name: str) -> Any:
            return getattr(sdk, name)

        def __del__(self) -> None:
            return None  # the connections are ours, and outlive this

    made = Client(client=http) if sync else Client()
    if not sync:
        made.client = http
    return made
