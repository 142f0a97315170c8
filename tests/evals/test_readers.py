"""Models as judges: alone and together with the rules, from one answer, with what it took."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reviewer.asking import Failure, Reply
from reviewer.critique.desk import Desk
from reviewer.evals.agreement import kappa, queue
from reviewer.evals.readers import columns
from reviewer.evals.records import Run
from reviewer.evals.run import run
from reviewer.testing import says
from tests.evals.models import CASES, JOKE, by_words, reader_of, rules


def outcomes(made: Run, judge: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(result.case, result.outcome, result.found) for result in made.results if result.judge == judge]


def test_a_model_has_two_columns_and_is_asked_once(tmp_path: Path) -> None:
    """Alone only its own claims count; together what the rules found stands as well; a quote that nobody wrote is dropped."""
    reader, model = reader_of(by_words, folder=tmp_path)
    made = run(CASES, [rules(), *columns(reader)])
    assert [record.name for record in made.judges] == ["rules", "some/model", "rules + some/model"]
    assert outcomes(made, "rules")[2] == ("early", "right", ("too-soon",))
    assert outcomes(made, "some/model") == [
        ("joke", "right", ("impatience",)),
        ("thanks", "right", ()),
        ("early", "wrong", ()),
        ("empty", "abstained", ()),
    ]
    assert outcomes(made, "rules + some/model")[:3] == [
        ("joke", "right", ("impatience",)),
        ("thanks", "right", ()),
        ("early", "right", ("too-soon",)),
    ]
    assert len(model.calls) == 3
    (alone,) = [result.review for result in made.results if (result.judge, result.case) == ("some/model", "joke")]
    assert alone is not None
    assert [(finding.rule, finding.found_by) for finding in alone.findings] == [("impatience/model", ("model",))]


def test_what_was_asked_answered_and_paid_is_told(tmp_path: Path) -> None:
    """Claims by fate, answers by origin; a second run finds every answer in the cache and pays nothing."""
    first = run(CASES, columns(reader_of(by_words, folder=tmp_path)[0])).models[0]
    told = (first.model, first.cases, first.done, first.unasked, first.cached, first.calls, first.claims, first.by_reason, first.modes)
    assert told == ("some/model", 4, 3, 1, 0, 3, 2, {"not-found": 1}, {"json_schema": 3})
    assert (first.dropped.n, first.dropped.of, first.quotes_dropped.n, first.cost_usd) == (1, 2, 1, 0.0)
    reader, model = reader_of(by_words, folder=tmp_path)
    second = run(CASES, columns(reader))
    assert (second.models[0].cached, second.models[0].calls, model.calls) == (3, 0, [])


@pytest.mark.parametrize(
    ("line", "outcome", "count"),
    [
        (Failure("unavailable", "the server is down"), "error", "unavailable"),
        ("no JSON at all", "error", "invalid"),
        (Reply("", finish="stop", refusal="I cannot help with that."), "abstained", "refused"),
    ],
)
def test_no_answer_is_neither_right_nor_wrong(line: Any, outcome: str, count: str) -> None:
    """Refused is an abstention, unavailable and invalid are errors; each is counted, with its reason."""
    made = run(CASES, columns(reader_of(line)[0]))
    assert {result.outcome for result in made.results if result.case != "empty"} == {outcome}
    use = made.models[0]
    assert (getattr(use, count), use.done, sum(use.reasons.values())) == (3, 0, 3)
    assert (use.dropped.value, use.seconds) == (None, None)


def test_a_run_that_the_budget_stopped_goes_on_where_it_was(tmp_path: Path) -> None:
    """The cache holds what was paid for, so that no question is put twice."""
    short, asked = reader_of(by_words, folder=tmp_path, desk=Desk(max_calls=2))
    stopped = run(CASES, columns(short))
    assert (len(asked.calls), stopped.models[0].done, stopped.models[0].unavailable) == (2, 2, 1)
    assert "calls" in next(iter(stopped.models[0].reasons))
    rest, model = reader_of(by_words, folder=tmp_path)
    whole = run(CASES, columns(rest))
    assert (len(model.calls), whole.models[0].done, whole.models[0].cached) == (1, 3, 2)


def test_one_budget_for_several_models() -> None:
    desk = Desk(max_calls=4)
    first, one = reader_of(by_words, name="one/model", desk=desk)
    second, other = reader_of(by_words, name="other/model", desk=desk)
    run(CASES, [*columns(first), *columns(second)])
    assert (len(one.calls), len(other.calls)) == (3, 1)


def test_flips_are_counted_verdict_by_verdict(tmp_path: Path) -> None:
    """Two readings of each case: the second no longer finds the joke, and nothing else changes."""

    def moody(call: Any) -> Any:
        return by_words(call) if call.sample == 0 else []

    reader, model = reader_of(moody, folder=tmp_path, repeat=2)
    made = run(CASES, [rules(), *columns(reader)])
    assert [(one.judge, one.by, one.readings) for one in made.consistency] == [
        ("some/model", "sample", 2),
        ("rules + some/model", "sample", 2),
    ]
    together = made.consistency[1]
    assert (together.flips.n, together.flips.of, together.flips.excluded, together.findings.n) == (1, 4, 0, 1)
    assert [(one.verdict, one.flips.n, one.flips.of) for one in together.verdicts] == [
        ("send", 0, 2),
        ("revise", 1, 1),
        ("wait", 0, 1),
        ("do-not-send", 0, 0),
    ]
    assert [(move.first, move.then, move.readings) for move in together.moves] == [("revise", "send", 1)]
    assert [(one.case, one.verdicts, one.guidelines) for one in together.flipped] == [("joke", ("revise", "send"), ("impatience",))]
    assert made.consistency[0].flips.excluded == 1
    assert len(model.calls) == 6


def test_the_guidelines_change_their_places() -> None:
    """Each further reading has an order of its own, the same in every run, and asks about the same guidelines."""
    reader, model = reader_of(by_words, permute=2)
    made = run(CASES, columns(reader))
    assert [(one.by, one.readings, one.flips.n) for one in made.consistency] == [("order", 3, 0), ("order", 3, 0)]
    again, _ = reader_of(by_words, permute=2)
    assert reader.orders == again.orders
    systems = {call.messages[0].content for call in model.calls if JOKE in call.messages[1].content}
    assert (len(systems), len({frozenset(text.split()) for text in systems})) == (3, 1)


def test_judges_are_compared_whatever_the_labels_say() -> None:
    """Kappa over verdicts and for each guideline, and a queue of cases with those furthest apart first."""
    reader, _ = reader_of([says("dishonesty", "a decision"), says("impatience", JOKE)])
    made = run(CASES, [rules(), *columns(reader)])
    pair = made.agreements[0]
    assert (pair.first, pair.second, pair.same.of) == ("rules", "some/model", 3)
    assert [(a.first, a.second) for a in made.agreements] == [
        ("rules", "some/model"),
        ("rules", "rules + some/model"),
        ("some/model", "rules + some/model"),
    ]
    assert "joke" in [one.case.id for one in queue(made)]
    distances = [one.distance for one in queue(made)]
    assert distances == sorted(distances, reverse=True)


def test_kappa_is_that_of_the_library() -> None:
    """Twenty of fifty differ: 0.4 by Cohen's own arithmetic; perfect and undecidable agreement at the ends."""
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert kappa(pairs) == pytest.approx(0.4)
    assert kappa([("a", "a"), ("b", "b")]) == pytest.approx(1.0)
    assert kappa([("a", "a"), ("a", "a")]) is None
    assert kappa([]) is None


def test_a_defect_of_the_program_costs_one_case() -> None:
    reader, _ = reader_of(by_words)
    broken = CASES.cases[0].model_copy(update={"draft": None})
    answer = columns(reader)[1].judge(broken)
    assert getattr(answer, "error", "") == "a defect of the program (AttributeError)"
    assert reader.known(broken) is None
