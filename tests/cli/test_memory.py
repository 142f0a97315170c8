"""Applications on the command line: told, asked for, sent, heard, due, forgotten."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from icalendar import Calendar

import reviewer
from reviewer.models import Context, Draft

Run = Callable[..., Any]
Given = Callable[[], tuple[Draft, Context]]
TODAY = dt.date.today()
HELD = ("--stage", "final_interview", "--interviewed-on", "2025-03-03")


@pytest.fixture(autouse=True)
def _own_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)


@pytest.fixture
def file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("REVIEWER_MEMORY", str(tmp_path / "jobs.db"))
    return tmp_path / "jobs.db"


def test_there_is_no_memory_until_something_is_told(run: Run, tmp_path: Path) -> None:
    """Asking makes no file; the first `app add` says where it makes one."""
    nothing = "Nothing is remembered yet; begin with `reviewer app add NAME --stage ... --interviewed-on ...`\n"
    assert [run(*words).out for words in (("due",), ("app", "list"), ("app", "show"))] == [nothing] * 3
    run("check", "--text", "Thank you.")
    assert list(tmp_path.iterdir()) == []
    ran = run("app", "add", "ACME", *HELD)
    (file,) = (path for path in tmp_path.rglob("*") if path.is_file())
    assert (ran.code, ran.err) == (0, f"The memory begins in {file}, for you alone to read; `reviewer forget` erases it\n")
    assert run("app", "add", "Borealis").err == ""


def test_what_is_remembered_lies_under_what_is_given(file: Path, run: Run, given: Given) -> None:
    """Each fact is shown with its source; where an option differs, the option holds and both are named."""
    run("app", "add", "ACME", *HELD, "--recipient-name", "Dana", "--connection", "met", "--salary", "80-85k USD/year")
    ran = run("check", "--text", "Thank you.", "--for", "acme", "--stage", "interview", "--connection", "none", *SENDING)
    held = given()[1].model_dump(mode="json", exclude_none=True)
    assert held == {
        "stage": "interview",
        "interviewed_on": "2025-03-03",
        "sending_on": "2025-03-12",
        "recipient": {"name": "Dana", "connection": "none"},
        "salary_expectation": {"min": 80000.0, "max": 85000.0, "currency": "USD", "period": "year"},
    }
    told = f"the memory of ACME of {TODAY}"
    assert " ".join(ran.out.split("\n\n")[0].split()) == (
        "send: nothing here stands in the way. "
        f"Learned: interviewed_on is 2025-03-03, recipient.name is Dana, salary_expectation is 80,000-85,000 USD a year ({told}) "
        f"To settle: stage: `--stage` says interview, {told} says final_interview; the former holds here, and `reviewer app edit` "
        "corrects the latter "
        f"To settle: recipient.connection: `--connection` says none, {told} says met; the former holds here, and `reviewer app edit` "
        "corrects the latter"
    )


SENDING = ("--sending-on", "2025-03-12", "--channel", "email")


def test_facts_that_quarrel_are_asked_about_before_anything_is_judged(file: Path, run: Run) -> None:
    """Both sides are named, and both ways out; an interview that lies ahead is only pointed at."""
    run("app", "add", "ACME", *HELD)
    ran = run("check", "--text", "any news", "--for", "ACME", "--reply-promised-by", "2025-03-01", *SENDING)
    assert (ran.code, ran.out, ran.err) == (
        2,
        "",
        "error: `reply_promised_by` (2025-03-01, `--reply-promised-by`) lies before `interviewed_on` (2025-03-03, "
        f"the memory of ACME of {TODAY}); correct one of the two, or clear the promise if it was about an earlier round\n",
    )
    early = run("check", "--text", "Thank you.", "--for", "ACME", "--sending-on", "2025-03-01", "--format", "json")
    assert f"to settle: the interview lies ahead (2025-03-03, the memory of ACME of {TODAY})" in early.err


def test_nothing_is_advised_on_facts_that_quarrel(file: Path, run: Run) -> None:
    """As when a reply that was told by mistake is taken back."""
    run("app", "add", "ACME", "--stage", "phone_screen", "--interviewed-on", "2025-03-03")
    run("sent", "--for", "ACME", "--on", "2025-03-08")
    run("heard", "--for", "ACME", "--on", "2025-03-10", "--stage", "interview", "--interviewed-on", "2025-03-17")
    run("heard", "--for", "ACME", "--on", "2025-03-10", "--undo")
    (found,) = json.loads(run("due", "--format", "json").out)["applications"]
    assert (found["steps"], found["too_much"], found["questions"]) == ([], [], [])
    assert found["remarks"] == [
        f"To settle first: `follow_ups` (2025-03-08, the memory of ACME) names a day before `interviewed_on` "
        f"(2025-03-17, the memory of ACME of {TODAY}); correct one of the two, "
        "or record their reply if they have written since, for only what was sent after it counts."
    ]


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("app", "show", "acne"), "no application is called `acne`; did you mean `ACME`?"),
        (("check", "--text", "x", "--for", "acne"), "no application is called `acne`; did you mean `ACME`?"),
        (
            ("app", "add", "acme"),
            "`ACME` is remembered already; change it with `reviewer app edit`, or choose another name",
        ),
        (("app", "edit", "ACME"), "nothing to change was named; `reviewer app edit --help` lists what can be"),
        (("app", "edit", "ACME", "--stage", "offer", "--clear", "stage"), "`stage` is both set and cleared; do one of the two"),
        (
            ("app", "edit", "ACME", "--clear", "stag"),
            "`--clear stag` names no fact that is remembered; did you mean `stage`? Allowed: follow_ups, interviewed_on, other_offer, "
            "process, recipient, recipient.connection, recipient.name, recipient.role, reply_promised_by, salary_expectation, stage",
        ),
        (
            ("app", "edit", "ACME", "--no-longer-accept", "too-soon/x"),
            "no leave was given to `too-soon/x` in `ACME`; `reviewer app show` lists what was",
        ),
        (
            ("app", "edit", "ACME", "--interviewed-on", "2025-03-20"),
            f"`reply_promised_by` (2025-03-12, the memory of ACME of {TODAY}) lies before `interviewed_on` (2025-03-20, "
            "`--interviewed-on`); correct one of the two, or clear the promise if it was about an earlier round",
        ),
        (
            ("sent", "--for", "ACME", "--on", "2025-03-01"),
            "`follow_ups` (2025-03-01, `reviewer sent`) names a day before `interviewed_on` (2025-03-03, the memory of ACME of "
            f"{TODAY}); correct one of the two, or record their reply if they have written since, for only what was sent after it counts",
        ),
        (("sent", "--for", "ACME", "--on", "9999-01-01"), "`--on` 9999-01-01 lies ahead; tell it once it has happened"),
        (("sent", "--for", "ACME", "--on", "3 March"), "`--on` must be a day of the calendar, written as YYYY-MM-DD"),
        (
            ("sent", "--for", "ACME", "--kind", "thanks"),
            "`--kind` cannot be 'thanks'; did you mean `thank-you`? Allowed: answer, connection-request, follow-up, thank-you",
        ),
        (
            ("sent", "--for", "ACME", "--on", "2025-03-09", "--undo"),
            "no follow-up of 2025-03-09 is recorded for `ACME`; `reviewer app show` lists what is",
        ),
        (
            ("heard", "--for", "ACME", "--on", "2025-03-09", "--promised-by", "2025-03-08"),
            "`--promised-by` 2025-03-08 lies before the day of their reply (2025-03-09); correct one of the two",
        ),
        (("check", "--text", "x", "--remember"), "`--remember` needs `--for NAME` and `--accept RULE:REASON`"),
        (("app", "import", "none.json"), "none.json: cannot be read (No such file or directory); check the path and its permissions"),
    ],
)
def test_wrong_use_of_the_memory_is_explained_in_one_sentence(args: tuple[str, ...], sentence: str, file: Path, run: Run) -> None:
    """And changes nothing."""
    run("app", "add", "ACME", *HELD, "--reply-promised-by", "2025-03-12")
    before = file.read_bytes()
    ran = run(*args)
    assert (ran.code, ran.out, ran.err) == (2, "", f"error: {sentence}\n")
    assert file.read_bytes() == before


def test_a_memory_that_is_off_is_off(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """And whoever said so is named."""
    monkeypatch.setenv("REVIEWER_MEMORY", "off")
    assert run("due").err == "error: the memory is off, as REVIEWER_MEMORY says; set `memory` to `on` or to a file to use it\n"


def test_ten_days_of_a_job_seeker(file: Path, run: Run) -> None:
    """Thanks, a question, silence, one more, a reply with a day, and a calendar of it."""
    run("app", "add", "ACME", *HELD)
    assert _next(run, "2025-03-03") == {"ACME": ("thank-you", "2025-03-03")}
    run("sent", "--for", "acme", "--kind", "thank-you", "--on", "2025-03-04")
    run("app", "add", "Borealis", "--stage", "phone_screen", "--interviewed-on", "2025-03-05", "--reply-promised-by", "2025-03-07")
    assert _next(run, "2025-03-10") == {"Borealis": ("outcome-question", "2025-03-08"), "ACME": ("outcome-question", "2025-03-10")}
    assert run("sent", "--for", "acme", "--on", "2025-03-10").out.startswith("remembered: follow-up to ACME on 2025-03-10\nACME  final")
    twice = run("sent", "--for", "acme", "--on", "2025-03-10")
    assert twice.err == (
        "error: a follow-up of 2025-03-10 is remembered for `ACME` already; say `--again` if there was a second one that day\n"
    )
    assert _next(run, "2025-03-11")["ACME"] == ("second-follow-up", "2025-03-15")
    run("sent", "--for", "acme", "--on", "2025-03-15")
    assert _next(run, "2025-03-16")["ACME"] is None
    run("heard", "--for", "acme", "--on", "2025-03-17", "--promised-by", "2025-03-21")
    assert _next(run, "2025-03-17")["ACME"] == ("outcome-question", "2025-03-22")
    assert run("due", "--on", "2025-03-17", "--ics", "due.ics").code == 0
    events: list[Any] = list(Calendar.from_ical((file.parent / "due.ics").read_bytes()).walk("VEVENT"))
    assert [(str(event["summary"]), str(event["dtstart"].dt), event["sequence"]) for event in events] == [
        ("Borealis: ask for the outcome", "2025-03-17", 0),
        ("ACME: ask for the outcome", "2025-03-22", 4),
    ]
    run("heard", "--for", "acme", "--on", "2025-03-20", "--process", "hired")
    run("app", "edit", "borealis", "--process", "rejected")
    assert set(_next(run, "2025-03-21").values()) == {None}
    assert run("due", "--ics", "due.ics").err == "error: `--ics` has no day to write: nothing is due in any application\n"


def _next(run: Run, day: str) -> dict[str, tuple[str, str] | None]:
    """The first step of each application, in order."""
    found = json.loads(run("due", "--on", day, "--format", "json").out)
    assert (found["version"], found["on"]) == (1, day)
    first = {one["name"]: next(iter(one["steps"]), None) for one in found["applications"]}
    return {name: step and (step["kind"], step["on"]) for name, step in first.items()}


def test_what_is_due_is_a_table_for_each_application(file: Path, run: Run) -> None:
    """As text and as Markdown."""
    run("app", "add", "A|CME", *HELD)
    assert (
        run("due", "--on", "2025-03-04").out
        == """\
A|CME  final interview on 2025-03-03
  now                 thank-you            Nobody has been thanked yet; it asks
                                           for nothing.
  from Mon 2025-03-10 ask for the outcome  Give them the 7 days that a decision
                                           takes at this stage.
  from Sat 2025-03-15 ask once more        The one further question, if they
                                           have not written by then.
  Too much: asking before 2025-03-10; a third follow-up; a request to connect
  while it is open.
  Ask them: "Thank you for the conversation. May I ask by when you expect to
  decide?" A thank-you note may still ask for the timeline; only the outcome has
  to wait.
"""
    )
    rows = run("due", "--on", "2025-03-04", "--format", "markdown").out.splitlines()
    assert rows[:3] == ["# What is due", "", "## A\\|CME (final interview on 2025-03-03)"]
    assert rows[6] == "| now | thank-you | Nobody has been thanked yet; it asks for nothing. |"


def test_names_in_wide_letters_keep_the_columns(file: Path, run: Run) -> None:
    """A list is as wide as what is seen, not as what is counted."""
    for name in ("大阪", "Borealis"):
        run("app", "add", name)
    assert run("app", "list").out.startswith("Borealis  open      nothing is due\n大阪      open      nothing is due\n")


def test_all_that_is_remembered_can_be_seen(file: Path, run: Run) -> None:
    """By `app show` with every fact and message, by `app list` in a line each, and as JSON."""
    run("app", "add", "ACME", *HELD, "--process", "hired")
    run("sent", "--for", "ACME", "--kind", "thank-you", "--on", "2025-03-04")
    run("heard", "--for", "ACME", "--on", "2025-03-05")
    assert (
        run("app", "show").out
        == f"""\
ACME  final interview on 2025-03-03, hired
  You have been hired: there is nothing to ask any more, and a request to
  connect is welcome now.
  What you told me:
    stage           final_interview (told {TODAY})
    interviewed_on  2025-03-03 (told {TODAY})
    process         hired (told {TODAY})
  Messages:
    2025-03-04  thank-you
    2025-03-05  their reply
"""
    )
    assert run("app", "list").out == f"ACME  hired     nothing is due\n\nKept in {file}\n"
    shown = json.loads(run("app", "show", "acme", "--format", "json").out)
    listed = json.loads(run("app", "list", "--format", "json").out)
    assert (shown["name"], shown["known"]["process"], len(shown["messages"])) == ("ACME", "hired", 2)
    assert listed == {"version": 1, "file": str(file), "applications": [{"name": "ACME", "process": "hired"}]}


def test_what_is_written_down_is_for_its_owner_and_comes_back(file: Path, run: Run) -> None:
    """An export is a file that nobody else can read; removing tells what is gone."""
    run("app", "add", "ACME", *HELD)
    before = run("app", "export").out
    assert run("app", "export", "acme", "-o", "acme.json").code == 0
    assert (file.parent / "acme.json").stat().st_mode & 0o077 == 0
    assert run("app", "remove", "ACME").out == "forgotten: ACME, with 2 facts and 0 messages\n"
    assert run("app", "import", "acme.json").out == f"remembered: ACME, in {file}\n"
    assert run("app", "export").out == before
    broken = json.loads(before)
    broken["applications"][0]["known"]["stage"] = "lunch"
    (file.parent / "acme.json").write_text(json.dumps(broken))
    assert run("app", "import", "acme.json").err == (
        'error: acme.json: application 1: `application.known.stage` cannot be "lunch". '
        "Allowed: final_interview, interview, offer, phone_screen\n"
    )
    (file.parent / "acme.json").write_text("{}")
    assert "is no export of applications in version 1" in run("app", "import", "acme.json").err


def test_a_fact_is_cleared_by_the_name_of_its_field_or_of_its_option(file: Path, run: Run) -> None:
    """Whichever one remembers."""
    run(
        "app",
        "add",
        "ACME",
        *HELD,
        "--connection",
        "met",
        "--salary",
        "80k USD/year",
        "--recipient-name",
        "Dana",
        "--follow-up",
        "2025-03-12",
    )
    cleared = ("connection", "--salary", "recipient.name", "follow-up")
    assert run("app", "edit", "ACME", *(word for name in cleared for word in ("--clear", name))).code == 0
    shown = json.loads(run("app", "show", "ACME", "--format", "json").out)
    assert sorted(shown["said_on"]) == ["interviewed_on", "stage"]
    assert shown["messages"] == []


def test_follow_ups_that_were_not_sent_are_taken_back(file: Path, run: Run) -> None:
    """By saying that there was none."""
    run("app", "add", "ACME", *HELD, "--follow-up", "2025-03-12")
    assert "ask once more" in run("due", "--on", "2025-03-13").out
    assert run("app", "edit", "ACME", "--follow-up", "none").code == 0
    assert json.loads(run("app", "show", "ACME", "--format", "json").out)["messages"] == []


def test_the_next_round_begins_with_their_reply(file: Path, run: Run) -> None:
    """What was promised about the round before is spent, and what was sent before counts no more."""
    run("app", "add", "ACME", "--stage", "phone_screen", "--interviewed-on", "2025-03-03", "--reply-promised-by", "2025-03-07")
    run("sent", "--for", "ACME", "--on", "2025-03-08")
    ran = run("heard", "--for", "ACME", "--on", "2025-03-10", "--stage", "final_interview", "--interviewed-on", "2025-03-17")
    assert ran.out.splitlines()[:2] == [
        "remembered: reply of ACME on 2025-03-10",
        "The answer promised by 2025-03-07 was about the round before, and is forgotten",
    ]
    known = json.loads(run("app", "show", "ACME", "--format", "json").out)["known"]
    assert (known["stage"], known["reply_promised_by"], known["follow_ups"]) == ("final_interview", None, [])


def test_forgetting_erases_the_memory_and_tells_how_much_it_held(run: Run, tmp_path: Path) -> None:
    """At a keyboard it asks first, and a no leaves everything."""
    run("app", "add", "ACME")
    (file,) = (path for path in tmp_path.rglob("*") if path.is_file())
    asked = run("forget", stdin=b"n\n", typing=True)
    assert (asked.code, asked.out.strip(), file.exists()) == (130, "", True)
    assert run("forget").out == f"erased: {file} (1 application)\n"
    assert run("forget").out == "there was nothing to forget\n"
    assert not file.parent.exists()


def test_forgetting_erases_what_is_damaged_and_nothing_of_others(file: Path, run: Run, tmp_path: Path) -> None:
    """A file that a setting names by mistake stays."""
    file.write_text("my letters")
    assert run("forget").err == f"error: {file}: is no memory of this program, and stays as it is; erase it by hand if you want to\n"
    assert file.read_text() == "my letters"


def test_leave_is_remembered_for_certain_words(file: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """In later drafts to the same people they are set aside again; the words themselves are not kept."""

    class Known(reviewer.Reviewer):
        def __init__(self, **options: Any) -> None:
            super().__init__(**options)
            self.rules = (SimpleNamespace(id="too-soon/word"),)  # type: ignore[assignment]

    monkeypatch.setattr(reviewer, "Reviewer", Known)
    for name in ("ACME", "Borealis"):
        run("app", "add", name, *HELD)
    verdicts = [
        run("check", "--text", "Dear Dana, any news?", "--for", name, *leave, *SENDING, "--format", "json").out
        for name, leave in (("ACME", ("--accept", "too-soon/word:They asked me to.", "--remember")), ("ACME", ()), ("Borealis", ()))
    ]
    assert [json.loads(out)["verdict"] for out in verdicts] == ["send", "send", "wait"]
    assert [found["reason"] for found in json.loads(verdicts[1])["accepted"]] == ["They asked me to."]
    assert b"any news" not in file.read_bytes()
    assert f"Accepted: too-soon/word: They asked me to. (since {TODAY})" in run("app", "show", "ACME").out
    run("app", "edit", "ACME", "--no-longer-accept", "too-soon/word")
    assert json.loads(run("app", "show", "ACME", "--format", "json").out)["accepted"] == []
