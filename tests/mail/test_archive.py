"""Files of many mails."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.errors import InputError
from reviewer.mail import bounds, read_archive, read_archives
from tests.mail.letters import raw

ONE = raw("From: dana@tidewell.example", "Subject: One", body="One.\n").decode()
TWO = raw("From: ines@mail.example", "Subject: Two", body="Two.\n").decode()
LINE = "From dana@tidewell.example Tue Nov  3 09:14:00 2026\n"


def bodies(content: str) -> list[str]:
    return [mail.text for mail in read_archive(content.encode(), "a.mbox")]


def test_an_archive_is_cut_where_a_mail_begins() -> None:
    """A line that begins with "From " within a mail is not such a place, quoted or not; one layer of quoting is taken off."""
    inner = "Hello.\nFrom 2024 on we met on Tuesdays.\n\n>From here on too.\n>>From there.\n"
    assert bodies(f"{LINE}{raw('Subject: a', body=inner).decode()}\n{LINE}{TWO}") == [
        "Hello.\nFrom 2024 on we met on Tuesdays.\n\nFrom here on too.\n>From there.",
        "Two.",
    ]


def test_one_mail_is_an_archive_of_one() -> None:
    assert bodies(ONE) == ["One."]
    assert bodies(f"{LINE}{ONE}") == ["One."]


def test_files_are_read_in_their_order_and_mails_carried_within_them(tmp_path: Path) -> None:
    carrying = raw(
        "From: ines@mail.example",
        "Content-Type: multipart/mixed; boundary=b",
        body=f"--b\n\nSee below.\n--b\nContent-Type: message/rfc822\n\n{ONE}\n--b--\n",
    )
    (tmp_path / "a.eml").write_bytes(carrying)
    (tmp_path / "b.mbox").write_text(f"{LINE}{TWO}")
    assert [mail.text for mail in read_archives([tmp_path / "a.eml", tmp_path / "b.mbox"])] == ["See below.", "One.", "Two."]


def test_too_many_mails_and_too_long_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.mbox"
    file.write_text(f"{LINE}{ONE}\n" * 3)
    monkeypatch.setattr(bounds, "MOST_MAILS", 2)
    with pytest.raises(InputError, match=r"a.mbox: holds more than the 2 mails that are read; save the one conversation alone"):
        read_archives([file])
    monkeypatch.setattr(bounds, "MOST_ARCHIVE_BYTES", 10)
    with pytest.raises(InputError, match=r"a.mbox: is longer than the 10 bytes that are read; save the one conversation alone"):
        read_archives([file])


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"is a folder; name the .mbox or .eml files in it"):
        read_archives([tmp_path])
    with pytest.raises(InputError, match=r"cannot be read \(No such file or directory\); check the path and its permissions"):
        read_archives([tmp_path / "none.mbox"])
