"""What is put in the place of a name or an address: natural to read, drawn by chance, and of nobody."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator, Mapping, Set
from typing import Final

from reviewer.critique.entities import Kind, word_list

__all__ = ["draw"]

_LETTERS: Final = "bcdfghjkmnpqrstvwxz"
_PUBLIC_PLACE: Final = re.compile(
    r"(?i)((?:https?://)?(?:[a-z]{1,4}\.)?(?:linkedin\.com/(?:in|company|posts)|github\.com|gitlab\.com|glassdoor\.(?:com|co\.uk|de|ie)"
    r"|facebook\.com|instagram\.com|twitter\.com|x\.com|medium\.com|orcid\.org|calendly\.com)/)"
)
"""Places whose name says what a link is for; only what follows it points at somebody."""


def draw(kinds: Mapping[str, Kind], taken: Set[str]) -> dict[str, str]:
    """A stand-in for each mention, written in small letters; none of them is, or is within, a word that is taken."""
    doubles = _doubles()
    pools = {"given": _names("given", taken, doubles), "family": _names("family", taken, doubles)}
    return {low: next(pools[kind]) if kind in pools else _SHAPES[kind](low) for low, kind in kinds.items()}


def _names(pool: str, taken: Set[str], doubles: Iterator[str]) -> Iterator[str]:
    """The names of a list in any order, and those of `doubles` when they are used up."""
    free = sorted(name for name in word_list(pool) if name.lower() not in taken)
    yield from secrets.SystemRandom().sample(free, len(free))
    yield from doubles


def _doubles() -> Iterator[str]:
    """Two family names at a time, or more when these run short; no run of names comes twice."""
    chance, single, given = secrets.SystemRandom(), sorted(word_list("family")), set[str]()
    while True:
        name = "-".join(chance.choices(single, k=2 + len(given) // 20_000))
        if name not in given:
            given.add(name)
            yield name


def _token() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(8))


def _mail(low: str) -> str:
    return f"{_token()}@mail.example"


def _link(low: str) -> str:
    place = _PUBLIC_PLACE.match(low)
    return f"{place[1]}{_token()}" if place else f"{'https://' if low.startswith('http') else ''}{_token()}.example"


def _handle(low: str) -> str:
    return f"@{_token()}"


def _phone(low: str) -> str:
    """A country code that no country has."""
    return "+999 " + " ".join(str(secrets.randbelow(900) + 100) for _ in range(3))


_SHAPES: Final[Mapping[Kind, Callable[[str], str]]] = {"mail": _mail, "link": _link, "handle": _handle, "phone": _phone}
