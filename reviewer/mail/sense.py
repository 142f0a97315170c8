"""What a mail does and says, read by the same engine that judges drafts."""

from __future__ import annotations

import datetime as dt
from typing import Final

from reviewer.mail.mail import Mail
from reviewer.models import MAX_TEXT, Context, Draft
from reviewer.reviews import Reviewer
from reviewer.rules import Evidence

__all__ = ["Sense"]

_ONE_MORE: Final = "too-many-follow-ups/third"
"""Holds for every message that would be one follow-up more; what it flags after two of them, is one."""
_BEFORE: Final = (dt.timedelta(days=40), dt.timedelta(days=20))


class Sense:
    """Reads each mail once."""

    def __init__(self, reviewer: Reviewer) -> None:
        self._reviewer = reviewer
        self._read: dict[Mail, Evidence | None] = {}

    def evidence(self, mail: Mail) -> Evidence | None:
        """What the engine finds in the sender's own words; nothing where there are none."""
        if mail not in self._read:
            draft = _draft(mail)
            self._read[mail] = self._reviewer.explain(draft, Context()) if draft else None
        return self._read[mail]

    def sentences(self, mail: Mail) -> tuple[str, ...]:
        """The sender's own sentences, without greeting, subject and what is quoted."""
        evidence = self.evidence(mail)
        return tuple(s.text for s in evidence.reading.text.sentences if s.zone in ("body", "postscript")) if evidence else ()

    def asks_again(self, mail: Mail) -> bool:
        """Whether a mail is a follow-up: it would be one more if two had been sent before it."""
        draft = _draft(mail)
        if draft is None or mail.day is None:
            return False
        context = Context(follow_ups=tuple(mail.day - gap for gap in _BEFORE), sending_on=mail.day)
        return any(finding.rule == _ONE_MORE for finding in self._reviewer.judge(draft, context)[1].findings)

    def words(self, mail: Mail) -> int:
        """How many words the sender wrote."""
        return sum(len(sentence.split()) for sentence in self.sentences(mail))


def _draft(mail: Mail) -> Draft | None:
    text, subject = mail.text[:MAX_TEXT], mail.subject[:MAX_TEXT]
    return Draft(channel="email", text=text, subject=subject or None) if text.strip() else None
