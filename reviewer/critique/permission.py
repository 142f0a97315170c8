"""Whether real models may be asked: one switch for a whole process, turned by tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from reviewer.asking import Model
from reviewer.errors import RealCallError

__all__ = ["check", "forbid_real_calls"]

_forbidden = 0


@contextmanager
def forbid_real_calls() -> Iterator[None]:
    """While this lasts, to review with a real model raises `RealCallError`, in every thread; doubles and replays go on."""
    global _forbidden
    _forbidden += 1
    try:
        yield
    finally:
        _forbidden -= 1


def check(model: Model) -> None:
    """Let a model be asked, or say why not.

    Raises:
        RealCallError: it is no double, and real ones are forbidden.
    """
    if _forbidden and not getattr(model, "is_double", False):
        raise RealCallError(
            f"the model `{model.name}` would have been asked, which `forbid_real_calls` forbids; "
            "give the reviewer a `ScriptedModel` or a `RecordedModel`, or the cache mode `replay`"
        )
