"""The second reader: puts a draft that the rules have judged before a language model, and merges what it says into the review."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

from reviewer.asking import Call, Failure, Message, Mode, Model
from reviewer.cache.flights import Flights
from reviewer.critique.desk import Desk, Route
from reviewer.critique.drive import Answers, Clock, NoAnswers, SystemClock, drive, drive_async
from reviewer.critique.failures import explain
from reviewer.critique.flow import Flow, Outcome, Patience, Read, flow
from reviewer.critique.flow import Question as AnyQuestion
from reviewer.critique.grounding import Grounded, ground
from reviewer.critique.injection import instructs
from reviewer.critique.key import key_of, parts_of
from reviewer.critique.merge import merge
from reviewer.critique.permission import check
from reviewer.critique.pseudonyms import Roster
from reviewer.critique.reading import Reading, reading_of
from reviewer.critique.sealing import SealedAnswers, SealedModel, roster_of, sealed
from reviewer.guidelines import Guideline, load_guidelines
from reviewer.models import Critique, Draft, GuidelineId, Review
from reviewer.rules import Evidence

__all__ = ["NOTHING_TO_ASK", "Asked", "Critic", "Heard", "told_of"]

NOTHING_TO_ASK: Final = "there are no words here that a model could judge, so it was not asked"
_LATE: Final = 1.0
"""Seconds more that one waits for somebody else's equal question than for an own one."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a model made of a draft, before and after it is put together with what the rules found."""

    reading: Reading
    outcome: Outcome
    grounded: Grounded | None
    """The claims that stand; None where there is no answer."""
    review: Review
    key: str | None
    """Under which the answer is kept; None where there is none."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Another question about one draft than how it is to be judged."""

    evidence: Evidence
    question: AnyQuestion
    read: Read
    prompt: str
    """Names the version of the prompt."""


class Critic:
    """Reads with one model; safe to share between threads and event loops.

    Args:
        model: the model to ask.
        answers: where answers are kept; nowhere by default.
        replay: use what is kept there and never ask.
        pseudonyms: whether names and addresses are replaced before anything leaves.
        patience: how long an answer is waited for.
        desk: holds the budget and what has been learnt of the provider; its own by default.
        sample: the number of this reading among several of the same draft.
        order: of the guidelines in the question, if not that of the policy.
        guidelines: what counts and what does not; the project's own by default.
    """

    def __init__(
        self,
        model: Model,
        *,
        answers: Answers | None = None,
        replay: bool = False,
        pseudonyms: bool = True,
        patience: Patience | None = None,
        desk: Desk | None = None,
        clock: Clock | None = None,
        sample: int = 0,
        order: Sequence[GuidelineId] | None = None,
        guidelines: Mapping[GuidelineId, Guideline] | None = None,
    ) -> None:
        self._guidelines = guidelines or load_guidelines()
        self.model, self.desk = model, desk or Desk()
        self.answers = answers or NoAnswers()
        self._replay, self._pseudonyms, self._sample, self._order = replay, pseudonyms, sample, order
        self._patience = patience or Patience()
        self._clock = clock or SystemClock()
        self._route = Route(model.name, model.base_url)
        self._flights: Flights[Outcome] = Flights()

    def read(self, evidence: Evidence, review: Review) -> Review:
        """The review with what the model found; where it did not answer, the review as it was, and the reason."""
        reading = self.prepare(evidence, review)
        return self.unasked(evidence.reading.text.draft, review) if reading is None else self.settle(reading)

    def settle(self, reading: Reading) -> Review:
        """As `read`, for what has been prepared, here or elsewhere.

        Raises:
            RealCallError: a test forbids it.
        """
        if not self._replay:
            check(self.model)
        return self._settled(reading, self._asked(reading))

    def hear(self, evidence: Evidence, review: Review) -> Heard | None:
        """As `read`, and everything that led there; None where there is nothing to ask."""
        reading = self.prepare(evidence, review)
        if reading is None:
            return None
        outcome = self._asked(reading)
        grounded = self._grounded(reading, outcome)
        done = outcome.status == "done" and outcome.mode is not None
        key = key_of(reading.about(self.call(reading, outcome.mode), self.model)) if done else None
        return Heard(reading, outcome, grounded, self._merged(reading, outcome, grounded), key)

    def ask(self, asked: Asked) -> Outcome:
        """Put another question about a draft to the same model, through the same desk, cache, ladder and patience.

        Raises:
            RealCallError: a test forbids it.
        """
        return drive(*self._other(asked), self._clock)

    async def ask_async(self, asked: Asked) -> Outcome:
        """As `ask`, without holding up the event loop."""
        return await drive_async(*self._other(asked), self._clock)

    def _other(self, asked: Asked) -> tuple[Flow, Model, Answers]:
        if not self._replay:
            check(self.model)
        roster = self._roster(asked.evidence)
        about = partial(parts_of, model=self.model, prompt=asked.prompt, guidelines="", canonical=roster.canonical)
        return self._put(asked.question, asked.read, roster, about)

    def _roster(self, evidence: Evidence) -> Roster:
        return roster_of(evidence) if self._pseudonyms else Roster()

    def again(self, *, sample: int = 0, order: Sequence[GuidelineId] | None = None) -> Critic:
        """A critic that asks the same model once more, or with the guidelines in another order; budget and cache are shared."""
        return Critic(
            self.model,
            answers=self.answers,
            replay=self._replay,
            pseudonyms=self._pseudonyms,
            patience=self._patience,
            desk=self.desk,
            clock=self._clock,
            sample=sample,
            order=order,
            guidelines=self._guidelines,
        )

    @property
    def disguises(self) -> bool:
        """Whether names are replaced in what is asked and kept."""
        return self._pseudonyms

    def _asked(self, reading: Reading) -> Outcome:
        key = self._key(reading)
        while True:
            flight, leads = self._flights.board(key)
            if leads:
                with self._leading(key, reading) as flown:
                    flown.append(drive(*self._flow(reading), self._clock))
                return flown[0]
            try:
                landed = flight.result(self._patience.deadline + _LATE)
            except TimeoutError:
                return _too_late()
            if landed is not None:
                return _taken_over(landed, reading)

    async def read_async(self, evidence: Evidence, review: Review) -> Review:
        """As `read`, without holding up the event loop."""
        reading = self.prepare(evidence, review)
        if reading is None:
            return self.unasked(evidence.reading.text.draft, review)
        return self._settled(reading, await self._asked_async(reading))

    async def _asked_async(self, reading: Reading) -> Outcome:
        import asyncio

        key = self._key(reading)
        while True:
            flight, leads = self._flights.board(key)
            if leads:
                with self._leading(key, reading) as flown:
                    flown.append(await drive_async(*self._flow(reading), self._clock))
                return flown[0]
            try:
                waiting = asyncio.shield(asyncio.wrap_future(flight))  # who gives up must not take the flight from the others
                landed = await asyncio.wait_for(waiting, self._patience.deadline + _LATE)
            except TimeoutError:
                return _too_late()
            if landed is not None:
                return _taken_over(landed, reading)

    @contextmanager
    def _leading(self, key: str, reading: Reading) -> Iterator[list[Outcome]]:
        """Take what the flight brings, and let the others have it, or know that it brought nothing."""
        flown: list[Outcome] = []
        try:
            yield flown
        finally:
            self._flights.land(key, _shared(flown[0], reading.roster.canonical) if flown else None)

    def prepare(self, evidence: Evidence, review: Review) -> Reading | None:
        """What would be asked; nothing where no guideline is judged or there are no words.

        Raises:
            RealCallError: a test forbids it.
        """
        if not self._replay:
            check(self.model)
        return reading_of(evidence, review, guidelines=self._guidelines, order=self._order, pseudonyms=self._pseudonyms)

    def request(self, reading: Reading) -> Call:
        """The call as it would leave, with stand-ins and fence drawn for this once."""
        return sealed(self.call(reading), reading.roster)[0]

    def call(self, reading: Reading, mode: Mode | None = None) -> Call:
        """The first call, in true words."""
        rung = mode or self.desk.modes(self._route)[0]
        return self._call(reading.question, reading.question.messages_for(rung), rung)

    def _call(self, asked: AnyQuestion, messages: tuple[Message, ...], mode: Mode) -> Call:
        return Call(messages, asked.schema, mode, self._patience.per_call, self._sample)

    def _key(self, reading: Reading) -> str:
        return key_of(reading.about(self.call(reading, "json_schema"), self.model))

    def _flow(self, reading: Reading) -> tuple[Flow, Model, Answers]:
        return self._put(reading.question, reading.claims, reading.roster, partial(reading.about, model=self.model))

    def _put(
        self, question: AnyQuestion, read: Read, roster: Roster, about: Callable[[Call], dict[str, Any]]
    ) -> tuple[Flow, Model, Answers]:
        """A question on its way, with the model and the cache, neither of which learns a name; `about` tells what shapes an answer."""
        going = flow(
            question,
            route=self._route,
            key=lambda call: key_of(about(call)),
            read=read,
            desk=self.desk,
            now=self._clock.now,
            patience=self._patience,
            replay=self._replay,
            sample=self._sample,
        )
        shapes = about(self._call(question, (), "json_schema"))
        short = {name: shapes[name] for name in ("format", "prompt", "guidelines", "model", "base_url", "parameters")}
        return going, SealedModel(self.model, roster), SealedAnswers(self.answers, roster, short)

    def _settled(self, reading: Reading, outcome: Outcome) -> Review:
        return self._merged(reading, outcome, self._grounded(reading, outcome))

    def _merged(self, reading: Reading, outcome: Outcome, grounded: Grounded | None) -> Review:
        review, instructed = reading.review, reading.instructed
        critique = told_of(outcome, self.model.name, instructed=instructed)
        if grounded is None:
            prompt = review.fingerprint.model_copy(update={"prompt": reading.question.fingerprint})
            return review.model_copy(update={"critique": critique, "fingerprint": prompt})
        return merge(review, grounded, critique, to_reviewer=instructed)

    def _grounded(self, reading: Reading, outcome: Outcome) -> Grounded | None:
        if outcome.claims is None:
            return None
        return ground(outcome.claims, reading.question, reading.evidence, reading.review, guidelines=self._guidelines)

    def unasked(self, draft: Draft, review: Review) -> Review:
        """The review of a draft of which there is nothing to ask."""
        critique = Critique(status="off", reason=NOTHING_TO_ASK, model=self.model.name, instructed=instructs(draft))
        return review.model_copy(update={"critique": critique})


def told_of(outcome: Outcome, name: str, *, instructed: bool = False) -> Critique:
    """What became of asking the model of this name."""
    return Critique(
        status=outcome.status,
        reason=outcome.reason,
        model=name,
        model_returned=outcome.model_returned,
        mode=outcome.mode,
        cached=outcome.cached,
        attempts=outcome.attempts,
        tokens=None if outcome.tokens is None else dict(outcome.tokens),
        seconds=None if outcome.seconds is None else round(outcome.seconds, 3),
        cost_usd=outcome.cost_usd,
        instructed=instructed,
    )


def _shared(outcome: Outcome, canonical: Callable[[str], str]) -> Outcome:
    """An outcome as those may have it whose draft differs in names alone."""
    return replace(outcome, claims=None, text=None if outcome.text is None else canonical(outcome.text))


def _taken_over(outcome: Outcome, reading: Reading) -> Outcome:
    """What somebody else's equal question came to: nothing was asked or paid for it here."""
    own = partial(replace, outcome, attempts=0, cached=outcome.status == "done", cost_usd=0.0 if outcome.status == "done" else None)
    if outcome.text is None:
        return own()
    text = reading.roster.restore(outcome.text)
    claims = reading.claims(text) if outcome.status == "done" else None
    return own(text=text, claims=claims if isinstance(claims, tuple) else None)


def _too_late() -> Outcome:
    failure = Failure("timeout")
    return Outcome("unavailable", reason=explain(failure), kind=failure.kind)
