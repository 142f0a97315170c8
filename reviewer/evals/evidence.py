"""Whether findings point at the words that a label names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reviewer.evals.intervals import share
from reviewer.evals.records import Case, Figure, Result
from reviewer.models import Draft, Span

__all__ = ["evidence_scores", "places"]

Place = tuple[str, int, int]
"""`text` or `subject`, the first code point, and one past the last."""


def evidence_scores(every: Sequence[tuple[Case, Result]]) -> tuple[Figure, Figure]:
    """Of the labelled words, the share that a finding touches; of the findings, the share that touches labelled words.

    Counted over the cases with evidence in which an expected guideline was found by its words, for facts alone point at none.
    """
    touched = labelled = touching = quoting = out = 0
    for case, result in every:
        if not case.evidence:
            continue
        out += result.review is None
        spans = list(_spans(result))
        if not spans:
            continue
        pieces = [list(places(case.draft, words)) for words in case.evidence]
        touched += sum(any(_touch(span, place) for span in spans for place in piece) for piece in pieces)
        labelled += len(pieces)
        touching += sum(any(_touch(span, place) for piece in pieces for place in piece) for span in spans)
        quoting += len(spans)
    return share(touched, labelled, excluded=out), share(touching, quoting, excluded=out)


def places(draft: Draft, words: str) -> Iterator[Place]:
    """Everywhere that these words stand in a draft, in the subject first."""
    for name, text in (("subject", draft.subject or ""), ("text", draft.text)):
        at = text.find(words)
        while at >= 0 and words:
            yield name, at, at + len(words)
            at = text.find(words, at + len(words))


def _spans(result: Result) -> Iterator[Span]:
    for finding in result.review.findings if result.review else ():
        if finding.guideline in result.hit and finding.span is not None:
            yield finding.span


def _touch(span: Span, place: Place) -> bool:
    name, start, end = place
    return span.in_ == name and span.start < end and start < span.end
