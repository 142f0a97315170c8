"""A server that speaks OpenAI's chat completions, asked by plain HTTP: llama.cpp, vLLM, LM Studio, Ollama and many others."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from reviewer.asking import Call, Failure, Mode, Reply

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

    from reviewer.providers.wire import Clients, Witness

__all__ = ["CompatibleModel", "reply_of", "response_format"]


class CompatibleModel:
    """One model of one such server; safe to share between threads and event loops.

    Args:
        name: as the user gave it, such as `local/NAME`.
        model: as the server knows it.
        base_url: up to and without `/chat/completions`.
        parameters: sent with each question.
        api_key: for a server that wants one.
    """

    def __init__(
        self, name: str, *, model: str, base_url: str, parameters: Mapping[str, Any] | None = None, api_key: str | None = None
    ) -> None:
        self.name = name
        self.base_url: str | None = base_url
        self.parameters: Mapping[str, Any] = dict(parameters or {})
        self._model = model
        self._headers = {"content-type": "application/json"} | ({"authorization": f"Bearer {api_key}"} if api_key else {})
        self._made: Clients | None = None

    def complete(self, call: Call) -> Reply:
        """Ask once and wait for the answer."""
        began = time.monotonic()
        with _translated(call) as asked:
            response = self._clients().client().post(self._url, content=self._body(call), headers=self._headers, timeout=call.timeout)
            return _reply(response, call.mode, asked, began)

    async def complete_async(self, call: Call) -> Reply:
        """As `complete`, in an event loop."""
        began = time.monotonic()
        with _translated(call) as asked:
            client = await self._clients().async_client()
            response = await client.post(self._url, content=self._body(call), headers=self._headers, timeout=call.timeout)
            return _reply(response, call.mode, asked, began)

    @property
    def _url(self) -> str:
        return f"{self.base_url}/chat/completions"

    def _clients(self) -> Clients:
        if self._made is None:
            from reviewer.providers.wire import Clients

            self._made = Clients(self.base_url)
        return self._made

    def _body(self, call: Call) -> bytes:
        sent = dict(self.parameters)
        if "seed" in sent:
            sent["seed"] += call.sample
        messages = [message._asdict() for message in call.messages]
        body = {"model": self._model, "messages": messages, **sent, **response_format(call.mode, call.schema), "stream": False}
        return json.dumps(body, ensure_ascii=False).encode()


def response_format(mode: Mode, schema: Mapping[str, Any]) -> dict[str, Any]:
    """How the form of the answer is demanded in the request itself, by mode."""
    if mode == "json_schema":
        return {"response_format": {"type": "json_schema", "json_schema": {"name": "critique", "strict": True, "schema": schema}}}
    return {"response_format": {"type": "json_object"}} if mode == "json_object" else {}


@contextmanager
def _translated(call: Call) -> Iterator[Witness]:
    """Turn whatever HTTP can end in into one kind of failure."""
    try:
        import httpx

        from reviewer.providers.wire import TooLargeError, watch
    except ImportError as problem:
        raise Failure("missing", f"httpx cannot be imported ({type(problem).__name__})") from None
    try:
        with watch(call.timeout) as witness:
            yield witness
    except TooLargeError:
        raise Failure("malformed", "the answer is far longer than any answer to this question", status=witness.status) from None
    except httpx.TimeoutException:
        raise Failure("timeout") from None
    except (httpx.UnsupportedProtocol, httpx.InvalidURL):
        raise Failure("config", "the address of the server cannot be used") from None
    except httpx.ConnectError:
        raise Failure("unavailable", "no connection to the server") from None
    except httpx.HTTPError:
        raise Failure("unavailable", "the connection to the server broke") from None


def _reply(response: httpx.Response, mode: Mode, asked: Witness, began: float) -> Reply:
    from reviewer.providers.statuses import NO_ANSWER, failure_of

    if response.status_code != 200:
        raise failure_of(response.status_code, response.text, mode, wait=asked.wait)
    try:
        body = json.loads(response.content)
    except (ValueError, RecursionError):
        raise Failure("unavailable", NO_ANSWER, status=200) from None
    return reply_of(body, seconds=time.monotonic() - began)


def reply_of(body: object, *, seconds: float | None = None) -> Reply:
    """What a chat completion says, given as parsed JSON.

    Raises:
        Failure: it is no chat completion.
    """
    if not isinstance(body, dict) or not isinstance(body.get("choices"), list):
        from reviewer.providers.statuses import NO_ANSWER

        raise Failure("unavailable", NO_ANSWER, status=200)
    first = body["choices"][0] if body["choices"] else None
    choice = first if isinstance(first, dict) else {}
    message = choice.get("message")
    spoken = message if isinstance(message, dict) else {}
    return Reply(
        text=_text(spoken.get("content")),
        finish=_word(choice.get("finish_reason")),
        refusal=_word(spoken.get("refusal")),
        model=_word(body.get("model")),
        tokens=_tokens(body.get("usage")),
        seconds=seconds,
    )


def _text(content: Any) -> str:
    """The text, also where it comes in parts."""
    if isinstance(content, list):
        return "".join(part["text"] for part in content if isinstance(part, dict) and isinstance(part.get("text"), str))
    return content if isinstance(content, str) else ""


def _word(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _tokens(usage: Any) -> dict[str, int] | None:
    """The counts of tokens, or None where nothing was counted."""
    if not isinstance(usage, dict):
        return None
    prompt, completion = (usage.get(f"{name}_tokens") for name in ("prompt", "completion"))
    if not isinstance(prompt, int) or not isinstance(completion, int) or prompt < 0 or completion < 0 or not prompt + completion:
        return None
    return {"prompt": prompt, "completion": completion, "total": prompt + completion}
