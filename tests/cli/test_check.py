"""`reviewer check`: what goes in, what comes out, and the exit code."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reviewer.models import Context, Draft, Recipient, SalaryExpectation

Given = Callable[[], tuple[Draft, Context]]
Run = Callable[..., Any]
DAY = ("--sending-on", "2026-11-04", "--channel", "email")


def test_a_draft_with_something_to_mend_is_shown_with_the_words_marked(run: Run) -> None:
    """Exit 1; piped output holds no escape code."""
    ran = run("check", "--text", "Dear Dana, any news?", *DAY)
    assert (ran.code, ran.err) == (1, "")
    assert (
        ran.out
        == """\
wait: the right message on the wrong day.
First good day: Saturday, 7 November 2026.

1 | Dear Dana, any news?
               ^^^^^^^^

1  too-soon (certain)
   This asks early.
   Instead: Wait.
   Source: "A Document", A Section, paragraph 1 [too-soon/word]

You know better? --accept "too-soon/word:REASON"

Judged: too-soon
"""
    )


def test_a_clean_draft_gets_an_all_clear(run: Run) -> None:
    """Exit 0."""
    ran = run("check", "--text", "Thank you.", *DAY)
    assert (ran.code, ran.out) == (0, "send: nothing here stands in the way.\n\nJudged: too-soon\n")


def test_what_nobody_gave_is_filled_in_and_said(run: Run, given: Given) -> None:
    """The channel is email and the day is today, unless options say otherwise."""
    ran = run("check", "--text", "Thank you.")
    today = dt.date.today()
    assert given() == (Draft(channel="email", text="Thank you."), Context(sending_on=today))
    assert "Assumed: the channel is email (`--channel` says otherwise)\n" in ran.out
    assert f"Assumed: it is sent today, {today} (`--sending-on` says otherwise)\n" in ran.out


def test_every_fact_may_be_an_option(run: Run, given: Given) -> None:
    """The options of the policy's fields, by their names."""
    run(
        *("check", "--text", "x", "--channel", "phone", "--subject", "s", "--stage", "interview", "--interviewed-on", "2026-11-01"),
        *("--sending-on", "2026-11-09", "--reply-promised-by", "2026-11-08", "--follow-up", "2026-11-02", "--follow-up", "2026-11-03"),
        *("--recipient-name", "Dana", "--recipient-role", "recruiter", "--connection", "met", "--salary", "80-85k USD/year"),
        *("--no-other-offer", "--process", "open"),
    )
    assert given() == (
        Draft(channel="phone", text="x", subject="s"),
        Context(
            stage="interview",
            interviewed_on=dt.date(2026, 11, 1),
            sending_on=dt.date(2026, 11, 9),
            reply_promised_by=dt.date(2026, 11, 8),
            follow_ups=(dt.date(2026, 11, 2), dt.date(2026, 11, 3)),
            recipient=Recipient(name="Dana", role="recruiter", connection="met"),
            salary_expectation=SalaryExpectation(min=80_000, max=85_000, currency="USD", period="year"),
            other_offer=False,
            process="open",
        ),
    )


@pytest.mark.parametrize(
    ("words", "pay"),
    [
        ("£38k-£41k", SalaryExpectation(min=38_000, max=41_000, currency="GBP")),
        ("42.50 an hour", SalaryExpectation(min=42.5, max=42.5, period="hour")),
        ("at least 80k EUR", SalaryExpectation(min=80_000, currency="EUR")),
    ],
)
def test_a_salary_is_read_as_people_write_it(words: str, pay: SalaryExpectation, run: Run, given: Given) -> None:
    """One figure is both ends; an open end stays open."""
    run("check", "--text", "x", "--salary", words, *DAY)
    assert given()[1].salary_expectation == pay


def test_options_win_over_a_context_file_and_that_over_the_input_document(run: Run, given: Given, tmp_path: Path) -> None:
    """The nearer the choice, the stronger; a recipient is completed, not replaced."""
    (tmp_path / "in.json").write_text(
        json.dumps(
            {
                "id": "x",
                "draft": {"channel": "text", "text": "t"},
                "context": {"stage": "offer", "process": "open", "sending_on": "2026-11-01"},
            }
        )
    )
    (tmp_path / "facts.yaml").write_text("stage: interview\nsending_on: 2026-11-02\nrecipient: {name: Dana, role: recruiter}\n")
    run("check", "in.json", "--context", "facts.yaml", "--sending-on", "2026-11-03", "--recipient-role", "executive")
    assert given() == (
        Draft(channel="text", text="t"),
        Context(stage="interview", process="open", sending_on=dt.date(2026, 11, 3), recipient=Recipient(name="Dana", role="executive")),
    )


@pytest.mark.parametrize("args", [("draft.txt",), ("-",), ()])
def test_a_plain_draft_comes_from_a_file_or_a_pipe(args: tuple[str, ...], run: Run, given: Given, tmp_path: Path) -> None:
    """Line ends stay as they are, since offsets count them; a byte order mark is no part of the text."""
    content = "\ufeffDear Dana,\r\nth\u00e4nks".encode()
    (tmp_path / "draft.txt").write_bytes(content)
    run("check", *args, *DAY, stdin=content)
    assert given()[0].text == "Dear Dana,\r\nth\u00e4nks"


def test_json_is_the_review_and_nothing_else(run: Run) -> None:
    """What was filled in is said beside it."""
    ran = run("check", "--text", "any news?", "--format", "json", "--sending-on", "2026-11-04")
    review = json.loads(ran.out)
    assert (ran.code, ran.out.count("\n"), review["verdict"], review["findings"][0]["span"]) == (
        1,
        1,
        "wait",
        {"in": "text", "start": 0, "end": 8, "quote": "any news"},
    )
    assert ran.err == "assumed: the channel is email (`--channel` says otherwise)\n"


def test_markdown_quotes_the_sentence(run: Run) -> None:
    """For pasting into a page."""
    assert "\n> Dear Dana, **any news**?\n" in run("check", "--text", "Dear Dana, any news?", "--format", "markdown", *DAY).out


@pytest.mark.parametrize("format", ["text", "json", "markdown"])
def test_without_quotes_no_form_holds_a_word_of_the_draft(format: str, run: Run) -> None:
    """The verdict, the place and the remedy remain."""
    ran = run("check", "--text", "Dear Dana, any news?", "--no-quotes", "--format", format, *DAY)
    assert ran.code == 1
    assert "Dana" not in ran.out
    assert "any news" not in ran.out


@pytest.mark.parametrize(("fail_on", "code"), [("revise", 1), ("wait", 1), ("do-not-send", 0), ("never", 0)])
def test_the_exit_code_is_one_from_the_chosen_verdict_on(fail_on: str, code: int, run: Run) -> None:
    """A milder verdict than the threshold exits 0."""
    assert run("check", "--text", "any news", "--fail-on", fail_on, *DAY).code == code


def test_settings_stand_behind_the_options(run: Run, tmp_path: Path) -> None:
    """A settings file changes the default; an option changes it back."""
    (tmp_path / "reviewer.toml").write_text('format = "json"\nfail_on = "never"\n')
    assert json.loads(run("check", "--text", "any news", *DAY).out)["verdict"] == "wait"
    assert run("check", "--text", "any news", "--fail-on", "wait", "--format", "text", *DAY).code == 1


def test_a_terminal_gets_colour_and_underlines(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--color never`, a dumb terminal and a pipe get none; NO_COLOR keeps the underline alone."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    args = ("check", "--text", "any news", *DAY)
    assert "\x1b[1;4many news\x1b[0m" in run(*args, terminal=True).out
    assert "\x1b" not in run(*args, "--color", "never", terminal=True).out
    assert "\x1b[1;4many news\x1b[0m" in run(*args, "--color", "always").out
    monkeypatch.setenv("NO_COLOR", "1")
    colourless = run(*args, terminal=True).out
    assert "\x1b[1;4many news\x1b[0m" in colourless
    assert "\x1b[1;33m" not in colourless
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b" not in run(*args, terminal=True).out


@pytest.mark.parametrize("args", [(), ("-",)])
def test_an_empty_terminal_is_never_waited_for(args: tuple[str, ...], run: Run) -> None:
    """One sentence says how to give a draft."""
    ran = run("check", *args, typing=True)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "error: no draft was given: name a FILE, pipe the draft in, or write it after `--text`\n"
