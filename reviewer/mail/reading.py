"""From the bytes of a mail to what it says."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import getaddresses, parsedate_to_datetime
from typing import Any, Final

from reviewer.errors import InputError
from reviewer.mail import bounds
from reviewer.mail.body import body_of, carried
from reviewer.mail.mail import Mail, Person
from reviewer.mail.parser import parse, plainly, safely

__all__ = ["looks_like_mail", "read_mail"]

_HEADER: Final = re.compile(rb"[!-9;-~]{1,60}[ \t]*:")
_ID: Final = re.compile(r"<[^<>\s]{1,250}>")
_MOST_ANSWERED: Final = 100
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\ufeff]+")
_MAIL_HEADERS: Final = ("from", "to", "subject", "date", "message-id", "received", "content-type", "mime-version", "cc", "bcc", "x-unsent")
_ABSENT: Final = re.compile(r"(?i)^\s*(?:automatic reply|auto(?:matic)?[- ]?reply|autoreply|out of (?:the )?office|abwesenheitsnotiz)\b")
_OUTLOOK: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def looks_like_mail(content: bytes) -> bool:
    """Whether a file begins as a mail does, with a header."""
    return _HEADER.match(content.lstrip(b"\r\n \t\xef\xbb\xbf")) is not None


def read_mail(content: bytes, name: str, *, file: str | None = None, number: int = 1) -> Mail:
    """Read one mail; `name` is what an error calls it.

    Raises:
        InputError: it is no mail, or larger or deeper than any that people write.
    """
    content = _without_frame(content)
    _refuse_other_files(content, name)
    message = parse(content, name)
    if not any(message.get(header) is not None for header in _MAIL_HEADERS):
        raise InputError(f"{name}: is no mail, since it begins without a header such as `From:`; save the mail as .eml")
    return _mail(message, file or name, number)


def _without_frame(content: bytes) -> bytes:
    """Leave out what programs put around a mail: a byte order mark, blank lines, Apple Mail's length and property list."""
    content = content.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    first, _, rest = content[:32].partition(b"\n")
    if first.strip().isdigit() and len(rest) > 0:
        return content[len(first) + 1 :][: int(first)]
    if content.startswith(b"From ") and b"\n" in content:
        return content.partition(b"\n")[2]
    return content


def _refuse_other_files(content: bytes, name: str) -> None:
    if content.startswith(_OUTLOOK):
        raise InputError(f"{name}: is in Outlook's own format (.msg); save the mail as .eml, or drag it to another mail program")
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise InputError(f"{name}: is UTF-16 text; save the mail as .eml")
    if content.startswith((b"PK\x03\x04", b"\x1f\x8b")):
        raise InputError(f"{name}: is packed; unpack it first")
    if not content.strip():
        raise InputError(f"{name}: is empty; save the mail as .eml")


def _mail(message: EmailMessage, file: str, number: int) -> Mail:
    body = body_of(message)
    date, fault = _date(message)
    subject = _line(message, "subject")
    return Mail(
        file=file,
        number=number,
        sender=next(iter(_people(message, "from")), None) or next(iter(_people(message, "sender")), None),
        to=_people(message, "to"),
        cc=_people(message, "cc"),
        date=date,
        date_fault=fault,
        subject=subject,
        text=body.text,
        id=next(iter(_ids(message, "message-id")), ""),
        answers=tuple(dict.fromkeys((*_ids(message, "in-reply-to"), *reversed(_ids(message, "references"))))),
        automatic=_is_automatic(message, subject),
        unsent=bool(_line(message, "x-unsent") or _line(message, "x-mozilla-draft-info")),
        attachments=body.attachments,
        faults=body.faults,
        within=tuple(_mail(inner, file, number) for inner in carried(message)),
    )


def _line(message: EmailMessage, name: str) -> str:
    """A header on one line, without signs that a terminal would choke on."""
    value = next((str(value) for value in safely(message, name)), "")
    return " ".join(_CONTROLS.sub(" ", _whole(value)).split())


def _whole(value: str) -> str:
    """Text without halves of characters."""
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _people(message: EmailMessage, name: str) -> tuple[Person, ...]:
    found = [person for value in safely(message, name) for person in _addressed(value)]
    return tuple({person.address: person for person in reversed(found[: bounds.MOST_PEOPLE])}.values())[::-1]


def _addressed(value: Any) -> Iterator[Person]:
    """The people of one header; where the modern parser finds none, the old one may."""
    try:
        pairs = [(str(one.display_name), str(one.addr_spec)) for one in value.addresses]
    except Exception:  # the modern parser fails in many ways on odd addresses
        pairs = []
    if not any("@" in address for _, address in pairs):
        pairs = getaddresses([str(value)])
    for display, address in pairs:
        address = "".join(_whole(address).split()).strip("<>\"'").lower()
        if "@" in address:
            shown = " ".join(_CONTROLS.sub(" ", _whole(display)).split()).strip("\"' ")
            yield Person("" if "@" in shown else shown[:100], address[:320])


def _ids(message: EmailMessage, name: str) -> list[str]:
    found = [one for value in plainly(message, name) for one in _ID.findall(_whole(value))]
    return found[-_MOST_ANSWERED:]


def _date(message: EmailMessage) -> tuple[dt.datetime | None, str]:
    """When it was sent, with a time zone; or what is wrong with its date."""
    values = plainly(message, "date")
    if not values or not values[0]:
        return None, "it has no date"
    try:
        read = parsedate_to_datetime(values[0])
    except (ValueError, TypeError, IndexError, OverflowError):
        return None, "its date cannot be read"
    if not 1990 <= read.year <= 2200:
        return None, f"its date lies in the year {read.year}"
    return read if read.tzinfo else read.replace(tzinfo=dt.UTC), ""


def _is_automatic(message: EmailMessage, subject: str) -> bool:
    """Whether a machine wrote it by itself; what a machine sent on somebody's word is not meant."""
    submitted = _line(message, "auto-submitted").lower()
    if submitted and not submitted.startswith("no"):
        return submitted.startswith("auto-replied") or bool(_ABSENT.match(subject)) or not submitted.startswith("auto-generated")
    words = f"{_line(message, 'precedence')} {_line(message, 'x-precedence')}".lower().split()
    told = any(_line(message, name) for name in ("x-autoreply", "x-autorespond", "list-id", "x-failed-recipients"))
    return told or not {"auto_reply", "list", "junk"}.isdisjoint(words) or bool(_ABSENT.match(subject))
