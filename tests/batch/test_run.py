"""One line in, one line out, in order, whatever happens."""

from __future__ import annotations

import json
import multiprocessing
from pathlib import Path
from typing import Any

import pytest

from reviewer.batch import Tally, run
from reviewer.batch.workers import Plan
from reviewer.errors import InputError, OutputError


def line(id: Any, text: str = "hello", **more: Any) -> str:
    return json.dumps({"id": id, "draft": {"channel": "email", "text": text}, **more})


def batch(folder: Path, content: str | bytes, *, jobs: int = 1, resume: bool = False) -> tuple[Tally, list[dict[str, Any]]]:
    source, out = folder / "in.jsonl", folder / "out.jsonl"
    source.write_bytes(content if isinstance(content, bytes) else content.encode())
    tally = run(str(source), str(out), Plan(jobs=jobs), resume=resume)
    return tally, [json.loads(written) for written in out.read_text(encoding="utf-8").splitlines()]


def test_every_line_is_answered_in_its_place_with_its_id(tmp_path: Path) -> None:
    """The type of the id is kept, blank lines are skipped, other keys are ignored."""
    tally, answers = batch(
        tmp_path,
        "\n".join([line("a", "hey"), "", line(7), "   ", line("\u00fc", expect=[]), '{"draft": {"channel": "email", "text": "x"}}']),
    )
    assert [(answer["id"], answer["verdict"]) for answer in answers] == [("a", "revise"), (7, "send"), ("\u00fc", "send"), (None, "send")]
    assert tally == Tally(lines=4)


def test_a_bad_line_gives_an_error_record_in_its_place(tmp_path: Path) -> None:
    """The record names the line of the file, the field, and the id where it could be read; nothing stops the others."""
    content = b"\n".join(
        [
            b"\xef\xbb\xbf" + line("first").encode(),
            b"",
            b'{"id": 7, "draft": {"channel": "emial", "text": "x"}}',
            b'{"id": 8, "draft": ',
            b'{"id": true, "draft": {"channel": "email", "text": "x"}}',
            b'{"id": "\\ud800", "draft": {"channel": "email", "text": "x"}}',
            b'{"id": "b", "draft": {"channel": "email", "text": "please break"}}',
            b"\xff\xfe",
            b"[" * 100_000,
            b'{"id": "c", "context": {}}',
            b'{"id": "d", "draft": {"channel": "email", "text": "x", "text": "y"}}',
            line("last").encode(),
        ]
    )
    tally, answers = batch(tmp_path, content)
    assert [answers[0]["id"], answers[-1]["id"]] == ["first", "last"]
    assert answers[1:-1] == [
        {
            "version": 1,
            "id": 7,
            "line": 3,
            "error": {
                "field": "draft.channel",
                "message": '`draft.channel` cannot be "emial"; did you mean `email`? '
                "Allowed: connection_request, email, linkedin_message, phone, social_post, text",
            },
        },
        {"version": 1, "id": None, "line": 4, "error": {"field": None, "message": "the JSON cannot be read at column 20: Expecting value"}},
        {"version": 1, "id": None, "line": 5, "error": {"field": "id", "message": "`id` must be text or a whole number"}},
        {
            "version": 1,
            "id": "\ud800",
            "line": 6,
            "error": {"field": "id", "message": "`id` holds half of a surrogate pair, which is no character"},
        },
        {
            "version": 1,
            "id": "b",
            "line": 7,
            "error": {"field": None, "message": "this is a defect of the program (KeyError); please report it without your draft"},
        },
        {
            "version": 1,
            "id": None,
            "line": 8,
            "error": {"field": None, "message": "the line is not UTF-8 text (byte 1); save the file as UTF-8"},
        },
        {
            "version": 1,
            "id": None,
            "line": 9,
            "error": {"field": None, "message": "the JSON is nested too deeply; an input document needs four levels"},
        },
        {
            "version": 1,
            "id": "c",
            "line": 10,
            "error": {"field": "draft", "message": '`draft` is missing; write {"draft": {"channel": "email", "text": "..."}}'},
        },
        {
            "version": 1,
            "id": None,
            "line": 11,
            "error": {"field": "text", "message": "`text` stands twice in one object; keep one of them"},
        },
    ]
    assert tally == Tally(lines=11, bad=9, first_bad=3)


def test_a_line_of_absurd_length_costs_an_error_record_and_no_memory(tmp_path: Path) -> None:
    """It is passed over piece by piece."""
    tally, answers = batch(tmp_path, b"x" * 3_000_000 + b"\n" + line("next").encode())
    assert answers[0] == {
        "version": 1,
        "id": None,
        "line": 1,
        "error": {"field": None, "message": "the line is longer than the 2,000,000 bytes that are read; shorten it"},
    }
    assert (answers[1]["id"], tally.bad) == ("next", 1)


@pytest.mark.skipif(multiprocessing.get_start_method() != "fork", reason="a double of the reviewer reaches other processes by fork only")
def test_several_processes_give_the_same_bytes_as_one(tmp_path: Path) -> None:
    """Order is kept however long a line takes."""
    content = "\n".join(line(n, "hey " * (n % 40)) if n % 7 else "{" for n in range(400))
    one = batch(tmp_path, content, jobs=1)
    written = (tmp_path / "out.jsonl").read_bytes()
    two = batch(tmp_path, content, jobs=2)
    assert one[0] == two[0]
    assert (tmp_path / "out.jsonl").read_bytes() == written


@pytest.mark.parametrize("kept", [0, 1, 150, 500, 1_000, 2_000, 10_000])
def test_a_batch_that_was_cut_off_anywhere_goes_on_where_it_ended(kept: int, tmp_path: Path) -> None:
    """A torn line is done again, a whole one is not, and the end is the same to the byte."""
    content = "\n".join(["{", *(line(n) for n in range(9)), ""])
    whole, _ = batch(tmp_path, content)
    written = (tmp_path / "out.jsonl").read_bytes()
    (tmp_path / "out.jsonl").write_bytes(written[:kept])
    resumed, _ = batch(tmp_path, content, resume=True)
    assert (tmp_path / "out.jsonl").read_bytes() == written
    assert resumed.skipped == written[:kept].count(b"\n")
    assert (resumed.lines, resumed.bad) == (whole.lines, whole.bad)


def test_resume_without_an_output_begins_at_the_beginning(tmp_path: Path) -> None:
    """The same command works the first time and every time after."""
    assert batch(tmp_path, line(1), resume=True)[0] == Tally(lines=1)
    assert batch(tmp_path, line(1), resume=True)[0] == Tally(lines=1, skipped=1)


@pytest.mark.parametrize(
    ("earlier", "later", "message"),
    [
        ([line(1), line(2)], [line(1), line(3)], "line 2: answers another line than line 2 of the input"),
        ([line(1)], [line("1")], "line 1: answers another line than line 1 of the input"),
        ([line(1), line(2)], [line(1)], "holds more lines than the input"),
        (["{"], ["", "{"], "line 1: answers another line than line 2 of the input"),
    ],
)
def test_resume_refuses_an_output_of_another_input(earlier: list[str], later: list[str], message: str, tmp_path: Path) -> None:
    """Ids, or the numbers of bad lines, tell them apart; nothing is overwritten."""
    batch(tmp_path, "\n".join(earlier))
    written = (tmp_path / "out.jsonl").read_bytes()
    with pytest.raises(OutputError, match=message):
        batch(tmp_path, "\n".join(later), resume=True)
    assert (tmp_path / "out.jsonl").read_bytes() == written


def test_resume_refuses_a_file_that_is_no_output_of_a_batch(tmp_path: Path) -> None:
    """A file of one's own is not cut off."""
    (tmp_path / "out.jsonl").write_text("my notes\nmore notes\n")
    with pytest.raises(OutputError, match="line 1: is no record of a batch"):
        batch(tmp_path, line(1), resume=True)
    assert (tmp_path / "out.jsonl").read_text() == "my notes\nmore notes\n"


def test_the_input_is_never_written_over(tmp_path: Path) -> None:
    """Naming one file twice is a slip, not a wish."""
    source = tmp_path / "in.jsonl"
    source.write_text(line(1))
    with pytest.raises(InputError, match="is the input itself"):
        run(str(source), str(source), Plan())
    assert source.read_text() == line(1)


@pytest.mark.parametrize(("source", "out"), [("missing.jsonl", "out.jsonl"), ("in.jsonl", "no/such/folder/out.jsonl")])
def test_a_path_that_cannot_be_used_is_named(source: str, out: str, tmp_path: Path) -> None:
    """With the reason of the system and the way out."""
    (tmp_path / "in.jsonl").write_text(line(1))
    with pytest.raises((InputError, OutputError), match=r"cannot be (read|written) \(No such file or directory\)"):
        run(str(tmp_path / source), str(tmp_path / out), Plan())


def test_an_empty_input_gives_an_empty_output(tmp_path: Path) -> None:
    """Nothing asked, nothing answered."""
    assert batch(tmp_path, "\n\n") == (Tally(), [])


def test_progress_is_told_after_every_chunk(tmp_path: Path) -> None:
    """The lines answered, and the bytes of the input behind us."""
    content = "\n".join(line(n) for n in range(40))
    source = tmp_path / "in.jsonl"
    source.write_text(content)
    told: list[tuple[int, int]] = []
    run(str(source), str(tmp_path / "out.jsonl"), Plan(), progress=lambda tally, read: told.append((tally.lines, read)))
    assert [lines for lines, _ in told] == [32, 40]
    assert told[-1][1] == len(content)
