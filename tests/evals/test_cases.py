"""Labelled cases: one JSON object a line, every mistake named with file and line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reviewer.errors import InputError
from reviewer.evals.cases import load_cases, parse_case, survey_cases
from reviewer.models import Context, Draft

Write = Callable[..., Path]
GOOD: dict[str, Any] = {"id": "a", "draft": {"channel": "email", "text": "Thank you."}, "expect": []}


def test_a_case_carries_its_labels_and_where_it_was_read(write: Write) -> None:
    """Whatever else stands in the line is ignored, and a whole number is a name too."""
    line = {
        **GOOD,
        "id": 7,
        "context": {"stage": "offer"},
        "expect": ["impatience"],
        "allow": ["too-familiar"],
        "note": "Why.",
        "kind": "IM3",
        "tags": ["chat"],
        "evidence": ["Thank"],
        "pair": 8,
        "author": "me",
    }
    (case,) = load_cases([write("some.jsonl", "", line)]).cases
    assert case.model_dump() == {
        "id": "7",
        "draft": Draft(channel="email", text="Thank you.").model_dump(),
        "context": Context(stage="offer").model_dump(),
        "expect": ("impatience",),
        "allow": ("too-familiar",),
        "note": "Why.",
        "kind": "IM3",
        "tags": ("chat",),
        "evidence": ("Thank",),
        "pair": "8",
        "file": "some.jsonl",
        "line": 2,
        "hash": case.hash,
    }
    assert case.place == "some.jsonl, line 2"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"id": None}, "`id` is missing; give every case a name of its own"),
        ({"id": True}, "`id` must be text or a whole number"),
        ({"id": "\ud800"}, "`id` holds half of a surrogate pair, which is no character; save the text as UTF-8 again"),
        ({"draft": {"channel": "email", "text": " "}}, "`draft.text`: the draft is empty; only the note of a connection request may be"),
        ({"context": {"stages": "offer"}}, "`context.stages` is not a field that is known here; did you mean `stage`?"),
        ({"expect": "too-soon"}, '`expect` must be a list of texts, such as ["..."]'),
        ({"expect": ["to-soon"]}, "`expect[0]`: `to-soon` is not a guideline; did you mean `too-soon`?"),
        ({"expect": ["too-soon", "too-soon"]}, "`expect[1]`: `too-soon` stands twice; keep one"),
        ({"expect": ["too-soon"], "allow": ["too-soon"]}, "`too-soon` stands under `expect` and under `allow`; keep it under one of them"),
        ({"note": 1}, "`note` must be text"),
    ],
)
def test_a_mistake_is_named_with_file_and_line(change: dict[str, Any], told: str, write: Write) -> None:
    """And with the way out."""
    with pytest.raises(InputError) as raised:
        load_cases([write("some.jsonl", GOOD, {**GOOD, "id": "b", **change})])
    assert raised.value.message.startswith(f"some.jsonl, line 2: {told}")


def test_a_case_without_labels_is_no_case(write: Write) -> None:
    """A forgotten `expect` would otherwise say that the draft is good."""
    with pytest.raises(InputError, match=r"some.jsonl, line 1: `expect` is missing; list the guidelines .*, \[\] for a good draft"):
        load_cases([write("some.jsonl", {"id": "a", "draft": GOOD["draft"]})])


def test_a_misspelt_expect_is_named(write: Write) -> None:
    """So that nobody looks for a key that seems to be there."""
    with pytest.raises(InputError, match=r"`expect` is missing \(did you mean it by `expects`\?\); list the guidelines "):
        load_cases([write("some.jsonl", {"id": "a", "draft": GOOD["draft"], "expects": []})])


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        (1, ""),
        (2, "; 1 more line cannot be used, and `reviewer eval lint` names them all"),
        (6, "; 5 more lines cannot be used, and `reviewer eval lint` names them all"),
    ],
)
def test_the_first_mistake_is_named_and_the_others_counted(bad: int, told: str, write: Write) -> None:
    """Whoever mends one line knows whether the next run will stop at another."""
    with pytest.raises(InputError) as raised:
        load_cases([write("some.jsonl", GOOD, *[{**GOOD, "expect": ["haste"]}] * bad)])
    assert raised.value.message.startswith("some.jsonl, line 2: `expect[0]`: `haste` is not a guideline;")
    assert raised.value.message.partition("salary-change, too-familiar, too-many-follow-ups, too-soon")[2] == told


def test_an_id_stands_once_over_all_files(write: Write) -> None:
    """A second one is named with the place of the first."""
    write("set/a.jsonl", GOOD)
    write("set/b.jsonl", {**GOOD, "id": "b"}, GOOD)
    with pytest.raises(InputError, match=r"^set/b.jsonl, line 2: the id `a` stands in set/a.jsonl, line 1 already"):
        load_cases([Path("set")])


def test_a_file_named_twice_is_read_once(write: Write) -> None:
    """So that a folder and one of its files may be given together."""
    file = write("a.jsonl", GOOD)
    assert [case.id for case in load_cases([file, file]).cases] == ["a"]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("none.jsonl", "none.jsonl: cannot be read (No such file or directory); check the path and its permissions"),
        ("blank.jsonl", "blank.jsonl: no case was found; write one JSON object a line"),
        ("folder", "folder: holds no `.jsonl` file; name a file of cases, or a folder that holds some"),
    ],
)
def test_where_there_are_no_cases_it_is_said(path: str, told: str, write: Write) -> None:
    """An audit of nothing would pass every gate."""
    write("blank.jsonl", "")
    Path("folder").mkdir()
    with pytest.raises(InputError) as raised:
        load_cases([Path(path)])
    assert raised.value.message == told


def test_a_survey_reads_on_behind_a_bad_line(write: Write) -> None:
    """Each bad line has an error of its own."""
    found, faults = survey_cases([write("some.jsonl", GOOD, "{", {**GOOD, "id": "b", "expect": ["x"]}, {**GOOD, "id": "c"}, GOOD)])
    assert [case.id for case in found.cases] == ["a", "c"]
    assert [fault.message.split(": ")[0] for fault in faults] == [f"some.jsonl, line {n}" for n in (2, 3, 5)]


def test_the_hash_of_a_case_is_of_what_is_judged() -> None:
    """Neither labels nor the order of the keys change it; a fact does."""
    one = parse_case(GOOD)
    same = parse_case({"expect": ["too-soon"], "context": {}, "draft": {"text": "Thank you.", "channel": "email"}, "id": "z"})
    other = parse_case({**GOOD, "context": {"process": "open"}})
    assert one.hash == same.hash
    assert one.hash != other.hash


def test_the_hash_of_a_set_is_of_drafts_and_labels(write: Write) -> None:
    """Neither the order of the cases nor the files in which they lie change it."""
    other = {**GOOD, "id": "b", "draft": {"channel": "text", "text": "Any news?"}}
    together = load_cases([write("both.jsonl", GOOD, other)])
    apart = load_cases([write("1.jsonl", other), write("2.jsonl", {**GOOD, "note": "good"})])
    relabelled = load_cases([write("3.jsonl", {**GOOD, "expect": ["impatience"]}, other)])
    assert together.hash == apart.hash
    assert together.hash != relabelled.hash


def test_the_cases_that_ship_are_read_when_none_are_named() -> None:
    """From wherever they lie."""
    shipped = load_cases()
    assert len(shipped.cases) == sum(file.cases for file in shipped.files)
    assert [file.name for file in shipped.files] == sorted(file.name for file in shipped.files)
