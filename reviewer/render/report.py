"""A review as lines for people: the verdict, the draft, what to mend and how, and what could not be judged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from reviewer.models import Critique, Draft, Finding, Review, Source, Unknown, Verdict
from reviewer.render.excerpt import Mark, excerpt
from reviewer.render.lines import Line, line, paragraph

__all__ = ["asked", "found_by", "headline", "left_out", "long_day", "place_of", "report", "source_of", "told_of_model"]

_HEADLINES: Final[dict[Verdict, str]] = {
    "send": "nothing here stands in the way.",
    "revise": "the wording can be mended; then it is ready.",
    "wait": "the right message on the wrong day.",
    "do-not-send": "better left unsent in this form.",
}


def report(
    review: Review,
    draft: Draft,
    *,
    width: int = 80,
    bar: str = "|",
    quotes: bool = True,
    assumed: Sequence[str] = (),
    learned: Sequence[str] = (),
    unsettled: Sequence[str] = (),
    option_of: Callable[[str], str] | None = None,
) -> Iterator[Line]:
    """Everything that the review says, wrapped to the width, most important first.

    `option_of` tells the option for a field, on the command line, where a finding can be accepted as well.
    `assumed`, `learned` and `unsettled` are sentences of the caller's: what it filled in, found elsewhere, and leaves to the user.
    """
    yield from paragraph(headline(review), width, label=f"{review.verdict}:", role=review.verdict)
    if review.first_good_day is not None:
        yield from paragraph(f"{long_day(review.first_good_day)}.", width, label="First good day:")
    for label, sentences in (("Assumed:", assumed), ("Learned:", learned)):
        for sentence in sentences:
            yield from paragraph(sentence, width, label=label, role="quiet", words="quiet")
    for sentence in unsettled:
        yield from paragraph(sentence, width, label="To settle:")
    shown = [*review.findings, *review.notes]
    if quotes and any(finding.span for finding in shown):
        yield from _draft(draft, shown, width, bar)
    for n, finding in enumerate(shown, 1):
        yield line()
        yield from _finding(n, finding, width, note=n > len(review.findings), quotes=quotes)
    if option_of is not None and review.findings:
        yield line()
        yield from _to_accept(review.findings, width)
    yield line()
    yield from _judged(review, width)
    yield from asked(review.unknowns, width, option_of)


def headline(review: Review) -> str:
    """The verdict in one sentence, which says so when it stands on less than everything."""
    unread = any(item.guideline == "dishonesty" for item in review.not_judged)  # judged everywhere but in a language that is not known
    if review.verdict == "send" and (review.unknowns or unread):
        return "nothing that could be judged stands in the way; more is not known."
    return _HEADLINES[review.verdict]


def left_out(review: Review) -> Iterator[str]:
    """What was not judged and why, guidelines with one reason together."""
    reasons: dict[str, list[str]] = {}
    for item in review.not_judged:
        reasons.setdefault(item.why, []).append(item.guideline)
    for why, guidelines in reasons.items():
        yield f"{', '.join(guidelines)} ({why})" if why else ", ".join(guidelines)


def long_day(day: dt.date) -> str:
    """A day as one says it, equal on every platform."""
    return f"{day:%A}, {day.day} {day:%B} {day.year}"


def source_of(source: Source) -> str:
    """The paragraph that a finding rests on, and whose line it is."""
    whose = "" if source.basis == "document" else "; the exact line is ours"
    return f'"{source.document}", {source.section}, paragraph {source.paragraph}{whose}'


def found_by(finding: Finding) -> str:
    """Who found it, where it was not the rules alone."""
    if finding.found_by == ("model",):
        return ", found by the model"
    return ", found by rules and model" if "model" in finding.found_by else ""


def told_of_model(critique: Critique) -> str:
    """What became of the reading by a model, in one line; nothing where there was no model."""
    if critique.model is None and critique.status == "off":
        return ""
    parts = [critique.model or "a model", *_how_it_went(critique)]
    return ", ".join(parts) + (f": {critique.reason}" if critique.reason else "")


def _how_it_went(critique: Critique) -> Iterator[str]:
    if critique.status != "done":
        yield "not asked" if critique.status == "off" else critique.status
        return
    if critique.cached:
        yield "answer from the cache"
    elif critique.attempts:
        yield "asked once" if critique.attempts == 1 else f"asked {critique.attempts} times"
    if critique.cost_usd:
        yield f"${critique.cost_usd:.4f}"
    if critique.dropped.total:
        yield "one claim did not hold and was dropped" if critique.dropped.total == 1 else f"{critique.dropped.total} claims did not hold"


def place_of(finding: Finding) -> str:
    """Where the words stand, without the words."""
    span = finding.span
    return "" if span is None else f"characters {span.start + 1} to {span.end} of the {span.in_}"


def _draft(draft: Draft, shown: Sequence[Finding], width: int, bar: str) -> Iterator[Line]:
    for part, text in (("subject", draft.subject or ""), ("text", draft.text)):
        marks = [Mark(f.span.start, f.span.end, n) for n, f in enumerate(shown, 1) if f.span is not None and f.span.in_ == part]
        if marks or (part == "text" and text.strip()):
            yield line()
            if part == "subject":
                yield line("Subject", "quiet")
            yield from excerpt(text, marks, width, bar=bar)


def _finding(n: int, finding: Finding, width: int, *, note: bool, quotes: bool) -> Iterator[Line]:
    kind = "note" if note else finding.certainty
    yield from paragraph(f"({kind}{found_by(finding)})", width, label=f"{n}  {finding.guideline}", words="quiet")
    yield from paragraph(finding.message, width, indent=3)
    yield from paragraph(finding.instead, width, label="Instead:", indent=3)
    if finding.facts:
        yield from paragraph("; ".join(finding.facts), width, label="Facts:", indent=3)
    if finding.contested is not None:
        yield from paragraph(finding.contested.reason, width, label="The model disagrees:", indent=3)
    if not quotes and finding.span is not None:
        yield from paragraph(place_of(finding), width, label="Where:", indent=3)
    yield from paragraph(f"{source_of(finding.source)} [{finding.rule}]", width, label="Source:", role="quiet", indent=3, words="quiet")


def _to_accept(findings: Sequence[Finding], width: int) -> Iterator[Line]:
    """How the writer says that they know better, shown on the finding that may most easily be mistaken."""
    one = next((finding for finding in findings if finding.certainty == "likely"), findings[0])
    yield from paragraph(f'--accept "{one.rule}:REASON"', width, label="You know better?", role="quiet", words="quiet")


def _judged(review: Review, width: int) -> Iterator[Line]:
    """What the verdict covers, and what it does not: silence is never approval."""
    for finding in review.accepted:
        yield from paragraph(f"{finding.guideline} [{finding.rule}]: {finding.reason}", width, label="You chose to live with:")
    if review.judged:
        yield from paragraph(", ".join(review.judged), width, label="Judged:")
    for words in left_out(review):
        yield from paragraph(words, width, label="Not judged:")
    if words := told_of_model(review.critique):
        yield from paragraph(words, width, label="Model:")


def asked(unknowns: Sequence[Unknown], width: int, option_of: Callable[[str], str] | None = None) -> Iterator[Line]:
    """The facts that would make the verdict firmer, by their fields or by the options that give them."""
    if unknowns:
        yield line()
        yield line("What would help me judge", "strong")
    for unknown in unknowns:
        yield from paragraph(unknown.why, width, label=f"{option_of(unknown.field) if option_of else unknown.field}:", indent=2)
