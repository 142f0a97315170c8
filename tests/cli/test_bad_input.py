"""Bad input ends in one clear sentence on standard error and exit code 2, never in a traceback."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from reviewer.cli.program import COMMANDS
from reviewer.settings import Settings

Run = Callable[..., Any]
EMPTY = "`draft.text`: the draft is empty; only the note of a connection request may be"


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("check", "--text", " "), EMPTY),
        (("check", "-"), EMPTY),
        (("check", "missing.txt"), "missing.txt: cannot be read (No such file or directory); check the path and its permissions"),
        (("check", "."), ".: is a folder; name a file in it"),
        (("check", "x.txt", "--text", "y"), "the draft was given twice, as a FILE and as `--text`; keep one of them"),
        (
            ("check", "--text", "x", "--channel", "emial"),
            '`--channel` cannot be "emial"; did you mean `email`? '
            "Allowed: connection_request, email, linkedin_message, phone, social_post, text",
        ),
        (("check", "--text", "x", "--sending-on", "2026-02-30"), "`--sending-on`: 2026-02-30 is not a day of the calendar"),
        (("check", "--text", "x", "--interviewed-on", "3/4/26"), '`--interviewed-on`: write the date as YYYY-MM-DD, not "3/4/26"'),
        (
            ("check", "--text", "x", "--follow-up", "2026-11-09", "--sending-on", "2026-11-03"),
            "`--follow-up` (2026-11-09) lies after sending_on (2026-11-03)",
        ),
        (("check", "--text", "x", "--connection", "friend"), '`--connection` cannot be "friend". Allowed: introduced, met, none'),
        (
            ("check", "--text", "x", "--salary", "lots"),
            '`--salary` names no amount of money that can be read; write it like "80-85k USD/year", "£38k-£41k" or "42.50 an hour"',
        ),
        (
            ("check", "--text", "x", "--salary", "85k per quarter"),
            '`--salary` says "per quarter", which cannot be read; write it like "80-85k USD/year", "£38k-£41k" or "42.50 an hour"',
        ),
        (("check", "--text", "x", "--fail-on", "maybe"), "`--fail-on` cannot be 'maybe'; Allowed: do-not-send, never, revise, wait"),
        (
            ("chek",),
            f"`chek` is not a command; did you mean `check`? Allowed: {', '.join(sorted(COMMANDS))}",
        ),
        (
            ("guidelines", "too-son"),
            "`too-son` is not a guideline; did you mean `too-soon`? Allowed: cold-contact, connection-request, dishonesty, impatience, "
            "public-venting, salary-change, too-familiar, too-many-follow-ups, too-soon",
        ),
        (
            ("batch", "missing.jsonl", "-o", "out.jsonl"),
            "missing.jsonl: cannot be read (No such file or directory); check the path and its permissions",
        ),
        (
            ("when", "--ics", "x.ics"),
            "`--ics` has no day to write. No date is known to count from; give `--interviewed-on`, `--reply-promised-by` or `--follow-up`.",
        ),
        (
            ("when", "--ics", "no/x.ics", "--reply-promised-by", "2026-12-01"),
            "no/x.ics: cannot be written (No such file or directory); check the path and its permissions",
        ),
        (
            ("--config", "none.toml", "settings"),
            "none.toml: the settings file cannot be read (No such file or directory); correct its path or its permissions",
        ),
    ],
)
def test_wrong_use_is_explained_in_one_sentence(args: tuple[str, ...], sentence: str, run: Run) -> None:
    """It names the file, the option or the field, and the way out."""
    ran = run(*args)
    assert (ran.code, ran.out, ran.err) == (2, "", f"error: {sentence}\n")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("d.txt", b"\xff\xfeh\0i\0", "d.txt: is UTF-16 text; save it as UTF-8"),
        ("d.txt", b"PK\x03\x04\0\0", "d.txt: is a binary file, not text; save the draft as plain text in UTF-8"),
        ("d.txt", b"Dear\nD\xe4na", "d.txt, line 2: is not UTF-8 text; save it as UTF-8"),
        ("d.txt", b"x" * 100_001, "`draft.text` is 100,001 characters long; at most 100,000 are read"),
        ("d.txt", b"x" * 400_004, "d.txt: is longer than the 400,003 bytes that are read (a draft has at most 100,000 characters)"),
        (
            "d.json",
            b'{"draft": {"channel": "email",\n "text" "x"}}',
            "d.json: the JSON cannot be read at line 2, column 9: Expecting ':' delimiter",
        ),
        ("d.json", b"[]", "d.json: must hold named fields, such as `stage: phone_screen`"),
        ("d.json", b"{}", 'd.json: `draft` is missing; write {"draft": {"channel": "email", "text": "..."}}'),
        (
            "d.json",
            b'{"draft": {"channel": "email", "text": "x"}, "context": {"stge": 1}}',
            "d.json: `context.stge` is not a field that is known here; did you mean `stage`? Allowed: "
            "follow_ups, interviewed_on, other_offer, process, recipient, reply_promised_by, salary_expectation, sending_on, stage",
        ),
        (
            "d.json",
            b'{"draft": {"channel": "email", "text": "x"}, "context": {"stage": NaN}}',
            "d.json: the JSON cannot be read: NaN is not a number of JSON",
        ),
    ],
)
def test_a_draft_that_cannot_be_read_is_named_with_the_place(name: str, content: bytes, sentence: str, run: Run, tmp_path: Path) -> None:
    """Line and column where there are any."""
    (tmp_path / name).write_bytes(content)
    ran = run("check", name)
    assert (ran.code, ran.out, ran.err) == (2, "", f"error: {sentence}\n")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        (
            "f.yaml",
            b"stage: interview\nrecipient: [a",
            "f.yaml, line 2, column 14: the YAML cannot be read: expected ',' or ']', but got '<stream end>'",
        ),
        ("f.yaml", b"stage: interview\nstage: offer", "f.yaml, line 2: "),
        ("f.yaml", b"other_offer: perhaps", 'f.yaml: `context.other_offer` must be true or false, not "perhaps"'),
        ("f.yaml", b"- stage", "f.yaml: must hold named fields, such as `stage: phone_screen`"),
        ("f.json", b'{"stage": }', "f.json: the JSON cannot be read at line 1, column 11: Expecting value"),
        ("f.yaml", b"follow_ups: [2026-11-02, 2026-11-31]", "f.yaml: `context.follow_ups[1]`: 2026-11-31 is not a day of the calendar"),
    ],
)
def test_facts_that_cannot_be_read_are_named_with_the_place(name: str, content: bytes, sentence: str, run: Run, tmp_path: Path) -> None:
    """The file of facts is told apart from the draft."""
    (tmp_path / name).write_bytes(content)
    ran = run("check", "--text", "x", "--context", name)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"error: {sentence}")
    assert ran.err.count("\n") == 1


def test_an_unknown_option_is_explained(run: Run) -> None:
    """With the options that look like it."""
    ran = run("check", "--chanel", "email")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "--chanel" in ran.err
    assert "--channel" in ran.err


@pytest.mark.parametrize(("args", "command"), [(("--bogus",), "reviewer"), (("when", "--bogus"), "reviewer when")])
def test_an_option_that_is_none_leads_to_the_help_of_its_own_command(args: tuple[str, ...], command: str, run: Run) -> None:
    """How the option is quoted is the business of the library that reads the options, and differs from one of its versions to the next."""
    ran = run(*args)
    assert (ran.code, ran.out) == (2, "")
    assert re.fullmatch(rf"error: No such option:? '?--bogus'?\.? \(`{command} --help` lists what there is\)\n", ran.err)


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("check", "--what-if"), "Option '--what-if' requires an argument. (`reviewer check --help` lists what there is)"),
        (("app", "add"), "Missing argument 'NAME'. (`reviewer app add --help` lists what there is)"),
        (("app", "add", "ACME", "--stage"), "Option '--stage' requires an argument. (`reviewer app add --help` lists what there is)"),
        (("app", "shwo"), "`shwo` is not a command; did you mean `show`? Allowed: add, edit, export, import, list, remove, show"),
        (("cache", "clera"), "`clera` is not a command; did you mean `clear`? Allowed: clear, info, prune"),
        (("serve", "keys"), "`keys` is not a command; did you mean `key`? Allowed: key"),
    ],
)
def test_wrong_use_of_a_command_leads_to_its_own_help(args: tuple[str, ...], sentence: str, run: Run) -> None:
    """Not to that of the whole program; a misspelt command is answered with the nearest."""
    ran = run(*args)
    assert (ran.code, ran.out, ran.err) == (2, "", f"error: {sentence}\n")


@pytest.mark.parametrize("form", [("--format", "json"), ("--format=json",)])
def test_errors_are_json_where_json_was_asked_for(form: tuple[str, ...], run: Run) -> None:
    """Wrong use too; standard output stays empty."""
    ran = run("check", "--text", "x", "--sending-on", "soon", *form)
    assert (ran.code, ran.out) == (2, "")
    assert json.loads(ran.err) == {
        "version": 1,
        "error": {"field": "context.sending_on", "message": '`--sending-on`: write the date as YYYY-MM-DD, not "soon"'},
    }
    assert json.loads(run("check", "--chanel", "x", *form).err)["error"]["field"] is None


def test_a_setting_that_asks_for_json_holds_for_errors(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """As does the environment."""
    monkeypatch.setenv("REVIEWER_FORMAT", "json")
    assert json.loads(run("check", "--text", "").err)["error"] == {"field": "draft.text", "message": EMPTY}


def test_a_defect_is_told_without_a_traceback_and_without_the_draft(run: Run) -> None:
    """What kind it is and where; never what it was working on."""
    ran = run("check", "--text", "please break", "--sending-on", "2026-11-04")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: this is a defect of the program (KeyError in conftest.py, line ")
    assert "please break" not in ran.err


def test_a_settings_file_that_cannot_be_used_is_named(run: Run, tmp_path: Path) -> None:
    """A misspelt key is never passed over."""
    (tmp_path / "reviewer.toml").write_text('fromat = "json"')
    ran = run("settings")
    assert ran.code == 2
    allowed = ", ".join(sorted(field.name for field in fields(Settings)))
    assert ran.err.endswith(f"`fromat` is not a setting; did you mean `format`? Allowed: {allowed}\n")
