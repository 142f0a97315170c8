"""The client for programs that wait."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Self, TypeVar

import httpx

from reviewer.client import asks
from reviewer.client.asks import HERE, OK, PATIENCE, Ask, Case, Lines, answered, refusal, unreached
from reviewer.models import Context, Draft, Review
from reviewer.models.answers import About, ErrorLine, GuidelineInfo, RuleInfo, RuleName, When
from reviewer.models.rewrite import Rewrite

__all__ = ["Client"]

_Value = TypeVar("_Value")


class Client:
    """Asks a service and waits; safe to share between threads, closed when its `with` ends.

    Args:
        base_url: where the service listens.
        key: the API key, where one is asked for.
        timeout: seconds of silence after which a request is given up.
        transport: in place of the network, for tests.

    Every method raises `InputError`, as the library would, where the input cannot be used, and `ServiceError` where there is no answer.
    """

    def __init__(
        self, base_url: str = HERE, *, key: str | None = None, timeout: float = PATIENCE, transport: httpx.BaseTransport | None = None
    ) -> None:
        self._http = httpx.Client(**asks.options(base_url, key, timeout), transport=transport)

    def review(self, draft: Draft, context: Context | None = None, *, id: int | str | None = None, model: bool = True) -> Review:
        """Review one draft; with `model=False`, without the model that the service may have."""
        return self._send(asks.review(Case(draft, context, id), model))

    def review_many(self, cases: Iterable[Case], *, model: bool = True) -> Iterator[Review | ErrorLine]:
        """Review many drafts; each answer is given as soon as it comes, in the order of the drafts."""
        asked, lines = asks.many(cases, model), Lines()
        try:
            with self._http.stream(**asked.arguments()) as answer:
                if answer.status_code != OK:
                    raise refusal(answer.status_code, answer.read(), answer.headers.get("retry-after"))
                for piece in answer.iter_bytes():
                    for line in lines.feed(piece):
                        yield asked.read(line)
        except httpx.HTTPError as problem:
            raise unreached(self._http.base_url, problem) from None

    def rewrite(self, draft: Draft, context: Context | None = None, *, id: int | str | None = None, model: bool = True) -> Rewrite:
        """The smallest honest mend of a draft, or why there is none."""
        return self._send(asks.rewrite(Case(draft, context, id), model))

    def when(self, context: Context) -> When:
        """The first good day to ask."""
        return self._send(asks.when(context))

    def calendar(self, context: Context) -> bytes:
        """The first good day as an iCalendar file."""
        return self._send(asks.calendar(context))

    def guidelines(self) -> tuple[GuidelineInfo, ...]:
        """The nine guidelines."""
        return self._send(asks.GUIDELINES)

    def rules(self) -> tuple[RuleName, ...]:
        """Every rule by name."""
        return self._send(asks.RULES)

    def rule(self, id: str) -> RuleInfo:
        """One rule in full."""
        return self._send(asks.rule(id))

    def about(self) -> About:
        """What the service offers."""
        return self._send(asks.ABOUT)

    def close(self) -> None:
        """Let the connections go."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _send(self, asked: Ask[_Value]) -> _Value:
        try:
            answer = self._http.request(**asked.arguments())
        except httpx.HTTPError as problem:
            raise unreached(self._http.base_url, problem) from None
        return answered(asked, answer.status_code, answer.content, answer.headers.get("retry-after"))
