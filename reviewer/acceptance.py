"""Findings that the writer has chosen to live with: they move aside, and the verdict follows from what is left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from reviewer.errors import InputError, nearest
from reviewer.models import GUIDELINES, AcceptedFinding, Finding, Review
from reviewer.models.acceptance import Acceptance, quote_hash
from reviewer.rules import strictest

__all__ = ["Accepted", "accept", "read_acceptance"]

_TIMED: Final = frozenset({"too-soon", "too-many-follow-ups"})
_EXCUSING: Final = frozenset({"process"})
"""Facts that can only excuse; once everything is accepted, nothing is left for them."""


class Accepted(NamedTuple):
    """A review after acceptances, and those that touched nothing in it."""

    review: Review
    stale: tuple[Acceptance, ...]


def accept(review: Review, acceptances: Iterable[Acceptance], *, salt: str | None = None) -> Accepted:
    """Move what is accepted from the findings and notes to `accepted`, with the reason; the verdict follows from what is left.

    `salt` is the secret with which an acceptance of certain words was hashed; without it such a one is stale.
    """
    given = tuple(acceptances)
    used: set[int] = set()
    kept: dict[str, list[Finding]] = {"findings": [], "notes": []}
    accepted = list(review.accepted)
    for name, held in kept.items():
        for finding in getattr(review, name):
            n = _leave(finding, given, salt)
            if n is None:
                held.append(finding)
            else:
                used.add(n)
                accepted.append(AcceptedFinding(**dict(finding), reason=given[n].reason))
    stale = tuple(one for n, one in enumerate(given) if n not in used)
    if not used:
        return Accepted(review, stale)
    findings = kept["findings"]
    timed = any(finding.guideline in _TIMED for finding in findings)
    change = {
        "verdict": strictest(finding.guideline for finding in findings),
        "first_good_day": review.first_good_day if timed else None,
        "findings": tuple(findings),
        "notes": tuple(kept["notes"]),
        "accepted": tuple(accepted),
        "unknowns": review.unknowns if findings else tuple(one for one in review.unknowns if one.field not in _EXCUSING),
    }
    return Accepted(review.model_copy(update=change), stale)


def read_acceptance(written: str, rules: Sequence[str]) -> Acceptance:
    """Read `RULE:reason` as it is written on a command line.

    Raises:
        InputError: the reason is missing, or no rule has this id.
    """
    rule, _, reason = (part.strip() for part in written.partition(":"))
    known = [*rules, *(f"{guideline}/model" for guideline in GUIDELINES)]
    if rule not in known:
        raise InputError(f"`--accept` names no rule: `{rule[:80]}`; {_near(rule, known)}", field="accept")
    if not reason:
        raise InputError(f'`--accept {rule}` needs a reason; write `--accept "{rule}: why you live with it"`', field="accept")
    return Acceptance(rule=rule, reason=reason[:500])


def _near(rule: str, known: Sequence[str]) -> str:
    """The nearest rules, or where to find them all: the whole list would bury the sentence."""
    guideline = rule.partition("/")[0]
    beside = [one for one in known if one.startswith(f"{guideline}/")]
    return nearest(rule, beside) if beside else nearest(rule, known).partition("Allowed:")[0] + "`reviewer rules` lists them"


def _leave(finding: Finding, given: Sequence[Acceptance], salt: str | None) -> int | None:
    """The place of the first acceptance that covers a finding."""
    for n, one in enumerate(given):
        if one.rule != finding.rule:
            continue
        quote = finding.span.quote if finding.span else ""
        if one.hash is None or (salt is not None and quote_hash(finding.rule, quote, salt=salt) == one.hash):
            return n
    return None
