"""The cases that are not right, with what tells why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reviewer.evals.outcomes import settle
from reviewer.evals.records import Run
from reviewer.evals.report import terminal
from reviewer.evals.report.forms import render
from reviewer.evals.report.misses import Silence, doubts, facts_of, miss_of, misses
from reviewer.models import NotJudged, Unknown

Make = Callable[..., Any]


def test_what_got_worse_stands_first(full: Run) -> None:
    """Newly failing cases before the others, which keep the order of the cases."""
    told = [(miss.case.id, miss.change, miss.wrong) for miss in misses(full, "script")]
    assert told == [
        ("early", "newly failing", ("missed", "extra", "verdict")),
        ("lost", None, ("abstained",)),
        ("down", "new", ("error",)),
    ]


def test_a_missed_guideline_says_what_the_review_knows_of_it(case: Make, review: Make, finding: Make) -> None:
    """A hint, a reason not to judge, a fact that is not known; without any of them, that no rule spoke."""
    labelled = case("a", ["too-soon", "impatience", "dishonesty", "too-familiar"])
    answer = review(
        notes=[finding("impatience", certainty="hint", words=(0, 5))], not_judged=[NotJudged(guideline="dishonesty", why="not in English")]
    ).model_copy(update={"unknowns": (Unknown(field="stage", guidelines=("too-soon",), why="It sets the window."),)})
    miss = miss_of(labelled, settle(labelled, "script", answer))
    assert miss.silences == (
        Silence("dishonesty", ("not judged: not in English",)),
        Silence("too-soon", ("`stage` is not known: It sets the window.",)),
        Silence("too-familiar", ("no rule spoke",)),
        Silence("impatience", ("only a hint, which never decides (impatience/rule)",)),
    )
    assert [(one.number, one.fate) for one in miss.said] == [(1, "hint")]
    assert [piece.fate for piece in miss.text] == ["hint", None]


def test_a_label_that_the_arithmetic_contradicts_is_doubted(case: Make, review: Make, audit: Make) -> None:
    """In every report, beside the miss, for the fault may be the label's; where the case is judged right, nothing is said."""
    context = {"stage": "phone_screen", "interviewed_on": "2026-11-02", "sending_on": "2026-11-09"}
    labelled = case("a", ["too-soon"], context=context)
    run = audit((labelled, review()))
    (miss,) = misses(run, "script")
    (doubt,) = miss.doubts
    assert doubt == (
        "the case expects `too-soon`, which the dates contradict: "
        "interviewed 2026-11-02; sending 2026-11-09; 7 days; the window opens on day 5"
    )
    for form in ("text", "markdown", "html"):
        shown = terminal.render(run) if form == "text" else render(run, form)
        assert "which the dates contradict: interviewed 2026-11-02" in " ".join(shown.split()), form
    assert doubts(labelled, audit((labelled, review("too-soon"))).results[0]) == ()


def test_the_opening_is_short_and_on_one_line(case: Make, review: Make) -> None:
    """Enough to know the draft again."""
    labelled = case("a", ["too-soon"], text="Dear Ada,\n\n" + "word " * 60)
    opening = miss_of(labelled, settle(labelled, "script", review())).opening
    assert opening.startswith("Dear Ada, word")
    assert opening.endswith("…")
    assert len(opening) <= 91


def test_facts_are_told_in_words(case: Make) -> None:
    """Nested facts by their path, lists by their members, yes and no."""
    context = {"stage": "final_interview", "follow_ups": [], "other_offer": False, "recipient": {"role": "hiring_manager"}}
    assert list(facts_of(case("a", context=context).context)) == [
        ("stage", "final interview"),
        ("follow ups", "none"),
        ("recipient: role", "hiring manager"),
        ("other offer", "no"),
    ]
