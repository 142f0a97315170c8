"""Baselines: what fails newly is named, and chance is not called a regression."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reviewer.errors import InputError
from reviewer.evals.baseline import baseline_of, read_baseline, write_baseline
from reviewer.evals.comparison import compare
from reviewer.evals.gates import Regressions, regression_gates
from reviewer.evals.judges import Failed
from reviewer.evals.records import Comparison

Make = Callable[..., Any]


@pytest.fixture
def held(audit: Make) -> Callable[..., Comparison]:
    """Holds what came of some cases against what came of them before."""

    def compared(was: list[Any], now: list[Any]) -> Comparison:
        return compare(audit(*now), baseline_of(audit(*was), "script"), judge="script", name="b.json")

    return compared


def test_a_baseline_is_written_for_git_and_read_as_it_was(audit: Make, case: Make, review: Make, tmp_path: Path) -> None:
    """One line a case in order of the ids, whatever the order of the run."""
    run = audit((case("b", ["too-soon"], allow=["impatience"]), review("impatience")), (case("a"), Failed("down")))
    baseline, file = baseline_of(run, "script"), tmp_path / "new" / "b.json"
    write_baseline(baseline, file)
    assert read_baseline(file) == baseline
    hashes = [entry.case for entry in baseline.cases]
    assert file.read_text(encoding="utf-8").splitlines() == [
        "{",
        '  "version": 1,',
        '  "judge": "script",',
        '  "fingerprint": {',
        '    "reviewer": "1",',
        '    "rules": "sha256:0"',
        "  },",
        '  "cases": [',
        f'    {{"id": "a", "case": "{hashes[0]}", "expect": [], "allow": [], "outcome": "error", "found": []}},',
        f'    {{"id": "b", "case": "{hashes[1]}", "expect": ["too-soon"], "allow": ["impatience"], '
        '"outcome": "wrong", "verdict": "revise", "found": ["impatience"]}',
        "  ]",
        "}",
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "the JSON cannot be read at line 1"),
        ('{"version": 2, "judge": "rules", "cases": []}', "is no baseline (`version`: "),
        ('{"judge": "rules"}', "is no baseline (`cases`: "),
    ],
)
def test_a_file_that_is_no_baseline_is_named_with_the_way_out(content: str, told: str, tmp_path: Path) -> None:
    """Which is to make it anew."""
    file = tmp_path / "b.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as raised:
        read_baseline(file)
    assert raised.value.message.startswith(f"{file}: {told}")
    assert raised.value.message.endswith("; remove it and make it anew with `reviewer eval accept`")


def test_a_case_that_stands_twice_in_a_baseline_is_refused(tmp_path: Path) -> None:
    """A merge may leave it so."""
    entry = {"id": "a", "case": "0", "expect": [], "outcome": "right"}
    (tmp_path / "b.json").write_text(json.dumps({"judge": "rules", "cases": [entry, entry]}), encoding="utf-8")
    with pytest.raises(InputError, match="the case `a` stands in it twice"):
        read_baseline(tmp_path / "b.json")


def test_every_case_is_named_under_what_became_of_it(held: Callable[..., Comparison], case: Make, review: Make) -> None:
    """Only cases with equal draft and labels are weighed."""
    soon, none = review("too-soon"), review()
    was = [
        *((case(id, ["too-soon"]), soon) for id in ("broke", "kept", "relabelled", "reworded", "gone", "down")),
        *((case(id, ["too-soon"]), none) for id in ("mended", "stuck", "worse")),
    ]
    now = [
        *((case(id, ["too-soon"]), none) for id in ("broke", "stuck", "new")),
        *((case(id, ["too-soon"]), soon) for id in ("kept", "mended")),
        (case("worse", ["too-soon"]), review("dishonesty")),
        (case("relabelled", ["impatience"]), soon),
        (case("reworded", ["too-soon"], text="Other words."), none),
        (case("down", ["too-soon"]), Failed("no answer")),
    ]
    comparison = held(was, now)
    changes = ("newly_failing", "fixed", "still_failing", "worse", "unjudged")
    named = {name: [change.case for change in getattr(comparison, name)] for name in changes}
    named |= {name: list(getattr(comparison, name)) for name in ("new", "removed", "changed_draft", "changed_label")}
    assert named == {
        "newly_failing": ["broke"],
        "fixed": ["mended"],
        "still_failing": ["stuck", "worse"],
        "worse": ["worse"],
        "unjudged": ["down"],
        "new": ["new"],
        "removed": ["gone"],
        "changed_draft": ["reworded"],
        "changed_label": ["relabelled"],
    }
    assert comparison.compared == 5
    (broke,) = comparison.newly_failing
    assert (broke.newly_missed, broke.newly_extra, broke.verdict_was, broke.verdict_now) == (("too-soon",), (), "wait", "send")


def test_a_regression_cannot_hide_behind_the_average(held: Callable[..., Comparison], case: Make, review: Make) -> None:
    """Six cases of one guideline are lost and eight of another won: better over all, worse beyond chance for the one."""
    lost = [case(f"l{n}", ["impatience"]) for n in range(6)]
    won = [case(f"w{n}", ["dishonesty"]) for n in range(8)]
    was = [(one, review("impatience")) for one in lost] + [(one, review()) for one in won]
    now = [(one, review()) for one in lost] + [(one, review("dishonesty")) for one in won]
    comparison = held(was, now)
    flips = {one.guideline: (one.better, one.worse, one.regression) for one in comparison.flips if one.better or one.worse}
    assert flips == {None: (8, 6, False), "impatience": (0, 6, True), "dishonesty": (8, 0, False)}
    failed = [gate.name for gate in regression_gates(comparison, "significant") if not gate.passed]
    assert failed == ["baseline.impatience"]


def test_noise_is_not_called_a_regression(held: Callable[..., Comparison], case: Make, review: Make) -> None:
    """Two cases lost are two cases named, yet chance could have done it; who judges by chance says so."""
    cases = [case(f"c{n}", ["impatience"]) for n in range(9)]
    comparison = held(
        [(one, review("impatience")) for one in cases], [(one, review(*["impatience"] * (n > 1))) for n, one in enumerate(cases)]
    )
    assert [(gate.passed, gate.told) for gate in regression_gates(comparison, "significant")] == [(True, "nothing got worse beyond chance")]
    assert [(gate.passed, gate.told) for gate in regression_gates(comparison, "any")] == [
        (False, "2 cases are worse than in the baseline: c0, c1")
    ]


def test_a_case_that_has_gone_is_counted_and_may_fail(held: Callable[..., Comparison], case: Make, review: Make) -> None:
    """Whoever judges one file of many is told; whoever asks for all of them is stopped."""
    every = [(case(id), review()) for id in "abc"]
    comparison = held(every, every[:1])
    aside = "; 2 cases are in it and not judged"
    sorts: dict[Regressions, str] = {"any": "no case is worse than in the baseline", "significant": "nothing got worse beyond chance"}
    for regressions, told in sorts.items():
        assert [(gate.passed, gate.told) for gate in regression_gates(comparison, regressions)] == [(True, f"{told}{aside}")]
        assert [(gate.name, gate.passed, gate.told) for gate in regression_gates(comparison, regressions, complete=True)] == [
            ("baseline.complete", False, "2 cases are in the baseline and not judged: b, c"),
            ("baseline", True, told),
        ]
    whole = next(regression_gates(held(every, every), "any", complete=True))
    assert (whole.passed, whole.told) == (True, "every case of the baseline was judged")


def test_what_equals_its_baseline_passes(held: Callable[..., Comparison], case: Make, review: Make) -> None:
    """Also where it fails, for that was accepted."""
    same = [(case("a", ["impatience"]), review()), (case("b"), review())]
    comparison = held(same, same)
    assert [gate.told for gate in regression_gates(comparison, "any")] == ["no case is worse than in the baseline"]
    assert comparison.f1_was == comparison.f1_now
