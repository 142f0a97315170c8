"""Between a request and whoever judges: which judge it is, how long is waited, and what becomes of a request that nobody waits for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Final

from starlette.requests import Request

from reviewer.models.answers import ErrorLine, LineError
from reviewer.service.crew import Judges
from reviewer.service.figures import Figures
from reviewer.service.judging import Answer, Fault, Job, Outcome, Task
from reviewer.service.options import Door
from reviewer.service.problems import ProblemError, kind_for

if TYPE_CHECKING:
    from reviewer import Reviewer

__all__ = ["Desk", "GoneError"]

_SOON: Final = {"Retry-After": "1"}
_LATER: Final = {"Retry-After": "5"}


class GoneError(Exception):
    """Whoever asked has gone, so that nobody reads an answer."""


@dataclass
class Desk:
    """Everything that the routes of one service share."""

    door: Door
    judges: Judges
    reviewer: Reviewer
    """For what is looked up, not judged: rules and guidelines."""
    asking: Judges | None = None
    """Judges that ask a model as well; None where the operator has turned none on."""
    model: str | None = None

    def __post_init__(self) -> None:
        self.figures = Figures()
        self._asked = 0

    @cached_property
    def stopping(self) -> asyncio.Event:
        """Set when the service is about to end."""
        return asyncio.Event()

    @property
    def ready(self) -> bool:
        """Whether a request would be judged now."""
        return self.judges.ready and not self.stopping.is_set()

    async def settle(self, request: Request, task: Task, content: bytes) -> bytes:
        """The answer to one request.

        Raises:
            ProblemError: there is none, and why.
            GoneError: nobody waits for it.
        """
        with_model = self._wants_model(request) and task != "request"
        if with_model and self._asked >= self.door.limits.model_at_once:
            why = "as many questions to the model are under way as may be; send it again, or with `model=false`"
            raise ProblemError("busy", why, headers=_LATER)
        self._asked += with_model
        try:
            outcome = await self._awaited(request, task, content, with_model or task == "request")
        finally:
            self._asked -= with_model
        if isinstance(outcome, Fault):
            raise ProblemError(kind_for(outcome.status).name, outcome.message, field=outcome.field, headers=_retry(outcome))
        self.figures.judged(outcome.verdict, outcome.critique)
        return outcome.content

    async def batch(self, request: Request, lines: Sequence[tuple[int, bytes]]) -> AsyncIterator[bytes]:
        """The answers line by line, in order; those that come too late get a line that says so."""
        limits, asked = self.door.limits, self._wants_model(request)
        judges = self._judges(asked)
        clock = asyncio.get_running_loop().time
        end = clock() + limits.batch_seconds
        waiting = iter(lines)
        flying: list[tuple[int, asyncio.Future[Outcome]]] = []
        try:
            while True:
                for number, content in islice(waiting, judges.abreast - len(flying)):
                    flying.append((number, asyncio.wrap_future(judges.submit(Job("line", content, number), slow=True))))
                if not flying:
                    return
                number, future = flying.pop(0)
                line = await _line(number, future, min(limits.seconds, end - clock()))
                self.figures.judged(line.verdict, line.critique)
                yield line.content + b"\n"
        finally:
            for _, future in flying:
                future.cancel()

    def _wants_model(self, request: Request) -> bool:
        """Whether the model reads it too: where there is one, unless the request asks for none."""
        if any(name != "model" for name in request.query_params):  # a mistyped one must not send a draft to a model
            raise ProblemError("bad-input", "the query names a parameter that is not known. Allowed: model", field="query")
        given = request.query_params.getlist("model") or ["true"]
        if len(given) > 1 or given[0] not in ("true", "false"):
            raise ProblemError("bad-input", "`model` must be true or false, once; which model it is, the operator decides", field="model")
        return given == ["true"] and self.asking is not None

    def _judges(self, with_model: bool) -> Judges:
        return self.asking if with_model and self.asking is not None else self.judges

    async def _awaited(self, request: Request, task: Task, content: bytes, with_model: bool) -> Outcome:
        """The outcome, unless it takes too long or the connection ends before."""
        waiting = asyncio.wrap_future(self._judges(with_model).submit(Job(task, content)))
        gone = asyncio.ensure_future(_gone(request))
        try:
            done, _ = await asyncio.wait((waiting, gone), timeout=self.door.limits.seconds, return_when=asyncio.FIRST_COMPLETED)
            if waiting in done:
                return waiting.result()
            if gone in done:
                raise GoneError
            return Fault(503, f"there was no answer within {self.door.limits.seconds:g} seconds; send it again in a moment")
        finally:
            waiting.cancel()
            gone.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _line(number: int, future: asyncio.Future[Outcome], seconds: float) -> Answer:
    try:
        outcome = await asyncio.wait_for(future, max(seconds, 0.0))
    except TimeoutError:
        outcome = Fault(503, "this line was not reviewed in time; send it again")
    if isinstance(outcome, Answer):
        return outcome
    record = ErrorLine(line=number, error=LineError(field=outcome.field, message=outcome.message))
    return Answer(record.model_dump_json().encode(), verdict="bad")


def _retry(outcome: Fault) -> dict[str, str]:
    return _SOON if outcome.status == 503 else {}
