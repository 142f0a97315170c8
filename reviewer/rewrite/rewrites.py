"""The rewrite: the smallest mend of a draft that a review bears out, or the honest alternative in one sentence.

Written once without I/O; a shell for threads and one for event loops carry out what it asks of a model.
"""

from __future__ import annotations

from collections.abc import Generator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from reviewer.models import Context, Draft, Dropped, Review, Rewrite
from reviewer.rewrite.honesty import beside, settled_without_words
from reviewer.rewrite.mend import Mender, Unmended
from reviewer.rewrite.remedies import Remedies, load_remedies
from reviewer.rewrite.results import mended, nothing_held, unmended
from reviewer.rewrite.trials import Mended, Trials
from reviewer.rewrite.verify import holds
from reviewer.rules import Evidence

if TYPE_CHECKING:
    from reviewer.critique.critic import Asked
    from reviewer.critique.flow import Outcome
    from reviewer.reviews import Reviewer

__all__ = ["rewrite", "rewrite_async"]


class _Read(NamedTuple):
    """Have the model read a draft that the rules have judged; a review comes back."""

    evidence: Evidence
    review: Review


class _Ask(NamedTuple):
    """Put a question to the model; an outcome comes back."""

    asked: Asked


_Steps: TypeAlias = Generator[_Read | _Ask, Any, Rewrite]


def rewrite(reviewer: Reviewer, draft: Draft, context: Context | None = None, *, id: int | str | None = None) -> Rewrite:
    """Mend a draft as little as possible, or say why it cannot honestly be mended and what can be done instead."""
    steps, result = _steps(reviewer, draft, context or Context(), id), None
    try:
        while True:
            step = steps.send(result)
            assert reviewer.critic is not None
            result = reviewer.critic.read(*step) if isinstance(step, _Read) else reviewer.critic.ask(step.asked)
    except StopIteration as end:
        found: Rewrite = end.value
        return found


async def rewrite_async(reviewer: Reviewer, draft: Draft, context: Context | None = None, *, id: int | str | None = None) -> Rewrite:
    """As `rewrite`, for callers that live in an event loop, which a model does not hold up."""
    steps, result = _steps(reviewer, draft, context or Context(), id), None
    try:
        while True:
            step = steps.send(result)
            assert reviewer.critic is not None
            result = await (reviewer.critic.read_async(*step) if isinstance(step, _Read) else reviewer.critic.ask_async(step.asked))
    except StopIteration as end:
        found: Rewrite = end.value
        return found


def _steps(reviewer: Reviewer, draft: Draft, context: Context, id: int | str | None) -> _Steps:
    evidence, by_rules = reviewer.judge(draft, context, id=id)
    before = by_rules if reviewer.critic is None else (yield _Read(evidence, by_rules))
    remedies = _remedies_of(reviewer)
    if settled := settled_without_words(before, remedies):
        return settled
    trials = Trials(reviewer, remedies, evidence)
    proposed: Rewrite | None = None
    if reviewer.critic is not None:
        proposed = yield from _by_model(trials, before, reviewer.critic.model.name)
        if proposed is not None and proposed.outcome == "mended":
            return proposed
    found = yield from _by_rules(trials, before)
    return found if proposed is None else found.model_copy(update={"dropped": proposed.dropped, "asked": proposed.asked})


def _by_rules(trials: Trials, before: Review) -> _Steps:
    made = Mender(trials).mend(before)
    if isinstance(made, Unmended):
        return unmended(made, before, trials.remedies)
    if not holds(made, trials.evidence, trials.remedies.words.own):
        return nothing_held(before, trials.remedies)
    after = yield from _after(trials, made, before)
    if after.findings:
        return nothing_held(before, trials.remedies)
    return mended(made, before, after, by="rules", alternative=beside(before, trials.remedies))


def _by_model(trials: Trials, before: Review, name: str) -> Generator[_Read | _Ask, Any, Rewrite | None]:
    """What a model makes of it; None where it is not asked, and no mend where its words do not hold."""
    from reviewer.critique.critic import told_of
    from reviewer.rewrite.proposal import Proposal

    proposal = Proposal.of(trials, before)
    if proposal is None:
        return None
    outcome: Outcome = yield _Ask(proposal.asked())
    asked = told_of(outcome, name)
    made = proposal.made(outcome)
    if made is None:
        return nothing_held(before, trials.remedies).model_copy(update={"asked": asked, "dropped": _dropped(proposal.refused)})
    after = yield from _after(trials, made, before)
    if after.findings:
        refused = nothing_held(before, trials.remedies)
        return refused.model_copy(update={"asked": asked, "dropped": _dropped({"still-at-fault": 1})})
    found = mended(made, before, after, by="model", alternative=beside(before, trials.remedies))
    return found.model_copy(update={"asked": asked, "dropped": _dropped(proposal.refused)})


def _after(trials: Trials, made: Mended, before: Review) -> Generator[_Read | _Ask, Any, Review]:
    review = made.review.model_copy(update={"id": before.id})
    if trials.reviewer.critic is None:
        return review
    read: Review = yield _Read(made.evidence, review)
    return read


def _dropped(counts: dict[str, int]) -> Dropped:
    return Dropped(total=sum(counts.values()), by_reason=dict(sorted(counts.items())))


@lru_cache(maxsize=8)
def _remedies_of(reviewer: Reviewer) -> Remedies:
    """The remedies beside the rules of a reviewer."""
    return load_remedies(reviewer.data)
