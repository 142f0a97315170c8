"""One audit: every judge is asked about every case, and what came of it is measured."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from multiprocessing import get_context
from pathlib import Path
from typing import Final, TypeAlias

from reviewer.batch.crew import Crew
from reviewer.errors import InputError, OutputError
from reviewer.evals.agreement import agreements
from reviewer.evals.cases import CaseSet
from reviewer.evals.consistency import consistency, read_again
from reviewer.evals.extras import library
from reviewer.evals.judges import Judge, RulesJudge
from reviewer.evals.measures import measure
from reviewer.evals.outcomes import settle
from reviewer.evals.readers import ModelJudge
from reviewer.evals.records import Case, JudgeRecord, Result, Run
from reviewer.evals.spending import use_of

__all__ = ["Progress", "run", "settled"]

Progress: TypeAlias = Callable[[int, int], None]
"""Told after every case: how many are settled, and how many there are over all judges."""

_WORTH_A_PROCESS: Final = 64
_KILLED: Final = "a process of this audit was killed, perhaps for want of memory; start again with fewer `--jobs`"


def run(cases: CaseSet, judges: Sequence[Judge], *, jobs: int = 1, progress: Progress | None = None) -> Run:
    """Judge and measure; equal cases and equal judges give an equal run, whatever the number of jobs.

    A model that stands for several columns is asked once for all of them.
    """
    names = [judge.name for judge in judges]
    twice = next((name for n, name in enumerate(names) if name in names[:n]), None)
    if twice is not None:
        raise InputError(f"two judges are called `{twice}`; give their files different names")
    _ = library("numpy"), library("scipy.stats")  # whoever lacks them is told before the work, not behind it
    if len(judges) > 1:
        _ = library("nltk.metrics.agreement")
    readers = tuple(dict.fromkeys(judge.reader for judge in judges if isinstance(judge, ModelJudge)))
    size, results, done = len(cases.cases), list[Result](), 0
    total = size * (len(judges) + sum(len(reader.variants) - 1 for reader in readers))
    for judge in judges:
        for result in settled(judge, cases.cases, jobs):
            results.append(result)
            done += 1
            if progress is not None:
                progress(done, total)
    for reader in readers:
        for _ in read_again(reader, cases.cases):
            done += 1
            if progress is not None:
                progress(done, total)
    return Run(
        reviewer=_version(),
        cases_hash=cases.hash,
        files=cases.files,
        judges=tuple(JudgeRecord(name=judge.name, fingerprint=judge.fingerprint) for judge in judges),
        cases=cases.cases,
        results=tuple(results),
        measures=tuple(measure(name, cases.cases, results[n * size : (n + 1) * size]) for n, name in enumerate(names)),
        models=tuple(use_of(reader, cases.cases) for reader in readers),
        consistency=tuple(one for reader in readers for one in consistency(reader, cases.cases)),
        agreements=tuple(agreements(names, results)),
    )


def settled(judge: Judge, cases: Sequence[Case], jobs: int) -> Iterator[Result]:
    """Judge cases and hold the answers against their labels, in order, in so many processes where it is worth it."""
    if isinstance(judge, ModelJudge):
        yield from _at_once(judge, cases)
    elif jobs > 1 and isinstance(judge, RulesJudge) and len(cases) >= _WORTH_A_PROCESS:
        yield from _in_parallel(judge, cases, jobs)
    else:
        yield from (settle(case, judge.name, judge.judge(case)) for case in cases)


def _at_once(judge: ModelJudge, cases: Sequence[Case]) -> Iterator[Result]:
    """Many questions under way, for a model takes its time; results in the order of the cases."""
    crew = Crew(judge.reader.concurrency)
    try:
        answers = [(case, crew.submit(partial(judge.judge, case))) for case in cases]
        yield from (settle(case, judge.name, answer.result()) for case, answer in answers)
    finally:
        crew.leave()


def _in_parallel(judge: RulesJudge, cases: Sequence[Case], jobs: int) -> Iterator[Result]:
    _ = judge.reviewer  # rules that do not load are known before processes start
    fresh = get_context("spawn")  # a copy of this process would inherit threads of the libraries for figures
    pool = ProcessPoolExecutor(jobs, mp_context=fresh, initializer=_take, initargs=(judge.rule_folders, judge.name, judge.classifier))
    try:
        yield from pool.map(_settle, cases, chunksize=_WORTH_A_PROCESS // 4)
    except BrokenProcessPool:
        raise OutputError(_KILLED) from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


_own: list[RulesJudge] = []
"""The one judge of a process that was started for this."""


def _take(rule_folders: tuple[Path, ...], name: str, classifier: bool) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal sends Ctrl-C to every process, and only the first is to answer
    _own[:] = [RulesJudge(rule_folders, name, classifier)]


def _settle(case: Case) -> Result:
    (judge,) = _own
    return settle(case, judge.name, judge.judge(case))


def _version() -> str:
    try:
        return version("interview-follow-up-reviewer")
    except PackageNotFoundError:
        return "0+unknown"
