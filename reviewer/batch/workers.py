"""Reviews chunks of lines on several cores, in order, with a bounded number of chunks in flight."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from reviewer.batch.lines import InputLine
from reviewer.batch.records import Answer, answer
from reviewer.errors import OutputError

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from reviewer import Reviewer

__all__ = ["KILLED", "Plan", "answers", "cores", "obey_the_first", "rules_of"]

_CHUNK: Final = 32
KILLED: Final = "a process of this batch was killed, perhaps for want of memory; start again with `--resume` and fewer `--jobs`"
_AHEAD: Final = 3
"""Chunks in flight for each process: enough to keep it busy, few enough to keep memory flat."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a batch is to be reviewed."""

    rule_folders: tuple[Path, ...] = ()
    classifier: bool = True
    quotes: bool = True
    jobs: int = 1
    asking: Mapping[str, Any] | None = None
    """What a reviewer is told of a model; with one, drafts are asked about in threads of one process, which share its budget."""
    concurrency: int = 8
    """Drafts under way at once when a model reads them."""


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def answers(lines: Iterable[InputLine], plan: Plan) -> Iterator[tuple[Sequence[InputLine], Sequence[Answer]]]:
    """The lines chunk by chunk with their answers, in the order of the input."""
    if plan.asking:
        from reviewer.batch.asking import by_asking

        yield from by_asking(iter(lines), plan)
        return
    chunks = _chunks(lines)
    first = next(chunks, None)
    if first is None:
        return
    yield first, _answer_chunk(first, plan)  # in this process, so that rules which do not load are known before others start
    second = next(chunks, None)
    if second is None:
        return
    rest = chain((second,), chunks)
    if plan.jobs == 1:
        yield from ((chunk, _answer_chunk(chunk, plan)) for chunk in rest)
    else:
        yield from _in_parallel(rest, plan)


def _in_parallel(chunks: Iterator[Sequence[InputLine]], plan: Plan) -> Iterator[tuple[Sequence[InputLine], Sequence[Answer]]]:
    flying: deque[tuple[Sequence[InputLine], Future[Sequence[Answer]]]] = deque()
    pool = ProcessPoolExecutor(plan.jobs, initializer=obey_the_first)
    try:
        while True:
            for chunk in islice(chunks, plan.jobs * _AHEAD - len(flying)):
                flying.append((chunk, pool.submit(_answer_chunk, chunk, plan)))
            if not flying:
                return
            chunk, future = flying.popleft()
            yield chunk, future.result()
    except BrokenProcessPool:
        raise OutputError(KILLED) from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _chunks(lines: Iterable[InputLine]) -> Iterator[Sequence[InputLine]]:
    lines = iter(lines)
    while chunk := tuple(islice(lines, _CHUNK)):
        yield chunk


def _answer_chunk(chunk: Sequence[InputLine], plan: Plan) -> Sequence[Answer]:
    reviewer = rules_of(plan.rule_folders, plan.classifier)
    return [answer(line, reviewer, quotes=plan.quotes) for line in chunk]


@cache
def rules_of(rule_folders: tuple[Path, ...], classifier: bool) -> Reviewer:
    """One for each process; a forked process inherits the one that is ready."""
    from reviewer import Reviewer

    return Reviewer(rule_folders=rule_folders, classifier=classifier)


def obey_the_first() -> None:
    """The terminal sends Ctrl-C to every process, and only the first is to answer; when that one is killed, all end."""
    import signal
    from multiprocessing import parent_process
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
