"""What the tests of the critique share: drafts put before a model, and answers in its name."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from reviewer import Context, Draft, Review, Reviewer
from reviewer.asking import Claim
from reviewer.critique.answer import Faults, read
from reviewer.critique.grounding import Grounded, ground
from reviewer.critique.prompt import Question, question
from reviewer.guidelines import Guideline, load_guidelines
from reviewer.models import GuidelineId
from reviewer.rules import Evidence


class Asked(NamedTuple):
    """One draft on its way to a model."""

    question: Question
    evidence: Evidence
    review: Review

    @property
    def system(self) -> str:
        return self.question.messages[0].content

    @property
    def user(self) -> str:
        return self.question.messages[1].content

    def ground(self, text: str) -> Grounded:
        """Read an answer that is sound in form, and hold it against the draft."""
        claims = read(text, self.question)
        assert not isinstance(claims, Faults), claims
        return ground(claims, self.question, self.evidence, self.review, guidelines=guidelines())

    def ground_claims(self, *claims: Claim) -> Grounded:
        return ground(claims, self.question, self.evidence, self.review, guidelines=guidelines())


@cache
def reviewer() -> Reviewer:
    return Reviewer(classifier=False)


@cache
def guidelines() -> Mapping[GuidelineId, Guideline]:
    return load_guidelines()


def ask(
    text: str, *, channel: str = "email", subject: str | None = None, order: Sequence[GuidelineId] | None = None, **context: Any
) -> Asked:
    draft, known = Draft.model_validate({"channel": channel, "text": text, "subject": subject}), Context.model_validate(context)
    evidence, review = reviewer().explain(draft, known), reviewer().review(draft, known)
    return Asked(question(evidence, review, guidelines=guidelines(), order=order), evidence, review)


def finding(
    quote: str, *, sentence: int = 1, case: int = 1, fact: str = "none", message: str = "It does.", instead: str = "Mend it."
) -> dict[str, Any]:
    return {"case": case, "sentence": sentence, "quote": quote, "fact": fact, "message": message, "instead": instead}


def contest(name: str, quote: str, *, sentence: int = 1, reason: str = "It is a story.") -> dict[str, Any]:
    return {"finding": name, "reason": reason, "sentence": sentence, "quote": quote}


def answer(
    asked: Asked, found: Mapping[str, Sequence[Any]] | None = None, *, contests: Sequence[Any] = (), addressed: bool = False
) -> dict[str, Any]:
    """A whole answer: what is found under some guidelines, and nothing under the others."""
    judgements = [
        {
            "guideline": name,
            "thought": "Nothing here.",
            "violated": bool((found or {}).get(name)),
            "findings": list((found or {}).get(name, ())),
        }
        for name in asked.question.asked
    ]
    whole: dict[str, Any] = {"speaks_to_reviewer": addressed, "judgements": judgements}
    return whole | ({"contests": list(contests)} if asked.question.contestable else {})


def told(asked: Asked, found: Mapping[str, Sequence[Any]] | None = None, *, contests: Sequence[Any] = (), addressed: bool = False) -> str:
    return json.dumps(answer(asked, found, contests=contests, addressed=addressed))
