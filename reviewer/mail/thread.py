"""A thread: the mails between the user and one employer, in order, each once."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from reviewer.mail.mail import Mail, Person
from reviewer.mail.people import Circles, own_addresses

__all__ = ["Thread", "thread_of"]

MOST_WEIGHED: Final = 60
"""Mails of one thread, the latest, that are read for facts."""
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_EARLIEST: Final = dt.datetime(1, 1, 2, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Thread:
    """The mails of one conversation, the earliest first."""

    me: frozenset[str]
    recipient: Person | None = None
    """Whom the draft goes to: as it says, else whoever wrote last."""
    mails: tuple[Mail, ...] = ()
    remarks: tuple[str, ...] = ()
    """What was left aside or cannot be told, a sentence each."""

    @property
    def theirs(self) -> tuple[Mail, ...]:
        """What the other side wrote, machines left out."""
        return tuple(mail for mail in self.mails if mail.sender and mail.sender.address not in self.me and not mail.automatic)

    def is_mine(self, mail: Mail) -> bool:
        """Whether the user wrote a mail."""
        return mail.sender is not None and mail.sender.address in self.me

    def since_their_last(self) -> tuple[Mail, ...]:
        """What the user wrote after the other side's last word."""
        theirs = frozenset(self.theirs)
        last = max((n for n, mail in enumerate(self.mails) if mail in theirs), default=-1)
        return tuple(mail for mail in self.mails[last + 1 :] if self.is_mine(mail))


def thread_of(
    mails: Sequence[Mail], *, draft: Mail | None = None, me: Iterable[str] = (), name: str | None = None, today: dt.date
) -> Thread:
    """Put a thread together; `name` is the reader's, where the user or the draft's greeting gives it.

    Raises:
        InputError: nothing tells which address is the user's.
    """
    found = _each_once([_dated(mail, today) for mail in mails if not mail.unsent and not (draft and draft.id and mail.id == draft.id)])
    own = own_addresses(found, me=me, draft=draft)
    circles = Circles(found, own)
    recipient, remark = _recipient(found, own, circles, draft, name)
    if recipient is None:
        return Thread(own, None, (), (remark,) if remark else ())
    chosen = [mail for mail in found if _belongs(mail, recipient, own, circles)]
    if not chosen:
        return Thread(own, recipient, (), (f"no mail in the thread is from or to {recipient}, so that it says nothing of this draft",))
    remarks = [f"{mail} stands where the file has it, since {mail.date_fault}" for mail in chosen if mail.date_fault]
    ordered = _in_order(chosen)
    if len(ordered) > MOST_WEIGHED:
        remarks.append(f"only the latest {MOST_WEIGHED} mails of the thread were read for facts")
    return Thread(own, _as_known(recipient, chosen), tuple(ordered[-MOST_WEIGHED:]), tuple(remarks[:5]))


def _recipient(
    mails: Sequence[Mail], me: frozenset[str], circles: Circles, draft: Mail | None, name: str | None
) -> tuple[Person | None, str]:
    """Whom the draft goes to, or why that cannot be told."""
    writers = [mail.sender for mail in _in_order(mails) if mail.sender and mail.sender.address not in me and not mail.automatic]
    to = [person for person in (*draft.to, *draft.cc) if person.address not in me] if draft else []
    if to:
        wrote = [person for person in reversed(writers) if any(person.address == one.address for one in to)]
        return (wrote or to)[0], ""
    wanted = _words(name or "")
    named = [person for person in writers if wanted & _words(person.name)]
    if wanted and not named:
        return None, f"nobody in the thread is called {name}, so that it says nothing of this draft (`--recipient-name` says who reads it)"
    choice = named or writers
    if not choice:
        return None, "nobody but you has written in the thread, so that it says nothing of this draft"
    groups = {circles.of(person.address): person for person in choice}
    if len(groups) > 1:
        people = " and ".join(str(person) for person in list(groups.values())[:4])
        way_out = "say with `--recipient-name` who reads the draft"
        return None, f"the mails are with several people who do not belong together ({people}); {way_out}"
    return choice[-1], ""


def _belongs(mail: Mail, recipient: Person, me: frozenset[str], circles: Circles) -> bool:
    """Whether a mail went between the user and the recipient's side."""
    others = [person for person in mail.people if person.address not in me]
    return any(circles.together(person.address, recipient.address) for person in others) and (
        any(person.address in me for person in mail.people) or not mail.readers
    )


def _as_known(recipient: Person, mails: Sequence[Mail]) -> Person:
    """The recipient with the name under which they write, where the draft gives none."""
    names = [person.name for mail in mails for person in mail.people if person.address == recipient.address and person.name]
    return recipient if recipient.name or not names else recipient._replace(name=names[-1])


def _dated(mail: Mail, today: dt.date) -> Mail:
    """A mail whose date lies ahead has none that could be believed; a day is let pass, for the time zones."""
    if mail.day is None or mail.day <= today + dt.timedelta(days=1):
        return mail
    return replace(mail, date=None, date_fault=f"its date, {mail.day}, lies in the future")


def _each_once(mails: Iterable[Mail]) -> list[Mail]:
    found: dict[str, Mail] = {}
    for mail in mails:
        mark = f"{mail.sender}|{mail.date}|{mail.subject}|{mail.text}".encode("utf-8", "replace")
        found.setdefault(mail.id or hashlib.sha256(mark).hexdigest(), mail)
    return list(found.values())


def _in_order(mails: Sequence[Mail]) -> list[Mail]:
    """By date; a mail without one behind the mail that it answers, or where the file has it; an answer never before its question."""
    by_id = {mail.id: n for n, mail in enumerate(mails) if mail.id}
    times: list[dt.datetime] = []
    for mail in mails:
        times.append(mail.date or (times[-1] if times else _EARLIEST))
    above = [next((by_id[one] for one in mail.answers if one in by_id), None) for mail in mails]
    places = [_place(n, times, above, mails) for n in range(len(mails))]
    return [mails[n] for n in sorted(range(len(mails)), key=lambda n: (*places[n], n))]


def _place(n: int, times: list[dt.datetime], above: list[int | None], mails: Sequence[Mail]) -> tuple[dt.datetime, int]:
    """When a mail came at the earliest, and how many answers lead to it."""
    latest, steps, seen = times[n] if mails[n].date else None, 0, {n}
    at = above[n]
    while at is not None and at not in seen and steps < MOST_WEIGHED:
        seen.add(at)
        steps += 1
        if mails[at].date:
            latest = times[at] if latest is None else max(latest, times[at])
        at = above[at]
    return latest or times[n], steps


def _words(name: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(name)} - {"mr", "mrs", "ms", "dr", "prof", "miss", "mx"}
