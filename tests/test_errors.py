"""Trouble with a file becomes one sentence: which file, why, and what to do."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from reviewer.errors import DataError, InputError, OutputError, ReviewerError, ServiceError, install, reading, writing


def test_what_cannot_be_written_is_named_with_the_reason_and_the_way_out(tmp_path: Path) -> None:
    """A folder that is not there is the usual reason."""
    file = tmp_path / "none" / "out.txt"
    with pytest.raises(OutputError) as caught, writing(file):
        file.write_text("x", encoding="utf-8")
    assert caught.value.message == f"{file}: cannot be written (No such file or directory); check the path and its permissions"


def test_what_cannot_be_read_is_told_likewise(tmp_path: Path) -> None:
    """The way out is the caller's, where it knows a better one."""
    file = tmp_path / "none.txt"
    with pytest.raises(InputError) as caught, reading(file, "make it with `reviewer eval accept`"):
        file.read_bytes()
    assert caught.value.message == f"{file}: cannot be read (No such file or directory); make it with `reviewer eval accept`"


@pytest.mark.skipif(os.name != "posix", reason="elsewhere it is told as a lack of permission")
def test_a_folder_is_called_a_folder(tmp_path: Path) -> None:
    """Whichever way it was to be used."""
    for way, attempt in ((reading, tmp_path.read_bytes), (writing, lambda: tmp_path.write_bytes(b""))):
        with pytest.raises(ReviewerError) as caught, way(tmp_path):
            attempt()
        assert caught.value.message == f"{tmp_path}: is a folder; name a file in it"


def test_a_reason_without_words_is_told_by_its_kind() -> None:
    """Some errors bring no sentence of the system's."""
    with pytest.raises(OutputError) as caught, writing("a.txt"):
        raise TimeoutError
    assert caught.value.message == "a.txt: cannot be written (TimeoutError); check the path and its permissions"


def test_a_reader_who_has_gone_away_is_no_fault_of_the_file() -> None:
    """So that a closed pipe ends the program quietly."""
    with pytest.raises(BrokenPipeError), writing("-"):
        raise BrokenPipeError


def test_other_errors_pass_by() -> None:
    """What is wrong with the content is for others to say."""
    with pytest.raises(UnicodeDecodeError), reading("a.txt"):
        b"\xff".decode("utf-8")


def test_an_extra_is_installed_in_one_way_or_the_other() -> None:
    """By the name of the package, or from a clone that no index knows."""
    assert install("mcp") == "`pip install 'interview-follow-up-reviewer[mcp]'` (in a clone: `pip install '.[mcp]'`)"


@pytest.mark.parametrize("error", [InputError("no", field="text"), DataError("no", file="a.yaml", line=3), ServiceError("no", status=429)])
def test_an_error_crosses_from_one_process_to_another(error: ReviewerError) -> None:
    """As it is, whatever its class is made with."""
    came = pickle.loads(pickle.dumps(error))
    assert (type(came), came.args, vars(came)) == (type(error), error.args, vars(error))
