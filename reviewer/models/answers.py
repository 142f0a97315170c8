"""What the service answers beside reviews and rewrites; its client reads the same. Readers ignore unknown keys."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from reviewer.models.review import Certainty, GuidelineId, Source, Verdict

__all__ = [
    "About",
    "CitationInfo",
    "ErrorLine",
    "ExampleInfo",
    "GuidelineInfo",
    "Guidelines",
    "Health",
    "LimitsInfo",
    "LineError",
    "Problem",
    "ProblemKind",
    "RequestPreview",
    "RuleInfo",
    "RuleName",
    "Rules",
    "When",
]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", from_attributes=True)
    """Guidelines, rules and kinds of problems become answers by the names of their fields: `GuidelineInfo.model_validate(guideline)`."""


class Problem(_Value):
    """Why there is no answer (RFC 9457)."""

    type: str = Field(examples=["/problems/bad-input"])
    title: str = Field(examples=["The input cannot be used"])
    status: int = Field(examples=[422])
    detail: str = Field(examples=['`draft.channel` cannot be "fax". Allowed: connection_request, email, ...'])
    field: str | None = Field(default=None, examples=["draft.channel"])
    request_id: str


class ProblemKind(_Value):
    """One kind of problem."""

    name: str
    status: int
    title: str
    way_out: str


class LineError(_Value):
    """What is wrong with one line of a batch."""

    field: str | None
    message: str


class ErrorLine(_Value):
    """The answer to a line that cannot be reviewed, in its place."""

    version: Literal[1] = 1
    id: int | str | None = None
    line: int
    error: LineError


class When(_Value):
    """The first good day to ask for the outcome."""

    version: Literal[1] = 1
    first_good_day: dt.date | None
    why: str
    facts: tuple[str, ...]


class CitationInfo(_Value):
    """One paragraph that a guideline stands on."""

    document: str
    file: str
    section: str
    paragraph: int
    sha256: str
    bears_on: str


class GuidelineInfo(_Value):
    """One of the nine guidelines."""

    id: GuidelineId
    title: str
    statement: str
    why: str
    counts: tuple[str, ...]
    does_not: tuple[str, ...]
    remedy: str
    verdict: Verdict
    citations: tuple[CitationInfo, ...]


class Guidelines(_Value):
    """The nine guidelines, in the order of the policy."""

    version: Literal[1] = 1
    guidelines: tuple[GuidelineInfo, ...]


class ExampleInfo(_Value):
    """A text that a rule flags, or lets pass, and under which facts."""

    text: str
    about: dict[str, object] = Field(default_factory=dict)


class RuleName(_Value):
    """A rule in a list."""

    id: str
    guideline: GuidelineId
    certainty: Certainty
    what: str


class RuleInfo(RuleName):
    """A rule in full."""

    why: str
    message: str
    instead: str
    source: Source
    flags: tuple[ExampleInfo, ...]
    passes: tuple[ExampleInfo, ...]


class Rules(_Value):
    """Every rule."""

    version: Literal[1] = 1
    rules: tuple[RuleName, ...]


class RequestPreview(_Value):
    """What would leave for the model, with names and addresses replaced."""

    version: Literal[1] = 1
    model: str
    base_url: str | None
    body: dict[str, object]


class LimitsInfo(_Value):
    """Where the service stops."""

    body: int
    batch_body: int
    text: int
    lines: int
    seconds: float


class About(_Value):
    """What this service is and what it offers."""

    version: Literal[1] = 1
    reviewer: str
    model: str | None
    """The language model that reads each draft as well, unless a request asks for none."""
    rewrites: bool
    key_required: bool
    limits: LimitsInfo


class Health(_Value):
    """Whether the service lives, or is ready."""

    status: Literal["ok", "ready"]
