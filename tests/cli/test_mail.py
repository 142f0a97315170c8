"""`reviewer check` with mails: as the draft, as a whole message on standard input, and as the thread that it belongs to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

import reviewer
from reviewer.models import Context, Draft
from reviewer.reviews import Reviewer
from tests.cli.conftest import Run

Given = Callable[[], tuple[Draft, Context | None]]
DRAFT = """From: Ines Okoro <ines@mail.example>
To: Dana Whitcombe <dana@tidewell.example>
Subject: Re: The =?utf-8?q?harbour_planner=E2=80=99s?= post
Date: Tue, 4 Nov 2025 09:14:00 +0100
Content-Type: text/plain; charset=utf-8; format=flowed

Dear Dana, is there any news \nabout the post?

Ines

On Mon, 2 Nov 2026 at 10:00, Dana Whitcombe wrote:
> We will answer.
"""
PROMISE = """From: Dana Whitcombe <dana@tidewell.example>
To: ines@mail.example
Date: Mon, 2 Nov 2026 10:00:00 +0100

Dear Ines,

We will get back to you by the end of next week.

Dana
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "draft.eml").write_text(DRAFT, encoding="utf-8")
    (tmp_path / "thread.eml").write_text(PROMISE, encoding="utf-8")
    (tmp_path / "draft.txt").write_text("Dear Dana, is there any news about the post?", encoding="utf-8")
    return tmp_path


@cache
def real() -> Reviewer:
    return Reviewer(classifier=False)


def test_a_draft_may_be_a_mail(run: Run, given: Given, files: Path) -> None:
    """Words, subject and reader come from it; its date is when it was kept, so it is sent today."""
    ran = run("check", "draft.eml")
    draft, context = given()
    assert draft == Draft(
        channel="email",
        subject="Re: The harbour planner’s post",
        text="Dear Dana, is there any news about the post?\n\nInes\n\n"
        "On Mon, 2 Nov 2026 at 10:00, Dana Whitcombe wrote:\n> We will answer.",
    )
    assert context is not None
    assert (context.recipient and context.recipient.name, context.sending_on) == ("Dana Whitcombe", dt.date.today())
    assert "Learned: recipient.name is Dana Whitcombe, from the draft's `To:`" in ran.out
    assert ran.code == 1


def test_a_whole_message_may_come_on_standard_input(run: Run, given: Given) -> None:
    """Its exit code can hold a mail program back."""
    assert run("check", "--mail", "-", stdin=DRAFT.encode()).code == 1
    assert run("check", "--mail", "-", "--fail-on", "do-not-send", stdin=DRAFT.encode()).code == 0
    assert given()[0].subject == "Re: The harbour planner’s post"


def test_options_win_over_the_mail(run: Run, given: Given, files: Path) -> None:
    run("check", "draft.eml", "--subject", "Another", "--channel", "linkedin_message", "--recipient-name", "D. W.")
    draft, context = given()
    assert (draft.subject, draft.channel) == ("Another", "linkedin_message")
    assert context is not None
    assert context.recipient is not None
    assert context.recipient.name == "D. W."


def test_a_date_that_lies_ahead_is_the_day_of_sending(run: Run, given: Given, files: Path) -> None:
    """Programs that send later write it so."""
    (files / "draft.eml").write_text(DRAFT.replace("4 Nov 2025", "3 Nov 2099"), encoding="utf-8")
    ran = run("check", "draft.eml", "--format", "json")
    context = given()[1]
    assert context is not None
    assert context.sending_on == dt.date(2099, 11, 3)
    assert "assumed: it is sent on 2099-11-03, as its `Date:` says (`--sending-on` says otherwise)\n" in ran.err


def test_facts_of_a_thread_are_shown_with_their_mail(run: Run, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In every format; an option wins, and the words can be left out."""
    monkeypatch.setattr(reviewer, "Reviewer", lambda **_: real())
    asked = ("check", "draft.eml", "--thread", "thread.eml", "--sending-on", "2026-11-20")
    fact = "reply_promised_by is 2026-11-13, from the mail of 2 November 2026 from Dana Whitcombe"
    option = "(`--reply-promised-by` overrules it)"
    said = run(*asked, "--format", "json").err.splitlines()
    assert f'learned: {fact}: "We will get back to you by the end of next week." {option}' in said
    assert f"learned: {fact} {option}" in run(*asked, "--format", "json", "--no-quotes").err.splitlines()
    assert "*Learned:* reply\\_promised\\_by is 2026-11-13" in run(*asked, "--format", "markdown").out
    assert "Learned: reply_promised_by is 2026-11-13" in run(*asked).out
    assert "reply_promised_by" not in run(*asked, "--reply-promised-by", "2026-11-10", "--format", "json").err


def test_a_file_of_facts_wins_and_the_difference_is_told(run: Run, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reviewer, "Reviewer", lambda **_: real())
    (files / "facts.yaml").write_text("reply_promised_by: 2026-11-10\n")
    ran = run("check", "draft.eml", "--thread", "thread.eml", "--context", "facts.yaml", "--sending-on", "2026-11-20", "--format", "json")
    assert "to settle: facts.yaml says otherwise, and that was taken: reply_promised_by is 2026-11-13" in ran.err


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (["draft.txt", "--thread", "thread.eml"], "nothing tells which address in the thread is yours; give it with `--me`"),
        (["draft.txt", "--me", "ines@mail.example"], "`--me` needs a thread; name its file with `--thread`"),
        (["draft.txt", "--mail", "draft.eml"], "the draft was given twice, as a FILE and as `--mail`; keep one of them"),
        (["--mail", "draft.txt"], "draft.txt: is no mail, since it begins without a header such as `From:`"),
        (["--mail", "empty.eml"], "empty.eml: the mail holds no text; write the text or name another file"),
        (["none.eml"], "none.eml: cannot be read (No such file or directory)"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(
    run: Run, files: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], sentence: str
) -> None:
    monkeypatch.setattr(reviewer, "Reviewer", lambda **_: real())
    (files / "empty.eml").write_text("From: ines@mail.example\n\n")
    ran = run("check", *args)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"error: {sentence}")
    assert ran.err.count("\n") == 1


def test_nobody_waits_for_a_mail_at_an_empty_terminal(run: Run) -> None:
    ran = run("check", "--mail", "-", typing=True)
    assert (ran.code, ran.err) == (2, "error: no mail was given: pipe a whole message in, or name its file after `--mail`\n")
