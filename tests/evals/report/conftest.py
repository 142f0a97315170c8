"""A small run with everything that a report can show, and drafts that try to break out of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reviewer.evals.baseline import baseline_of
from reviewer.evals.comparison import compare
from reviewer.evals.gates import check_limits, parse_limits, regression_gates
from reviewer.evals.judges import Abstained, Failed
from reviewer.evals.records import Run

Make = Callable[..., Any]

SCRIPT = '<script>document.title="broken"</script>'
HOSTILE = (
    f"{SCRIPT} </style></title><img src=x onerror=\"document.title='broken'\"> {{{{ 7 * 7 }}}} {{% raw %}}\u202eevil\u202c "
    "\x1b[31m </div></details><a href='javascript:alert(1)'>here</a> &amp; \" ' @someone #12 ![x](y) **bold**"
)


@pytest.fixture
def hostile(case: Make, review: Make, finding: Make, audit: Make) -> Run:
    """Words, names and reasons that would be markup if any of them were not escaped."""
    labels: dict[str, Any] = {"note": HOSTILE, "kind": SCRIPT, "tags": [SCRIPT], "evidence": [SCRIPT]}
    bad = case(f"a {SCRIPT}", ["too-soon"], text=HOSTILE, context={"recipient": {"name": SCRIPT}}, **labels)
    found = finding("impatience", words=(0, 20)).model_copy(update={"message": HOSTILE, "facts": (HOSTILE,)})
    run: Run = audit((bad, review(found)), (case(f"b {SCRIPT}"), Failed(HOSTILE)))
    return run


@pytest.fixture
def full(case: Make, review: Make, finding: Make, audit: Make) -> Run:
    """All four outcomes, a failed, a held and an undecided gate, and a baseline in which one case was right and one wrong."""
    text = "Any news yet? I keep refreshing my inbox."
    early = case("early", ["too-soon"], text=text, note="Two days.", evidence=["Any news yet?"], context={"stage": "phone_screen"})
    both = case("both", ["too-soon", "impatience"], text=text, allow=["too-familiar"], pair="good", kind="IM1", tags=["hard"])
    good = case("good", text="Thank you for your time.", kind="IM2")
    lost, down = case("lost", ["dishonesty"], channel="social_post"), case("down")
    before = audit((early, review("too-soon")), (both, review()), (good, review()), (lost, review("dishonesty")))
    quoted = finding("impatience", certainty="likely", words=(14, 41))
    run: Run = audit(
        (early, review(quoted)),
        (both, review("too-soon", quoted)),
        (good, review()),
        (lost, Abstained("the draft is in another language")),
        (down, Failed("a defect of the program (KeyError)")),
    )
    comparison = compare(run, baseline_of(before, "script"), judge="script", name="evals/baselines/rules.json")
    gates = [*check_limits(run.measures[0], parse_limits(["f1=0.1,do-not-send-recall=0.5"])), *regression_gates(comparison, "any")]
    return run.model_copy(update={"comparison": comparison, "gates": tuple(gates)})
