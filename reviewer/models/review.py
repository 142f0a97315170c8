"""The review, version 1: the JSON that other programs lean on, as frozen values.

Field order is the order of the JSON's keys. A key may be added in version 1; none may go or change its type.
"""

from __future__ import annotations

import datetime as dt
from typing import Final, Literal, TypeAlias, get_args

from pydantic import BaseModel, ConfigDict, Field

GuidelineId: TypeAlias = Literal[
    "cold-contact",
    "public-venting",
    "dishonesty",
    "too-many-follow-ups",
    "too-soon",
    "too-familiar",
    "connection-request",
    "salary-change",
    "impatience",
]
Verdict: TypeAlias = Literal["send", "revise", "wait", "do-not-send"]
Certainty: TypeAlias = Literal["certain", "likely", "hint"]
Basis: TypeAlias = Literal["document", "ours"]
Finder: TypeAlias = Literal["rules", "model"]
CritiqueStatus: TypeAlias = Literal["off", "done", "unavailable", "invalid", "refused"]

GUIDELINES: Final[tuple[GuidelineId, ...]] = get_args(GuidelineId)
VERDICTS: Final[tuple[Verdict, ...]] = get_args(Verdict)
"""From the mildest to the strictest."""


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", validate_by_name=True, validate_by_alias=True, serialize_by_alias=True)


class Span(_Value):
    """Words of the draft, as it was given."""

    in_: Literal["text", "subject"] = Field(alias="in")
    start: int
    """First code point of the words in that string."""
    end: int
    """One past the last."""
    quote: str


class Source(_Value):
    """Whose rule it is: the paragraph of the document, and whether the document or this project draws the line."""

    document: str
    section: str
    paragraph: int
    basis: Basis


class Contest(_Value):
    """Why the model disputes a finding of the rules."""

    reason: str
    quote: str


class Finding(_Value):
    """One thing to mend: which guideline, where, why, how sure, and what to do instead."""

    guideline: GuidelineId
    rule: str
    certainty: Certainty
    span: Span | None
    """Null where the facts alone decide."""
    message: str
    instead: str
    facts: tuple[str, ...] = ()
    """The facts and the arithmetic that the finding stands on."""
    source: Source
    found_by: tuple[Finder, ...] = ("rules",)
    contested: Contest | None = None


class AcceptedFinding(Finding):
    """A finding that the writer has chosen to live with."""

    reason: str
    """Why, in the writer's own words."""


class Unknown(_Value):
    """A fact that was not given and would change the verdict."""

    field: str
    guidelines: tuple[GuidelineId, ...]
    why: str


class NotJudged(_Value):
    """A guideline that was not held against this draft, with the reason."""

    guideline: GuidelineId
    why: str


class Dropped(_Value):
    """Claims of the model that were refused, counted by reason."""

    total: int = 0
    by_reason: dict[str, int] = Field(default_factory=dict)


class Critique(_Value):
    """What became of the optional reading by a language model."""

    status: CritiqueStatus = "off"
    reason: str | None = None
    model: str | None = None
    model_returned: str | None = None
    mode: str | None = None
    cached: bool = False
    attempts: int = 0
    dropped: Dropped = Dropped()
    tokens: dict[str, int] | None = None
    seconds: float | None = None
    cost_usd: float | None = None
    instructed: bool = False
    """Whether the draft speaks to whoever reviews it; nothing is lowered on its word."""


class Fingerprint(_Value):
    """What shaped the judgement: equal fingerprints and equal input give equal output."""

    reviewer: str
    rules: str
    classifier: str | None = None
    prompt: str | None = None


class Review(_Value):
    """The verdict on one draft, with everything that it rests on."""

    version: Literal[1] = 1
    id: int | str | None = None
    verdict: Verdict
    first_good_day: dt.date | None
    findings: tuple[Finding, ...]
    """What decides the verdict, strictest first."""
    notes: tuple[Finding, ...]
    """Worth a look; never decides."""
    accepted: tuple[AcceptedFinding, ...] = ()
    """Findings that the writer has chosen to live with."""
    unknowns: tuple[Unknown, ...]
    judged: tuple[GuidelineId, ...]
    not_judged: tuple[NotJudged, ...]
    critique: Critique = Critique()
    fingerprint: Fingerprint
