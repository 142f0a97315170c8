"""How one question is put to a model, without any I/O.

Each step is yielded as an effect; whoever drives the flow carries it out and sends back what came of it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, Protocol, TypeAlias

from reviewer.asking import Call, Claim, Failure, FailureKind, Message, Mode, Reply
from reviewer.critique.desk import LADDER, Desk, Route
from reviewer.critique.failures import FAILURES, Status, explain, look_at

__all__ = ["Ask", "Effect", "Faults", "Flow", "Lookup", "Outcome", "Patience", "Question", "Read", "Sleep", "Store", "flow"]


class Ask(NamedTuple):
    """Put this call to the model; a `Reply` or a `Failure` comes back."""

    call: Call


class Lookup(NamedTuple):
    """Look for a stored answer; an entry or None comes back."""

    key: str


class Store(NamedTuple):
    """Keep a complete answer."""

    key: str
    entry: Mapping[str, Any]


class Sleep(NamedTuple):
    """Let some seconds pass."""

    seconds: float


Effect: TypeAlias = Ask | Lookup | Store | Sleep


class Faults(Protocol):
    """What is wrong with an answer, in sentences that hold nothing of it."""

    @property
    def sentences(self) -> tuple[str, ...]: ...


Read: TypeAlias = Callable[[str], tuple[Claim, ...] | Faults]


class Question(Protocol):
    """What is asked, before it is known in which form the answer may be demanded."""

    @property
    def schema(self) -> Mapping[str, Any]: ...

    def messages_for(self, mode: Mode) -> tuple[Message, ...]: ...

    def reask(self, faults: tuple[str, ...], mode: Mode) -> tuple[Message, ...]: ...


@dataclass(frozen=True, slots=True)
class Patience:
    """How long an answer is waited for, by the clock on the wall."""

    deadline: float = 90.0
    """Seconds for everything: calls, pauses and the second asking."""
    per_call: float = 60.0
    pause: float = 0.5
    """Seconds before the first asking anew; each further pause is twice as long. Half of each is left to chance."""
    longest_pause: float = 20.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a question."""

    status: Literal["done"] | Status
    reason: str | None = None
    """For the user: what happened and what to do about it; None when the answer is there."""
    kind: FailureKind | None = None
    claims: tuple[Claim, ...] | None = None
    text: str | None = None
    """The answer as it came, also where it could not be used."""
    mode: Mode | None = None
    model_returned: str | None = None
    attempts: int = 0
    tokens: Mapping[str, int] | None = None
    """Of all answers together; None as soon as one of them is not known."""
    cost_usd: float | None = None
    """What this run has paid: nothing for an answer from the cache; None where a price is not known."""
    seconds: float | None = None
    """From the first call to the answer; for an answer from the cache, what it took when it was asked."""
    cached: bool = False


Flow: TypeAlias = Generator[Effect, Any, Outcome]


def flow(
    question: Question,
    *,
    route: Route,
    key: Callable[[Call], str],
    read: Read,
    desk: Desk,
    now: Callable[[], float],
    patience: Patience | None = None,
    replay: bool = False,
    sample: int = 0,
    chance: Callable[[], float] = random.random,
) -> Flow:
    """Look the answer up, else ask for it, down the ladder and at most once more after a faulty answer.

    With `replay` nothing is ever asked. `now` tells the seconds of a clock that only goes forward.
    """
    one = _Asking(question, route, key, read, desk, now, patience or Patience(), sample, chance)
    found = yield from one.look_up()
    if found is not None:
        return found
    if replay:
        return one.gave_up(Failure("not_recorded"))
    try:
        return (yield from one.ask())
    except Failure as failure:
        return one.gave_up(failure)


@dataclass(slots=True)
class _Asking:
    """One run of the flow and what it has come to so far."""

    question: Question
    route: Route
    key: Callable[[Call], str]
    read: Read
    desk: Desk
    now: Callable[[], float]
    patience: Patience
    sample: int
    chance: Callable[[], float]
    mode: Mode | None = None
    replies: list[Reply] = field(default_factory=list)
    attempts: int = 0
    began: float = 0.0

    def look_up(self) -> Generator[Effect, Any, Outcome | None]:
        """An answer may have been stored on any rung; it is read again, so that a stricter reader needs no other cache."""
        ahead = self.desk.modes(self.route)
        for mode in (*ahead, *(rung for rung in LADDER if rung not in ahead)):
            entry = yield Lookup(self.key(self._call(mode, self.question.messages_for(mode), 0.0)))
            reply = _restored(entry)
            claims = None if reply is None or look_at(reply) else self.read(reply.text)
            if reply is not None and isinstance(claims, tuple):
                return Outcome(
                    "done",
                    claims=claims,
                    text=reply.text,
                    mode=mode,
                    model_returned=reply.model,
                    tokens=reply.tokens,
                    cost_usd=0.0,
                    seconds=reply.seconds,
                    cached=True,
                )
        return None

    def ask(self) -> Generator[Effect, Any, Outcome]:
        """Ask until there is an answer that can be read, or raise the failure that ends it."""
        self.began = self.now()
        reply, mode = yield from self._complete(lambda mode: self.question.messages_for(mode))
        claims = self.read(reply.text)
        if not isinstance(claims, tuple):
            faults = claims.sentences
            reply, mode = yield from self._complete(lambda mode: self.question.reask(faults, mode))
            claims = self.read(reply.text)
        if not isinstance(claims, tuple):
            raise Failure("malformed", "the answer does not have the form that was asked for, even after its faults were named")
        outcome = self._outcome("done", claims=claims)
        first = self._call(mode, self.question.messages_for(mode), 0.0)
        yield Store(self.key(first), _kept(reply, mode, outcome))
        return outcome

    def gave_up(self, failure: Failure) -> Outcome:
        """There is no answer; the words say why."""
        return self._outcome(FAILURES[failure.kind].status, reason=explain(failure), kind=failure.kind)

    def _complete(self, messages: Callable[[Mode], tuple[Message, ...]]) -> Generator[Effect, Any, tuple[Reply, Mode]]:
        """A complete reply, asked anew after what may pass, one rung lower after what this provider will never give."""
        failures = 0
        while True:
            mode = self.desk.modes(self.route)[0]
            result = yield from self._once(mode, messages(mode))
            if isinstance(result, Reply):
                return result, mode
            if result.kind == "no_schema" and mode != LADDER[-1]:
                self.desk.step_down(self.route, mode)
                continue
            failures += 1
            if failures > FAILURES[result.kind].again:
                raise result
            yield from self._pause(failures, result)

    def _once(self, mode: Mode, messages: tuple[Message, ...]) -> Generator[Effect, Any, Reply | Failure]:
        """One call, as soon as the desk lets it go."""
        while True:
            left = self._left()
            if left <= 0:
                raise Failure("timeout")
            admitted = self.desk.admit(self.route, self.now())
            if isinstance(admitted, Failure):
                raise admitted
            if not admitted:
                break
            if admitted >= left:
                raise Failure("rate_limit", f"the provider asks for a pause of {admitted:.0f} seconds, which is longer than may be waited")
            yield Sleep(admitted)
        self.mode = mode
        self.attempts += 1
        try:
            result: Reply | Failure = yield Ask(self._call(mode, messages, min(left, self.patience.per_call)))
        except BaseException:
            self.desk.abandoned()
            raise
        if isinstance(result, Failure):
            self.desk.failed(self.route, result, self.now())
            return result
        self.desk.answered(self.route, result)
        self.replies.append(result)
        return look_at(result) or result

    def _pause(self, failures: int, failure: Failure) -> Generator[Effect, Any, None]:
        """Wait as long as the provider asks, else longer each time; what would outlast the deadline is not waited for."""
        usual = min(self.patience.pause * 2 ** (failures - 1), self.patience.longest_pause) * (0.5 + self.chance() / 2)
        seconds = usual if failure.retry_after is None else failure.retry_after + usual / 10
        if seconds >= self._left():
            raise failure
        yield Sleep(seconds)

    def _left(self) -> float:
        return self.began + self.patience.deadline - self.now()

    def _call(self, mode: Mode, messages: tuple[Message, ...], timeout: float) -> Call:
        return Call(messages, self.question.schema, mode, timeout, self.sample)

    def _outcome(self, status: Literal["done"] | Status, **more: Any) -> Outcome:
        last = self.replies[-1] if self.replies else None
        return Outcome(
            status,
            text=last.text if last else None,
            mode=self.mode,
            model_returned=last.model if last else None,
            attempts=self.attempts,
            tokens=_all_tokens(self.replies),
            cost_usd=_all_costs(self.replies),
            seconds=self.now() - self.began if self.attempts else None,
            **more,
        )


def _all_tokens(replies: list[Reply]) -> dict[str, int] | None:
    known = [reply.tokens for reply in replies if reply.tokens is not None]
    if not known or len(known) < len(replies):
        return None
    return {name: sum(tokens.get(name, 0) for tokens in known) for name in known[0]}


def _all_costs(replies: list[Reply]) -> float | None:
    known = [reply.cost_usd for reply in replies if reply.cost_usd is not None]
    return sum(known) if known and len(known) == len(replies) else None


def _kept(reply: Reply, mode: Mode, outcome: Outcome) -> dict[str, Any]:
    """An answer as plain JSON, with what it took in all."""
    return {
        "text": reply.text,
        "finish": reply.finish,
        "mode": mode,
        "model": reply.model,
        "tokens": None if outcome.tokens is None else dict(outcome.tokens),
        "cost_usd": outcome.cost_usd,
        "seconds": outcome.seconds,
    }


def _restored(entry: Any) -> Reply | None:
    """A stored answer, or None where the entry is none: a cache is a file that others may have written."""
    if not isinstance(entry, Mapping) or not isinstance(entry.get("text"), str):
        return None
    finish, model, tokens, seconds = (entry.get(name) for name in ("finish", "model", "tokens", "seconds"))
    counted = {name: count for name, count in tokens.items() if isinstance(count, int)} if isinstance(tokens, Mapping) else None
    return Reply(
        text=entry["text"],
        finish=finish if isinstance(finish, str) else None,
        model=model if isinstance(model, str) else None,
        tokens=counted or None,
        seconds=float(seconds) if isinstance(seconds, int | float) else None,
    )
