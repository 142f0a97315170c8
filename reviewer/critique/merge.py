"""One review out of what the rules found and what is left of a model's claims: the model adds, and excuses nothing that is certain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from reviewer.critique.grounding import Grounded, overlap
from reviewer.models import Critique, Dropped, Finding, GuidelineId, Review, Unknown, Verdict
from reviewer.rules import SPACING, first_good_day, in_order, strictest

__all__ = ["INSTRUCTED", "merge"]

INSTRUCTED: Final = "The draft speaks to whoever reviews it; this was set aside and has changed nothing."
_BOTH: Final = ("rules", "model")
_SPACING_MODEL: Final = SPACING | {"too-many-follow-ups/model"}


def merge(review: Review, grounded: Grounded, critique: Critique, to_reviewer: bool) -> Review:
    """Put the grounded claims of a model into the review by the rules.

    The same guideline and overlapping words become one finding of both. What is certain stands; what is likely and contested
    becomes a note, unless the draft, by our signs or by the model's own word, tries to instruct its reviewer, or only might.
    """
    instructed = to_reviewer or grounded.addressed
    guard = "draft-instructs" if instructed else "draft-suspect" if grounded.suspect else None
    lowered, ignored = _lowered(review, grounded, guard)
    stands = [finding for place, finding in enumerate(review.findings) if place not in lowered]
    findings, taken = _together(stands, review.notes, grounded.kept)
    settled = {finding.guideline for finding in findings}
    notes = [note for n, note in enumerate(review.notes) if n not in taken and note.guideline not in settled]
    notes += [review.findings[place].model_copy(update={"contested": grounded.contests[place]}) for place in lowered]
    verdict = strictest(settled)
    return review.model_copy(
        update={
            "verdict": verdict,
            "first_good_day": first_good_day(grounded.timeline, findings, spacing=_spacing(grounded)),
            "findings": in_order(findings),
            "notes": in_order(notes),
            "unknowns": tuple(_still_open(review.unknowns, settled, verdict)),
            "critique": _told(critique, grounded, ignored, instructed),
            "fingerprint": review.fingerprint.model_copy(update={"prompt": grounded.prompt}),
        }
    )


def _lowered(review: Review, grounded: Grounded, guard: str | None) -> tuple[list[int], dict[str, int]]:
    """The findings that become notes, by place, and why other contests come to nothing."""
    lowered: list[int] = []
    ignored: dict[str, int] = {}
    for place in sorted(grounded.contests):
        finding = review.findings[place]
        if guard:
            ignored[guard] = ignored.get(guard, 0) + 1
        elif any(claim.guideline == finding.guideline and overlap(claim.span, finding.span) for claim in grounded.kept):
            ignored["claimed-as-well"] = ignored.get("claimed-as-well", 0) + 1
        elif finding.certainty == "likely":
            lowered.append(place)
    return lowered, ignored


def _together(stands: Sequence[Finding], notes: Sequence[Finding], kept: Sequence[Finding]) -> tuple[list[Finding], set[int]]:
    """Findings of the rules and of the model, one for the same words; and the notes, by place, that the model has made findings."""
    findings = list(stands)
    taken: set[int] = set()
    for claim in kept:
        met = [n for n, finding in enumerate(findings) if _same(finding, claim)]
        hints = [n for n, note in enumerate(notes) if n not in taken and _same(note, claim)] if not met else []
        for n in met:
            findings[n] = findings[n].model_copy(update={"found_by": _by_both(findings[n])})
        if hints:
            findings.append(notes[hints[0]].model_copy(update={"certainty": "likely", "found_by": _BOTH}))
            taken.add(hints[0])
        elif not met:
            findings.append(claim)
    return findings, taken


def _same(finding: Finding, claim: Finding) -> bool:
    return finding.guideline == claim.guideline and overlap(finding.span, claim.span)


def _by_both(finding: Finding) -> tuple[str, ...]:
    return _BOTH if "rules" in finding.found_by else finding.found_by


def _spacing(grounded: Grounded) -> frozenset[str]:
    """A follow-up that is only too close is mended by days, also where the model alone says so."""
    timeline = grounded.timeline
    return _SPACING_MODEL if timeline.too_close is True and timeline.too_many is not True else SPACING


def _still_open(unknowns: Sequence[Unknown], settled: set[GuidelineId], verdict: Verdict) -> Iterator[Unknown]:
    """The facts whose knowledge could still turn the verdict, now that the model has spoken."""
    for unknown in unknowns:
        turned = set(unknown.guidelines)
        if {strictest(settled - turned), strictest(settled | turned)} != {verdict}:
            yield unknown


def _told(critique: Critique, grounded: Grounded, ignored: dict[str, int], instructed: bool) -> Critique:
    counts = {**grounded.dropped}
    for reason, count in ignored.items():
        counts[reason] = counts.get(reason, 0) + count
    return critique.model_copy(
        update={
            "dropped": Dropped(total=sum(counts.values()), by_reason=dict(sorted(counts.items()))),
            "instructed": instructed,
            "reason": critique.reason or (INSTRUCTED if instructed else None),
        }
    )
