"""A review without the words of the draft."""

from __future__ import annotations

import re
from typing import Final

from reviewer.models import Draft, Finding, Review

__all__ = ["without_quotes"]

_QUOTED: Final = re.compile(r"\"([^\"\n]+)\"|“([^”\n]+)”|‘([^’\n]+)’|`([^`\n]+)`|«([^»\n]+)»|'([^'\n]+)'")

_LEFT_OUT: Final = "The words of the model are left out."


def without_quotes(review: Review, draft: Draft) -> Review:
    """The same review with every quotation emptied; the offsets stay, so that its reader can find the words."""
    words = f"{draft.subject or ''}\n{draft.text}".casefold()
    change = {name: tuple(_finding(finding, words) for finding in getattr(review, name)) for name in ("findings", "notes", "accepted")}
    return review.model_copy(update=change)


def _finding(finding: Finding, words: str) -> Finding:
    span, contest = finding.span, finding.contested
    of_model = finding.rule.endswith("/model")  # a model may repeat what it has read without any quotation marks
    return finding.model_copy(
        update={
            "span": span and span.model_copy(update={"quote": ""}),
            "message": _LEFT_OUT if of_model else _blank(finding.message, words),
            "instead": _LEFT_OUT if of_model else _blank(finding.instead, words),
            "facts": tuple(_blank(fact, words) for fact in finding.facts),
            "contested": contest and contest.model_copy(update={"quote": "", "reason": _LEFT_OUT}),
        }
    )


def _blank(text: str, words: str) -> str:
    """Empty each quotation that stands in the draft, behind a colon too; one from elsewhere may stay."""
    head, colon, tail = _QUOTED.sub(lambda quoted: _mark(quoted, words), text).partition(": ")
    return f"{head}: ..." if colon and tail.casefold() in words else f"{head}{colon}{tail}"


def _mark(quoted: re.Match[str], words: str) -> str:
    inside = next(group for group in quoted.groups() if group is not None)
    return quoted[0].replace(inside, "...") if inside.casefold() in words else quoted[0]
