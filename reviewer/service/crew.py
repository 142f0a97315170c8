"""Processes that judge, each with a reviewer of its own, so that neither the event loop nor another request waits for one draft.

Short drafts have a lane of their own; long ones and the lines of batches take another, whose processes start with the first of them.
A judgement that takes too long ends with its process, and the next process takes its seat.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from concurrent.futures import Future
from dataclasses import replace
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Final, Protocol

from reviewer.batch.crew import Crew as Threads
from reviewer.service.judging import Fault, Job, Judge, Outcome
from reviewer.service.options import Bench

__all__ = ["SHORT", "Asking", "Crew", "Judges", "Lane"]

SHORT: Final = 5_000
"""Bytes of a request that is judged in the lane of short drafts."""
_KILLED: Final = "the process that judged this was ended by the system, perhaps for want of memory; send it again"
_STOPPED: Final = "the service is stopping; send it again in a moment"
_LOADING: Final = 120.0


class Judges(Protocol):
    """Whoever judges: a crew of processes, threads that wait for a model, or a double."""

    @property
    def ready(self) -> bool: ...

    @property
    def abreast(self) -> int:
        """How many lines of one batch may be under way at once."""
        ...

    def submit(self, job: Job, *, slow: bool = False) -> Future[Outcome]: ...

    def stop(self) -> None: ...


class Crew:
    """A number of judging processes in two lanes; `submit` may be called from any thread.

    Args:
        bench: what each process judges with.
        workers: processes of the lane for short drafts; the other has half as many, and at least one.
        seconds: that one judgement may take.
    """

    def __init__(self, bench: Bench, *, workers: int, seconds: float) -> None:
        self.abreast = max(1, workers // 2)
        bench = replace(bench, asking=None)
        self._quick = Lane(bench, workers, seconds, nice=0)
        self._slow = Lane(bench, self.abreast, seconds, nice=5)
        self._quick.start()

    @property
    def ready(self) -> bool:
        """Whether a short draft would be judged at once or after others, and not after the rules have been loaded."""
        return self._quick.ready

    def submit(self, job: Job, *, slow: bool = False) -> Future[Outcome]:
        """Have something judged; who loses interest cancels the future."""
        return (self._slow if slow or len(job.content) > SHORT else self._quick).submit(job)

    def stop(self) -> None:
        """End every process after what it is doing, and answer what nobody has begun."""
        for lane in (self._quick, self._slow):
            lane.stop()


class Lane:
    """A queue, and a number of seats that take from it: a thread each, with a process before it."""

    def __init__(self, bench: Bench, seats: int, seconds: float, *, nice: int) -> None:
        self._jobs: SimpleQueue[tuple[Job, Future[Outcome]] | None] = SimpleQueue()
        self._seats = [_Seat(self._jobs, bench, seconds, nice) for _ in range(seats)]
        self._start = threading.Lock()
        self._started = self._stopped = False

    @property
    def ready(self) -> bool:
        """Whether some process has loaded its rules."""
        return not self._stopped and any(seat.ready for seat in self._seats)

    def start(self) -> None:
        """Start the processes, once."""
        with self._start:
            if not self._started:
                self._started = True
                for seat in self._seats:
                    seat.thread.start()

    def submit(self, job: Job) -> Future[Outcome]:
        """Put a job at the end of the queue."""
        self.start()
        future: Future[Outcome] = Future()
        if self._stopped:
            future.set_result(Fault(503, _STOPPED))
        else:
            self._jobs.put((job, future))
        return future

    def stop(self) -> None:
        """Answer what waits, and let the processes end."""
        self._stopped = True
        while not self._jobs.empty():
            if (waiting := self._jobs.get()) is not None and waiting[1].set_running_or_notify_cancel():
                waiting[1].set_result(Fault(503, _STOPPED))
        for _ in self._seats:
            self._jobs.put(None)
        for seat in self._seats:
            if seat.thread.is_alive():
                seat.thread.join(timeout=seat.seconds + 5)


class _Seat:
    """One process at a time, and the thread that hands it its work and looks at the clock."""

    def __init__(self, jobs: SimpleQueue[tuple[Job, Future[Outcome]] | None], bench: Bench, seconds: float, nice: int) -> None:
        self._jobs, self._bench, self.seconds, self._nice = jobs, bench, seconds, nice
        self.ready = False
        self.thread = threading.Thread(target=self._serve, name="reviewer-seat", daemon=True)

    def _serve(self) -> None:
        process, pipe = self._seated()
        while (asked := self._jobs.get()) is not None:
            job, future = asked
            if not future.set_running_or_notify_cancel():
                continue
            outcome = self._judged(pipe, job)
            if outcome is None or (isinstance(outcome, Fault) and outcome.status == 503):
                self._leave(process, pipe)
                process, pipe = self._seated()
            future.set_result(outcome or Fault(503, _KILLED))
        self._leave(process, pipe)

    def _judged(self, pipe: Connection, job: Job) -> Outcome | None:
        """What the process says; None where it has ended."""
        try:
            pipe.send(job)
            if pipe.poll(self.seconds):
                outcome: Outcome = pipe.recv()
                return outcome
        except (EOFError, OSError):
            return None
        return Fault(503, f"judging this took longer than {self.seconds:g} seconds and was given up; a shorter draft takes less")

    def _seated(self) -> tuple[multiprocessing.process.BaseProcess, Connection]:
        spawning = multiprocessing.get_context("spawn")
        ours, theirs = spawning.Pipe()
        process = spawning.Process(target=_work, args=(theirs, self._bench, self._nice), name="reviewer-judge", daemon=True)
        process.start()
        theirs.close()
        try:
            self.ready = ours.poll(_LOADING) and bool(ours.recv())
        except (EOFError, OSError):
            self.ready = False
        return process, ours

    def _leave(self, process: multiprocessing.process.BaseProcess, pipe: Connection) -> None:
        """The closed pipe ends a process that waits for work; one that is busy still is ended."""
        self.ready = False
        pipe.close()
        process.join(timeout=0.5)
        process.kill()
        process.join()


def _work(pipe: Connection, bench: Bench, nice: int) -> None:
    """The life of a judging process; it ends when the first process closes the pipe or is gone."""
    import gc

    for wish in (signal.SIGINT, signal.SIGTERM):  # whoever stops the service sends them to all, and only the first is to answer
        signal.signal(wish, signal.SIG_IGN)
    if nice and hasattr(os, "nice"):
        os.nice(nice)
    judge = Judge.of(bench)
    gc.collect()
    gc.freeze()
    try:
        pipe.send(True)
        while True:
            pipe.send(judge.do(pipe.recv()))
    except (EOFError, OSError):
        return


class Asking:
    """Threads of this process, in which a judge waits for a model; they share one budget."""

    def __init__(self, judge: Judge, *, at_once: int) -> None:
        self.abreast, self._judge = at_once, judge
        self._threads = Threads(at_once)

    ready = True

    def submit(self, job: Job, *, slow: bool = False) -> Future[Outcome]:
        """Have something judged by the rules and the model; a question under way is not taken back."""
        done: Future[Outcome] = Future()

        def judge() -> None:
            if done.set_running_or_notify_cancel():
                done.set_result(self._judge.do(job))

        self._threads.submit(judge)
        return done

    def stop(self) -> None:
        """Begin nothing more."""
        self._threads.leave()
