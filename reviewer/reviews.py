"""The review: a draft and what its writer knows go in, a verdict with reasons comes out.

Without a model there is no network, no clock and no state, and nothing of what a model needs is imported.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reviewer.acts import Detector, load
from reviewer.classifier import Encoder
from reviewer.facts import Timeline
from reviewer.models import Context, Draft, Fingerprint, GuidelineId, Review
from reviewer.resources import classifier_root, rules_root
from reviewer.ruledata import RuleData, load_rule_data
from reviewer.rules import Evidence, first_good_day, hold, load_pack, reconsider, scope, unknowns, weigh
from reviewer.rules.selftest import Trial, try_detectors, try_rules

if TYPE_CHECKING:
    from reviewer.asking import Model
    from reviewer.cache import CacheMode
    from reviewer.critique.critic import Critic
    from reviewer.guidelines import Guideline


class Reviewer:
    """Holds the rules, ready to review any number of drafts; safe to share between threads.

    Args:
        rule_folders: further folders of rule data, read beside the project's own.
        classifier: whether the sentence encoder bears witness beside the rules.
        model: a language model that reads each draft as well: a name such as `openai/gpt-5-mini` or `local/NAME`, or a double
            of `reviewer.testing`. Without one, everything below is without effect.
        base_url: of the model's server, where it is not the provider's usual one.
        parameters: sent with each question, laid over the usual ones.
        cache: `on`, `off`, `refresh` (ask anew and keep the answer) or `replay` (answers from the cache only).
        cache_folder: where answers are kept, if not in the user's own cache folder.
        keep_days: for how many days.
        local_pseudonyms: whether names are replaced for a model on this very machine too.
        deadline: seconds that a review may take in all.
        max_cost: dollars that all calls of this reviewer together may cost.
        max_calls: calls that it may make.
        warn: told of trouble with the cache, in a sentence; a Python warning by default.

    Raises:
        DataError: rule data does not load.
        SettingsError: the model cannot be named or reached in this way.
    """

    def __init__(
        self,
        *,
        rule_folders: Sequence[Path] = (),
        classifier: bool = True,
        model: str | Model | None = None,
        base_url: str | None = None,
        parameters: Mapping[str, Any] | None = None,
        cache: CacheMode = "on",
        cache_folder: Path | None = None,
        keep_days: int = 30,
        local_pseudonyms: bool = True,
        deadline: float = 90.0,
        max_cost: float | None = None,
        max_calls: int | None = None,
        warn: Callable[[str], None] | None = None,
    ) -> None:
        self._data = load_rule_data(rule_folders)
        engine, self.rules = load_pack(self._data)
        given = [rule for rule in self.rules if not self._data.sources[rule.file].is_relative_to(rules_root())]
        self._beyond_doubt = frozenset(rule.id for rule in given)
        """Rules of the caller's own: the second look has learned nothing of them."""
        witness = Encoder(classifier_root()) if classifier else None
        self._engine = engine._replace(classifier=witness)
        self.fingerprint = Fingerprint(reviewer=_version(), rules=self._data.fingerprint, classifier=witness and witness.fingerprint)
        """What shapes every judgement by the rules."""
        self.critic: Critic | None = None
        """Reads with the model; None where there is none."""
        if model is not None:
            from reviewer.critique.hiring import hire

            self.critic = hire(
                model,
                base_url=base_url,
                parameters=parameters,
                cache=cache,
                cache_folder=cache_folder,
                keep_days=keep_days,
                local_pseudonyms=local_pseudonyms,
                deadline=deadline,
                max_cost=max_cost,
                max_calls=max_calls,
                warn=warn,
                guidelines=self.guidelines,
            )

    def review(self, draft: Draft, context: Context | None = None, *, id: int | str | None = None) -> Review:
        """Judge one draft; without a model, equal input gives an equal review."""
        evidence, review = self.judge(draft, context, id=id)
        return self.critic.read(evidence, review) if self.critic else review

    async def review_async(self, draft: Draft, context: Context | None = None, *, id: int | str | None = None) -> Review:
        """As `review`, for callers that live in an event loop, which a model does not hold up."""
        evidence, review = self.judge(draft, context, id=id)
        return await self.critic.read_async(evidence, review) if self.critic else review

    def judge(self, draft: Draft, context: Context | None = None, *, id: int | str | None = None) -> tuple[Evidence, Review]:
        """Judge one draft by the rules alone, and give what the judgement rests on as well."""
        evidence = self.explain(draft, context)
        judged, not_judged = scope(draft.channel, evidence.context, evidence.reading.frames)
        held = hold(evidence, self.rules, judged)
        judgement = reconsider(evidence, weigh(held.values()), self._beyond_doubt)
        review = Review(
            id=id,
            verdict=judgement.verdict,
            first_good_day=first_good_day(evidence.timeline, judgement.findings),
            findings=judgement.findings,
            notes=judgement.notes,
            unknowns=unknowns(evidence, self.rules, held, judgement, self._beyond_doubt),
            judged=judged,
            not_judged=not_judged,
            fingerprint=self.fingerprint,
        )
        return evidence, review

    @property
    def data(self) -> RuleData:
        """Everything that is read from rule data."""
        return self._data

    @cached_property
    def guidelines(self) -> Mapping[GuidelineId, Guideline]:
        """What the rules stand on, and a model is asked about."""
        from reviewer.guidelines import load_guidelines

        return load_guidelines(self._data)

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


def _version() -> str:
    try:
        return version("interview-follow-up-reviewer")
    except PackageNotFoundError:
        return "0+unknown"
