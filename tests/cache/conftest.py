"""A cache in a folder of its own, whose clock can be turned and whose complaints are heard."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reviewer.cache import Cache

MakeCache = Callable[..., Cache]
START = float(int(time.time()))
"""Of today, since the file keeps its own account of what has run out."""


class Clock:
    """A clock that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def said() -> list[str]:
    """What the cache complained about."""
    return []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def make(folder: Path, clock: Clock, said: list[str]) -> Iterator[MakeCache]:
    made: list[Cache] = []

    def makes(**options: Any) -> Cache:
        made.append(Cache(folder, clock=clock, warn=said.append, **options))
        return made[-1]

    yield makes
    for cache in made:
        cache.close()
