"""Runs a batch from an input stream to an output, whole lines only."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from reviewer.batch.lines import InputLine, read_lines
from reviewer.batch.resume import Done, pick_up
from reviewer.batch.workers import Plan, answers
from reviewer.errors import InputError, reading, writing
from reviewer.models import Critique

__all__ = ["Asked", "Progress", "Tally", "run"]

Progress = Callable[["Tally", int], None]
"""Told after every chunk: what has come of the batch so far, and how many bytes of the input are behind us."""


@dataclass(slots=True)
class Asked:
    """What came of the readings by a model in this run."""

    cached: int = 0
    asked: int = 0
    failed: int = 0
    first_failure: str | None = None
    """Why the model did not answer when it first did not."""
    cost_usd: float = 0.0
    unpriced: int = 0
    """Answers whose price is not known."""

    def count(self, critique: Critique) -> None:
        """Add one reading."""
        if critique.status == "off":
            return
        if critique.status != "done":
            self.failed += 1
            self.first_failure = self.first_failure or critique.reason
        elif critique.cached:
            self.cached += 1
        else:
            self.asked += 1
        self.cost_usd += critique.cost_usd or 0.0
        self.unpriced += bool(critique.attempts and critique.cost_usd is None and critique.status == "done")


@dataclass(slots=True)
class Tally:
    """What came of a batch."""

    lines: int = 0
    bad: int = 0
    skipped: int = 0
    """Lines that were answered by an earlier run."""
    first_bad: int | None = None
    """The number of the first bad line of this run."""
    model: Asked = field(default_factory=Asked)


def run(source: str, out: str, plan: Plan, *, resume: bool = False, progress: Progress | None = None) -> Tally:
    """Review every line of `source` into `out`; `-` stands for standard input and output.

    Each chunk is written whole and handed to the system before the next, so that a killed run leaves at most one torn line.
    """
    if resume and out == "-":
        raise InputError("`--resume` needs an output file; name one with `-o`")
    with _source(source) as stream:
        _not_the_same(source, out)
        lines = read_lines(stream)
        done = pick_up(Path(out), lines) if resume else Done(0, 0, 0)
        tally = Tally(lines=done.lines, bad=done.bad, skipped=done.lines)
        with _output(out, done.size if resume else None) as written:
            _answer_all(lines, written, out, plan, tally, progress)
    return tally


def _answer_all(lines: Iterator[InputLine], written: BinaryIO, out: str, plan: Plan, tally: Tally, progress: Progress | None) -> None:
    for asked, given in answers(lines, plan):
        _write(written, b"".join(answer.line + b"\n" for answer in given), out)
        tally.lines += len(given)
        for line, answer in zip(asked, given, strict=True):
            if answer.critique is not None:
                tally.model.count(answer.critique)
            if answer.bad:
                tally.bad += 1
                tally.first_bad = tally.first_bad or line.number
        if progress is not None:
            progress(tally, asked[-1].end)


def _write(written: BinaryIO, content: bytes, out: str) -> None:
    with writing(out, "make room and start again with `--resume`"):
        rest = memoryview(content)
        while rest:
            rest = rest[written.write(rest) :]
        written.flush()


@contextmanager
def _source(source: str) -> Iterator[BinaryIO]:
    if source == "-":
        yield sys.stdin.buffer
        return
    with reading(source):
        stream = open(source, "rb")  # noqa: SIM115  closed below, apart from errors of the batch itself
    with stream:
        if Path(source).is_dir():
            raise InputError(f"{source}: is a folder; name a file of JSON lines")
        yield stream


@contextmanager
def _output(out: str, keep: int | None) -> Iterator[BinaryIO]:
    """The output, cut back to the whole lines that an earlier run left."""
    if out == "-":
        yield sys.stdout.buffer
        return
    with writing(out):
        stream = open(out, "r+b" if keep else "wb", buffering=0)  # noqa: SIM115  closed below, apart from errors of the batch itself
    with stream:
        if keep:
            stream.truncate(keep)
            stream.seek(keep)
        yield stream


def _not_the_same(source: str, out: str) -> None:
    if "-" not in (source, out) and os.path.exists(out) and os.path.samefile(source, out):
        raise InputError(f"{out}: is the input itself; name another output")
