"""The cache: what it gives back, for how long, and what it survives."""

from __future__ import annotations

import os
import pickle
import signal
import sqlite3
import subprocess
import sys
import threading
import warnings
from pathlib import Path
from typing import Any

import pytest

from reviewer.cache import Cache, CacheWarning, forget
from reviewer.cache.disk import JsonDisk, RefusedError
from tests.cache.conftest import START, Clock, MakeCache

DAY = 86_400
posix = pytest.mark.skipif(os.name != "posix", reason="permissions of this kind are a matter of POSIX")


def test_what_is_put_in_comes_out_with_its_time(make: MakeCache, folder: Path) -> None:
    """Another process, or the same one after closing, reads the same."""
    cache = make()
    cache.put("a", {"text": "Grüße", "tokens": {"total": 3}, "cost": None})
    wanted = {"text": "Grüße", "tokens": {"total": 3}, "cost": None, "created": START}
    assert cache.get("a") == wanted
    assert cache.get("b") is None
    cache.close()
    assert make().get("a") == wanted
    assert cache.get("a") == wanted


@pytest.mark.parametrize(
    ("mode", "reads", "writes"), [("on", True, True), ("off", False, False), ("refresh", False, True), ("replay", True, False)]
)
def test_a_mode_says_what_is_read_and_written(make: MakeCache, mode: str, reads: bool, writes: bool) -> None:
    """`refresh` asks anew and keeps the answer; `replay` only reads; `off` does neither."""
    make().put("old", {"text": "x"})
    cache = make(mode=mode)
    cache.put("new", {"text": "y"})
    assert (cache.get("old") is not None) is reads
    assert (make().get("new") is not None) is writes


def test_a_cache_that_is_off_leaves_no_folder(make: MakeCache, folder: Path) -> None:
    cache = make(mode="off")
    cache.put("a", {})
    assert cache.get("a") is None
    assert not folder.exists()


def test_to_look_at_a_cache_that_is_not_there_makes_none(make: MakeCache, folder: Path) -> None:
    cache = make()
    assert (cache.info().entries, cache.prune(), cache.clear()) == (0, 0, 0)
    assert not folder.exists()


def test_an_entry_is_used_for_the_days_that_it_is_kept(make: MakeCache, clock: Clock) -> None:
    """A shorter time holds at once, for what was stored under a longer one too."""
    make(keep_days=30).put("a", {})
    clock.now += 10 * DAY
    assert make(keep_days=11).get("a") is not None
    assert make(keep_days=10).get("a") is None


def test_pruning_erases_what_is_older(make: MakeCache, clock: Clock) -> None:
    cache = make(keep_days=30)
    cache.put("old", {})
    clock.now += 20 * DAY
    cache.put("new", {})
    assert cache.prune() == 0
    assert cache.prune(keep_days=7) == 1
    assert (cache.get("old"), cache.info().entries) == (None, 1)


def test_the_account_names_the_folder_the_number_and_the_ages(make: MakeCache, folder: Path, clock: Clock) -> None:
    cache = make()
    assert (cache.info().entries, cache.info().oldest) == (0, None)
    cache.put("a", {})
    clock.now += 5
    cache.put("b", {})
    info = cache.info()
    assert (info.folder, info.entries, info.oldest, info.newest) == (folder, 2, START, START + 5)
    assert info.bytes > 0


def test_clearing_leaves_nothing_of_a_letter_in_the_file(make: MakeCache, folder: Path) -> None:
    """Not even in pages that the database has set free."""
    cache = make()
    cache.put("a", {"text": "a letter about hopes"})
    assert cache.clear() == 1
    cache.close()
    assert b"hopes" not in b"".join(path.read_bytes() for path in folder.iterdir())


def test_forgetting_erases_the_folder(make: MakeCache, folder: Path) -> None:
    cache = make()
    cache.put("a", {})
    cache.close()
    assert forget(folder) >= 1
    assert not folder.exists()
    assert forget(folder) == 0


@posix
def test_nobody_else_may_look_into_the_folder(make: MakeCache, folder: Path) -> None:
    """A folder that was open to others is closed to them."""
    folder.mkdir(mode=0o755)
    make().put("a", {})
    assert folder.stat().st_mode & 0o777 == 0o700


class Planted:
    """Leaves a file behind when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Any, ...]:
        return (Path.touch, (self.mark,))


@pytest.mark.parametrize("column", ["value", "file", "key"])
def test_a_planted_pickle_is_never_loaded(make: MakeCache, folder: Path, tmp_path: Path, said: list[str], column: str) -> None:
    """Neither as a value, nor in a file that a row names, nor as a key; the review goes on, and the file that was named stays."""
    cache, mark, other = make(), tmp_path / "executed", tmp_path / "other.val"
    cache.put("a", {"text": "x"})
    cache.close()
    code = pickle.dumps(Planted(mark))
    pickle.loads(code)
    assert mark.exists(), "the plant itself works"
    mark.unlink()
    other.write_bytes(code)
    changes: dict[str, tuple[str, tuple[Any, ...]]] = {
        "value": ("UPDATE Cache SET mode = 4, value = ?", (code,)),
        "file": ("UPDATE Cache SET mode = 4, value = NULL, filename = ?", ("../other.val",)),
        "key": ("UPDATE Cache SET raw = 0, key = ?", (code,)),
    }
    with sqlite3.connect(folder / "cache.db") as file:
        file.execute(*changes[column])
    file.close()
    assert cache.get("a") is None
    assert cache.info().entries == 0
    cache.put("a", {"text": "y"})
    assert cache.get("a") == {"text": "y", "created": START}
    assert (mark.exists(), other.exists(), len(said)) == (False, True, 1)


def test_a_row_that_is_no_json_is_refused() -> None:
    disk = JsonDisk("unused")
    for row in ((1, None, "{", False), (1, None, b"{}", False), (3, "a.val", None, False), (1, None, "[" * 100_000, False)):
        with pytest.raises(RefusedError):
            disk.fetch(*row)
    with pytest.raises(RefusedError):
        disk.put(("a", "tuple"))


@pytest.mark.parametrize("damage", ["words", "torn", "scrambled", "other"])
def test_a_damaged_file_is_moved_aside_with_one_warning(make: MakeCache, folder: Path, said: list[str], damage: str) -> None:
    """Words in its place, half a file, bytes turned over, a database of something else: a new one is begun."""
    cache = make()
    for n in range(200):
        cache.put(f"key {n}", {"text": "x" * 500})
    cache.close()
    file = folder / "cache.db"
    whole = file.read_bytes()
    if damage == "other":
        file.unlink()
        with sqlite3.connect(file) as other:
            other.execute("CREATE TABLE Cache (something TEXT)")
        other.close()
    else:
        file.write_bytes({"words": b"no database", "torn": whole[: len(whole) // 3], "scrambled": whole[:100] + whole[:99:-1]}[damage])
    for n in range(200):
        cache.get(f"key {n}")
    cache.put("new", {"text": "y"})
    assert cache.get("new") == {"text": "y", "created": START}
    assert [sentence for sentence in said if "damaged" in sentence] == said
    assert len(said) == 1
    assert (folder / "cache.db.damaged").exists()
    cache.prune()
    assert not (folder / "cache.db.damaged").exists()


def test_a_full_disk_stops_the_writing_and_nothing_else(make: MakeCache, said: list[str]) -> None:
    """SQLite's own error of a full disk, brought about by a limit on the file's pages."""
    cache = make()
    cache.put("a", {"text": "x"})
    cache._keeper.run(lambda: cache._file[0]._sql("PRAGMA max_page_count = 1").fetchall())
    for n in range(3):
        cache.put(f"b{n}", {"text": "x" * 1_000_000})
    assert cache.get("a") is not None
    assert cache.get("b0") is None
    assert [("cannot be kept" in sentence, "full" in sentence) for sentence in said] == [(True, True)]


def test_a_folder_that_cannot_be_used_costs_one_warning(make: MakeCache, tmp_path: Path, said: list[str]) -> None:
    """Here a file stands where the folder ought to be."""
    (tmp_path / "cache").write_text("no folder", encoding="utf-8")
    cache = make()
    cache.put("a", {})
    assert (cache.get("a"), cache.info().entries, cache.prune(), len(said)) == (None, 0, 0, 1)


@posix
def test_a_read_only_folder_costs_one_warning(tmp_path: Path) -> None:
    """Tried as a user whom the system holds to permissions."""
    folder = tmp_path / "cache"
    cache = Cache(folder)
    cache.put("a", {})
    cache.close()
    code = (
        "import sys, os, warnings; from pathlib import Path; from reviewer.cache import Cache, CacheWarning\n"
        "folder = Path(sys.argv[1])\n"
        "if os.geteuid() == 0:\n"
        "    [os.chown(path, 65534, 65534) for path in (folder, *folder.iterdir())]\n"
        "    __import__('diskcache'); __import__('reviewer.cache.disk'); os.seteuid(65534)\n"
        "[path.chmod(0o400) for path in folder.iterdir()]; folder.chmod(0o500)\n"
        "with warnings.catch_warnings(record=True) as said:\n"
        "    warnings.simplefilter('always'); cache = Cache(folder); print(cache.get('b')); cache.put('b', {}); cache.put('c', {})\n"
        "print(cache.get('c'), [each.category is CacheWarning for each in said])\n"
    )
    for part in (tmp_path, *tmp_path.parents):
        if part.stat().st_uid == os.geteuid() and part != Path("/"):
            part.chmod(part.stat().st_mode | 0o111)
    seen = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=False)
    folder.chmod(0o700)
    assert (seen.stdout.split("\n"), seen.stderr) == (["None", "None [True]", ""], "")


@posix
def test_a_writer_that_is_killed_leaves_a_file_that_works(make: MakeCache, folder: Path, said: list[str]) -> None:
    """Killed in the midst of writing, several times."""
    code = (
        "import sys, itertools; from pathlib import Path; from reviewer.cache import Cache\n"
        "cache = Cache(Path(sys.argv[1]))\n"
        "for n in itertools.count():\n"
        "    cache.put(f'{n}', {'text': 'x' * 20000})\n"
        "    if n == 5: print('writing', flush=True)\n"
    )
    for _ in range(3):
        writer = subprocess.Popen([sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE, text=True)
        assert writer.stdout
        assert writer.stdout.readline() == "writing\n"
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        cache = make()
        assert cache.get("3") is not None
        cache.put("after", {})
        assert cache.get("after") is not None
        cache.close()
    assert said == []


def test_many_threads_share_one_cache(make: MakeCache, said: list[str]) -> None:
    cache = make()

    def work(name: int) -> None:
        for n in range(20):
            cache.put(f"{name}/{n}", {"n": n})

    threads = [threading.Thread(target=work, args=(name,)) for name in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (cache.info().entries, said) == (160, [])


@posix
def test_a_forked_process_goes_on_with_its_own_connection(make: MakeCache) -> None:
    cache = make()
    cache.put("a", {})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # a fork beside threads, which is what is tried here
        child = os.fork()
    if child == 0:
        try:
            cache.put("b", {})
            os._exit(0 if cache.get("a") is not None else 1)
        except BaseException:
            os._exit(2)
    assert os.waitpid(child, 0)[1] == 0
    assert cache.get("b") is not None


def test_without_a_listener_trouble_is_a_python_warning(tmp_path: Path) -> None:
    """What a library's user sees, in the thread that asked."""
    (tmp_path / "cache").write_text("", encoding="utf-8")
    cache = Cache(tmp_path / "cache")
    with pytest.warns(CacheWarning, match="cannot be used"):
        cache.get("a")
    cache.close()
