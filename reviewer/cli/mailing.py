"""Drafts that are mails, and the facts of a thread, for the commands that judge one draft."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from reviewer.cli.given import Given
from reviewer.errors import InputError
from reviewer.models import Context, Draft

if TYPE_CHECKING:
    from reviewer import Reviewer
    from reviewer.mail import Mail

__all__ = ["SUFFIXES", "Post"]

SUFFIXES = (".eml", ".emlx")
"""Names of files that hold one mail."""


@dataclass(slots=True)
class Post:
    """What comes by mail: the draft, if it is one, and the thread that it belongs to."""

    draft: Mail | None = None
    threads: Sequence[Path] = ()
    me: Sequence[str] = ()

    def take(self, given: Given, file: str) -> None:
        """Take a draft from a mail: a file, or `-` for standard input."""
        from reviewer.mail.archive import read_file
        from reviewer.mail.reading import read_mail

        name = "standard input" if file == "-" else file
        mail = read_mail(_standard_input() if file == "-" else read_file(Path(file)), name)
        if not mail.text.strip():
            only = ", only attachments" if mail.attachments else ""
            raise InputError(f"{name}: the mail holds no text{only}; write the text or name another file", field="draft.text")
        given.hold({"channel": "email", "text": mail.text, **({"subject": mail.subject} if mail.subject else {})}, name)
        if mail.attachments:
            given.assumed.append(f"attachments need no review ({mail.attachments} in the mail, not read)")
        given.assumed += [f"{name}: {fault}" for fault in mail.faults]
        self.draft = mail

    def fill_in(self, given: Given) -> None:
        """Learn what the draft's own headers say: a day of sending that lies ahead."""
        import datetime as dt

        day = self.draft.day if self.draft else None
        if day and day > dt.date.today() and given.learn({"sending_on": day}, "the draft's `Date:`"):
            given.assumed.append(f"it is sent on {day}, as its `Date:` says (`--sending-on` says otherwise)")

    def teach(self, given: Given, draft: Draft, context: Context, reviewer: Reviewer, *, quotes: bool = True) -> None:
        """Learn the facts of the thread, and the reader's name from the draft; what files and options gave stays."""
        if self.threads:
            self._teach_thread(given, draft, context, reviewer, quotes)
        mine = {self.draft.sender.address} if self.draft and self.draft.sender else set()
        to = [person for person in self.draft.to if person.address not in mine] if self.draft else []
        if to and to[0].name and given.learn({"recipient": {"name": to[0].name}}, "the draft's `To:`"):
            given.learned.append(f"recipient.name is {to[0].name}, from the draft's `To:` (`--recipient-name` overrules it)")

    def _teach_thread(self, given: Given, draft: Draft, context: Context, reviewer: Reviewer, quotes: bool) -> None:
        import datetime as dt

        from reviewer.mail import learn, read_archives, thread_of

        name = context.recipient.name if context.recipient else None
        if name is None and not (self.draft and self.draft.to):
            name = reviewer.explain(draft).reading.text.outline.reader
        sending_on = context.sending_on or dt.date.today()
        thread = thread_of(read_archives(self.threads), draft=self.draft, me=self.me, name=name, today=max(sending_on, dt.date.today()))
        lessons = learn(thread, reviewer, sending_on=sending_on)
        for fact in lessons.facts:
            head, _, part = fact.field.partition(".")
            if given.learn({head: {part: fact.value}} if part else {head: fact.value}, fact.source):
                given.learned.append(fact.sentence(quotes=quotes))
            elif not (source := given.source_of(fact.field)).startswith("--") and fact.value != _known(context, fact.field):
                told = fact.sentence(quotes=quotes)
                given.unsettled.append(f"{source or 'what you gave'} says otherwise, and that was taken: {told}")
        asked = [question for question in lessons.questions if not given.source_of(question.field)]
        given.unsettled += [question.sentence() for question in asked] + list(lessons.remarks)


def _known(context: Context, field: str) -> object:
    """A field of the context in the form in which a thread tells it."""
    value: Any = context.model_dump(mode="json")
    for part in field.split("."):
        value = (value or {}).get(part)
    return value


def _standard_input() -> bytes:
    from reviewer.mail.bounds import MOST_BYTES

    stream: BinaryIO | None = getattr(sys.stdin, "buffer", None)
    if stream is None or sys.stdin.isatty():
        raise InputError("no mail was given: pipe a whole message in, or name its file after `--mail`", field="draft")
    return stream.read(MOST_BYTES + 1)
