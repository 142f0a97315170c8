"""A draft and a review of it, made by hand, so that rendering is tested apart from judging."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from reviewer.models import Draft, Finding, Fingerprint, GuidelineId, NotJudged, Review, Source, Span, Unknown

TEXT = "Dear Dana,\n\nThank you again. Is there any news on a decision yet?\n\nSam"
MakeFinding = Callable[..., Finding]


@pytest.fixture
def draft() -> Draft:
    return Draft(channel="email", subject="Hello", text=TEXT)


@pytest.fixture
def make_finding() -> MakeFinding:
    def make(words: str | None, *, text: str = TEXT, guideline: GuidelineId = "too-soon", message: str = "This asks early.") -> Finding:
        at = text.index(words) if words is not None else 0
        return Finding(
            guideline=guideline,
            rule=f"{guideline}/some-rule",
            certainty="certain",
            span=None if words is None else Span.model_validate({"in": "text", "start": at, "end": at + len(words), "quote": words}),
            message=message,
            instead="Wait until Saturday.",
            facts=("2 days",),
            source=Source(document="A Document", section="A Section", paragraph=2, basis="ours"),
        )

    return make


@pytest.fixture
def review(make_finding: MakeFinding) -> Review:
    return Review(
        verdict="wait",
        first_good_day=dt.date(2026, 11, 7),
        findings=(make_finding("any news on a decision yet"),),
        notes=(),
        unknowns=(Unknown(field="stage", guidelines=("too-soon",), why="It decides how long to wait."),),
        judged=("too-soon", "dishonesty"),
        not_judged=(
            NotJudged(guideline="too-familiar", why="not for a social post"),
            NotJudged(guideline="impatience", why="not for a social post"),
        ),
        fingerprint=Fingerprint(reviewer="0.1.0", rules="sha256:0"),
    )


@pytest.fixture
def clean() -> Review:
    return Review(
        verdict="send",
        first_good_day=None,
        findings=(),
        notes=(),
        unknowns=(),
        judged=("too-soon", "dishonesty"),
        not_judged=(NotJudged(guideline="too-familiar", why="not for a social post"),),
        fingerprint=Fingerprint(reviewer="0.1.0", rules="sha256:0"),
    )
