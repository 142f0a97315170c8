"""A batch that a model reads as well: judged by the rules ahead, on every core, and asked about in threads of the first process.

What asking needs is shared: the budget, the cache, equal questions that are under way. Judging needs nothing but time.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from reviewer.batch.crew import Crew
from reviewer.batch.lines import InputLine
from reviewer.batch.records import Answer, Id, answer_of, drafted, record_of, reviewed
from reviewer.batch.workers import KILLED, Plan, obey_the_first, rules_of
from reviewer.errors import InputError, OutputError
from reviewer.models import Context, Draft, Review

if TYPE_CHECKING:
    from reviewer.critique.critic import Critic
    from reviewer.critique.reading import Reading

__all__ = ["by_asking"]

_AHEAD: Final = 2
"""Lines that are held, as a multiple of those that are asked about at once."""


class Unasked(NamedTuple):
    """A draft of which there is nothing to ask."""

    draft: Draft
    review: Review


_Coming: TypeAlias = Callable[[], "Reading | Unasked | Answer"]


def by_asking(lines: Iterator[InputLine], plan: Plan) -> Iterator[tuple[Sequence[InputLine], Sequence[Answer]]]:
    """Whatever has been answered from the first open line on, as soon as it is; few lines are held."""
    from reviewer.critique.hiring import hire

    critic = hire(**(plan.asking or {}), guidelines=rules_of(plan.rule_folders, plan.classifier).guidelines)
    judges = _Judges(plan, pseudonyms=critic.disguises)  # before the crew: a process is not to be forked beside threads
    crew = Crew(plan.concurrency)
    flying: deque[tuple[InputLine, Future[Answer]]] = deque()
    try:
        while True:
            for line in islice(lines, _AHEAD * plan.concurrency - len(flying)):
                flying.append((line, crew.submit(partial(_answer, line, judges.judge(line), critic, plan.quotes))))
            if not flying:
                return
            done = [flying.popleft()]
            done[0][1].result()
            while flying and flying[0][1].done():
                done.append(flying.popleft())
            yield [line for line, _ in done], [future.result() for _, future in done]
    except BrokenProcessPool:
        raise OutputError(KILLED) from None
    finally:
        crew.leave()
        judges.leave()


class _Judges:
    """Processes that judge by the rules; where one job is all that may run, whoever asks judges too."""

    def __init__(self, plan: Plan, *, pseudonyms: bool) -> None:
        self._how = plan.rule_folders, plan.classifier, pseudonyms
        self._pool = ProcessPoolExecutor(plan.jobs, initializer=obey_the_first) if plan.jobs > 1 else None
        if self._pool:
            self._pool.submit(int).result()

    def judge(self, line: InputLine) -> _Coming:
        """Have a line judged; what comes back gives the judgement, when it is there."""
        return self._pool.submit(_judged, line, *self._how).result if self._pool else partial(_judged, line, *self._how)

    def leave(self) -> None:
        """Let every process end after what it is doing."""
        if self._pool:
            self._pool.shutdown(wait=True, cancel_futures=True)


def _judged(line: InputLine, rule_folders: tuple[Path, ...], classifier: bool, pseudonyms: bool) -> Reading | Unasked | Answer:
    from reviewer.critique.reading import reading_of

    rules = rules_of(rule_folders, classifier)

    def judged(draft: Draft, context: Context, named: Id) -> Reading | Unasked:
        evidence, review = reviewed(lambda: rules.judge(draft, context, id=named))
        reading = reading_of(evidence, review, guidelines=rules.guidelines, pseudonyms=pseudonyms)
        return Unasked(draft, review) if reading is None else reading.portable()

    return drafted(line, judged)


def _answer(line: InputLine, coming: _Coming, critic: Critic, quotes: bool) -> Answer:
    judged = coming()
    if isinstance(judged, Answer):
        return judged
    if isinstance(judged, Unasked):
        return answer_of(judged.draft, critic.unasked(judged.draft, judged.review), quotes=quotes)
    try:
        return answer_of(judged.evidence.reading.text.draft, reviewed(lambda: critic.settle(judged)), quotes=quotes)
    except InputError as problem:
        return Answer(record_of(line.number, judged.review.id, problem), bad=True)
