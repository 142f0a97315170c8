"""How far judges agree with each other, whatever the labels say, and the cases on which they do not: a queue for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any, Final, NamedTuple

from reviewer.evals.extras import library
from reviewer.evals.intervals import share
from reviewer.evals.measures import JUDGED
from reviewer.evals.readings import Agreement, GuidelineAgreement
from reviewer.evals.records import Case, Result, Run
from reviewer.models import GUIDELINES, VERDICTS, GuidelineId

__all__ = ["Disagreement", "agreements", "kappa", "queue"]

_LIBRARY: Final = "nltk.metrics.agreement"


class Disagreement(NamedTuple):
    """A case of which judges say different things."""

    case: Case
    results: tuple[Result, ...]
    """Of every judge that judged it."""
    distance: int
    """Steps between the mildest verdict and the strictest."""

    @property
    def disputed(self) -> tuple[GuidelineId, ...]:
        """Found by some judges and not by others."""
        found = [frozenset(result.found) for result in self.results]
        return tuple(name for name in GUIDELINES if any(name in one for one in found) and not all(name in one for one in found))


def agreements(judges: Sequence[str], results: Sequence[Result]) -> Iterator[Agreement]:
    """Any two judges, over the cases that both judged."""
    by = {judge: {one.case: one for one in results if one.judge == judge and one.outcome in JUDGED} for judge in judges}
    for first, second in combinations(judges, 2):
        both = [(one, by[second][case]) for case, one in by[first].items() if case in by[second]]
        verdicts = [(one.verdict, other.verdict) for one, other in both]
        yield Agreement(
            first=first,
            second=second,
            same=share(sum(a == b for a, b in verdicts), len(both)),
            kappa=kappa(verdicts),
            guidelines=tuple(_on(name, both) for name in GUIDELINES),
        )


def queue(run: Run) -> tuple[Disagreement, ...]:
    """The cases on which judges differ, those furthest apart first, then in the order of the cases."""
    results: dict[str, list[Result]] = {}
    for result in run.results:
        if result.outcome in JUDGED:
            results.setdefault(result.case, []).append(result)
    found = [_disagreement(case, results[case.id]) for case in run.cases if case.id in results]
    return tuple(sorted((one for one in found if one.distance or one.disputed), key=lambda one: (-one.distance, -len(one.disputed))))


def kappa(pairs: Sequence[tuple[object, object]]) -> float | None:
    """Cohen's kappa over two labels of each case; None where chance alone would make them agree, or there is no case."""
    if not pairs:
        return None
    rows = [(coder, n, str(label)) for n, pair in enumerate(pairs) for coder, label in zip("ab", pair, strict=True)]
    task: Any = library(_LIBRARY).AnnotationTask(data=rows)
    if task.Ae_kappa("a", "b") >= 1:
        return None
    same = sum(str(a) == str(b) for a, b in pairs) / len(pairs)
    task.Ao = lambda first, second: same  # what the library counts here by a search through all rows for each case
    return float(task.kappa())


def _on(name: GuidelineId, both: Sequence[tuple[Result, Result]]) -> GuidelineAgreement:
    pairs = [(name in one.found, name in other.found) for one, other in both]
    counts = {key: pairs.count(pair) for key, pair in _SIDES.items()}
    return GuidelineAgreement(guideline=name, **counts, kappa=kappa(pairs))


_SIDES: Final = {"both": (True, True), "first_only": (True, False), "second_only": (False, True), "neither": (False, False)}


def _disagreement(case: Case, results: Sequence[Result]) -> Disagreement:
    steps = [VERDICTS.index(result.verdict) for result in results if result.verdict is not None]
    return Disagreement(case, tuple(results), max(steps) - min(steps) if steps else 0)
