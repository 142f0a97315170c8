"""One mail as this program knows it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import NamedTuple

__all__ = ["Mail", "Person", "long_date"]


class Person(NamedTuple):
    """Who writes or reads."""

    name: str
    """As the mail gives it; empty where it gives an address alone."""
    address: str
    """In lower case."""

    def __str__(self) -> str:
        return self.name or self.address

    @property
    def domain(self) -> str:
        """What stands behind the `@`."""
        return self.address.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Mail:
    """The parts of a mail that count here."""

    file: str
    """The file that holds it, as the user named it."""
    number: int = 1
    """Its place in that file."""
    sender: Person | None = None
    to: tuple[Person, ...] = ()
    cc: tuple[Person, ...] = ()
    date: dt.datetime | None = None
    """With its time zone; nothing where there is none, or none that can be read."""
    date_fault: str = ""
    """What is wrong with the date, in half a sentence."""
    subject: str = ""
    text: str = ""
    """Everything that it says, quoted text included, its lines ended by line feeds."""
    id: str = ""
    answers: tuple[str, ...] = ()
    """The mails that it names as those it answers, the nearest first."""
    automatic: bool = False
    """A machine wrote it: an absence notice, a mailing list's housekeeping."""
    unsent: bool = False
    """A mail program keeps it as a draft."""
    attachments: int = 0
    """Parts that are not read."""
    faults: tuple[str, ...] = ()
    """What could not be read as it was meant, each in one sentence."""
    within: tuple[Mail, ...] = field(default=())
    """Whole mails that it carries as attachments."""

    @property
    def day(self) -> dt.date | None:
        """The day on which it was sent, by the sender's own clock."""
        return None if self.date is None else self.date.date()

    @property
    def readers(self) -> tuple[Person, ...]:
        """Everybody to whom it went."""
        return (*self.to, *self.cc)

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody whom it names as sender or reader."""
        return (*((self.sender,) if self.sender else ()), *self.readers)

    def __str__(self) -> str:
        """How the user may find it: "the mail of 2 November 2026 from Dana Whitcombe"."""
        when = f" of {long_date(self.day)}" if self.day else f" {self.number} in {self.file}"
        return f"the mail{when}" + (f" from {self.sender}" if self.sender else "")


def long_date(day: dt.date) -> str:
    """A day as one writes it, equal on every platform."""
    return f"{day.day} {day:%B} {day.year}"
