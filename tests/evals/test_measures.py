"""The figures: equal to what one gets by hand, and to their definitions over any cases."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.evals.judges import Abstained, Failed
from reviewer.evals.records import Figure
from reviewer.models import GUIDELINES, VERDICTS
from reviewer.rules import VERDICT_OF

Make = Callable[..., Any]


@pytest.fixture
def by_hand(audit: Make, case: Make, review: Make) -> Any:
    """Seven cases, few enough to count on paper: five judged, one abstained from, one in error."""
    return audit(
        (case("hit", ["too-soon"]), review("too-soon")),
        (case("missed", ["dishonesty", "impatience"]), review("impatience")),
        (case("alarm"), review("impatience")),
        (case("quiet", allow=["too-familiar"]), review("too-familiar")),
        (case("barred", ["dishonesty"]), review("dishonesty", "too-soon")),
        (case("refused", ["dishonesty"]), Abstained("refused")),
        (case("down"), Failed("no answer")),
    ).measures[0]


def counts(figure: Figure) -> tuple[int, int, int]:
    return figure.n, figure.of, figure.excluded


def test_rates_count_what_was_judged_and_say_what_they_exclude(by_hand: Any) -> None:
    """Hits: too-soon, impatience, dishonesty. Extra: impatience on `alarm`, too-soon on `barred`. Missed: dishonesty on `missed`."""
    overall = by_hand.overall
    assert (overall.cases, overall.right, overall.wrong, overall.abstained, overall.error) == (7, 2, 3, 1, 1)
    assert counts(overall.precision) == (3, 5, 2)
    assert counts(overall.recall) == (3, 4, 2)
    assert counts(overall.f1) == (6, 9, 2)
    assert counts(overall.exact) == (2, 5, 2)
    assert counts(overall.verdict) == (3, 5, 2)  # hit, quiet (revise is allowed), barred
    assert counts(overall.false_alarms) == (1, 2, 1)
    assert counts(overall.do_not_send_recall) == (1, 2, 1)


def test_each_guideline_has_its_own_figures(by_hand: Any) -> None:
    """So that none hides behind the average."""
    told = {one.guideline: (one.hit, one.extra, one.missed, one.allowed) for one in by_hand.guidelines}
    assert {name: row for name, row in told.items() if any(row)} == {
        "dishonesty": (1, 0, 1, 0),
        "impatience": (1, 1, 0, 0),
        "too-soon": (1, 1, 0, 0),
        "too-familiar": (0, 0, 0, 1),
    }
    (soon,) = (one for one in by_hand.guidelines if one.guideline == "too-soon")
    assert (soon.precision.value, soon.recall.value, soon.f1.value) == (1 / 2, 1.0, 2 / 3)
    (cold,) = (one for one in by_hand.guidelines if one.guideline == "cold-contact")
    assert (cold.precision.value, cold.recall.value, cold.f1.value) == (None, None, None)


def test_the_confusion_of_verdicts_has_what_fits_on_its_diagonal(by_hand: Any) -> None:
    """A verdict that an allowed guideline leads to fits."""
    cells = {(cell.expected, cell.given): cell.cases for cell in by_hand.confusion}
    assert {cell: number for cell, number in cells.items() if number} == {
        ("wait", "wait"): 1,
        ("do-not-send", "revise"): 1,
        ("send", "revise"): 1,
        ("revise", "revise"): 1,
        ("do-not-send", "do-not-send"): 1,
    }
    assert len(cells) == len(VERDICTS) ** 2


def test_slices_hold_the_scores_of_their_cases(audit: Make, case: Make, review: Make) -> None:
    """By channel, stage, family, kind, tag and length, each in a fixed order."""
    long = " ".join(["word"] * 61)
    run = audit(
        (case("a", ["too-soon"], kind="TS4", tags=["chat", "night"], context={"stage": "offer"}), review()),
        (case("b", ["too-soon"], kind="TS12", tags=["chat"], channel="phone", text=long), review("too-soon")),
    )
    told = [(one.by, one.name, one.scores.cases, one.scores.right) for one in run.measures[0].slices]
    assert told == [
        ("channel", "email", 1, 0),
        ("channel", "phone", 1, 1),
        ("stage", "offer", 1, 0),
        ("stage", "not known", 1, 1),
        ("family", "TS", 2, 1),
        ("kind", "TS12", 1, 1),
        ("kind", "TS4", 1, 0),
        ("tag", "chat", 2, 1),
        ("tag", "night", 1, 0),
        ("length", "up to 40 words", 1, 0),
        ("length", "61 to 100 words", 1, 1),
    ]


def test_precision_by_certainty_counts_a_guideline_where_it_was_found_surest(audit: Make, case: Make, review: Make, finding: Make) -> None:
    """Notes are the hints; what is allowed counts neither way."""
    sure, likely, hint = (partial(finding, certainty=how) for how in ("certain", "likely", "hint"))
    measures = audit(
        (case("a", ["too-soon"]), review(sure("too-soon"), likely("too-soon"), likely("impatience"))),
        (case("b", ["impatience"], allow=["too-soon"]), review(sure("too-soon"), likely("impatience"))),
        (case("c", ["dishonesty"]), review(notes=[hint("dishonesty")])),
        (case("d"), review(notes=[hint("dishonesty")])),
    ).measures[0]
    assert {one.certainty: counts(one.precision) for one in measures.certainty} == {
        "certain": (1, 1, 0),
        "likely": (1, 2, 0),
        "hint": (1, 2, 0),
    }


def test_evidence_is_pointed_at_by_words_that_overlap_it(audit: Make, case: Make, review: Make, finding: Make) -> None:
    """Counted where an expected guideline was found by its words; facts alone point at none."""
    text = "Any news yet? I need it now. Any news?"
    labelled = case("a", ["too-soon", "impatience"], text=text, evidence=["Any news", "need it now"])
    by_facts = case("b", ["too-soon"], text=text, evidence=["Any news"])
    down = case("c", ["too-soon"], text=text, evidence=["Any news"])
    found = review(finding("too-soon", words=(29, 38)), finding("too-soon", words=(9, 13)), finding("dishonesty", words=(14, 20)))
    measures = audit((labelled, found), (by_facts, review("too-soon")), (down, Failed("no answer"))).measures[0]
    assert counts(measures.evidence_found) == (1, 2, 1)
    assert counts(measures.evidence_precision) == (1, 2, 1)


@pytest.mark.parametrize(
    ("first", "second", "outcome", "figure"),
    [
        ("right", "right", "right", (1, 1, 0)),
        ("right", "wrong", "wrong", (0, 1, 0)),
        ("wrong", "error", "error", (0, 0, 1)),
        ("abstained", "right", "abstained", (0, 0, 1)),
    ],
)
def test_a_minimal_pair_is_right_if_both_twins_are(
    first: str, second: str, outcome: str, figure: tuple[int, int, int], audit: Make, case: Make, review: Make
) -> None:
    """A pair of which one twin was not judged is not judged; either twin may name the other."""
    answers = {"right": review("too-soon"), "wrong": review(), "error": Failed("down"), "abstained": Abstained("refused")}
    twins = [case("a", ["too-soon"], pair="b"), case("b", ["too-soon"], pair="a"), case("c", ["too-soon"], pair="nobody")]
    measures = audit((twins[0], answers[first]), (twins[1], answers[second]), (twins[2], answers["right"])).measures[0]
    assert [(pair.cases, pair.outcome) for pair in measures.pair_results] == [(("a", "b"), outcome)]
    assert counts(measures.pairs) == figure


_SOME = st.lists(st.sampled_from(GUIDELINES), unique=True, max_size=3)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(_SOME, _SOME, _SOME, st.sampled_from(VERDICTS)), min_size=1, max_size=12))
def test_the_figures_are_their_definitions(audit: Make, case: Make, review: Make, rows: list[Any]) -> None:
    """Over any labels, findings and verdicts, counted anew with plain sets."""
    rows = [(expect, [name for name in allow if name not in expect], found, verdict) for expect, allow, found, verdict in rows]
    told = [(case(str(n), expect, allow=allow), review(*found, verdict=verdict)) for n, (expect, allow, found, verdict) in enumerate(rows)]
    measures = audit(*told).measures[0]
    hit = sum(len({*found} & {*expect}) for expect, _, found, _ in rows)
    extra = sum(len({*found} - {*expect} - {*allow}) for expect, allow, found, _ in rows)
    missed = sum(len({*expect} - {*found}) for expect, _, found, _ in rows)
    overall = measures.overall
    assert overall.precision.value == (hit / (hit + extra) if hit + extra else None)
    assert overall.recall.value == (hit / (hit + missed) if hit + missed else None)
    assert overall.f1.value == (2 * hit / (2 * hit + extra + missed) if hit + extra + missed else None)
    exact = [{*expect} <= {*found} <= {*expect, *allow} for expect, allow, found, _ in rows]
    assert overall.exact.value == sum(exact) / len(rows)
    fits = [verdict in _verdicts(expect, allow) for expect, allow, _, verdict in rows]
    assert overall.verdict.value == sum(fits) / len(rows)
    assert overall.right == sum(map(all, zip(exact, fits, strict=True)))
    alarms = [bool({*found} - {*allow}) for expect, allow, found, _ in rows if not expect]
    assert overall.false_alarms.value == (sum(alarms) / len(alarms) if alarms else None)
    barred = [verdict == "do-not-send" for expect, _, _, verdict in rows if "do-not-send" in {VERDICT_OF[name] for name in expect}]
    assert overall.do_not_send_recall.value == (sum(barred) / len(barred) if barred else None)
    assert sum(cell.cases for cell in measures.confusion if cell.expected == cell.given) == sum(fits)


def _verdicts(expect: list[Any], allow: list[Any]) -> set[str]:
    """What the expected guidelines lead to, or anything stricter that one allowed guideline leads to."""
    least = max((VERDICTS.index(VERDICT_OF[name]) for name in expect), default=0)
    return {VERDICTS[least], *(VERDICT_OF[name] for name in allow if VERDICTS.index(VERDICT_OF[name]) > least)}
