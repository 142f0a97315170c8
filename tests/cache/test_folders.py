"""Where the cache lies on each platform."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from reviewer.cache import cache_folder, forget


@pytest.mark.parametrize(
    ("platform", "environ", "wanted"),
    [
        ("linux", {"HOME": "/home/ana"}, "/home/ana/.cache/reviewer"),
        ("linux", {"HOME": "/home/ana", "XDG_CACHE_HOME": "/fast"}, "/fast/reviewer"),
        ("linux", {"HOME": "/home/ana", "XDG_CACHE_HOME": "here"}, "/home/ana/.cache/reviewer"),
        ("darwin", {"HOME": "/Users/ana"}, "/Users/ana/Library/Caches/reviewer"),
        ("win32", {"USERPROFILE": "/u/ana", "LOCALAPPDATA": "/u/ana/local"}, "/u/ana/local/reviewer/Cache"),
        ("win32", {"USERPROFILE": "/u/ana"}, "/u/ana/AppData/Local/reviewer/Cache"),
    ],
)
def test_the_cache_lies_where_the_platform_keeps_such_things(
    monkeypatch: pytest.MonkeyPatch, platform: str, environ: dict[str, str], wanted: str
) -> None:
    """A relative folder in the environment is passed over, as the rules of that variable have it."""
    monkeypatch.setattr(sys, "platform", platform)
    assert cache_folder(environ) == Path(wanted)


def test_forgetting_does_not_follow_a_link(tmp_path: Path) -> None:
    """What a link in the folder's place points at is not ours to erase."""
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").touch()
    (tmp_path / "cache").symlink_to(tmp_path / "letters", target_is_directory=True)
    assert forget(tmp_path / "cache") == 0
    assert (tmp_path / "letters" / "a.txt").exists()


def test_forgetting_leaves_what_is_not_of_the_cache(tmp_path: Path) -> None:
    """A folder that somebody named may hold more."""
    for name in ("cache.db", "cache.db-wal", "cache.db.damaged", "letter.txt"):
        (tmp_path / name).touch()
    assert forget(tmp_path) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
