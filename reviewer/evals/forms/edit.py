"""What an edit is: it changes the form of a draft, or one fact beside it, and knows what the labels are then."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple, TypeAlias

from reviewer.evals.cases import hash_of
from reviewer.evals.forms.letter import Letter
from reviewer.evals.records import Case
from reviewer.models import Context, Draft, GuidelineId, Review

__all__ = ["Changed", "Edit", "Oracle", "Subject"]

Oracle: TypeAlias = Literal["same", "bound"]
"""`same`: the words change, the labels do not; `bound`: one fact is moved to a bound, and the labels follow the arithmetic."""


class Subject(NamedTuple):
    """A case that was judged right, taken apart."""

    case: Case
    review: Review
    letter: Letter

    @property
    def draft(self) -> Draft:
        """The draft as labelled."""
        return self.case.draft

    @property
    def context(self) -> Context:
        """What its writer knows."""
        return self.case.context

    def rules_on(self, guideline: GuidelineId) -> frozenset[str]:
        """The rules on which a guideline was found."""
        return frozenset(finding.rule for finding in self.review.findings if finding.guideline == guideline)

    def settled(self, *guidelines: GuidelineId) -> bool:
        """Whether none of these guidelines is expected or open to debate."""
        return {*self.case.expect, *self.case.allow}.isdisjoint(guidelines)


class Changed(NamedTuple):
    """What an edit made of a case; what is left out stays as it is."""

    text: str | None = None
    subject: str | None = None
    context: Context | None = None
    expect: tuple[GuidelineId, ...] | None = None
    allow: tuple[GuidelineId, ...] | None = None


class Edit(NamedTuple):
    """One edit; it gives nothing where it does not apply, or would change nothing."""

    name: str
    says: str
    oracle: Oracle
    make: Callable[[Subject], Iterator[Changed]]

    def cases(self, subject: Subject) -> Iterator[Case]:
        """The edited cases, labelled, each with an id of its own."""
        for n, changed in enumerate(self.make(subject)):
            draft, context = _draft(subject.draft, changed), changed.context or subject.context
            name = f"{subject.case.id}~{self.name}" + (f"-{n + 1}" if n else "")
            labels = {key: value for key, value in (("expect", changed.expect), ("allow", changed.allow)) if value is not None}
            digest = hash_of(draft, context)
            if digest != subject.case.hash:
                new = {"id": name, "draft": draft, "context": context, "hash": digest, "evidence": (), "pair": None}
                yield subject.case.model_copy(update={**new, **labels})


def _draft(draft: Draft, changed: Changed) -> Draft:
    text = draft.text if changed.text is None else changed.text
    return Draft(channel=draft.channel, text=text, subject=draft.subject if changed.subject is None else changed.subject)
