"""A run as tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reviewer.evals.baseline import baseline_of
from reviewer.evals.cases import CaseSet
from reviewer.evals.comparison import compare
from reviewer.evals.gates import check_limits, parse_limits, regression_gates
from reviewer.evals.judges import Failed
from reviewer.evals.report.forms import render
from reviewer.evals.report.privacy import without_words
from reviewer.evals.report.terminal import render as as_text
from reviewer.evals.run import run
from reviewer.models import NotJudged

Make = Callable[..., Any]


def test_what_is_not_right_comes_first_and_the_gates_come_last(audit: Make, case: Make, review: Make) -> None:
    """Each miss with its place, what was missed and extra, and the reason if it was not judged."""
    why = NotJudged(guideline="impatience", why="not English")
    broken = review("dishonesty", not_judged=[why])
    before = audit((case("a", ["too-soon"]), review("too-soon")), (case("b", ["impatience"]), broken))
    now = audit(
        (case("a", ["too-soon"]), review()), (case("b", ["impatience"]), broken), (case("c"), Failed("down")), (case("d"), review())
    )
    comparison = compare(now, baseline_of(before, "script"), judge="script", name="old.json")
    gates = (*check_limits(now.measures[0], parse_limits(["exact=0.3,pairs=1"])), *regression_gates(comparison, "any"))
    assert as_text(now.model_copy(update={"comparison": comparison, "gates": gates}), by=["stage", "kind"]) == (
        """\
Not right
- a (cases.jsonl, line 1): missed too-soon; send instead of wait
- b (cases.jsonl, line 1): missed impatience; extra dishonesty; do-not-send
  instead of revise; not judged, because not English
- c (cases.jsonl, line 1): error, down

By stage
stage      cases                F1     verdict right      false alarms
not known      4  0.00 (0.00-0.72)  0.33 (0.06-0.79)  0.00 (0.00-0.79)

By kind
no case has a kind

Verdicts: right in the rows, given in the columns
             send  revise  wait  do-not-send
send            1       0     0            0
revise          0       0     0            1
wait            1       0     0            0
do-not-send     0       0     0            0

guideline            prec.  recall     F1          95%  hit  extra  missed  allowed
cold-contact             -       -      -                 0      0       0        0
public-venting           -       -      -                 0      0       0        0
dishonesty           0.000       -  0.000  0.000-0.885    0      1       0        0
too-many-follow-ups      -       -      -                 0      0       0        0
too-soon                 -   0.000  0.000  0.000-0.885    0      0       1        0
too-familiar             -       -      -                 0      0       0        0
connection-request       -       -      -                 0      0       0        0
salary-change            -       -      -                 0      0       0        0
impatience               -   0.000  0.000  0.000-0.885    0      0       1        0

                             value          95%  count  excludes
F1 over the guidelines       0.000  0.000-0.719    0/3         1
precision                    0.000  0.000-0.793    0/1         1
recall                       0.000  0.000-0.658    0/2         1
exact match                  0.333  0.061-0.792    1/3         1
verdict right                0.333  0.061-0.792    1/3         1
false alarms on good drafts  0.000  0.000-0.793    0/1         1
recall on do-not-send            -                 0/0
precision where certain      0.000  0.000-0.793    0/1         1
precision where likely           -                 0/0         1
precision where hint             -                 0/0         1

4 cases from 0 files, judged by script (reviewer 1, rules 0)
1 right, 2 wrong, 0 abstained, 1 in error

Against old.json
newly failing: 1
  - a: now missed too-soon; wait became send
failing worse: 0
fixed: 0
still failing: 1: b
new: 2: c (error), d
flips     better  worse  p
all            0      1  1
too-soon       0      1  1
F1 -0.500 (-1.000 to +0.000) over 2 cases with equal drafts and labels

passed: exact is 0.3333, at least 0.3 is asked for (1 of 3)
not judged: pairs could not be judged: no case counts towards it
FAILED: 1 case is worse than in the baseline: a
"""
    )


def test_several_judges_stand_side_by_side(case: Make, review: Make, scripted: Make) -> None:
    """Below the tables of each."""
    judges = [scripted({"a": review("too-soon")}, name="one"), scripted({"a": Failed("down")}, name="two")]
    text = as_text(run(CaseSet((case("a", ["too-soon"]),), ()), judges))
    assert (
        """\
Judges
                               one  two
F1 over the guidelines       1.000    -
precision                    1.000    -
recall                       1.000    -
exact match                  1.000    -
verdict right                1.000    -
false alarms on good drafts      -    -
recall on do-not-send            -    -
right                            1    0
wrong                            0    0
abstained                        0    0
error                            0    1

"""
        in text
    )


def test_where_all_is_right_there_is_no_list_of_misses(audit: Make, case: Make, review: Make) -> None:
    """The tables come at once."""
    assert as_text(audit((case("a"), review()))).startswith("Verdicts: right in the rows")


def test_a_name_from_a_file_cannot_steer_a_terminal(audit: Make, case: Make, review: Make) -> None:
    """Control characters are shown, not obeyed."""
    text = as_text(audit((case("a\x1b[2J", tags=["b\x1b[2J"]), review("impatience"))), by=["tag"])
    assert "\x1b" not in text


def test_a_report_can_leave_out_the_words_of_drafts(audit: Make, case: Make, review: Make, finding: Make) -> None:
    """Offsets still hold, and nothing else changes."""
    secret = case("a", text="My rent\nis due.", draft_note="", note="Rent.", evidence=["rent"])
    made = audit((secret, review(finding("impatience", words=(3, 7)))))
    report = render(without_words(made), "json")
    assert "rent" not in report.lower().replace("interview", "")
    hidden = without_words(made).cases[0]
    assert (hidden.draft.text, hidden.hash) == ("·· ····\n·· ····", secret.hash)
