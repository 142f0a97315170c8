"""The memory: what is told stays, for its owner alone, and nothing else does."""

from __future__ import annotations

import datetime as dt
import json
import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer.errors import DataError, InputError, OutputError, ReviewerError
from reviewer.memory import Memory, connection, forget_memory
from reviewer.memory.facts import gathered, told_apart
from reviewer.memory.schema import LATEST
from reviewer.models import Context, Recipient, SalaryExpectation
from reviewer.models.acceptance import Acceptance, quote_hash
from reviewer.models.application import Application, Message

DAY = dt.date(2025, 3, 3)
LATER = dt.date(2025, 3, 10)
FACTS = Context(
    stage="final_interview",
    interviewed_on=DAY,
    recipient=Recipient(name="Dana Whitcombe", connection="met"),
    salary_expectation=SalaryExpectation(min=80_000, max=85_000, currency="USD", period="year"),
    other_offer=False,
)


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "data" / "memory.db")


def test_an_application_is_known_by_what_was_told_and_when(memory: Memory) -> None:
    """The whole of it, as it is written down for programs."""
    memory.add("ACME", FACTS, today=DAY)
    memory.record("ACME", Message(on=LATER, kind="follow-up"))
    found = json.loads(memory.edit("ACME", {"process": "open"}, clear=["other_offer"], today=LATER).model_dump_json())
    assert len(found.pop("id")) == 32
    assert found == {
        "version": 1,
        "name": "ACME",
        "added_on": "2025-03-03",
        "revision": 2,
        "known": {
            "stage": "final_interview",
            "interviewed_on": "2025-03-03",
            "reply_promised_by": None,
            "follow_ups": ["2025-03-10"],
            "recipient": {"name": "Dana Whitcombe", "role": None, "connection": "met"},
            "salary_expectation": {"min": 80000.0, "max": 85000.0, "currency": "USD", "period": "year"},
            "other_offer": None,
            "process": "open",
        },
        "said_on": {
            "interviewed_on": "2025-03-03",
            "process": "2025-03-10",
            "recipient.connection": "2025-03-03",
            "recipient.name": "2025-03-03",
            "salary_expectation": "2025-03-03",
            "stage": "2025-03-03",
        },
        "messages": [{"on": "2025-03-10", "kind": "follow-up"}],
        "accepted": [],
    }


def test_asking_makes_no_file(memory: Memory) -> None:
    """It is off until something is told."""
    assert (memory.applications(), memory.begun) == ((), False)
    with pytest.raises(InputError, match="no application is remembered yet; begin with `reviewer app add NAME`"):
        memory.application("ACME")
    assert not memory.file.parent.exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no permission bits")
def test_nobody_but_its_owner_can_read_it(memory: Memory) -> None:
    """Neither the file, nor the folder that was made for it; a file that was opened to others is shut again."""
    memory.add("ACME", Context(), today=DAY)
    assert [stat.S_IMODE(path.stat().st_mode) for path in (memory.file, memory.file.parent)] == [0o600, 0o700]
    memory.file.chmod(0o644)
    memory.applications()
    assert stat.S_IMODE(memory.file.stat().st_mode) == 0o600


def test_follow_ups_are_counted_from_the_last_reply(memory: Memory) -> None:
    """Told in any order; on one day, in the order in which they were told."""
    memory.add("ACME", Context(follow_ups=(DAY,)), today=DAY)
    assert memory.heard("acme", Message(on=DAY, kind="reply"), {}, today=DAY).known.follow_ups == ()
    assert memory.record("acme", Message(on=LATER, kind="follow-up")).known.follow_ups == (LATER,)
    assert memory.record("acme", Message(on=DAY, kind="follow-up")).known.follow_ups == (DAY, LATER)
    assert memory.record("acme", Message(on=LATER, kind="thank-you")).known.follow_ups == (DAY, LATER)
    found = memory.heard("acme", Message(on=LATER, kind="reply"), {"reply_promised_by": "2025-03-20"}, today=LATER)
    assert (found.known.follow_ups, found.last_reply, found.known.reply_promised_by) == ((), LATER, dt.date(2025, 3, 20))
    assert memory.take_back("acme", Message(on=LATER, kind="reply")).known.follow_ups == (DAY, LATER)
    assert memory.edit("acme", {}, follow_ups=[LATER], today=LATER).known.follow_ups == (LATER,)
    assert memory.edit("acme", {}, clear=["follow_ups"], today=LATER).known.follow_ups == ()


def test_a_reply_told_twice_is_one_reply(memory: Memory) -> None:
    """So that a promised day can be corrected."""
    memory.add("ACME", Context(), today=DAY)
    for promised in ("2025-03-20", "2025-03-21"):
        found = memory.heard("ACME", Message(on=DAY, kind="reply"), {"reply_promised_by": promised}, today=DAY)
    assert (found.messages, str(found.known.reply_promised_by)) == ((Message(on=DAY, kind="reply"),), "2025-03-21")


def test_names_are_matched_as_people_write_them(memory: Memory) -> None:
    """Without regard to capitals, spaces and forms of letters; a slip gets the nearest name."""
    memory.add(" Blue   Heron ", Context(), today=DAY)
    memory.add("Straße 7", Context(), today=DAY)
    assert memory.application("blue heron").name == "Blue Heron"
    assert memory.application("STRASSE ７").name == "Straße 7"
    for name, sentence in (
        ("Blu Heron", "no application is called `Blu Heron`; did you mean `Blue Heron`?"),
        ("Zenith", "no application is called `Zenith`; Allowed: Blue Heron, Straße 7"),
    ):
        with pytest.raises(InputError) as caught:
            memory.application(name)
        assert caught.value.message == sentence


@pytest.mark.parametrize("name", ["", "  ", "a\x1b[31m", "x" * 101])
def test_a_name_can_be_printed_on_one_line(memory: Memory, name: str) -> None:
    """Neither empty, nor long, nor something that steers a terminal."""
    with pytest.raises(InputError, match="an application needs a name of 1 to 100 characters"):
        memory.add(name, Context(), today=DAY)


def test_a_name_is_taken_once(memory: Memory) -> None:
    """When adding and when renaming; a name may change its capitals."""
    memory.add("ACME", Context(), today=DAY)
    memory.add("Borealis", Context(), today=DAY)
    with pytest.raises(InputError, match="`ACME` is remembered already"):
        memory.add("acme", Context(), today=DAY)
    with pytest.raises(InputError, match="`ACME` is remembered already"):
        memory.edit("Borealis", {}, new_name="Acme", today=DAY)
    assert memory.edit("ACME", {}, new_name="Acme", today=DAY).name == "Acme"


def test_what_is_removed_is_gone_from_the_file(memory: Memory) -> None:
    """Its name, its facts and its messages, bytes and all."""
    memory.add("Halcyonic", FACTS, today=DAY)
    memory.record("Halcyonic", Message(on=DAY, kind="thank-you"))
    assert b"Whitcombe" in memory.file.read_bytes()
    assert memory.remove("halcyonic") == ("Halcyonic", 6, 1)
    assert memory.applications() == ()
    assert not any(word in memory.file.read_bytes() for word in (b"Whitcombe", b"Halcyonic", b"thank-you"))


def test_leave_is_kept_without_the_words(memory: Memory) -> None:
    """By rule and hash; the words cannot be found in the file."""
    salt = memory.add("ACME", Context(), today=DAY).id
    leave = Acceptance(
        rule="impatience/need", reason="We joke like that.", hash=quote_hash("impatience/need", "Hurry, Zebedee!", salt=salt)
    )
    kept = leave.model_copy(update={"accepted_on": LATER})
    assert memory.accept("ACME", [leave, Acceptance(rule="too-soon/x", reason="no words")], today=LATER).accepted == (kept,)
    assert b"zebedee" not in memory.file.read_bytes().lower()
    assert quote_hash("impatience/need", "hurry   ZEBEDEE", salt=salt) == leave.hash
    assert quote_hash("impatience/need", "hurry zebedee", salt="another") != leave.hash
    assert memory.no_longer_accept("ACME", "impatience/need", "0" * 64) == 0
    assert memory.no_longer_accept("ACME", "impatience/need") == 1
    assert memory.application("ACME").accepted == ()


def test_what_was_written_down_can_be_taken_in_again(memory: Memory, tmp_path: Path) -> None:
    """On another machine it is the same, and taken in twice it is there once; a name that another has is refused, and nothing changes."""
    memory.add("ACME", FACTS, today=DAY)
    memory.heard("ACME", Message(on=DAY, kind="reply"), {"stage": "offer"}, today=LATER)
    memory.accept("ACME", [Acceptance(rule="r/x", reason="why", hash="0" * 64)], today=LATER)
    written = memory.applications()
    other = Memory(tmp_path / "other.db")
    other.take_in(written)
    other.take_in(written)
    assert other.applications() == written
    stranger = written[0].model_copy(update={"id": "f" * 32})
    with pytest.raises(InputError, match="`ACME` is remembered already, as another application"):
        other.take_in([stranger.model_copy(update={"name": "First"}), stranger.model_copy(update={"id": "e" * 32})])
    assert other.applications() == written


def test_leave_that_stands_twice_in_an_export_is_one_leave(memory: Memory, tmp_path: Path) -> None:
    """As where it is given twice: the later reason counts."""
    leave = Acceptance(rule="r/x", reason="why", hash="0" * 64, accepted_on=DAY)
    later = leave.model_copy(update={"reason": "because"})
    added = memory.add("ACME", Context(), today=DAY)
    other = Memory(tmp_path / "other.db")
    other.take_in([added.model_copy(update={"accepted": (leave, later)})])
    assert other.application("ACME").accepted == (later,)


VERSION_1 = """
CREATE TABLE applications (id TEXT PRIMARY KEY, name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE, added_on TEXT NOT NULL);
CREATE TABLE facts (application TEXT NOT NULL REFERENCES applications ON DELETE CASCADE, field TEXT NOT NULL,
  value TEXT NOT NULL, said_on TEXT NOT NULL, PRIMARY KEY (application, field)) WITHOUT ROWID;
CREATE TABLE messages (told INTEGER PRIMARY KEY AUTOINCREMENT,
  application TEXT NOT NULL REFERENCES applications ON DELETE CASCADE, day TEXT NOT NULL, kind TEXT NOT NULL);
INSERT INTO applications VALUES ('0123456789abcdef0123456789abcdef', 'ACME', 'acme', '2025-03-03');
INSERT INTO facts VALUES ('0123456789abcdef0123456789abcdef', 'stage', '"offer"', '2025-03-03');
INSERT INTO messages (application, day, kind) VALUES ('0123456789abcdef0123456789abcdef', '2025-03-10', 'follow-up');
PRAGMA application_id = 1182093943;
PRAGMA user_version = 1;
"""


def test_a_memory_of_version_1_is_brought_up_to_date_when_it_is_read(tmp_path: Path) -> None:
    """Nothing in it is lost."""
    file = tmp_path / "old.db"
    with sqlite3.connect(file) as db:
        db.executescript(VERSION_1)
    db.close()
    (found,) = Memory(file).applications()
    assert (found.name, found.revision, found.known, found.accepted) == ("ACME", 0, Context(stage="offer", follow_ups=(LATER,)), ())
    assert Memory(file).accept("acme", [Acceptance(rule="r/x", reason="why", hash="0" * 64)], today=DAY).accepted
    assert _pragma(file, "user_version") == LATEST


def test_a_memory_of_a_newer_program_is_left_alone(memory: Memory) -> None:
    """One sentence, and nothing lost."""
    memory.add("ACME", Context(), today=DAY)
    with sqlite3.connect(memory.file) as db:
        db.execute(f"PRAGMA user_version = {LATEST + 1}")
    db.close()
    before = memory.file.read_bytes()
    with pytest.raises(DataError, match="was written by a newer version of this program; update it"):
        memory.add("Borealis", Context(), today=DAY)
    assert memory.file.read_bytes() == before


@pytest.mark.parametrize("content", [b"hello\n", b"SQLite format 3\x00" + bytes(84), os.urandom(5_000)])
def test_a_file_of_somebody_else_is_left_alone(tmp_path: Path, content: bytes) -> None:
    """It is neither read, nor written, nor erased, nor shut to others."""
    file = tmp_path / "notes.db"
    file.write_bytes(content)
    file.chmod(0o644)
    for touch in (Memory(file).applications, lambda: Memory(file).add("ACME", Context(), today=DAY), lambda: forget_memory(file)):
        with pytest.raises(DataError, match="is no memory of this program"):
            touch()
    assert file.read_bytes() == content
    assert os.name == "nt" or stat.S_IMODE(file.stat().st_mode) == 0o644


def test_a_damaged_memory_is_told_in_one_sentence(memory: Memory) -> None:
    """Torn in the middle, cut short, or with values that nobody of ours wrote."""
    for name in "abcdefghij":
        memory.add(name * 90, FACTS, today=DAY)
    whole = memory.file.read_bytes()
    for content in (whole[:4096] + b"\xff" * 4096 + whole[8192:], whole[:6000]):
        memory.file.write_bytes(content)
        with pytest.raises(ReviewerError) as caught:
            memory.applications()
        assert caught.value.message.startswith(f"{memory.file}: ")
        assert memory.file.read_bytes() == content
    memory.file.write_bytes(whole)
    with sqlite3.connect(memory.file) as db:
        db.execute("UPDATE facts SET value = '{' WHERE field = 'stage'")
    db.close()
    with pytest.raises(DataError, match=r"what is kept about `a+` cannot be read; remove that application"):
        memory.applications()
    for name in "abcdefghij":
        assert memory.remove(name * 90).facts == 6


def test_whoever_waits_too_long_is_told(memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing is half done."""
    monkeypatch.setattr(connection, "_PATIENCE", 0.05)
    memory.add("ACME", Context(), today=DAY)
    other = sqlite3.connect(memory.file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(OutputError, match=r"another process has held the memory for 0\.05 seconds; try again"):
        memory.add("Borealis", Context(), today=DAY)
    other.close()
    assert [one.name for one in memory.applications()] == ["ACME"]


TELL = """
import datetime, sys
from pathlib import Path
from reviewer.errors import InputError
from reviewer.memory import Memory
from reviewer.models import Context
from reviewer.models.application import Message
memory = Memory(Path(sys.argv[1]))
for name in (sys.argv[2], "shared"):
    try:
        memory.add(name, Context(), today=datetime.date(2025, 3, 3))
    except InputError:
        assert name == "shared"
for day in range(1, 16):
    memory.record("shared", Message(on=datetime.date(2025, 3, day), kind="follow-up"))
"""


def test_several_processes_at_once_lose_nothing(memory: Memory) -> None:
    """They may all be the first: the tables are made once, and so is the application that each of them adds."""
    running = [subprocess.Popen([sys.executable, "-c", TELL, str(memory.file), name]) for name in ("a", "b", "c")]
    assert [process.wait() for process in running] == [0, 0, 0]
    assert [one.name for one in memory.applications()] == ["a", "b", "c", "shared"]
    shared = memory.application("shared")
    assert (len(shared.messages), shared.revision) == (45, 45)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user whom permissions bind")
def test_a_folder_that_cannot_be_written_to_is_named(memory: Memory) -> None:
    """What is there can still be read."""
    memory.add("ACME", Context(), today=DAY)
    memory.file.parent.chmod(0o500)
    try:
        assert [one.name for one in memory.applications()] == ["ACME"]
        with pytest.raises(OutputError, match="check the permissions of the file and its folder"):
            memory.add("Borealis", Context(), today=DAY)
    finally:
        memory.file.parent.chmod(0o700)


def test_a_place_that_cannot_be_is_named(tmp_path: Path) -> None:
    """With the way out."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match=r"the memory cannot be written .*; check its permissions, or name another file"):
        Memory(tmp_path / "file" / "memory.db").add("ACME", Context(), today=DAY)


DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2025, 12, 31))
PEOPLE = st.builds(
    Recipient,
    name=st.none() | st.text(max_size=10),
    role=st.sampled_from([None, "recruiter", "executive"]),
    connection=st.sampled_from([None, "met", "none"]),
)
CONTEXTS = st.builds(
    Context,
    stage=st.sampled_from([None, "phone_screen", "offer"]),
    interviewed_on=st.none() | DAYS,
    reply_promised_by=st.none() | DAYS,
    recipient=PEOPLE.filter(lambda person: person != Recipient()),
    other_offer=st.sampled_from([None, True, False]),
)


@settings(max_examples=50, deadline=None)
@given(CONTEXTS)
def test_facts_told_apart_are_the_same_facts(known: Context) -> None:
    """Each for itself, and gathered again."""
    apart: dict[str, Any] = json.loads(json.dumps(told_apart(known)))
    assert Context.model_validate(gathered(apart)) == known


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(CONTEXTS, st.lists(st.tuples(DAYS, st.sampled_from(["follow-up", "reply", "answer"])), max_size=5))
def test_whatever_was_told_can_be_written_down_and_read(tmp_path: Path, known: Context, sent: list[tuple[dt.date, str]]) -> None:
    """The JSON of an application is the application."""
    memory = Memory(tmp_path / "memory.db")
    memory.add("X", known, today=DAY)
    for day, kind in sent:
        memory.record("X", Message.model_validate({"on": day, "kind": kind}))
    (found,) = memory.applications()
    assert Application.model_validate_json(found.model_dump_json()) == found
    memory.remove("X")


def _pragma(file: Path, name: str) -> int:
    with sqlite3.connect(file) as db:
        value = int(db.execute(f"PRAGMA {name}").fetchone()[0])
    db.close()
    return value
