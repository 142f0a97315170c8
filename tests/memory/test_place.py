"""Where the memory lies, and how it is erased."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path

import pytest

from reviewer.errors import SettingsError
from reviewer.memory import Memory, forget_memory, memory_file
from reviewer.models import Context


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="these platforms have places of their own")
def test_it_lies_where_the_platform_keeps_a_user_s_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not in the working folder, and not where caches are cleared."""
    monkeypatch.setenv("XDG_DATA_HOME", "/home/sam/data")
    assert memory_file("on") == Path("/home/sam/data/reviewer/memory.db")


def test_a_setting_names_another_file_or_folder(tmp_path: Path) -> None:
    """In a folder, the file bears its usual name."""
    assert memory_file(tmp_path / "jobs.db") == tmp_path / "jobs.db"
    assert memory_file(tmp_path) == tmp_path / "memory.db"


def test_off_is_off() -> None:
    """And whoever said so is named."""
    with pytest.raises(SettingsError, match="the memory is off, as REVIEWER_MEMORY says; set `memory` to `on` or to a file to use it"):
        memory_file("off", set_by="REVIEWER_MEMORY")


def test_forgetting_leaves_nothing_of_ours_and_everything_of_others(tmp_path: Path) -> None:
    """The folder goes if it is ours and empty."""
    file = tmp_path / "reviewer" / "memory.db"
    Memory(file).add("ACME", Context(), today=dt.date(2025, 3, 3))
    (file.parent / "memory.db-journal").write_bytes(b"")
    (file.parent / "notes.txt").write_text("mine")
    assert forget_memory(file) is True
    assert os.listdir(file.parent) == ["notes.txt"]
    (file.parent / "notes.txt").unlink()
    assert forget_memory(file) is False
    Memory(file).add("ACME", Context(), today=dt.date(2025, 3, 3))
    assert forget_memory(file) is True
    assert not file.parent.exists()
