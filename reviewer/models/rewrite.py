"""The rewrite, version 1: the smallest mend of a draft, or why there is none, as JSON that other programs lean on."""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict

from reviewer.models.review import Critique, Dropped, Finder, Review, Span

__all__ = ["Change", "MendedDraft", "Rewrite", "RewriteOutcome"]

RewriteOutcome: TypeAlias = Literal["mended", "nothing-to-mend", "no-honest-mend", "cannot"]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class MendedDraft(_Value):
    """The draft after the mend."""

    text: str
    subject: str | None = None


class Change(_Value):
    """Words of the draft that the mend takes out or puts in other words; everything else stays as it was written."""

    span: Span
    """In the draft as it was given; empty where words are only added."""
    before: str
    after: str
    """Empty where the words are left out."""
    rules: tuple[str, ...]
    """Whose findings it mends; empty where it follows from another change."""
    why: str
    lost: tuple[str, ...] = ()
    """Names, dates, figures and numbers that stood here and stand nowhere in the mended draft."""


class Rewrite(_Value):
    """The smallest honest mend of one draft."""

    version: Literal[1] = 1
    id: int | str | None = None
    outcome: RewriteOutcome
    """`no-honest-mend`: no wording helps; `cannot`: a mend may exist, but none was found that could be verified."""
    draft: MendedDraft | None = None
    """Null unless mended."""
    changes: tuple[Change, ...] = ()
    """In the order of the draft, subject first."""
    before: Review
    after: Review | None = None
    """The review of the mended draft; null unless mended."""
    alternative: str | None = None
    """What can honestly be done instead of, or beside, a mend."""
    by: Finder | None = None
    """Who proposed the words; null unless mended."""
    dropped: Dropped = Dropped()
    """Proposals of the model that were refused, counted by reason."""
    asked: Critique = Critique()
    """What became of asking a model for words."""
