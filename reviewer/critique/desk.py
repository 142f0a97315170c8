"""What many readings share: how far down the ladder each route stands, its breaker, and the budget. Safe between threads."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import Final, NamedTuple

from reviewer.asking import Failure, Mode, Reply
from reviewer.critique.failures import FAILURES

__all__ = ["LADDER", "Desk", "Route", "Spent"]

LADDER: Final[tuple[Mode, ...]] = ("json_schema", "json_object", "prompt")
_A_MOMENT: Final = 0.05


class Route(NamedTuple):
    """One way to one model; what a provider once refused is remembered for it."""

    model: str
    base_url: str | None


class Spent(NamedTuple):
    """What the calls so far have come to."""

    calls: int
    cost_usd: float
    """Of the calls whose price is known."""


@dataclass(slots=True)
class _State:
    """What is known of one route."""

    rung: int = 0
    in_a_row: int = 0
    """Failures since the last answer."""
    closed_until: float | None = None
    """While the breaker is open, the time of the next trial."""
    cause: str = ""
    not_before: float = 0.0
    """When the provider wants to be asked again."""


class Desk:
    """Lets each call through or says why not, and learns from what became of it.

    Args:
        max_cost: dollars that all calls together may cost; a call whose price is unknown ends the asking.
        max_calls: calls that may be made, those asked anew included.
        breaker_after: failures in a row after which a route is left alone.
        cool_down: seconds for which it is, until one call may try it.
    """

    def __init__(
        self, *, max_cost: float | None = None, max_calls: int | None = None, breaker_after: int = 5, cool_down: float = 30.0
    ) -> None:
        self._max_cost, self._max_calls = max_cost, max_calls
        self._breaker_after, self._cool_down = breaker_after, cool_down
        self._lock = Lock()
        self._routes: dict[Route, _State] = {}
        self._calls = self._in_flight = 0
        self._cost = self._dearest = 0.0
        self._priced = False
        self._unpriced = False

    @property
    def spent(self) -> Spent:
        """What has been asked and paid."""
        with self._lock:
            return Spent(self._calls, self._cost)

    def modes(self, route: Route) -> tuple[Mode, ...]:
        """The rungs of the ladder that this route may still be asked on, the next one first."""
        with self._lock:
            return LADDER[self._state(route).rung :]

    def step_down(self, route: Route, refused: Mode) -> None:
        """Remember that this form of answer is refused, however many callers learn it at once."""
        with self._lock:
            state = self._state(route)
            state.rung = max(state.rung, min(LADDER.index(refused) + 1, len(LADDER) - 1))

    def admit(self, route: Route, now: float) -> float | Failure:
        """0 where a call may go out now (it is then counted), seconds to wait where it may later, or why it may not at all."""
        with self._lock:
            state = self._state(route)
            if state.closed_until is not None and now < state.closed_until:
                return Failure("breaker", f"the model is not asked for now: {state.cause}")
            if refused := self._beyond_the_budget():
                return refused
            if now < state.not_before:
                return state.not_before - now
            if self._max_cost is not None and not self._priced and self._in_flight:
                return _A_MOMENT  # the first answer tells what a call costs
            if state.closed_until is not None:
                state.closed_until = now + self._cool_down  # this call is the trial; the others wait for what becomes of it
            self._calls += 1
            self._in_flight += 1
            return 0.0

    def answered(self, route: Route, reply: Reply) -> None:
        """A reply came, whatever it is worth: the route lives, and the reply has its price."""
        with self._lock:
            self._in_flight -= 1
            if reply.cost_usd is None:
                self._unpriced = True
            else:
                self._priced = True
                self._cost += reply.cost_usd
                self._dearest = max(self._dearest, reply.cost_usd)
            state = self._state(route)
            state.in_a_row, state.closed_until = 0, None

    def failed(self, route: Route, failure: Failure, now: float) -> None:
        """No reply came."""
        with self._lock:
            self._in_flight -= 1
            state = self._state(route)
            if failure.retry_after is not None:
                state.not_before = max(state.not_before, now + failure.retry_after)
            weight = FAILURES[failure.kind].breaker
            if weight == "ignores":  # whoever finds fault with one question is alive
                state.in_a_row, state.closed_until = 0, None
                return
            state.in_a_row += 1
            if weight == "opens" or state.in_a_row >= self._breaker_after:
                state.closed_until = now + self._cool_down
                state.cause = failure.said or FAILURES[failure.kind].happened

    def abandoned(self) -> None:
        """The caller went away while its call was out."""
        with self._lock:
            self._in_flight -= 1

    def _state(self, route: Route) -> _State:
        return self._routes.setdefault(route, _State())

    def _beyond_the_budget(self) -> Failure | None:
        if self._max_calls is not None and self._calls >= self._max_calls:
            return Failure("budget", f"all {self._max_calls} calls that were allowed have been made")
        if self._max_cost is None:
            return None
        if self._unpriced:
            return Failure("budget", "the price of this model's answers is not known, so that the limit of costs cannot be kept")
        if self._cost + self._dearest * (self._in_flight + 1) > self._max_cost:
            return Failure("budget", f"${self._cost:.4f} of the allowed ${self._max_cost:g} are spent, and the next call may exceed them")
        return None
