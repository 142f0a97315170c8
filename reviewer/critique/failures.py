"""What each failure of a model means: the status of the contract, words that a user can act on, whether to try again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from reviewer.asking import Failure, FailureKind, Reply
from reviewer.errors import install

__all__ = ["FAILURES", "Breaker", "Meaning", "Status", "explain", "look_at"]

Status: TypeAlias = Literal["unavailable", "invalid", "refused"]
"""Those of the contract's `critique.status` that a failure can end in."""

Breaker: TypeAlias = Literal["ignores", "counts", "opens"]
"""What the breaker makes of it: nothing; one more failure in a row; no further call for a while."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What follows from one kind of failure."""

    status: Status
    happened: str
    """In words, unless the adapter has said something more exact."""
    remedy: str
    """What the user can do about it."""
    again: int = 0
    """How often the same question is asked anew."""
    breaker: Breaker = "ignores"


FAILURES: Final[Mapping[FailureKind, Meaning]] = {
    "missing": Meaning(
        "unavailable",
        "what is needed to ask a model is not installed",
        f"install it with {install('llm')} and look at `reviewer doctor`",
        breaker="opens",
    ),
    "config": Meaning(
        "unavailable",
        "the model cannot be reached as it is set up",
        "correct its name, key or address; `reviewer doctor --model NAME` tells what is missing",
        breaker="opens",
    ),
    "auth": Meaning("unavailable", "the provider does not accept the key", "set a valid key that may use this model", breaker="opens"),
    "bad_request": Meaning(
        "unavailable",
        "the provider refuses the request",
        "choose another model, or leave out parameters that it does not know",
        breaker="counts",
    ),
    "no_schema": Meaning("unavailable", "the provider refuses every form of answer that can be asked for", "choose another model"),
    "too_long": Meaning(
        "unavailable", "the question is too long for this model", "shorten the draft or choose a model with a longer context"
    ),
    "rate_limit": Meaning(
        "unavailable",
        "the provider answers no more requests for now",
        "try again later or with a lower `--concurrency`",
        again=2,
        breaker="counts",
    ),
    "quota": Meaning("unavailable", "the account's quota is spent", "look at its plan and billing", breaker="opens"),
    "timeout": Meaning("unavailable", "the model did not answer in time", "try again, or choose a faster model", again=1, breaker="counts"),
    "unavailable": Meaning(
        "unavailable",
        "the provider cannot be reached",
        "look at the network and the provider's state, then try again",
        again=2,
        breaker="counts",
    ),
    "refused": Meaning("refused", "the model refuses to read this draft", "rely on the rules, or choose another model"),
    "filtered": Meaning("refused", "the provider's content filter stopped the answer", "rely on the rules, or choose another model"),
    "truncated": Meaning(
        "invalid", "the answer was cut off at the limit of its length", "allow more tokens (`max_tokens`) or choose another model"
    ),
    "empty": Meaning("invalid", "the answer is empty", "try again, or choose another model", again=1),
    "malformed": Meaning("invalid", "the answer does not have the form that was asked for", "try again, or choose another model"),
    "budget": Meaning("unavailable", "the budget is used up", "raise `--max-cost` or `--max-calls`; what is cached needs neither"),
    "not_recorded": Meaning(
        "unavailable", "this question is not in the cache, and only cached answers are allowed", "run it once with `--cache on`"
    ),
    "breaker": Meaning("unavailable", "the model is not asked for now", "mend the cause, then try again later"),
}


def explain(failure: Failure) -> str:
    """One sentence: what happened, and the way out."""
    meaning = FAILURES[failure.kind]
    return f"{failure.said or meaning.happened}; {meaning.remedy}"


_REFUSED: Final = frozenset({"refusal", "refused"})
_FILTERED: Final = frozenset(
    {"content_filter", "content_filtered", "safety", "recitation", "blocklist", "prohibited_content", "spii", "guardrail_intervened"}
)
_TRUNCATED: Final = frozenset({"length", "max_tokens", "max_output_tokens", "model_length", "model_context_window_exceeded"})


def look_at(reply: Reply) -> Failure | None:
    """What keeps a reply from being read at all: refused, filtered, cut off or empty, however well the rest of it may look."""
    finish = (reply.finish or "").lower()
    if (reply.refusal or "").strip() or finish in _REFUSED:
        return Failure("refused")
    if finish in _FILTERED:
        return Failure("filtered")
    if finish in _TRUNCATED:
        return Failure("truncated")
    return None if reply.text.strip() else Failure("empty")
