"""Who is who in a heap of mail: the user's own addresses, and who belongs together on the other side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from reviewer.errors import InputError
from reviewer.mail.mail import Mail, Person

__all__ = ["Circles", "corporate", "own_addresses"]

_PUBLIC: Final = frozenset(
    "gmail googlemail outlook hotmail live msn yahoo ymail rocketmail icloud me mac aol gmx web proton protonmail pm fastmail hey zoho"
    " yandex mail qq 163 126 tutanota posteo mailbox t-online freenet orange free laposte wanadoo libero virgilio btinternet sky"
    " comcast verizon att greenhouse greenhouse-mail lever ashbyhq smartrecruiters myworkday workday icims jobvite teamtailor"
    " recruitee personio workable bamboohr breezy linkedin indeed indeedemail xing stepstone calendly".split()
)
"""Names of houses that carry many people's mail, so that a shared one ties nobody together."""
_SECOND_LEVEL: Final = frozenset("co com ac gov org net edu or ne".split())
_MOST_SHOWN: Final = 6


def corporate(address: str) -> str:
    """The employer's part of an address; nothing where it is a house that carries everybody's mail."""
    labels = address.rpartition("@")[2].split(".")
    if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL:
        labels = [*labels[:-2], f"{labels[-2]}.{labels[-1]}"]
    if len(labels) < 2 or labels[-2] in _PUBLIC:
        return ""
    return ".".join(labels[-2:])


def own_addresses(mails: Sequence[Mail], *, me: Iterable[str] = (), draft: Mail | None = None) -> frozenset[str]:
    """The user's addresses: those given, else the draft's sender, else whom the mail went to that the draft answers.

    Raises:
        InputError: nothing tells, or no mail is from or to the address.
    """
    told = {_address(word) for word in me}
    source = "`--me`" if told else "the draft's `From:`"
    if not told and draft is not None:
        told = {draft.sender.address} if draft.sender else _answered(mails, draft)
    seen = {person.address: person for mail in mails for person in mail.people}
    if not told:
        raise InputError(f"nothing tells which address in the thread is yours; give it with `--me`{_choice(seen)}", field="me")
    known = told & set(seen)
    if not known:
        shown = ", ".join(sorted(told))[:200]
        way_out = f"give your address there with `--me`{_choice(seen)}"
        raise InputError(f"no mail in the thread is from or to {shown} ({source}); {way_out}", field="me")
    names = {name for address in known if len((name := seen[address].name.casefold()).split()) > 1}
    return frozenset(known | {address for address, person in seen.items() if person.name.casefold() in names})


def _address(word: str) -> str:
    found = word.strip().strip("<>").lower()
    if not found or found.count("@") != 1 or any(sign.isspace() for sign in found) or found.startswith("@") or found.endswith("@"):
        raise InputError("`--me` must be your address in the thread, such as `ines@example.org`", field="me")
    return found


def _answered(mails: Sequence[Mail], draft: Mail) -> set[str]:
    """The one address that the mail went to which a draft answers."""
    for one in draft.answers:
        for mail in mails:
            if mail.id == one and mail.sender:
                to = {person.address for person in mail.to} - {person.address for person in draft.to}
                return to if len(to) == 1 and mail.sender.address not in to else set()
    return set()


def _choice(seen: dict[str, Person]) -> str:
    shown = sorted(seen)[:_MOST_SHOWN]
    return f" (it holds {', '.join(shown)}{', and others' if len(seen) > len(shown) else ''})" if shown else ""


class Circles:
    """Sets of people other than the user who belong together: on one mail, or under one employer's name."""

    def __init__(self, mails: Iterable[Mail], me: frozenset[str]) -> None:
        self._above: dict[str, str] = {}
        for mail in mails:
            others = [person.address for person in mail.people if person.address not in me]
            for address in others:
                self._join(others[0], address)
                if employer := corporate(address):
                    self._join(address, f"@{employer}")

    def of(self, address: str) -> str:
        """The name of somebody's circle; people with one name belong together."""
        found = address
        while (above := self._above.get(found, found)) != found:
            self._above[found] = self._above.get(above, above)
            found = above
        return found

    def together(self, one: str, other: str) -> bool:
        """Whether two people belong together."""
        mine, theirs = (f"@{corporate(address)}" if corporate(address) else address for address in (one, other))
        return self.of(one) == self.of(other) or (mine == theirs and mine.startswith("@"))

    def _join(self, one: str, other: str) -> None:
        self._above[self.of(other)] = self.of(one)
        self._above.setdefault(self.of(one), self.of(one))
