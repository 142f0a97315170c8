"""What passes between the critique, a model and the cache: plain values, none of which knows how a model is reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, Protocol, TypeAlias

__all__ = ["Call", "Claim", "Failure", "FailureKind", "Message", "Mode", "Model", "Reply"]

Mode: TypeAlias = Literal["json_schema", "json_object", "prompt"]
"""How the shape of the answer is asked for, the strictest first: the rungs of the ladder."""

FailureKind: TypeAlias = Literal[
    "missing",  # LiteLLM or httpx is not installed, or breaks at import
    "config",  # no key, unknown model or provider, wrong address
    "auth",
    "bad_request",
    "no_schema",  # the provider refuses this form of answer: step down the ladder
    "too_long",
    "rate_limit",
    "quota",
    "timeout",
    "unavailable",  # no network, 5xx, a cut connection, HTML instead of JSON
    "refused",
    "filtered",
    "truncated",
    "empty",
    "malformed",
    "budget",
    "not_recorded",  # replay only, and there is no answer in the cache
    "breaker",  # too many failures in a row: not asked at all
]


class Message(NamedTuple):
    """One message of a conversation."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Call:
    """One question as it goes to a model."""

    messages: tuple[Message, ...]
    schema: Mapping[str, Any]
    """The JSON Schema of the answer, sent in the modes that take one and written into the messages in the last."""
    mode: Mode
    timeout: float
    """Wall-clock seconds that are left for this call; no part of the cache key."""
    sample: int = 0


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model sent back, not yet judged."""

    text: str
    finish: str | None = None
    """`stop`, `length`, `content_filter` or the provider's own word; None where it said nothing."""
    refusal: str | None = None
    model: str | None = None
    """The model's name as the provider returned it."""
    tokens: Mapping[str, int] | None = None
    """`prompt`, `completion` and `total`; None where the provider told nothing (zeros count as nothing)."""
    cost_usd: float | None = None
    seconds: float | None = None


class Failure(Exception):  # noqa: N818 - an answer of its own kind, not a mistake of this program
    """A call that brought no answer. Its words never hold the draft, the answer or a secret."""

    def __init__(self, kind: FailureKind, said: str = "", *, retry_after: float | None = None, status: int | None = None) -> None:
        super().__init__(said or kind)
        self.kind, self.said, self.retry_after, self.status = kind, said, retry_after, status


class Model(Protocol):
    """A way to reach one model. Both methods raise `Failure` and nothing else, do not retry, and obey `call.timeout`."""

    name: str
    """As the user gave it, such as `openai/gpt-5-mini` or `local/NAME`."""
    base_url: str | None
    parameters: Mapping[str, Any]
    """As sent (temperature, output tokens, seed, ...): part of the cache key."""

    def complete(self, call: Call) -> Reply: ...

    async def complete_async(self, call: Call) -> Reply: ...


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that the model says of the draft, as it said it."""

    guideline: str
    sentence: int | None
    """The number that the sentence had in the prompt; None where the claim rests on a fact alone."""
    quote: str
    fact: str | None = None
    """The fact of the context that the claim rests on, by its field's name."""
    message: str = ""
    instead: str = ""
    contests: str | None = None
    """For a claim that disputes a finding of the rules: that rule's number in the prompt."""
    extra: Mapping[str, Any] = field(default_factory=dict)
