"""What a thread teaches: facts, each with the mail and the words it rests on, and what is left for the user to say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from reviewer.mail.mail import Mail

__all__ = ["Fact", "Lessons", "Question"]

_LONGEST: Final = 160
_OPTIONS: Final = {
    "recipient.name": "--recipient-name",
    "recipient.connection": "--connection",
    "follow_ups": "--follow-up",
    "salary_expectation": "--salary",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of the context."""

    field: str
    """As in the input document: `reply_promised_by`, `recipient.name`."""
    value: Any
    """As the input document writes it."""
    mails: tuple[Mail, ...]
    """Where it comes from."""
    words: str = ""
    """The words that it rests on, as they stand in the mail."""
    told: str = ""
    """The value as one says it, where that is not plain."""

    @property
    def option(self) -> str:
        """The option that overrules it."""
        return _option(self.field)

    @property
    def source(self) -> str:
        """Where it comes from, in words."""
        return " and ".join(str(mail) for mail in self.mails)

    def sentence(self, *, quotes: bool = True) -> str:
        """The fact, its source, and the option that overrules it, for the user to see."""
        said = f': "{shortened(self.words)}"' if quotes and self.words else ""
        return f"{self.field} is {self.told or self.value}, from {self.source}{said} (`{self.option}` overrules it)"


@dataclass(frozen=True, slots=True)
class Question:
    """Something on which the thread leaves a doubt; nothing is taken from it."""

    field: str
    why: str

    def sentence(self) -> str:
        """The doubt, and the option that settles it."""
        return f"{self.field}: {self.why}; say it with `{_option(self.field)}`"


@dataclass(frozen=True, slots=True)
class Lessons:
    """Everything that a thread teaches about one draft."""

    facts: tuple[Fact, ...] = ()
    questions: tuple[Question, ...] = ()
    remarks: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Fact]:
        """The facts."""
        return iter(self.facts)


def _option(field: str) -> str:
    return _OPTIONS.get(field, f"--{field.replace('_', '-')}")


def shortened(words: str) -> str:
    """Words on one line, and not too many."""
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rsplit(' ', 1)[0]} ..."
