"""A review as Markdown, in which no word of the draft is ever taken for markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from reviewer.models import Draft, Finding, Review
from reviewer.render.cells import visible
from reviewer.render.excerpt import sentence_around
from reviewer.render.report import found_by, headline, left_out, long_day, place_of, source_of, told_of_model

__all__ = ["escaped", "render_markdown"]

_MARKUP: Final = re.compile(r"[\\`*_\[\]~|$@^]|:(?=\S)|(?<=[Ww])\.(?=\S)|^[#+=-]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")
_ENTITIES: Final = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}


def render_markdown(
    review: Review,
    draft: Draft,
    *,
    quotes: bool = True,
    assumed: Sequence[str] = (),
    learned: Sequence[str] = (),
    unsettled: Sequence[str] = (),
) -> str:
    """The whole review as a Markdown document; the sentences of the caller's are those of the report for people."""
    beside = (("Assumed", assumed), ("Learned", learned), ("To settle", unsettled))
    return "\n".join(_document(review, draft, quotes, beside)) + "\n"


def escaped(text: str) -> str:
    """Words on one line that Markdown and HTML show as they are."""
    return _MARKUP.sub(r"\\\g<0>", " ".join(visible(text).split())).translate(_ENTITIES)


def _document(review: Review, draft: Draft, quotes: bool, beside: Sequence[tuple[str, Sequence[str]]]) -> Iterator[str]:
    yield f"# {review.verdict}: {escaped(headline(review))}"
    if review.first_good_day is not None:
        yield f"\n**First good day:** {long_day(review.first_good_day)}"
    yield from (f"\n*{label}:* {escaped(sentence)}" for label, sentences in beside for sentence in sentences)
    for title, findings in (("What to mend", review.findings), ("Worth a look", review.notes), ("You chose to live with", review.accepted)):
        if findings:
            yield f"\n## {title}"
        for finding in findings:
            yield from _finding(finding, draft, quotes)
    yield "\n## What was judged\n"
    yield f"- Judged: {', '.join(review.judged) or 'nothing'}"
    yield from (f"- Not judged: {escaped(words)}" for words in left_out(review))
    if words := told_of_model(review.critique):
        yield f"- Model: {escaped(words)}"
    if review.unknowns:
        yield "\n## What would help me judge\n"
    yield from (f"- `{unknown.field}`: {escaped(unknown.why)}" for unknown in review.unknowns)


def _finding(finding: Finding, draft: Draft, quotes: bool) -> Iterator[str]:
    yield f"\n### {finding.guideline} ({finding.certainty}{found_by(finding)})\n"
    if finding.span is not None:
        yield _quoted(finding, draft) + "\n" if quotes else f"*{place_of(finding)}*\n"
    yield escaped(finding.message)
    yield f"\n- **Instead:** {escaped(finding.instead)}"
    if finding.facts:
        yield f"- **Facts:** {escaped('; '.join(finding.facts))}"
    if finding.contested is not None:
        yield f"- **The model disagrees:** {escaped(finding.contested.reason)}"
    yield f"- **Source:** {escaped(source_of(finding.source))} (`{finding.rule}`)"


def _quoted(finding: Finding, draft: Draft) -> str:
    """The sentence around the words as a block quotation, the words themselves strong."""
    assert finding.span is not None
    span, text = finding.span, (draft.text if finding.span.in_ == "text" else draft.subject or "")
    left, right = sentence_around(text, span.start, span.end)
    before, words, after = (text[left : span.start], text[span.start : span.end], text[span.end : right])
    gaps = (" " if before[-1:].isspace() else "", " " if after[:1].isspace() else "")
    return f"> {escaped(before)}{gaps[0]}**{escaped(words)}**{gaps[1]}{escaped(after)}".rstrip()
