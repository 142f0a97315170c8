"""Whatever LiteLLM can reach. The only module that imports it, inside a call, silent and without a look at the network or a `.env` file."""

from __future__ import annotations

import os
import sys
import threading
import time
import warnings
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from reviewer.asking import Call, Failure, Reply
from reviewer.providers.compatible import response_format
from reviewer.providers.connections import Route, connected, wants_a_thread
from reviewer.providers.versions import is_bad

if TYPE_CHECKING:
    import asyncio
    from concurrent.futures import ThreadPoolExecutor

    from reviewer.providers.wire import Clients

__all__ = ["LiteLLMModel", "environment_names", "library"]

_SWITCHES: Final = {
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",  # no price list from the network
    "LITELLM_LOG": "ERROR",  # no handler at the level of debugging
    "LITELLM_MODE": "PRODUCTION",  # no `.env` file
}
_LOGGERS: Final = ("LiteLLM", "LiteLLM Proxy", "LiteLLM Router")
_NOISE: Final = (
    "Pydantic serializer warnings",  # it repeats what was answered
    "Items? '.*' on TypedDict class",
    "coroutine 'Logging.async_success_handler' was never awaited",  # up to 1.84, when an event loop ends
)
"""Warnings that LiteLLM's own code raises."""
_THREADS: Final = 64
"""Calls of one model that may be out at once where only threads will do."""
_loading = threading.Lock()


class LiteLLMModel:
    """One model that LiteLLM reaches; safe to share between threads and event loops.

    Args:
        name: as LiteLLM knows it, such as `provider/NAME`.
        base_url: of the provider's server, where it is not the usual one.
        parameters: sent with each question; LiteLLM leaves out what the provider does not know.
        api_key: else from the environment, as LiteLLM reads it.
    """

    def __init__(
        self, name: str, *, base_url: str | None = None, parameters: Mapping[str, Any] | None = None, api_key: str | None = None
    ) -> None:
        self.name, self.base_url = name, base_url
        self.parameters: Mapping[str, Any] = dict(parameters or {})
        self._key = api_key
        self._lock = threading.Lock()
        self._known: Route | None = None
        self._clients: Clients | None = None
        self._client: Any = None
        self._threads: ThreadPoolExecutor | None = None
        self._by_loop: WeakKeyDictionary[asyncio.AbstractEventLoop, Any] = WeakKeyDictionary()

    def complete(self, call: Call) -> Reply:
        """Ask once and wait for the answer."""
        began = time.monotonic()
        litellm = library()
        from reviewer.providers.exceptions import translated
        from reviewer.providers.wire import watch

        with watch(call.timeout) as witness:
            try:
                asked = self._asked(litellm, call)
                response = litellm.completion(**asked, client=self._own_client(litellm))
            except Failure:
                raise
            except Exception as problem:
                raise translated(problem, call.mode, witness) from None
        return _reply(response, began)

    async def complete_async(self, call: Call) -> Reply:
        """As `complete`, in an event loop, which is not held up by the import either."""
        import asyncio

        began = time.monotonic()
        litellm = library() if _is_loaded() else await asyncio.to_thread(library)
        if wants_a_thread(litellm, self._route(litellm)):
            return await self._in_a_thread(call)
        from reviewer.providers.exceptions import translated
        from reviewer.providers.wire import watch

        with watch(call.timeout) as witness:
            try:
                asked = self._asked(litellm, call)
                response = await litellm.acompletion(**asked, client=await self._own_async_client(litellm))
            except Failure:
                raise
            except Exception as problem:
                raise translated(problem, call.mode, witness) from None
        return _reply(response, began)

    async def _in_a_thread(self, call: Call) -> Reply:
        """Over the connections for threads; whoever waits is not held up."""
        import asyncio
        from concurrent.futures import ThreadPoolExecutor

        with self._lock:
            self._threads = self._threads or ThreadPoolExecutor(_THREADS, "reviewer-ask")
        return await asyncio.get_running_loop().run_in_executor(self._threads, self.complete, call)

    def _asked(self, litellm: Any, call: Call) -> dict[str, Any]:
        """The arguments of one call; all that LiteLLM could do again by itself is turned off."""
        route = self._route(litellm)
        supported = litellm.get_supported_openai_params(model=route.model, custom_llm_provider=route.provider)
        if call.mode != "prompt" and supported and "response_format" not in supported:
            raise Failure("no_schema", "this provider knows no forms of answers")
        sent = dict(self.parameters)
        if "seed" in sent:
            sent["seed"] += call.sample
        return {
            "model": self.name,
            "messages": [message._asdict() for message in call.messages],
            "base_url": self.base_url,
            "api_key": route.key,
            "timeout": call.timeout,
            "max_retries": 0,
            "drop_params": True,
            **sent,
            **response_format(call.mode, call.schema),
        }

    def _route(self, litellm: Any) -> Route:
        """Where the name leads, and with which key; a missing one is told before anything is sent."""
        if self._known is None:
            try:
                model, provider, key, base_url = litellm.get_llm_provider(self.name, api_base=self.base_url, api_key=self._key)
            except Exception:
                raise Failure("config", "LiteLLM knows no provider of this name; write it as `provider/NAME`") from None
            key, base_url = self._key or key, self.base_url or base_url
            if provider == "openai":  # the SDK's own provider, for which LiteLLM leaves both to it
                key = key or os.environ.get("OPENAI_API_KEY")
                base_url = base_url or os.environ.get("OPENAI_BASE_URL") or os.environ.get("OPENAI_API_BASE")
            missing = [] if key else environment_names(litellm, self.name)
            if missing and self.base_url is None:
                raise Failure("config", f"no key is set for {provider}: set the environment variable {' or '.join(missing)}")
            self._known = Route(model, provider, key or ("none" if missing else None), base_url)
        return self._known

    def _own_client(self, litellm: Any) -> Any:
        """Our own way over the wire, in the shape in which LiteLLM takes it for this provider."""
        route = self._route(litellm)
        with self._lock:
            if self._client is None:
                self._client = connected(litellm, self._wire(route).client(), route)
            return self._client

    async def _own_async_client(self, litellm: Any) -> Any:
        import asyncio

        route, loop = self._route(litellm), asyncio.get_running_loop()
        if loop not in self._by_loop:
            with self._lock:
                wire = self._wire(route)
            self._by_loop[loop] = connected(litellm, await wire.async_client(), route)
        return self._by_loop[loop]

    def _wire(self, route: Route) -> Clients:
        if self._clients is None:
            from reviewer.providers.wire import Clients

            self._clients = Clients(route.base_url)
        return self._clients


def library() -> Any:
    """LiteLLM itself, or the failure that it is missing, broken or one of the releases with malware in them."""
    _hush()
    if _is_loaded():
        return sys.modules["litellm"]
    from importlib.metadata import PackageNotFoundError, version

    with _loading:
        try:
            if is_bad(installed := version("litellm")):
                raise Failure(
                    "missing",
                    f"LiteLLM {installed} is known to hold malware and is not imported: remove it, and trust no key on this machine",
                )
            return _imported()
        except (PackageNotFoundError, ModuleNotFoundError) as problem:
            lacks = getattr(problem, "name", None) or "litellm"
            raise Failure("missing", f"the package `{lacks}` is not installed") from None
        except Failure:
            raise
        except Exception as problem:
            raise Failure("missing", f"LiteLLM cannot be imported ({type(problem).__name__}): install it anew") from None


def environment_names(litellm: Any, name: str) -> list[str]:
    """The variables that must hold a key for this model and do not, where nothing but a key will do."""
    try:
        missing = list(litellm.validate_environment(model=name)["missing_keys"])
    except Exception:
        return []
    return missing if all(variable.endswith(("_API_KEY", "_KEY", "_TOKEN")) for variable in missing) else []


def _hush() -> None:
    """See that the noise is passed over, also after somebody has set other filters."""
    if not any(action == "ignore" and getattr(said, "pattern", None) == _NOISE[0] for action, said, *_ in warnings.filters[:6]):
        for message in _NOISE:
            warnings.filterwarnings("ignore", message, Warning)


def _is_loaded() -> bool:
    loaded = sys.modules.get("litellm")
    return loaded is not None and getattr(loaded, "suppress_debug_info", False) is True and hasattr(loaded, "acompletion")


def _imported() -> Any:
    import logging

    ours = "litellm" not in sys.modules  # else its loggers are the affair of whoever imported it first
    if ours:
        os.environ.update(_SWITCHES)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import litellm
    for name in _LOGGERS if ours else ():
        logging.getLogger(name).setLevel(logging.CRITICAL)  # its errors repeat what was answered
    litellm.suppress_debug_info = True  # a banner on standard output for each failed call
    return litellm


def _reply(response: Any, began: float) -> Reply:
    choice = response.choices[0] if response.choices else None
    message = getattr(choice, "message", None)
    fields = getattr(message, "provider_specific_fields", None) or {}
    tokens = _tokens(getattr(response, "usage", None))
    cost = (getattr(response, "_hidden_params", None) or {}).get("response_cost")
    return Reply(
        text=getattr(message, "content", None) or "",
        finish=getattr(choice, "finish_reason", None),
        refusal=getattr(message, "refusal", None) or fields.get("refusal"),
        model=getattr(response, "model", None),
        tokens=tokens,
        cost_usd=float(cost) if isinstance(cost, int | float) and tokens else None,
        seconds=time.monotonic() - began,
    )


def _tokens(usage: Any) -> dict[str, int] | None:
    """The counts of tokens; zeros are LiteLLM's word for not known."""
    prompt, completion = (getattr(usage, f"{name}_tokens", 0) or 0 for name in ("prompt", "completion"))
    return {"prompt": prompt, "completion": completion, "total": prompt + completion} if prompt + completion else None
