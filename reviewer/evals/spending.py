"""What one model was asked over a run, what it answered and what that took."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import Final

from reviewer.evals.intervals import share
from reviewer.evals.readers import Opinion, Reader
from reviewer.evals.readings import ModelUse
from reviewer.evals.records import Case
from reviewer.models import Critique

__all__ = ["IN_MERGING", "QUOTES", "use_of"]

QUOTES: Final = ("no-quote", "not-found", "not-own-words")
IN_MERGING: Final = ("claimed-as-well", "draft-instructs", "draft-suspect")
"""Contests that stand by themselves and come to nothing when both readings are put together; no claim is dropped for it."""


def use_of(reader: Reader, cases: Sequence[Case]) -> ModelUse:
    """The first reading of every case; calls and costs are those of all readings."""
    opinions = [one for case in cases if (one := reader.known(case))]
    every = [known.review.critique for one in reader.variants for case in cases if (known := reader.known(case, one))]
    told = [one.review.critique for one in opinions]
    status = Counter(one.status for one in told)
    dropped = sum((Counter(one.dropped) for one in opinions), Counter[str]())
    claims, done = sum(one.claims for one in opinions), [one for one in told if one.status == "done"]
    seconds = [one.seconds for one in done if one.seconds is not None]
    return ModelUse(
        model=reader.name,
        returned=tuple(sorted({one.model_returned for one in done if one.model_returned})),
        cases=len(opinions),
        done=status["done"],
        unasked=status["off"],
        refused=status["refused"],
        invalid=status["invalid"],
        unavailable=status["unavailable"],
        reasons=dict(sorted(Counter(one.reason for one in told if one.status not in ("done", "off") and one.reason).items())),
        cached=sum(one.cached for one in done),
        calls=sum(one.attempts for one in every),
        modes=dict(sorted(Counter(str(one.mode) for one in done).items())),
        claims=claims,
        dropped=share(sum(count for reason, count in dropped.items() if reason not in IN_MERGING), claims),
        quotes_dropped=share(sum(dropped[reason] for reason in QUOTES), claims),
        by_reason=dict(sorted(dropped.items())),
        contested=sum(_contested(one) for one in opinions),
        tokens=_tokens(done),
        cost_usd=_cost(every),
        seconds=round(median(seconds), 3) if seconds else None,
        longest=round(max(seconds), 3) if seconds else None,
    )


def _contested(opinion: Opinion) -> int:
    return sum(note.contested is not None for note in opinion.review.notes)


def _tokens(done: Sequence[Critique]) -> dict[str, int] | None:
    known = [one.tokens for one in done if one.tokens is not None]
    total = sum((Counter(tokens) for tokens in known), Counter[str]())
    return dict(sorted(total.items())) if known and len(known) == len(done) else None


def _cost(every: Sequence[Critique]) -> float | None:
    """Nothing is known of the sum as soon as one answer that was paid for has no price."""
    asked = [one for one in every if one.attempts or one.cached]
    costs = [one.cost_usd for one in asked if one.cost_usd is not None]
    return round(sum(costs), 6) if asked and len(costs) == len(asked) else None
