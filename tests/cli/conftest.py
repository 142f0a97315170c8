"""Runs the command line in this process, with a reviewer that judges by one word."""

from __future__ import annotations

import datetime as dt
import gc
import io
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import reviewer
from reviewer.batch.workers import rules_of
from reviewer.cli import main
from reviewer.models import Context, Draft, Finding, Fingerprint, Review, Source, Span

WORDS = "any news"


class OneWord:
    """Finds one phrase too soon, and remembers what it was given."""

    given: tuple[Draft, Context | None] | None = None

    def __init__(self, *, rule_folders: tuple[Path, ...] = (), classifier: bool = True) -> None:
        self.rules = ()
        self.fingerprint = Fingerprint(reviewer="0", rules="sha256:0")

    def review(self, draft: Draft, context: Context | None = None, *, id: Any = None) -> Review:
        if "break" in draft.text:
            raise KeyError(draft.text)
        OneWord.given = (draft, context)
        at = draft.text.find(WORDS)
        finding = Finding(
            guideline="too-soon",
            rule="too-soon/word",
            certainty="certain",
            span=Span.model_validate({"in": "text", "start": at, "end": at + len(WORDS), "quote": WORDS}),
            message="This asks early.",
            instead="Wait.",
            source=Source(document="A Document", section="A Section", paragraph=1, basis="document"),
        )
        return Review(
            id=id,
            verdict="send" if at < 0 else "wait",
            first_good_day=None if at < 0 else dt.date(2026, 11, 7),
            findings=() if at < 0 else (finding,),
            notes=(),
            unknowns=(),
            judged=("too-soon",),
            not_judged=(),
            fingerprint=self.fingerprint,
        )


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


class _Stream(io.TextIOWrapper):
    """A stream that may claim to be a terminal."""

    def __init__(self, content: bytes = b"", *, terminal: bool = False) -> None:
        super().__init__(io.BytesIO(content), encoding="utf-8")
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    def said(self) -> str:
        self.flush()
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode()


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Run]:
    rules_of.cache_clear()  # what one test judges with is not the next one's
    monkeypatch.setattr(reviewer, "Reviewer", OneWord)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("TERM", "xterm")

    def runs(*args: str, stdin: bytes = b"", typing: bool = False, terminal: bool = False) -> Ran:
        out, err = _Stream(terminal=terminal), _Stream()
        with monkeypatch.context() as streams:
            streams.setattr(sys, "stdin", _Stream(stdin, terminal=typing))
            streams.setattr(sys, "stdout", out)
            streams.setattr(sys, "stderr", err)
            with pytest.raises(SystemExit) as left:
                main(args)
        gc.unfreeze()
        gc.enable()
        return Ran(int(left.value.code or 0), out.said(), err.said())

    yield runs
    rules_of.cache_clear()


@pytest.fixture
def given() -> Callable[[], tuple[Draft, Context | None]]:
    def last() -> tuple[Draft, Context | None]:
        assert OneWord.given is not None
        return OneWord.given

    return last
