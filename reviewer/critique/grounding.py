"""Holds what a model claims against the draft word for word, and against the facts; what does not stand is dropped and counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from reviewer.asking import Claim
from reviewer.critique.injection import is_suspect, signs_in
from reviewer.critique.prompt import Question
from reviewer.critique.quotes import Found, Judged
from reviewer.critique.refutation import ALONE, FACTS, Held
from reviewer.facts import Timeline
from reviewer.guidelines import Guideline, load_guidelines
from reviewer.models import GUIDELINES, Contest, Finding, GuidelineId, Review, Source, Span
from reviewer.rules import Evidence

__all__ = ["Grounded", "Reason", "ground", "overlap"]

Reason: TypeAlias = Literal[
    "unknown-guideline",  # none of the nine
    "not-judged",  # of the nine, but not held against this draft
    "unknown-case",  # no line of what counts under that guideline
    "unknown-fact",  # a fact that the context does not hold
    "no-quote",  # no words, and no fact that could decide alone
    "not-found",  # words that the draft does not hold
    "not-own-words",  # words of a quoted message or a signature
    "to-reviewer",  # words to whoever checks the draft, which break nothing and excuse nothing
    "refuted-by-facts",
    "duplicate",
    "unknown-finding",  # contests what may not be contested
    "no-reason",  # contests without saying why
    "other-words",  # contests a finding with words from elsewhere in the draft
    "too-many",
]
_MOST_CLAIMS: Final = 60
_LONGEST: Final = 300
_LINK: Final = re.compile(
    r"https?:|www\.|[\w.+-]+@[\w-]+\.\w|\b[\w-]+\.(?:[a-z]{2,}|xn--[\w-]+)/"
    r"|\b[\w-]+\.(?:com|net|org|io|co|ly|me|info|xyz|ai|app|biz|cc|click|cn|de|dev|eu|link|online|ru|shop|site|top|tv|uk|us|zip|xn--[\w-]+)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Grounded:
    """What is left of a model's claims."""

    kept: tuple[Finding, ...]
    contests: Mapping[int, Contest]
    """By place in `review.findings`."""
    dropped: Counter[str]
    timeline: Timeline
    addressed: bool = False
    """Whether the model says that the draft speaks to its reviewer."""
    suspect: bool = False
    """Whether the draft holds anything by which it might sway its reviewer; looked at only where something could be lowered."""
    prompt: str | None = None
    """The fingerprint of the prompt that was answered."""
    trace: tuple[tuple[Claim, str], ...] = field(default=(), repr=False)
    """Every claim that was dropped, with the reason."""


class _DropError(Exception):
    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


def ground(
    claims: Sequence[Claim],
    question: Question,
    evidence: Evidence,
    review: Review,
    *,
    guidelines: Mapping[GuidelineId, Guideline] | None = None,
) -> Grounded:
    """Keep what stands on the draft's own words, or on a fact, and is not refuted; drop the rest with its reason."""
    ground = _Ground(question, evidence, review, guidelines or load_guidelines())
    kept: list[Finding] = []
    contests: dict[int, Contest] = {}
    trace: list[tuple[Claim, str]] = []
    for n, claim in enumerate(claims):
        try:
            if n >= _MOST_CLAIMS:
                raise _DropError("too-many")
            if claim.contests is not None:
                place, contest = ground.contest(claim)
                if place in contests:
                    raise _DropError("duplicate")
                contests[place] = contest
                continue
            finding = ground.finding(claim)
            if any(_same(finding, other) for other in kept):
                raise _DropError("duplicate")
            kept.append(finding)
        except _DropError as drop:
            trace.append((claim, drop.reason))
    return Grounded(
        kept=tuple(kept),
        contests=contests,
        dropped=Counter(reason for _, reason in trace),
        timeline=evidence.timeline,
        addressed=any(claim.extra.get("speaks_to_reviewer") is True for claim in claims),
        suspect=bool(contests) and is_suspect(evidence.reading.text.draft),
        prompt=question.fingerprint,
        trace=tuple(trace),
    )


class _Ground:
    """What claims of one answer are held against."""

    def __init__(self, question: Question, evidence: Evidence, review: Review, guidelines: Mapping[GuidelineId, Guideline]) -> None:
        self._question, self._evidence, self._review, self._guidelines = question, evidence, review, guidelines
        self._judged = Judged(evidence.reading.text)

    def finding(self, claim: Claim) -> Finding:
        guideline = self._guideline(claim)
        case = claim.extra.get("case")
        if not isinstance(case, int) or not 1 <= case <= len(guideline.counts):
            raise _DropError("unknown-case")
        if claim.fact is not None and claim.fact not in self._question.facts:
            raise _DropError("unknown-fact")
        found = self._words(claim, guideline.id)
        held = Held(self._evidence, found.sentences if found else ())
        if any(case in cases and FACTS[fact](held) for fact, cases in guideline.refuted_by.items()):
            raise _DropError("refuted-by-facts")
        source = guideline.citations[0]
        return Finding(
            guideline=guideline.id,
            rule=f"{guideline.id}/model",
            certainty="likely",
            span=found.span if found else None,
            message=_told(claim.message, guideline.statement),
            instead=_told(claim.instead, guideline.remedy),
            facts=tuple(_facts(claim.fact, self._evidence)),
            source=Source(document=source.document, section=source.section, paragraph=source.paragraph, basis="ours"),
            found_by=("model",),
        )

    def contest(self, claim: Claim) -> tuple[int, Contest]:
        place = self._question.contestable.get(claim.contests or "")
        if place is None or self._review.findings[place].certainty != "likely":
            raise _DropError("unknown-finding")
        reason = _told(claim.message, "")
        if not reason:
            raise _DropError("no-reason")
        found, disputed = self._found(claim), self._review.findings[place].span
        if disputed is not None and not self._beside(found, disputed):
            raise _DropError("other-words")
        return place, Contest(reason=reason, quote=found.span.quote)

    def _beside(self, found: Found, disputed: Span) -> bool:
        """Tell whether words stand in a sentence in which a finding of the rules stands."""
        text = self._evidence.reading.text
        places = (text.span(s.part, s.start, s.end) for s in text.sentences if s.index in found.sentences)
        return any(overlap(place, disputed) for place in places)

    def _guideline(self, claim: Claim) -> Guideline:
        name = next((known for known in GUIDELINES if known == claim.guideline), None)
        if name is None:
            raise _DropError("unknown-guideline")
        if name not in self._question.asked or name not in self._review.judged:
            raise _DropError("not-judged")
        return self._guidelines[name]

    def _words(self, claim: Claim, guideline: GuidelineId) -> Found | None:
        """Where the words stand that a claim quotes; None where it rightly rests on a fact alone."""
        if claim.quote.strip():
            return self._found(claim)
        fact, decides = ALONE.get(guideline, ("", lambda held: False))
        if not claim.fact or claim.fact != fact:
            raise _DropError("no-quote")
        if not decides(Held(self._evidence, ())):
            raise _DropError("refuted-by-facts")
        return None

    def _found(self, claim: Claim) -> Found:
        found = self._judged.find(claim.quote, None if claim.sentence is None else claim.sentence - 1)
        if not isinstance(found, Found):
            raise _DropError(found)
        reading = self._evidence.reading
        if signs_in(found.span.quote) or any(reading.frames.voice(n) == "to-reviewer" for n in found.sentences):
            raise _DropError("to-reviewer")
        return found


def _facts(fact: str | None, evidence: Evidence) -> Iterator[str]:
    """The arithmetic behind a fact that a finding names, as the rules state it."""
    if fact in ("interviewed_on", "sending_on", "reply_promised_by", "stage"):
        yield from evidence.timeline.arithmetic()
    elif fact == "follow_ups":
        yield from evidence.timeline.follow_up_arithmetic()


def _told(said: str, otherwise: str) -> str:
    """What a model says to the writer, in one line that can be shown anywhere; our own words where it says nothing, or names a link."""
    shown = " ".join("".join(char if char.isprintable() else " " for char in said[: 4 * _LONGEST]).split())
    if not shown or _LINK.search(shown):
        return otherwise
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1].rstrip() + "\u2026"


def _same(one: Finding, other: Finding) -> bool:
    return one.guideline == other.guideline and overlap(one.span, other.span)


def overlap(one: Span | None, other: Span | None) -> bool:
    """Tell whether two findings are about the same words; what only facts decide is about the draft as a whole."""
    if one is None or other is None:
        return True
    return one.in_ == other.in_ and one.start < other.end and other.start < one.end
