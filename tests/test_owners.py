"""Where things lie that are kept for the user."""

from __future__ import annotations

import sys
from pathlib import Path

import platformdirs
import pytest

from reviewer.cache import cache_folder
from reviewer.memory import memory_file

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other platforms have one place each")


@linux
@pytest.mark.parametrize(
    ("named", "cache", "memory"),
    [
        ("", "/home/ana/.cache/reviewer", "/home/ana/.local/share/reviewer/memory.db"),
        ("/fast", "/fast/reviewer", "/fast/reviewer/memory.db"),
        ("here", "/home/ana/.cache/reviewer", "/home/ana/.local/share/reviewer/memory.db"),
    ],
)
def test_cache_and_memory_lie_where_the_platform_keeps_such_things(
    monkeypatch: pytest.MonkeyPatch, named: str, cache: str, memory: str
) -> None:
    """A relative folder in the environment is passed over, as the rules of these variables have it."""
    monkeypatch.setenv("HOME", "/home/ana")
    monkeypatch.setenv("XDG_CACHE_HOME", named)
    monkeypatch.setenv("XDG_DATA_HOME", named)
    assert (cache_folder(), memory_file("on")) == (Path(cache), Path(memory))


@linux
def test_nothing_is_kept_in_the_working_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever an older library makes of a relative folder."""
    monkeypatch.setenv("HOME", "/home/ana")
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda name, appauthor: Path("here") / name)
    assert cache_folder() == Path("/home/ana/.cache/reviewer")
