"""Lays options over files, so that one document of draft and context comes out, and every error names what the user wrote."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from reviewer.cli.sources import facts_file, input_document
from reviewer.errors import InputError
from reviewer.models import Context, Draft
from reviewer.models.parse import parse_context, parse_draft

__all__ = ["Given", "option_of"]

_RECIPIENT: Final = {"recipient_name": "name", "recipient_role": "role", "connection": "connection"}
_OPTIONS: Final = {"follow_ups": "--follow-up", "salary_expectation": "--salary", "other_offer": "--other-offer"}


@dataclass(slots=True)
class Given:
    """What was given so far, and for every field the option or the file that gave it."""

    draft: dict[str, Any] = field(default_factory=dict)
    context: dict[str, Any] = field(default_factory=dict)
    id: int | str | None = None
    """The name that an input document gives its case."""
    assumed: list[str] = field(default_factory=list)
    """What nobody gave and the command line filled in; shown with the result."""
    learned: list[str] = field(default_factory=list)
    """What nobody typed and the command line found elsewhere, each with its source; shown with the result."""
    unsettled: list[str] = field(default_factory=list)
    """Where two sources differ, and what else is for the user to say; shown with the result."""
    _origin: dict[str, str] = field(default_factory=dict)

    def document(self, file: str) -> None:
        """Take an input document."""
        found = input_document(file)
        self.id = found.get("id") if isinstance(found.get("id"), int | str) else None
        for part, held in (("draft", self.draft), ("context", self.context)):
            value = found.get(part)
            if value is None and (part == "context" or "draft" not in found):
                if part == "draft":
                    raise InputError(f'{file}: `draft` is missing; write {{"draft": {{"channel": "email", "text": "..."}}}}', field="draft")
                continue
            if not isinstance(value, dict):
                raise InputError(f"{file}: `{part}` must be an object with named fields", field=part)
            self._take(part, held, value, file)

    def facts(self, file: Path) -> None:
        """Take the facts of a file; they win over those of an input document."""
        self._take("context", self.context, facts_file(file), str(file))

    def hold(self, values: Mapping[str, Any], source: str) -> None:
        """Take a draft that was read from somewhere; options win over it."""
        self._take("draft", self.draft, values, source)

    def say(self, **options: Any) -> None:
        """Take draft options that were given."""
        for name, value in options.items():
            if value is not None:
                self.draft[name] = value
                self._origin[f"draft.{name}"] = f"--{name}"

    def know(self, **options: Any) -> None:
        """Take context options that were given; they win over every file."""
        for name, value in options.items():
            if value is None or value == []:
                continue
            if name in _RECIPIENT:
                known = self.context.get("recipient")
                self.context["recipient"] = {**(known if isinstance(known, dict) else {}), _RECIPIENT[name]: value}
                self._origin[f"context.recipient.{_RECIPIENT[name]}"] = f"--{name.replace('_', '-')}"
            else:
                self.context[name] = _READ[name](value) if name in _READ else value
                self._origin[f"context.{name}"] = option_of(name)

    def learn(self, values: Mapping[str, Any], source: str) -> list[str]:
        """Take facts that lie under files and options: fill only what nobody gave, and name the fields taken, as `recipient.name`."""
        taken = [name for name, value in values.items() if name != "recipient" and self._fill(self.context, name, value)]
        for name in taken:
            self._origin[f"context.{name}"] = source
        people, known = values.get("recipient") or {}, self.context.get("recipient")
        if isinstance(known, dict | None):
            known = dict(known or {})
            for part in [part for part, value in people.items() if self._fill(known, part, value)]:
                taken.append(f"recipient.{part}")
                self._origin[f"context.recipient.{part}"] = source
                self._origin.setdefault("context.recipient", source)
                self.context["recipient"] = known
        return taken

    @staticmethod
    def _fill(held: dict[str, Any], name: str, value: Any) -> bool:
        """Fill a field that is empty; nothing at all is no value."""
        if value is None or held.get(name) is not None:
            return False
        held[name] = value
        return True

    def source_of(self, field: str) -> str:
        """Where a field of the context comes from: an option, a file or another source; empty if nobody gave it."""
        path = f"context.{field}"
        return self._origin.get(path) or self._origin.get(path.rpartition(".")[0]) or ""

    def fill_in(self, *, channel: bool = True) -> None:
        """Fill in what a person at a keyboard takes for granted, and note that it was filled in."""
        if channel and "channel" not in self.draft:
            self.draft["channel"] = "email"
            self.assumed.append("the channel is email (`--channel` says otherwise)")
        if self.context.get("sending_on") is None:
            today = dt.date.today()
            self.context["sending_on"] = today
            self.assumed.append(f"it is sent today, {today} (`--sending-on` says otherwise)")

    def parsed(self) -> tuple[Draft, Context]:
        """The draft and its context, or one sentence about the first fault."""
        try:
            return parse_draft(self.draft), parse_context(self.context)
        except InputError as error:
            raise self._named(error) from None

    def parsed_context(self) -> Context:
        """The context alone."""
        try:
            return parse_context(self.context)
        except InputError as error:
            raise self._named(error) from None

    def _take(self, part: str, held: dict[str, Any], values: Mapping[str, Any], source: str) -> None:
        for name, value in values.items():
            held[name] = value
            self._origin[f"{part}.{name}"] = source

    def _named(self, error: InputError) -> InputError:
        """The error in terms of what the user wrote: an option by its name, a file's field behind the file's name."""
        path = (error.field or "").split("[")[0]
        source = self._origin.get(path) or self._origin.get(".".join(path.split(".")[:2]))
        if source is None:
            return error
        if source.startswith("--"):
            return InputError(error.message.replace(f"`{error.field}`", f"`{source}`", 1), field=error.field)
        return InputError(f"{source}: {error.message}", field=error.field)


def option_of(field: str) -> str:
    """The option that gives a field of the context."""
    name = {f"recipient.{part}": option for option, part in _RECIPIENT.items()}.get(field, field)
    return _OPTIONS.get(name, f"--{name.replace('_', '-')}")


def salary(words: str) -> dict[str, Any]:
    """Read one amount or one range of money as people write it; words that it cannot place are an error, never a guess."""
    from reviewer.facts.money import read_amounts

    found = read_amounts(words)
    if len(found) != 1:
        raise _unread("names more than one amount" if found else "names no amount of money that can be read")
    amount = found[0]
    if amount.kind != "figure" or amount.extra or amount.over != 1:
        raise _unread("must be the plain pay, neither a percentage nor a sum besides it")
    rest = f"{words[: amount.start]} {words[amount.end :]}".strip(" .,;~")
    if rest:
        raise _unread(f'says "{rest[:40]}", which cannot be read')
    ends = {"min": amount.low, "max": amount.high}
    known = {name: float(end) for name, end in ends.items() if end is not None}
    return {**known, "currency": amount.currency, "period": amount.period}


def _days(words: list[str]) -> list[str]:
    """The days that were named, or that there was none."""
    return [] if [word.lower() for word in words] == ["none"] else words


_READ: Final[Mapping[str, Callable[[Any], Any]]] = {"salary_expectation": salary, "follow_ups": _days}


def _unread(why: str) -> InputError:
    way_out = 'write it like "80-85k USD/year", "£38k-£41k" or "42.50 an hour"'
    return InputError(f"`--salary` {why}; {way_out}", field="context.salary_expectation")
