"""One tree of errors, each with one sentence that a user can act on.

ReviewerError
├── InputError        a draft, a context or an option that cannot be used
├── DataError         a rule, guideline or lexicon file that does not load
├── SettingsError     a setting that cannot be used
├── OutputError       a result that cannot be written
├── ServiceError      an answer that a service did not give
└── RealCallError     a test that would have asked a real model
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from os import PathLike
from typing import Final

__all__ = [
    "DataError",
    "InputError",
    "OutputError",
    "RealCallError",
    "ReviewerError",
    "ServiceError",
    "SettingsError",
    "install",
    "nearest",
    "reading",
    "writing",
]

_LOOK: Final = "check the path and its permissions"


class ReviewerError(Exception):
    """The base of every error that this program raises on purpose."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def __reduce__(self) -> tuple[object, ...]:
        """Let an error cross from one process to another, whatever its class is made with."""
        return _again, (type(self), self.args), self.__dict__


def _again(kind: type[ReviewerError], args: tuple[object, ...]) -> ReviewerError:
    return kind.__new__(kind, *args)


class InputError(ReviewerError):
    """A draft, a context or an option cannot be used; `field` names the culprit."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class DataError(ReviewerError):
    """A data file does not load; the message names file, line, key and the way out."""

    def __init__(self, message: str, *, file: str, line: int | None = None, key: str | None = None) -> None:
        where = file if line is None else f"{file}, line {line}"
        super().__init__(f"{where}: {message}")
        self.file, self.line, self.key = file, line, key


class SettingsError(ReviewerError):
    """A setting cannot be used; the message names it and where it was set."""


class OutputError(ReviewerError):
    """A result cannot be written where it was asked for."""


class ServiceError(ReviewerError):
    """A service could not be reached, or refused; `status` is None where nothing came back."""

    def __init__(self, message: str, *, status: int | None = None, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.status, self.retry_after = status, retry_after


class RealCallError(ReviewerError):
    """A real model would have been asked while `reviewer.testing.forbid_real_calls` forbids it."""


@contextmanager
def reading(place: str | PathLike[str], way_out: str = _LOOK) -> Iterator[None]:
    """Turn what keeps a file from being read into one sentence that names it, the reason and the way out.

    Raises:
        InputError: it cannot be read.
    """
    try:
        yield
    except IsADirectoryError:
        raise InputError(f"{place}: is a folder; name a file in it") from None
    except OSError as problem:
        raise InputError(f"{place}: cannot be read ({_why(problem)}); {way_out}") from None


@contextmanager
def writing(place: str | PathLike[str], way_out: str = _LOOK) -> Iterator[None]:
    """Turn what keeps a result from being written into one sentence; a reader who has gone away is no fault of the place.

    Raises:
        OutputError: it cannot be written.
        BrokenPipeError: nobody reads it any more.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except IsADirectoryError:
        raise OutputError(f"{place}: is a folder; name a file in it") from None
    except OSError as problem:
        raise OutputError(f"{place}: cannot be written ({_why(problem)}); {way_out}") from None


def _why(problem: OSError) -> str:
    return problem.strerror or type(problem).__name__


def install(extra: str) -> str:
    """The command that installs an extra: what it is called where the program was installed, and in a clone of the project."""
    return f"`pip install 'interview-follow-up-reviewer[{extra}]'` (in a clone: `pip install '.[{extra}]'`)"


def nearest(name: str, allowed: Iterable[str]) -> str:
    """Name what is allowed, the closest match first, as the tail of an error message."""
    import difflib  # only a mistake needs it

    names = sorted(allowed)
    close = difflib.get_close_matches(name, names, n=1)
    hint = f"did you mean `{close[0]}`? " if close else ""
    return f"{hint}Allowed: {', '.join(names)}"
