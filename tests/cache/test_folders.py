"""How the folder of the cache is erased."""

from __future__ import annotations

from pathlib import Path

from reviewer.cache import forget


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
