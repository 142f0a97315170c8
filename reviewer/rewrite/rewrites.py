"""The rewrite: the smallest mend of a draft that a review bears out, or the honest alternative in one sentence."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from reviewer.models import Change, Context, Draft, Finding, MendedDraft, Review, Rewrite
from reviewer.render.report import long_day
from reviewer.rewrite.checks import lost_words, new_claims, strangers
from reviewer.rewrite.mend import Mended, Mender, Unmended
from reviewer.rewrite.remedies import Remedies, load_remedies

if TYPE_CHECKING:
    from reviewer.reviews import Reviewer
    from reviewer.rules import Evidence

__all__ = ["rewrite"]


def rewrite(reviewer: Reviewer, draft: Draft, context: Context | None = None, *, id: int | str | None = None) -> Rewrite:
    """Mend a draft as little as possible, or say why it cannot honestly be mended and what can be done instead."""
    context = context or Context()
    before = reviewer.review(draft, context, id=id)
    remedies = remedies_of(reviewer)
    if settled := _without_words(before, remedies):
        return settled
    evidence = reviewer.explain(draft, context)
    made = Mender(reviewer, remedies, draft, context, evidence).mend(before)
    if isinstance(made, Unmended):
        return _unmended(made, before, remedies)
    return _verified(made, evidence, before, remedies, reviewer.review(made.sheet.as_draft(), context, id=id))


@lru_cache(maxsize=8)
def remedies_of(reviewer: Reviewer) -> Remedies:
    """The remedies beside the rules of a reviewer."""
    return load_remedies(reviewer.data)


def _without_words(before: Review, remedies: Remedies) -> Rewrite | None:
    """What needs no words: a draft without fault, and one that no words can mend."""
    if not before.findings:
        return Rewrite(id=before.id, outcome="nothing-to-mend", before=before)
    never = [finding for finding in before.findings if remedies.of(finding).honest == "never"]
    if not never:
        return None
    first = next((finding for finding in never if finding.guideline == "dishonesty"), never[0])
    return _refused(before, _alternative(first, remedies))


def _unmended(why: Unmended, before: Review, remedies: Remedies) -> Rewrite:
    thanks = next((finding for finding in before.findings if remedies.of(finding).honest == "thanks"), None)
    if before.first_good_day is not None and (why.empty or why.finding is None or thanks):
        return _refused(before, remedies.words.say("alternatives", "wait", day=long_day(before.first_good_day)))
    if thanks is not None:
        return _refused(before, _alternative(thanks, remedies))
    if why.empty:
        return _refused(before, remedies.words.say("alternatives", "nothing"))
    return Rewrite(id=before.id, outcome="cannot", before=before, alternative=remedies.words.say("alternatives", "unverified"))


def _verified(made: Mended, evidence: Evidence, before: Review, remedies: Remedies, after: Review) -> Rewrite:
    """The mend, if it holds: nothing of it is new, nothing is lost unseen, and the review has become milder."""
    mended, context = made.sheet.as_draft(), evidence.context
    new = set(strangers(mended, evidence.reading.text.draft, context, _own(remedies)))
    if new or new_claims(made.evidence, evidence) or after.findings:
        return Rewrite(id=before.id, outcome="cannot", before=before, alternative=remedies.words.say("alternatives", "unverified"))
    return Rewrite(
        id=before.id,
        outcome="mended",
        draft=MendedDraft(text=mended.text, subject=mended.subject),
        changes=changes_of(made, mended),
        before=before,
        after=after,
        alternative=_beside(before, remedies),
        by="rules",
    )


def changes_of(made: Mended, mended: Draft) -> tuple[Change, ...]:
    """Every sentence that is not what it was, with what is lost by it."""
    return tuple(
        Change(
            span=unit.span,
            before=unit.span.quote,
            after=edit.text,
            rules=edit.rules,
            why=edit.why,
            lost=lost_words(unit.span.quote, mended),
        )
        for unit, edit in made.sheet.changed()
    )


def _refused(before: Review, alternative: str) -> Rewrite:
    return Rewrite(id=before.id, outcome="no-honest-mend", before=before, alternative=alternative)


def _alternative(finding: Finding, remedies: Remedies) -> str:
    return remedies.of(finding).alternative or finding.instead


def _beside(before: Review, remedies: Remedies) -> str | None:
    """What is worth knowing besides a mend."""
    if before.first_good_day is not None and {finding.guideline for finding in before.findings} == {"too-soon"}:
        return remedies.words.say("alternatives", "keep", day=long_day(before.first_good_day))
    return next((said for said in (remedies.of(finding).beside for finding in before.findings) if said), None)


def _own(remedies: Remedies) -> Iterable[str]:
    yield from (phrase for table in remedies.words.tables.values() for phrase in table.values())
    yield remedies.words.question
