"""Mails of invented people, written the way a mail program writes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from reviewer.mail import Mail, read_mail

ME = "Ines Okoro <ines@mail.example>"
DANA = "Dana Whitcombe <dana@tidewell.example>"
PIET = "Piet Maas <piet@tidewell.example>"
RECRUITER = "Rosa Lindqvist <rosa@harbourtalent.example>"
FRIEND = "Tomas Brandt <tomas@mail.example>"


def raw(*lines: str, body: str = "Hello.", ends: str = "\n") -> bytes:
    """A mail of header lines and a body."""
    return f"{ends.join(lines)}{ends}{ends}{body}".encode("utf-8", "surrogateescape")


def mail(
    sender: str,
    to: str | Sequence[str],
    day: str,
    body: str,
    *,
    subject: str = "The harbour planner's post",
    id: str = "",
    answers: str = "",
    cc: str = "",
    extra: Sequence[str] = (),
) -> Mail:
    """A mail as it is read: `day` is an ISO day, at noon, or a whole `Date:`; nothing leaves the date out."""
    lines = [f"From: {sender}", f"To: {to if isinstance(to, str) else ', '.join(to)}", f"Subject: {subject}", *extra]
    if day:
        lines.append(f"Date: {dt.date.fromisoformat(day):%a, %d %b %Y} 12:00:00 +0000" if len(day) == 10 else f"Date: {day}")
    lines += [f"Message-ID: <{id}@x.example>"] * bool(id)
    lines += [f"In-Reply-To: <{answers}@x.example>"] * bool(answers)
    lines += [f"Cc: {cc}"] * bool(cc)
    return read_mail(raw(*lines, "Content-Type: text/plain; charset=utf-8", body=body), "letters")
