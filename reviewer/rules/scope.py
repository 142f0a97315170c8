"""Scope: which guideline is held against which draft, and why not."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.frames import Frames
from reviewer.models import GUIDELINES, Channel, Context, GuidelineId, NotJudged

_NOT_IN_A_POST = frozenset({"cold-contact", "too-many-follow-ups", "too-soon", "too-familiar", "salary-change", "impatience"})
_NEEDS_NO_READING = frozenset({"too-familiar", "connection-request"})
"""Emoji, and the channel."""
_AFTER_HIRING = frozenset({"dishonesty", "public-venting"})


def scope(channel: Channel, context: Context, frames: Frames) -> tuple[tuple[GuidelineId, ...], tuple[NotJudged, ...]]:
    """Give the guidelines to judge, and the others with the reason why not."""
    out = dict(_reasons(channel, context, frames))
    judged = tuple(g for g in GUIDELINES if g not in out)
    return judged, tuple(NotJudged(guideline=g, why=out[g]) for g in GUIDELINES if g in out)


def _reasons(channel: Channel, context: Context, frames: Frames) -> Iterator[tuple[GuidelineId, str]]:
    for guideline in GUIDELINES:
        if context.process == "hired" and guideline not in _AFTER_HIRING:
            yield guideline, "after the hiring only dishonesty and public venting are judged"
        elif channel == "social_post" and guideline in _NOT_IN_A_POST:
            yield guideline, "not for a social post"
        elif frames.reader == "outsider" and guideline != "dishonesty":
            yield guideline, "the draft speaks to somebody outside the hiring process"
        elif not frames.english and guideline not in _NEEDS_NO_READING:
            yield guideline, "the draft does not seem to be written in English, and only what needs no reading is judged"
        elif context.process == "rejected" and guideline == "too-soon":
            yield guideline, "the employer has answered already"
