"""`python -m training.whole`: learn what the signs of a whole draft are worth, and put it on the card.

It learns from drafts that the encoder was not trained on: `training/whole/` and some rounds of `evals/cases/`. Every draft is
scored by weights that were learned without its file, since each file has a writer of its own; on these scores the bars are
set, so that F1 less half the share of good drafts with a false alarm is greatest. The weights that ship come of all files.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from scipy.optimize import minimize

from reviewer import resources
from reviewer.models import GUIDELINES, Channel, Context, Draft, Finding, GuidelineId
from reviewer.reviews import Reviewer
from reviewer.rules import hold, scope, weigh
from reviewer.rules.evidence import is_of_the_whole
from reviewer.rules.second_look import stands_from
from reviewer.rules.signs import LEAST, OWN, signs
from training.bars import WHOLE, write_card
from training.examples import unmark

_FOLDER: Final = Path(__file__).resolve().parent / "whole"
_CASES: Final = (*(f"final-round{n}" for n in ("", "-2", "-3")), *(f"round-{n}" for n in range(4, 10)), "second-hundred", "five-hands")
"""Rounds written as an exam: they count twice when bars are set."""
_RIDGE: Final = 5.0
_ALARM: Final = 0.5
"""What a false alarm on a good draft costs beside its share in F1."""
_SPEAKS: Final = (-0.5, -0.25, 0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 99.0)
_STANDS: Final = (-99.0, -3.0, -2.0, -1.5, -1.0, -0.5, -0.25, 0.0, 0.25, 0.5)
_FIRM: Final = frozenset({"salary-change", "too-familiar", "too-soon"})
"""Here rules point at unmistakable words, so that only grave doubt may make notes of them."""
_GRAVE: Final = -1.0
_LEAST_GAIN: Final = 0.0003

Bars = dict[GuidelineId, tuple[float, float]]
Table = Any
"""A NumPy array; NumPy's own types say little more here."""


class Seen(NamedTuple):
    """One draft as the rules leave it."""

    file: str
    channel: Channel
    weight: int
    expect: frozenset[str]
    allow: frozenset[str]
    judged: frozenset[str]
    findings: Sequence[Finding]
    signs: Mapping[GuidelineId, Mapping[str, float]]


class Learned(NamedTuple):
    """The weights of one guideline, and what each draft scores with weights that had not seen its file."""

    names: Sequence[str]
    weights: Table
    bias: float
    scores: Sequence[float]


def main() -> None:
    """Learn, set the bars, print what it comes to, and write the card."""
    reviewer = Reviewer()
    seen = [one for file, rows in files() for one in look(reviewer, file, rows)]
    learned = {guideline: learn(guideline, seen) for guideline in GUIDELINES}
    without = measure(seen, learned, {})
    bars = set_bars(seen, learned)
    for name, (f1, alarms, precision, recall) in (("rules alone", without), ("second look", measure(seen, learned, bars))):
        print(f"{name}: F1 {f1:.3f}, precision {precision:.3f}, recall {recall:.3f}, false alarms {alarms:.3f}")
    whole = {
        guideline: {
            "bias": round(one.bias, 4),
            "weights": {name: round(float(weight), 4) for name, weight in zip(one.names, one.weights, strict=True)},
            "speaks_from": bars[guideline][0],
            "stands_from": bars[guideline][1],
        }
        for guideline, one in learned.items()
        if guideline in bars
    }
    WHOLE.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")
    root = resources.classifier_root()
    write_card(root, json.loads((root / "card.json").read_bytes()))


def files() -> Iterator[tuple[str, Sequence[Mapping[str, Any]]]]:
    """Give each file with its rows."""
    for path in (*sorted(_FOLDER.glob("*.jsonl")), *(resources.cases_root() / f"{name}.jsonl" for name in _CASES)):
        yield path.stem, [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def look(reviewer: Reviewer, file: str, rows: Sequence[Mapping[str, Any]]) -> Iterator[Seen]:
    """Hold the rules against every draft of a file, without a second look."""
    rules = [rule for rule in reviewer.rules if not is_of_the_whole(rule.id)]
    for row in rows:
        draft = Draft(**row["draft"]) if "draft" in row else _marked(row)
        evidence = reviewer.explain(draft, Context(**row["context"]))
        judged, _ = scope(draft.channel, evidence.context, evidence.reading.frames)
        findings = weigh(hold(evidence, rules, judged).values()).findings
        yield Seen(
            file,
            draft.channel,
            2 if file in _CASES else 1,
            frozenset(row["expect"]),
            frozenset(row.get("allow", ())),
            frozenset(judged),
            findings,
            {guideline: signs(evidence, guideline, findings) for guideline in GUIDELINES},
        )


def _marked(row: Mapping[str, Any]) -> Draft:
    return Draft(channel=row["channel"], text=unmark(row["text"])[0], subject=unmark(row.get("subject") or "")[0] or None)


def learn(guideline: GuidelineId, seen: Sequence[Seen]) -> Learned:
    """Fit one guideline, and score every draft by a fit that left its file out."""
    names = sorted({name for one in seen for name in one.signs[guideline]})
    table = np.array([[one.signs[guideline].get(name, 0.0) for name in names] for one in seen])
    wanted = np.array([guideline in one.expect for one in seen], float)
    told = np.array([guideline in one.judged and guideline not in one.allow for one in seen])
    middle, spread = table[told].mean(axis=0), table[told].std(axis=0) + 1e-6
    scaled = np.c_[(table - middle) / spread, np.ones(len(seen))]
    scores = np.full(len(seen), -99.0)
    for file in {one.file for one in seen}:
        here = np.array([one.file == file for one in seen])
        scores[here] = scaled[here] @ _fit(scaled[told & ~here], wanted[told & ~here])
    fitted = _fit(scaled[told], wanted[told])
    weights = fitted[:-1] / spread
    return Learned(names, weights, float(fitted[-1] - weights @ middle), scores.tolist())


def _fit(table: Table, wanted: Table) -> Table:
    """Logistic regression with a ridge on all but the constant."""

    def loss(weights: Table) -> tuple[float, Table]:
        score, free = table @ weights, np.r_[weights[:-1], 0.0]
        slope = table.T @ (1 / (1 + np.exp(-score)) - wanted) + _RIDGE * free
        return float((np.logaddexp(0, score) - wanted * score).sum() + _RIDGE * (free @ free) / 2), slope

    return minimize(loss, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x


def found(one: Seen, place: int, learned: Mapping[GuidelineId, Learned], bars: Bars) -> set[str]:
    """Give the guidelines that a second look with these bars leaves found."""
    kept: set[str] = set()
    for guideline in GUIDELINES:
        mine = [finding for finding in one.findings if finding.guideline == guideline]
        speaks, stands = bars.get(guideline, (99.0, -99.0))
        score = learned[guideline].scores[place]
        firm = any(finding.certainty == "certain" for finding in mine)
        clear = max(one.signs[guideline].get(f"most {act}", -9.0) for act in OWN[guideline]) >= LEAST / 10
        stood = score >= stands_from(stands, guideline, one.channel)
        if guideline in one.judged and (firm or (stood if mine else clear and score >= speaks)):
            kept.add(guideline)
    return kept


def measure(seen: Sequence[Seen], learned: Mapping[GuidelineId, Learned], bars: Bars) -> tuple[float, float, float, float]:
    """Give F1, the share of good drafts with a false alarm, precision and recall."""
    hits = extra = missed = good = alarms = 0
    for place, one in enumerate(seen):
        kept = found(one, place, learned, bars)
        hits += one.weight * len(kept & one.expect)
        extra += one.weight * len(kept - one.expect - one.allow)
        missed += one.weight * len(one.expect - kept)
        if not one.expect:
            good += one.weight
            alarms += one.weight * bool(kept - one.allow)
    return 2 * hits / (2 * hits + extra + missed), alarms / good, hits / (hits + extra), hits / (hits + missed)


def set_bars(seen: Sequence[Seen], learned: Mapping[GuidelineId, Learned]) -> Bars:
    """Move one bar at a time for as long as it helps, twice around."""

    def worth(bars: Bars) -> float:
        f1, alarms, *_ = measure(seen, learned, bars)
        return f1 - _ALARM * alarms

    bars: Bars = {}
    best = worth(bars)
    for guideline in (*GUIDELINES, *GUIDELINES):
        doubts = [stands for stands in _STANDS if stands <= _GRAVE or guideline not in _FIRM]
        for pair in ((speaks, stands) for speaks in _SPEAKS for stands in doubts if stands <= speaks):
            tried = {**bars, guideline: pair}
            if (value := worth(tried)) > best + _LEAST_GAIN:
                bars, best = tried, value
    return bars


if __name__ == "__main__":
    main()
