"""The review: a draft and what its writer knows go in, a verdict with reasons comes out. No network, no clock, no state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from reviewer.acts import Detector, load
from reviewer.classifier import Encoder
from reviewer.facts import Timeline
from reviewer.models import Context, Draft, Finding, Fingerprint, Review
from reviewer.resources import classifier_root
from reviewer.ruledata import load_rule_data
from reviewer.rules import Evidence, hold, load_pack, scope, unknowns, weigh
from reviewer.rules.selftest import Trial, try_detectors, try_rules


class Reviewer:
    """Holds the rules, ready to review any number of drafts; safe to share between threads.

    Args:
        rule_folders: further folders of rule data, read beside the project's own.
        classifier: whether the sentence encoder bears witness beside the rules.

    Raises:
        DataError: rule data does not load.
    """

    def __init__(self, *, rule_folders: Sequence[Path] = (), classifier: bool = True) -> None:
        self._data = load_rule_data(rule_folders)
        engine, self.rules = load_pack(self._data)
        witness = Encoder(classifier_root()) if classifier else None
        self._engine = engine._replace(classifier=witness)
        self._fingerprint = Fingerprint(reviewer=_version(), rules=self._data.fingerprint, classifier=witness and witness.fingerprint)

    def review(self, draft: Draft, context: Context | None = None, *, id: int | str | None = None) -> Review:
        """Judge one draft; equal input gives an equal review."""
        context = context or Context()
        reading, acts = self._engine.read(draft, context)
        evidence = Evidence(reading, acts, context, Timeline(context))
        judged, not_judged = scope(draft.channel, context, reading.frames)
        held = hold(evidence, self.rules, judged)
        judgement = weigh(held.values())
        return Review(
            id=id,
            verdict=judgement.verdict,
            first_good_day=_first_good_day(evidence, judgement.findings),
            findings=judgement.findings,
            notes=judgement.notes,
            unknowns=unknowns(evidence, self.rules, held, judgement),
            judged=judged,
            not_judged=not_judged,
            fingerprint=self._fingerprint,
        )

    async def review_async(self, draft: Draft, context: Context | None = None, *, id: int | str | None = None) -> Review:
        """As `review`, for callers that live in an event loop."""
        return self.review(draft, context, id=id)

    @property
    def detectors(self) -> Sequence[Detector]:
        """Everything that looks for an act."""
        return self._engine.detectors

    def self_test(self, rule: str | None = None) -> tuple[Trial, ...]:
        """Run the own examples of every rule and detector, or of one rule alone."""
        if rule is not None:
            return tuple(try_rules(self._engine, [one for one in self.rules if one.id == rule]))
        return (*try_rules(self._engine, self.rules), *try_detectors(self._engine, load(self._data)))

    def explain(self, draft: Draft, context: Context | None = None) -> Evidence:
        """Give everything that a judgement of this draft rests on: sentences, frames, acts and facts."""
        context = context or Context()
        reading, acts = self._engine.read(draft, context)
        return Evidence(reading, acts, context, Timeline(context))


def review(draft: Draft, context: Context | None = None) -> Review:
    """Judge one draft by the project's own rules, offline."""
    return _own().review(draft, context)


async def review_async(draft: Draft, context: Context | None = None) -> Review:
    """As `review`, for callers that live in an event loop."""
    return await _own().review_async(draft, context)


@cache
def _own() -> Reviewer:
    return Reviewer()


def _first_good_day(evidence: Evidence, findings: Sequence[Finding]) -> dt.date | None:
    """Name the day where timing is at fault; a message that comes too often in any case has none."""
    rules = {finding.rule for finding in findings}
    if not any(finding.guideline == "too-soon" for finding in findings) and "too-many-follow-ups/too-close" not in rules:
        return None
    if any(f.guideline == "too-many-follow-ups" and f.rule != "too-many-follow-ups/too-close" for f in findings):
        return None
    return evidence.timeline.first_good_day()


def _version() -> str:
    try:
        return version("interview-follow-up-reviewer")
    except PackageNotFoundError:
        return "0+unknown"
