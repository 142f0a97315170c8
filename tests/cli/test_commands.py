"""The smaller commands."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from reviewer.cli.program import COMMANDS

Run = Callable[..., Any]


def test_the_version_is_the_package_s(run: Run) -> None:
    """One line."""
    assert run("--version").out == f"reviewer {version('interview-follow-up-reviewer')}\n"


@pytest.mark.parametrize("args", [(), ("--help",), ("-h",)])
def test_help_lists_every_command(args: tuple[str, ...], run: Run) -> None:
    """With a line on each."""
    ran = run(*args)
    assert (ran.code, ran.err) == (0, "")
    assert [row.split()[0] for row in ran.out.split("Commands:\n")[1].splitlines() if row[2:3].strip()] == list(COMMANDS)


@pytest.mark.parametrize(("typed", "offered"), [("ch", "check"), ("check --stage ph", "phone_screen"), ("check --fail-on n", "never")])
def test_the_shell_completes_commands_and_values(typed: str, offered: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """As bash asks for it."""
    monkeypatch.setenv("_REVIEWER_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", f"reviewer {typed}")
    monkeypatch.setenv("COMP_CWORD", str(len(typed.split())))
    assert run().out.split() == [offered]


def test_when_names_the_day_and_the_reason(run: Run) -> None:
    """With the arithmetic."""
    assert (
        run("when", "--stage", "final_interview", "--interviewed-on", "2026-11-02", "--sending-on", "2026-11-04").out
        == """\
First good day: Monday, 9 November 2026.
Give them the days that a decision takes at this stage.
Facts: interviewed 2026-11-02; sending 2026-11-04; 2 days; the window opens on
day 7
"""
    )


@pytest.mark.parametrize(
    ("args", "day", "why"),
    [
        (("--reply-promised-by", "2026-11-10"), "2026-11-11", "They named a day for their answer; ask once it is past."),
        (("--follow-up", "2026-11-03"), "2026-11-08", "Five days ought to lie between two follow-ups."),
        (("--interviewed-on", "2026-10-02"), "2026-10-07", "That day has come; a question about the outcome is fair."),
        (
            ("--follow-up", "2026-11-01", "--follow-up", "2026-11-02"),
            None,
            "Two follow-ups or more have been sent since their last reply; another one would not help you. Let it rest until they write.",
        ),
        (("--process", "hired"), None, "The process has ended well; there is nothing to follow up."),
        ((), None, "No date is known to count from; give `--interviewed-on`, `--reply-promised-by` or `--follow-up`."),
    ],
)
def test_when_says_why_in_one_sentence(args: tuple[str, ...], day: str | None, why: str, run: Run) -> None:
    """Also where there is no such day."""
    ran = run("when", *args, "--sending-on", "2026-11-04", "--format", "json")
    told = json.loads(ran.out)
    assert (ran.code, told["first_good_day"], told["why"]) == (0, day, why)


def test_when_takes_today_and_says_so(run: Run) -> None:
    """Only `check` and `when` do."""
    assert "Assumed: it is sent today, " in run("when", "--interviewed-on", "2026-11-02").out


def test_a_calendar_file_holds_the_day_once_and_for_all(run: Run, tmp_path: Path) -> None:
    """Equal facts give an equal file with the same identifier, which another calendar program can read."""
    from icalendar import Calendar

    args = ("when", "--stage", "interview", "--interviewed-on", "2026-11-02", "--sending-on", "2026-11-04", "--ics")
    run(*args, "one.ics")
    run(*args, "two.ics")
    content = (tmp_path / "one.ics").read_bytes()
    assert content == (tmp_path / "two.ics").read_bytes()
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert {
        name: event.decoded(name) if name in ("dtstart", "dtend") else str(event[name])
        for name in ("dtstart", "dtend", "summary", "description")
    } == {
        "dtstart": dt.date(2026, 11, 7),
        "dtend": dt.date(2026, 11, 8),
        "summary": "Ask for the outcome of your interview on 2 November 2026",
        "description": "Give them the days that a decision takes at this stage. Let `reviewer check` read it before you send it.",
    }


def test_a_day_that_has_gone_by_is_entered_on_the_day_of_sending(run: Run, tmp_path: Path) -> None:
    """And that is said: a reminder in the past reminds nobody."""
    args = ("when", "--interviewed-on", "2026-10-01", "--sending-on", "2026-11-04", "--ics", "past.ics")
    assert run(*args).err == "the day has gone by, so the entry stands on 2026-11-04\nthe calendar is written to past.ics\n"
    assert b"DTSTART;VALUE=DATE:20261104\r\n" in (tmp_path / "past.ics").read_bytes()


def test_settings_say_what_won_and_from_where(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each setting, its value, and the file or variable that set it."""
    monkeypatch.setenv("REVIEWER_JOBS", "2")
    (tmp_path / "reviewer.toml").write_text('fail_on = "wait"\n')
    file = tmp_path / "reviewer.toml"
    assert (
        run("settings").out
        == f"""\
Settings file: {file}

rules             []      default
format            "text"  default
fail_on           "wait"  {file}
jobs              2       REVIEWER_JOBS
no_quotes         false   default
classifier        true    default
color             "auto"  default
model             ""      default
base_url          ""      default
max_tokens        4096    default
deadline          90      default
cache             "on"    default
cache_folder      null    default
keep_days         30      default
local_pseudonyms  true    default
memory            "on"    default
concurrency       8       default
"""
    )
    told = json.loads(run("settings", "--format", "json").out)
    assert told["settings"]["jobs"] == {"value": 2, "from": "REVIEWER_JOBS"}


def test_guidelines_are_listed_with_their_verdicts(run: Run) -> None:
    """The nine, in the order of the policy."""
    rows = [row.split()[:2] for row in run("guidelines").out.splitlines()]
    assert rows == [
        ["cold-contact", "do-not-send"],
        ["public-venting", "do-not-send"],
        ["dishonesty", "do-not-send"],
        ["too-many-follow-ups", "do-not-send"],
        ["too-soon", "wait"],
        ["too-familiar", "revise"],
        ["connection-request", "do-not-send"],
        ["salary-change", "revise"],
        ["impatience", "revise"],
    ]


def test_a_guideline_is_explained_with_what_counts_and_where_it_stands(run: Run) -> None:
    """What, why, what counts, what does not, instead, source."""
    out = run("guidelines", "too-soon").out
    headings = [row.split(":")[0] for row in out.splitlines() if row and not row.startswith(" ")]
    assert [heading for heading in headings if heading in {"Why", "Counts", "Does not count", "Instead", "Verdict", "Source"}] == [
        "Why",
        "Counts",
        "Does not count",
        "Instead",
        "Verdict",
        "Source",
    ]
    (told,) = json.loads(run("guidelines", "too-soon", "--format", "json").out)
    assert (told["id"], told["verdict"]) == ("too-soon", "wait")


def test_citations_are_held_against_a_folder_of_documents(run: Run, tmp_path: Path) -> None:
    """A document that is not there is named, and the exit code says that something is amiss."""
    (tmp_path / "documents").mkdir()
    ran = run("guidelines", "--verify", "documents")
    assert (ran.code, {row.split()[0] for row in ran.out.splitlines()}) == (1, {"missing"})


def test_batch_says_where_the_first_bad_line_is(run: Run, tmp_path: Path) -> None:
    """Exit 2; the others are written."""
    (tmp_path / "in.jsonl").write_text('{"id": 1, "draft": {"channel": "email", "text": "any news"}}\n\n{"id": 2}\n')
    ran = run("batch", "in.jsonl", "-o", "-", "--jobs", "1", "--no-quotes")
    first, second = map(json.loads, ran.out.splitlines())
    assert (ran.code, first["verdict"], first["findings"][0]["span"]["quote"], second["error"]["field"]) == (2, "wait", "", "draft")
    assert (
        ran.err
        == "1 of 2 lines could not be reviewed; the first of this run is line 3 of the input; each has an error record in its place\n"
    )
