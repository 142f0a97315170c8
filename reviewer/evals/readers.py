"""A model as a judge: alone, and together with the rules. Both come of one answer, so that it is asked for once.

Alone, it is held to what it claims and can prove by the draft's words; it has seen the facts and what the rules doubt, as in a review.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from reviewer.errors import RealCallError
from reviewer.evals.judges import Abstained, Answer, Failed
from reviewer.evals.recorded import answer_of
from reviewer.evals.records import Case
from reviewer.models import GUIDELINES, Fingerprint, GuidelineId, Review
from reviewer.rules import in_order, strictest

if TYPE_CHECKING:
    from reviewer.critique.critic import Critic, Heard
    from reviewer.critique.grounding import Grounded
    from reviewer.reviews import Reviewer

__all__ = ["FIRST", "Entry", "ModelJudge", "Opinion", "Reader", "Variant", "columns"]

_SEED: Final = 20_110_103
Part: TypeAlias = Literal["alone", "together"]


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to put the question: which sample, and in which order the guidelines stand."""

    sample: int = 0
    order: tuple[GuidelineId, ...] | None = None


FIRST: Final = Variant()


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer as it is kept, and the key under which it is."""

    key: str
    kept: Mapping[str, Any]
    guidelines: str
    asked: tuple[GuidelineId, ...]


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a model made of one case in one reading."""

    review: Review
    """Together with the rules."""
    alone: Answer
    together: Answer
    claims: int = 0
    dropped: Mapping[str, int] = field(default_factory=dict)
    entry: Entry | None = None
    """The answer itself; None where there is none."""
    kind: str | None = None
    """What went wrong, by its name in the table of failures."""
    guidelines: str | None = None
    """Names the wording of the guidelines that were asked about; None where nothing was asked."""

    @property
    def not_recorded(self) -> bool:
        """Whether a recording was to hold the answer and does not."""
        return self.kind == "not_recorded"


class Reader:
    """Puts each case before one model, once for every variant, and remembers what came of it; safe between threads.

    Args:
        reviewer: judges by the rules first, for the question tells the model what they doubt.
        critic: asks the model.
        repeat: how often each case is read with nothing changed.
        permute: how often more, each time with the guidelines in another order.
        concurrency: questions that are under way at once.
    """

    def __init__(self, reviewer: Reviewer, critic: Critic, *, repeat: int = 1, permute: int = 0, concurrency: int = 8) -> None:
        self._reviewer, self.critic, self.concurrency = reviewer, critic, concurrency
        self.samples = tuple(Variant(sample) for sample in range(max(1, repeat)))
        self.orders = tuple(Variant(order=order) for order in _orders(permute))
        self._critics = {one: critic.again(sample=one.sample, order=one.order) for one in (*self.samples, *self.orders)}
        self._opinions: dict[tuple[str, Variant], Future[Opinion]] = {}
        self._lock = Lock()

    @property
    def name(self) -> str:
        """The model's name, as the user gave it."""
        return self.critic.model.name

    @property
    def variants(self) -> tuple[Variant, ...]:
        """Every way in which a case is read, the first one first."""
        return (*self.samples, *self.orders)

    def fingerprint(self) -> Fingerprint:
        """Release, rules and prompt."""
        from reviewer.critique.templates import load_prompts

        return self._reviewer.fingerprint.model_copy(update={"prompt": load_prompts().fingerprint})

    def opinion(self, case: Case, variant: Variant = FIRST) -> Opinion:
        """What the model makes of a case; whoever asks while another asks the same waits for that answer."""
        key = (case.id, variant)
        with self._lock:
            known = self._opinions.get(key)
            future: Future[Opinion] = known or self._opinions.setdefault(key, Future())
        if known is None:
            try:
                future.set_result(self._opinion(case, variant))
            except BaseException as problem:
                with self._lock:
                    del self._opinions[key]
                future.set_exception(problem)
                raise
        return future.result()

    def known(self, case: Case, variant: Variant = FIRST) -> Opinion | None:
        """What has been made of a case so far; None where that ended in a defect of the program."""
        with self._lock:
            future = self._opinions.get((case.id, variant))
        return future.result() if future is not None and future.done() and future.exception() is None else None

    def _opinion(self, case: Case, variant: Variant) -> Opinion:
        evidence, plain = self._reviewer.judge(case.draft, case.context, id=case.id)
        critic = self._critics[variant]
        heard = critic.hear(evidence, plain)
        if heard is None:
            review = critic.read(evidence, plain)
            return Opinion(review, Abstained(str(review.critique.reason)), review)
        together, told = answer_of(heard.review), heard.reading.question.guidelines
        if heard.grounded is None:
            return Opinion(heard.review, together, together, kind=heard.outcome.kind, guidelines=told)
        alone, claims = _alone(plain, heard, heard.grounded), len(heard.outcome.claims or ())
        counts = heard.review.critique.dropped.by_reason
        return Opinion(heard.review, alone, together, claims, counts, _entry(critic, heard), guidelines=told)


@dataclass(frozen=True)
class ModelJudge:
    """One column of a report: the model alone, or together with the rules."""

    reader: Reader
    part: Part

    @property
    def name(self) -> str:
        """The model's name, or that of the rules with it."""
        return self.reader.name if self.part == "alone" else f"rules + {self.reader.name}"

    @property
    def fingerprint(self) -> Fingerprint:
        """What shapes the judgement."""
        return self.reader.fingerprint()

    def judge(self, case: Case, variant: Variant = FIRST) -> Answer:
        """What the model said of the case; a defect of the program costs one case and is counted as what it is."""
        try:
            opinion = self.reader.opinion(case, variant)
        except RealCallError:
            raise
        except Exception as problem:
            return Failed(f"a defect of the program ({type(problem).__name__})")
        return opinion.alone if self.part == "alone" else opinion.together


def columns(reader: Reader) -> tuple[ModelJudge, ModelJudge]:
    """The model alone, and together with the rules."""
    return ModelJudge(reader, "alone"), ModelJudge(reader, "together")


def _orders(count: int) -> Iterator[tuple[GuidelineId, ...]]:
    """Orders of the guidelines, the same each time; none is that of the policy, and none comes twice in a row."""
    chance, last = random.Random(_SEED), tuple(GUIDELINES)
    for _ in range(count):
        drawn = last
        while drawn in (last, tuple(GUIDELINES)):
            mixed = list(GUIDELINES)
            chance.shuffle(mixed)
            drawn = tuple(mixed)
        last = drawn
        yield drawn


def _alone(plain: Review, heard: Heard, grounded: Grounded) -> Review:
    """A review in which nothing but the model's own claims stands."""
    return plain.model_copy(
        update={
            "verdict": strictest(finding.guideline for finding in grounded.kept),
            "first_good_day": None,
            "findings": in_order(grounded.kept),
            "notes": (),
            "unknowns": (),
            "critique": heard.review.critique,
            "fingerprint": heard.review.fingerprint,
        }
    )


def _entry(critic: Critic, heard: Heard) -> Entry | None:
    kept = critic.answers.get(heard.key) if heard.key else None
    if kept is None or heard.key is None:
        return None
    return Entry(heard.key, kept, heard.reading.question.guidelines, heard.reading.question.asked)
