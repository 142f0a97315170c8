"""Libraries that only an audit needs, fetched when they are used."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

from reviewer.errors import ReviewerError, install

__all__ = ["library"]

_WAY_OUT: Final = f"install them with {install('evals')}"


def library(name: str) -> Any:
    """A module of the `evals` extra, or one sentence on how to get it."""
    try:
        return import_module(name)
    except ModuleNotFoundError as problem:
        missing = (problem.name or "").split(".")[0]
        if missing == name.split(".")[0]:
            raise ReviewerError(f"`reviewer eval` needs `{missing}`, one of the libraries for audits; {_WAY_OUT}") from None
        raise
