"""The client for programs that live in an event loop."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from types import TracebackType
from typing import Self, TypeVar

import httpx

from reviewer.client import asks
from reviewer.client.asks import HERE, OK, PATIENCE, Ask, Case, Lines, answered, refusal, unreached
from reviewer.models import Context, Draft, Review
from reviewer.models.answers import About, ErrorLine, GuidelineInfo, RuleInfo, RuleName, When
from reviewer.models.rewrite import Rewrite

__all__ = ["AsyncClient"]

_Value = TypeVar("_Value")


class AsyncClient:
    """As `Client`, for callers that live in an event loop."""

    def __init__(
        self, base_url: str = HERE, *, key: str | None = None, timeout: float = PATIENCE, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._http = httpx.AsyncClient(**asks.options(base_url, key, timeout), transport=transport)

    async def review(self, draft: Draft, context: Context | None = None, *, id: int | str | None = None, model: bool = True) -> Review:
        """Review one draft; with `model=False`, without the model that the service may have."""
        return await self._send(asks.review(Case(draft, context, id), model))

    async def review_many(self, cases: Iterable[Case], *, model: bool = True) -> AsyncIterator[Review | ErrorLine]:
        """Review many drafts; each answer is given as soon as it comes, in the order of the drafts."""
        asked, lines = asks.many(cases, model), Lines()
        try:
            async with self._http.stream(**asked.arguments()) as answer:
                if answer.status_code != OK:
                    raise refusal(answer.status_code, await answer.aread(), answer.headers.get("retry-after"))
                async for piece in answer.aiter_bytes():
                    for line in lines.feed(piece):
                        yield asked.read(line)
        except httpx.HTTPError as problem:
            raise unreached(self._http.base_url, problem) from None

    async def rewrite(self, draft: Draft, context: Context | None = None, *, id: int | str | None = None, model: bool = True) -> Rewrite:
        """The smallest honest mend of a draft, or why there is none."""
        return await self._send(asks.rewrite(Case(draft, context, id), model))

    async def when(self, context: Context) -> When:
        """The first good day to ask."""
        return await self._send(asks.when(context))

    async def calendar(self, context: Context) -> bytes:
        """The first good day as an iCalendar file."""
        return await self._send(asks.calendar(context))

    async def guidelines(self) -> tuple[GuidelineInfo, ...]:
        """The nine guidelines."""
        return await self._send(asks.GUIDELINES)

    async def rules(self) -> tuple[RuleName, ...]:
        """Every rule by name."""
        return await self._send(asks.RULES)

    async def rule(self, id: str) -> RuleInfo:
        """One rule in full."""
        return await self._send(asks.rule(id))

    async def about(self) -> About:
        """What the service offers."""
        return await self._send(asks.ABOUT)

    async def close(self) -> None:
        """Let the connections go."""
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.close()

    async def _send(self, asked: Ask[_Value]) -> _Value:
        try:
            answer = await self._http.request(**asked.arguments())
        except httpx.HTTPError as problem:
            raise unreached(self._http.base_url, problem) from None
        return answered(asked, answer.status_code, answer.content, answer.headers.get("retry-after"))
