"""How a question is put: looked up, asked, asked anew, and given up in time."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from reviewer.asking import Call, Claim, Failure, FailureKind, Message, Mode, Reply
from reviewer.critique.desk import Desk, Route
from reviewer.critique.flow import Ask, Lookup, Outcome, Patience, Sleep, Store, flow

ROUTE = Route("openai/one", None)
GOOD = '{"claims": []}'
DONE = (Claim("too-soon", 1, "any news"),)


@dataclass(frozen=True)
class Wrong:
    sentences: tuple[str, ...] = ("`claims` is missing",)


@dataclass(frozen=True)
class Asked:
    """A question of one message, which tells its mode."""

    schema: Mapping[str, Any] = field(default_factory=lambda: {"type": "object"})

    def messages_for(self, mode: Mode) -> tuple[Message, ...]:
        return (Message("user", f"draft, {mode}"),)

    def reask(self, faults: tuple[str, ...], mode: Mode) -> tuple[Message, ...]:
        return (Message("user", f"draft, {mode}"), Message("user", "; ".join(faults)))


def read(text: str) -> tuple[Claim, ...] | Wrong:
    return DONE if text == GOOD else Wrong()


def key(call: Call) -> str:
    return f"{call.mode}/{call.sample}/{call.messages[0].content}"


@dataclass
class World:
    """Carries effects out: answers in turn, a clock that only moves when told to, a store in memory."""

    answers: list[Reply | Failure | float | tuple[float, Reply | Failure]] = field(default_factory=list)
    desk: Desk = field(default_factory=Desk)
    patience: Patience = field(default_factory=Patience)
    store: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    time: float = 1000.0
    asked: list[Call] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)
    looked_up: list[str] = field(default_factory=list)

    def run(self, *, replay: bool = False, sample: int = 0, read: Callable[[str], Any] = read) -> Outcome:
        running = flow(
            Asked(),
            route=ROUTE,
            key=key,
            read=read,
            desk=self.desk,
            now=lambda: self.time,
            patience=self.patience,
            replay=replay,
            sample=sample,
            chance=lambda: 1.0,
        )
        result: Any = None
        while True:
            try:
                effect = running.send(result)
            except StopIteration as end:
                outcome: Outcome = end.value
                return outcome
            result = self._carry_out(effect)

    def _carry_out(self, effect: Any) -> Any:
        match effect:
            case Lookup(wanted):
                self.looked_up.append(wanted)
                return self.store.get(wanted)
            case Store(wanted, entry):
                self.store[wanted] = json.loads(json.dumps(entry))
            case Sleep(seconds):
                assert seconds > 0
                self.slept.append(round(seconds, 3))
                self.time += seconds
            case Ask(call):
                self.asked.append(call)
                answer = self.answers.pop(0)
                took, answer = answer if isinstance(answer, tuple) else (2.0, answer)
                self.time += took
                return answer
        return None


def good(**more: Any) -> Reply:
    tokens = {"prompt": 9, "completion": 1, "total": 10}
    return replace(Reply(GOOD, finish="stop", model="one-2026", tokens=tokens, cost_usd=0.25), **more)


def test_an_answer_comes_back_with_everything_that_it_took() -> None:
    world = World([good()])
    assert world.run() == Outcome(
        "done",
        claims=DONE,
        text=GOOD,
        mode="json_schema",
        model_returned="one-2026",
        attempts=1,
        tokens={"prompt": 9, "completion": 1, "total": 10},
        cost_usd=0.25,
        seconds=2.0,
    )
    assert world.asked == [Call((Message("user", "draft, json_schema"),), {"type": "object"}, "json_schema", 60.0)]


def test_the_same_question_is_paid_once() -> None:
    """A stored answer is read again, costs nothing, and tells what it took when it was asked."""
    world = World([good()])
    first = world.run()
    again = world.run()
    assert len(world.asked) == 1
    assert (again.status, again.claims, again.cached, again.attempts, again.cost_usd) == ("done", DONE, True, 0, 0.0)
    assert (again.text, again.mode, again.model_returned, again.tokens, again.seconds) == (
        first.text,
        first.mode,
        first.model_returned,
        first.tokens,
        first.seconds,
    )


def test_another_sample_is_another_question() -> None:
    world = World([good(), good()])
    world.run(sample=0)
    assert not world.run(sample=1).cached
    assert [call.sample for call in world.asked] == [0, 1]


def test_a_stored_answer_that_a_stricter_reader_refuses_is_asked_anew() -> None:
    world = World([good(text="old")])
    world.run(read=lambda text: DONE)
    world.answers = [good()]
    assert not world.run().cached


@pytest.mark.parametrize("entry", [[], {}, {"text": 3}, {"text": ""}, {"text": GOOD, "finish": "length"}, "text"])
def test_a_broken_entry_is_no_answer(entry: Any) -> None:
    world = World([good()])
    world.store[f"json_schema/0/draft, {'json_schema'}"] = entry
    assert not world.run().cached


def test_replay_asks_nothing_and_says_so() -> None:
    world = World()
    assert world.run(replay=True) == Outcome(
        "unavailable",
        reason="this question is not in the cache, and only cached answers are allowed; run it once with `--cache on`",
        kind="not_recorded",
    )
    world.answers = [good()]
    world.run()
    assert world.run(replay=True).cached


@pytest.mark.parametrize(
    ("reply", "status", "kind"),
    [
        (good(refusal="I cannot help with that"), "refused", "refused"),
        (good(finish="refusal"), "refused", "refused"),
        (good(finish="content_filter"), "refused", "filtered"),
        (good(finish="SAFETY"), "refused", "filtered"),
        (good(finish="length"), "invalid", "truncated"),
        (good(finish="MAX_TOKENS"), "invalid", "truncated"),
    ],
)
def test_a_reply_is_looked_at_before_it_is_read(reply: Reply, status: str, kind: FailureKind) -> None:
    """However well its text may read: it is not judged, not stored, and not asked anew."""
    world = World([reply])
    outcome = world.run()
    assert (outcome.status, outcome.kind, outcome.claims) == (status, kind, None)
    assert (len(world.asked), world.store) == (1, {})


def test_an_empty_reply_gets_one_more_chance() -> None:
    assert World([good(text=" \n"), good()]).run().status == "done"
    outcome = World([good(text=""), good(text="")]).run()
    assert (outcome.status, outcome.kind, outcome.attempts) == ("invalid", "empty", 2)


def test_a_faulty_answer_is_asked_for_once_more_with_its_faults() -> None:
    """The second answer is kept for the first question, and both are paid."""
    world = World([good(text="{}"), good()])
    outcome = world.run()
    assert (outcome.status, outcome.attempts, outcome.cost_usd) == ("done", 2, 0.5)
    assert outcome.tokens == {"prompt": 18, "completion": 2, "total": 20}
    assert world.asked[1].messages == (Message("user", "draft, json_schema"), Message("user", "`claims` is missing"))
    assert world.run().cached


def test_a_second_faulty_answer_ends_it() -> None:
    world = World([good(text="{}"), good(text="[]")])
    outcome = world.run()
    assert (outcome.status, outcome.kind, outcome.attempts, outcome.text) == ("invalid", "malformed", 2, "[]")
    assert outcome.reason == (
        "the answer does not have the form that was asked for, even after its faults were named; try again, or choose another model"
    )
    assert world.store == {}


def test_the_ladder_is_stepped_down_and_remembered() -> None:
    """Refused twice, answered on the last rung; the next draft begins there, and another route at the top."""
    world = World([Failure("no_schema"), Failure("no_schema"), good()])
    outcome = world.run()
    assert (outcome.status, outcome.mode, outcome.attempts) == ("done", "prompt", 3)
    assert [call.mode for call in world.asked] == ["json_schema", "json_object", "prompt"]
    world.answers = [good()]
    world.run(sample=1)
    assert world.asked[-1].mode == "prompt"
    assert world.desk.modes(Route("openai/one", "http://other")) == ("json_schema", "json_object", "prompt")


def test_a_fresh_process_finds_what_was_answered_on_a_lower_rung() -> None:
    world = World([Failure("no_schema"), good()])
    world.run()
    world.desk = Desk()
    again = world.run()
    assert (again.cached, again.mode, len(world.asked)) == (True, "json_object", 2)


def test_a_provider_that_refuses_every_form_is_given_up() -> None:
    outcome = World([Failure("no_schema"), Failure("no_schema"), Failure("no_schema")]).run()
    assert (outcome.status, outcome.kind, outcome.attempts) == ("unavailable", "no_schema", 3)


def test_pauses_grow_until_the_question_is_given_up() -> None:
    world = World([Failure("unavailable"), Failure("unavailable"), Failure("unavailable", status=503)])
    outcome = world.run()
    assert (outcome.status, outcome.kind, outcome.attempts) == ("unavailable", "unavailable", 3)
    assert world.slept == [0.5, 1.0]


def test_what_may_pass_is_asked_anew() -> None:
    assert World([Failure("timeout"), good()]).run().status == "done"
    assert World([Failure("rate_limit"), Failure("rate_limit"), good()]).run().status == "done"


@pytest.mark.parametrize("kind", ["auth", "quota", "config", "missing", "too_long", "bad_request"])
def test_what_will_not_pass_is_asked_once(kind: FailureKind) -> None:
    world = World([Failure(kind)])
    outcome = world.run()
    assert (outcome.status, outcome.kind, len(world.asked), world.slept) == ("unavailable", kind, 1, [])


def test_retry_after_is_honoured() -> None:
    world = World([Failure("rate_limit", retry_after=7.0), good()])
    assert world.run().status == "done"
    assert 7.0 <= world.slept[0] < 8.0


def test_a_pause_beyond_the_deadline_is_not_waited_for() -> None:
    world = World([Failure("rate_limit", retry_after=600.0)])
    assert world.run().kind == "rate_limit"
    assert world.slept == []


def test_one_pause_holds_for_every_question_on_that_route() -> None:
    """Whoever comes while the provider wants to be left alone waits as well, or gives up where that is too long."""
    world = World([Failure("rate_limit", retry_after=600.0), good()])
    world.run()
    outcome = world.run(sample=1)
    assert (outcome.kind, outcome.attempts, len(world.asked)) == ("rate_limit", 0, 1)
    assert outcome.reason
    assert "598 seconds" in outcome.reason or "600 seconds" in outcome.reason
    world.time += 580
    assert world.run(sample=2).status == "done"
    assert world.slept
    assert world.slept[-1] == pytest.approx(20, abs=3)


def test_the_deadline_holds_over_all_calls_and_pauses() -> None:
    """Each call gets what is left, and nothing begins after the end."""
    world = World([(60.0, Failure("timeout")), (29.5, Failure("timeout"))])
    outcome = world.run()
    assert [round(call.timeout, 1) for call in world.asked] == [60.0, 29.5]
    assert outcome.kind == "timeout"
    assert outcome.seconds == pytest.approx(90.0)


def test_the_second_asking_lives_within_the_same_deadline() -> None:
    world = World([(89.0, good(text="{}")), (1.0, Failure("timeout"))])
    assert world.run().kind == "timeout"
    assert world.asked[1].timeout == pytest.approx(1.0)


def test_tokens_and_money_are_unknown_as_soon_as_one_answer_does_not_tell() -> None:
    outcome = World([good(text="{}", tokens=None, cost_usd=None), good()]).run()
    assert (outcome.status, outcome.tokens, outcome.cost_usd) == ("done", None, None)


def test_the_breaker_stops_a_batch_from_waiting_for_a_dead_provider() -> None:
    """A hundred drafts, nine calls; after a pause one call tries again, and an answer closes the breaker."""
    world = World([Failure("unavailable")] * 100, desk=Desk(breaker_after=5, cool_down=30))
    outcomes = [world.run(sample=n) for n in range(100)]
    assert len(world.asked) < 10
    assert {outcome.status for outcome in outcomes} == {"unavailable"}
    assert outcomes[-1].kind == "breaker"
    assert outcomes[-1].reason == ("the model is not asked for now: the provider cannot be reached; mend the cause, then try again later")
    world.time += 60
    world.answers = [good(), good()]
    assert [world.run(sample=n).status for n in (200, 201)] == ["done", "done"]


def test_a_wrong_key_ends_the_asking_at_once() -> None:
    world = World([Failure("auth")])
    kinds = [world.run(sample=n).kind for n in range(3)]
    assert kinds == ["auth", "breaker", "breaker"]


def test_a_budget_of_calls_counts_those_asked_anew() -> None:
    world = World([good(text="{}"), good(), good()], desk=Desk(max_calls=3))
    assert [world.run(sample=n).status for n in range(3)] == ["done", "done", "unavailable"]
    outcome = world.run(sample=4)
    assert (outcome.kind, outcome.reason) == (
        "budget",
        "all 3 calls that were allowed have been made; raise `--max-cost` or `--max-calls`; what is cached needs neither",
    )
    assert world.run(sample=0).cached


def test_a_budget_of_money_is_never_passed() -> None:
    world = World([good()] * 9, desk=Desk(max_cost=1.1))
    assert [world.run(sample=n).status for n in range(6)] == ["done"] * 4 + ["unavailable"] * 2
    assert world.desk.spent == (4, 1.0)


def test_an_unknown_price_cannot_be_kept_within_a_budget() -> None:
    world = World([good(cost_usd=None)] * 3, desk=Desk(max_cost=1.0))
    assert [world.run(sample=n).kind for n in range(3)] == [None, "budget", "budget"]


def test_a_caller_who_leaves_gives_its_place_back() -> None:
    """With a budget of money and no price known yet, the next call waits for the one that is out, but not for one that was left."""
    desk = Desk(max_cost=1.0)
    left = flow(Asked(), route=ROUTE, key=key, read=read, desk=desk, now=lambda: 0.0)
    effect: Any = next(left)
    while not isinstance(effect, Ask):
        effect = left.send(None)
    assert desk.admit(ROUTE, 0.0) == pytest.approx(0.05)
    left.close()
    assert desk.admit(ROUTE, 0.0) == 0.0
