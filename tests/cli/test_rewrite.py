"""`reviewer rewrite`, and what `check` says under other facts and of findings that are accepted."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import reviewer
from reviewer.reviews import Reviewer

Run = Callable[..., Any]
FACTS = ("--stage", "phone_screen", "--interviewed-on", "2026-11-02", "--sending-on", "2026-11-04", "--channel", "email")
DRAFT = "Dear Dana,\n\nThank you for the tour. Has anyone been chosen yet?\n\nMarit\n"
MENDED = "Dear Dana,\n\nThank you for the tour.\n\nMarit\n"


@pytest.fixture
def mending(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """The command line with the project's own rules, and a draft in `draft.txt`."""
    monkeypatch.setattr(reviewer, "Reviewer", Reviewer)
    (tmp_path / "draft.txt").write_text(DRAFT, encoding="utf-8")
    return run


def test_a_mend_is_shown_word_by_word_with_the_reason_and_both_verdicts(mending: Run) -> None:
    """Without colour, what goes stands in brackets."""
    ran = mending("rewrite", "draft.txt", "--no-classifier", *FACTS)
    assert (ran.code, ran.err) == (0, "")
    assert (
        ran.out
        == """\
mended: the smallest change that a new review bears out.

Dear Dana,

Thank you for the tour. [-Has anyone been chosen yet?-]

Marit

Why
  - These words ask for the outcome, and the waiting time is not over yet.
Besides: Or keep your own words, and send them on Saturday, 7 November 2026 or
later.

Before: wait
After: send, nothing here stands in the way.
"""
    )


def test_a_terminal_shows_the_difference_in_colour(mending: Run) -> None:
    """Red and struck for what goes."""
    ran = mending("rewrite", "draft.txt", "--no-classifier", "--color", "always", *FACTS)
    assert "\x1b[9;31m Has anyone been chosen yet?\x1b[0m" in ran.out


def test_the_json_is_the_value_and_nothing_else(mending: Run) -> None:
    """A program reads the mended draft from it."""
    found = json.loads(mending("rewrite", "draft.txt", "--no-classifier", "--format", "json", *FACTS).out)
    assert (found["version"], found["outcome"], found["draft"]) == (1, "mended", {"text": MENDED, "subject": None})


def test_markdown_strikes_what_goes(mending: Run) -> None:
    """No word of the draft is taken for markup."""
    assert "~~Has anyone been chosen yet?~~" in mending("rewrite", "draft.txt", "--no-classifier", "--format", "markdown", *FACTS).out


def test_the_mend_is_saved_and_the_original_kept_beside_it(mending: Run, tmp_path: Path) -> None:
    """An original that is there already is never written over."""
    ran = mending("rewrite", "draft.txt", "--no-classifier", "--write", *FACTS)
    assert (ran.code, ran.err) == (0, "draft.txt is mended; the original is draft.original.txt\n")
    assert [(tmp_path / name).read_text(encoding="utf-8") for name in ("draft.txt", "draft.original.txt")] == [MENDED, DRAFT]
    (tmp_path / "draft.txt").write_text(DRAFT, encoding="utf-8")
    again = mending("rewrite", "draft.txt", "--no-classifier", "--write", *FACTS)
    assert (again.code, (tmp_path / "draft.txt").read_text(encoding="utf-8")) == (2, DRAFT)
    assert again.err.startswith("error: draft.original.txt: exists already and is kept")


def test_the_mend_may_be_saved_elsewhere(mending: Run, tmp_path: Path) -> None:
    """The draft itself stays as it is."""
    ran = mending("rewrite", "draft.txt", "--no-classifier", "-o", "new.txt", *FACTS)
    assert (ran.code, ran.err) == (0, "the mended draft is written to new.txt\n")
    assert [(tmp_path / name).read_text(encoding="utf-8") for name in ("draft.txt", "new.txt")] == [DRAFT, MENDED]


def test_the_mend_is_never_saved_over_the_draft_itself(mending: Run, tmp_path: Path) -> None:
    """By `-o` its words would be lost; `--write` keeps them."""
    ran = mending("rewrite", "draft.txt", "--no-classifier", "-o", str(tmp_path / "draft.txt"), *FACTS)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith("draft.txt: is the draft itself; `--write` mends it and keeps the original\n")
    assert (tmp_path / "draft.txt").read_text(encoding="utf-8") == DRAFT


@pytest.mark.parametrize(
    ("further", "said"),
    [
        (("--process", "rejected"), "it is fine as it is"),
        (("--connection", "none", "--recipient-role", "executive"), "there is no mend"),
    ],
)
def test_where_nothing_is_written_that_is_said(further: tuple[str, ...], said: str, mending: Run, tmp_path: Path) -> None:
    """Nobody goes on with a file that is not there."""
    (tmp_path / "draft.txt").write_text(DRAFT if said.startswith("there") else MENDED, encoding="utf-8")
    assert mending("rewrite", "draft.txt", "--no-classifier", "-o", "new.txt", *FACTS, *further).err == f"no draft is written: {said}\n"
    assert not (tmp_path / "new.txt").exists()


def test_without_an_honest_mend_the_exit_code_is_1_and_nothing_is_saved(mending: Run, tmp_path: Path) -> None:
    """What can be done instead is said."""
    ran = mending("rewrite", "draft.txt", "--no-classifier", "--write", *FACTS, "--connection", "none", "--recipient-role", "executive")
    assert ran.code == 1
    assert "Instead: Send it to the person who interviewed you" in ran.out
    assert not (tmp_path / "draft.original.txt").exists()


def test_where_there_is_no_mend_the_words_at_fault_stand_before_the_advice(mending: Run, tmp_path: Path) -> None:
    """So that the true day is one that was spoken of, and no line says that other words would do."""
    (tmp_path / "draft.txt").write_text("Dear Dana,\n\nThank you for our conversation yesterday.\n\nMarit\n", encoding="utf-8")
    facts = ("--interviewed-on", "2026-11-02", "--sending-on", "2026-11-18", "--channel", "email")
    ran = mending("rewrite", "draft.txt", "--no-classifier", *facts)
    assert ran.code == 1
    assert (
        ran.out
        == """\
no honest mend: better wording would not make it right.

Why
  - "Thank you for our conversation yesterday": The day named here does not fit
    the day of the interview that you told us.
Instead: Name the true day, or leave the time out; if the facts are wrong,
correct them.

Verdict: do-not-send
"""
    )
    told = mending("rewrite", "draft.txt", "--no-classifier", "--format", "markdown", *facts).out
    assert told.index("The day named here") < told.index("Name the true day")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Has anyone been chosen yet?", "[-Has anyone been chosen yet?-]{+Thank you for your time.+}"),
        ("I need an answer today.", "{+Thank you for your time.+}"),
    ],
)
def test_a_message_of_one_sentence_is_mended_too(text: str, shown: str, mending: Run) -> None:
    """A line of thanks stands for it, as in a longer one."""
    ran = mending("rewrite", "--text", text, "--no-classifier", *FACTS)
    assert shown in ran.out


def test_nothing_to_mend_says_what_is_not_known(mending: Run) -> None:
    """Once, as a review does."""
    ran = mending("rewrite", "--text", "Any news on a decision yet?", "--no-classifier", "--sending-on", "2026-11-04", "--channel", "email")
    assert ran.out.startswith("nothing to mend: nothing that could be judged stands in the way; more is not\nknown.\n\nVerdict: send\n")
    assert "  --interviewed-on: The day of the interview tells" in ran.out


def test_only_a_plain_file_can_be_written_in_its_own_place(mending: Run) -> None:
    """The way out is named."""
    ran = mending("rewrite", "--text", "Thank you.", "--write", *FACTS)
    assert (ran.code, ran.err) == (2, "error: `--write` needs a draft in a plain text file; `-o FILE` saves the mended draft elsewhere\n")


def test_verdicts_under_other_facts_stand_side_by_side(mending: Run) -> None:
    """The exit code is that of the facts as they are."""
    suppose = ("--what-if", "sending-on=2026-11-12", "--what-if", "connection=none,recipient-role=executive")
    ran = mending("check", "draft.txt", "--no-classifier", *FACTS, *suppose)
    assert ran.code == 1
    assert (
        ran.out[ran.out.index("what if") :]
        == """\
what if                      verdict      at fault                first good day
as it is                     wait         too-soon                2026-11-07
sending-on 2026-11-12        send         nothing                 -
connection none,             do-not-send  cold-contact, too-soon  2026-11-07
recipient-role executive
"""
    )


def test_in_json_the_plain_review_stands_beside_what_was_supposed(mending: Run) -> None:
    """Without the option, the review is the whole document."""
    ran = mending("check", "draft.txt", "--no-classifier", "--format", "json", *FACTS, "--what-if", "sending-on=2026-11-12")
    found = json.loads(ran.out)
    assert found["review"]["verdict"] == "wait"
    assert [(one["facts"], one["review"]["verdict"]) for one in found["what_if"]] == [({"sending-on": "2026-11-12"}, "send")]


@pytest.mark.parametrize(
    ("supposed", "told"),
    [
        ("sending-on", "`--what-if sending-on` cannot be read; write it like `--what-if sending-on=2026-11-12`"),
        ("sendin-on=2026-11-12", "`--what-if` knows no `sendin-on`; did you mean `sending-on`? "),
        ("sending-on=tomorrow", "`--what-if sending-on=tomorrow`: `--sending-on`: write the date as YYYY-MM-DD"),
    ],
)
def test_a_supposition_that_cannot_be_read_is_named(mending: Run, supposed: str, told: str) -> None:
    """One sentence, with the option."""
    ran = mending("check", "draft.txt", *FACTS, "--what-if", supposed)
    assert ran.code == 2
    assert told in ran.err


def test_what_is_accepted_decides_nothing_and_what_touches_nothing_is_said(mending: Run) -> None:
    """The reason goes into the JSON."""
    leave = ("--accept", "too-soon/before-the-window: they told me to ask", "--accept", "impatience/begging: x")
    ran = mending("check", "draft.txt", "--no-classifier", "--format", "json", *FACTS, *leave)
    found = json.loads(ran.out)
    assert (ran.code, found["verdict"], [one["reason"] for one in found["accepted"]]) == (0, "send", ["they told me to ask"])
    assert "`--accept impatience/begging` touches nothing in this draft; leave it out" in ran.err
