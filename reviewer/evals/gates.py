"""Conditions that a run must meet, such as `f1=0.95,do-not-send-recall=0.97,impatience.recall=0.8`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

from reviewer.errors import InputError, nearest
from reviewer.evals.readings import ModelUse
from reviewer.evals.records import Comparison, Figure, Gate, Measures
from reviewer.models import GUIDELINES

__all__ = ["REGRESSIONS", "Limit", "Regressions", "check_limits", "parse_limits", "regression_gates"]

Regressions: TypeAlias = Literal["any", "significant"]
REGRESSIONS: Final[tuple[Regressions, ...]] = ("any", "significant")
_OVERALL: Final = ("f1", "precision", "recall", "exact", "verdict", "false-alarms", "do-not-send-recall")
_OTHER: Final = ("evidence-found", "evidence-precision", "pairs")
_OF_A_MODEL: Final = ("dropped", "quotes-dropped")
_OF_A_GUIDELINE: Final = ("f1", "precision", "recall")


class Limit(NamedTuple):
    """A figure and the value that it must reach, or for the figures that ought to be small, must not pass."""

    name: str
    value: float

    @property
    def is_ceiling(self) -> bool:
        """Whether less is better."""
        return self.name in ("false-alarms", *_OF_A_MODEL)


def parse_limits(words: Iterable[str]) -> tuple[Limit, ...]:
    """Read `name=value` parts, several in one text by commas; a value lies between 0 and 1."""
    return tuple(_limit(part.strip()) for text in words for part in text.split(",") if part.strip())


def check_limits(measures: Measures, limits: Sequence[Limit], use: ModelUse | None = None) -> Iterator[Gate]:
    """Hold each limit against its figure; where nothing could be counted, nothing is decided."""
    figures = _figures(measures, use)
    for limit in limits:
        figure = figures[limit.name]
        if figure.value is None:
            told = f"{limit.name} could not be judged: no case counts towards it"
            yield Gate(name=limit.name, limit=limit.value, value=None, passed=None, told=told)
            continue
        passed = figure.value <= limit.value if limit.is_ceiling else figure.value >= limit.value
        bound = "at most" if limit.is_ceiling else "at least"
        told = f"{limit.name} is {figure.value:.4f}, {bound} {limit.value:g} is asked for ({figure.n} of {figure.of})"
        yield Gate(name=limit.name, limit=limit.value, value=figure.value, passed=passed, told=told)


def regression_gates(comparison: Comparison, regressions: Regressions, *, complete: bool = False) -> Iterator[Gate]:
    """`any`: no case may fail newly or fail worse; always: no guideline may have become worse beyond chance.

    With `complete`, no accepted case may have gone, either; without, those that have gone are counted beside what is told.
    """
    gone = len(comparison.removed)
    if complete:
        missing = f"{_cases(gone)} in the baseline and not judged: {', '.join(comparison.removed)}"
        yield Gate(name="baseline.complete", passed=not gone, told=missing if gone else "every case of the baseline was judged")
    aside = f"; {_cases(gone)} in it and not judged" if gone and not complete else ""
    if regressions == "any":
        failing = [*comparison.newly_failing, *comparison.worse]
        named = ", ".join(change.case for change in failing)
        told = f"{_cases(len(failing))} worse than in the baseline: {named}" if failing else "no case is worse than in the baseline"
        yield Gate(name="baseline", passed=not failing, told=f"{told}{aside}")
    for flips in comparison.flips:
        if flips.regression:
            where = flips.guideline or "all guidelines together"
            told = f"{where}: {flips.worse} cases got worse and {flips.better} better, beyond chance (p = {flips.p:.2g})"
            yield Gate(name=f"baseline.{flips.guideline or 'all'}", passed=False, told=told)
    if regressions == "significant" and not any(flips.regression for flips in comparison.flips):
        yield Gate(name="baseline", passed=True, told=f"nothing got worse beyond chance{aside}")


def _limit(part: str) -> Limit:
    name, equals, number = (piece.strip() for piece in part.partition("="))
    _known(name, f"`--fail-under {part[:80]}`")
    try:
        value = float(number)
    except ValueError:
        value = -1.0
    if not equals or not 0 <= value <= 1:
        raise InputError(f"`--fail-under {part[:80]}`: give a share between 0 and 1, such as `{name}=0.95`")
    return Limit(name, value)


def _known(name: str, option: str) -> None:
    guideline, dot, figure = name[:40].rpartition(".")
    if not dot and figure not in (*_OVERALL, *_OTHER, *_OF_A_MODEL):
        told = f"; {nearest(figure, (*_OVERALL, *_OTHER, *_OF_A_MODEL))}, or one of a guideline, such as impatience.recall"
        raise InputError(f"{option}: `{figure}` is not a figure{told}")
    if dot and guideline not in GUIDELINES:
        raise InputError(f"{option}: `{guideline}` is not a guideline; {nearest(guideline, GUIDELINES)}")
    if dot and figure not in _OF_A_GUIDELINE:
        raise InputError(f"{option}: `{figure}` is not a figure of a guideline; {nearest(figure, _OF_A_GUIDELINE)}")


def _figures(measures: Measures, use: ModelUse | None) -> Mapping[str, Figure]:
    none = Figure(value=None, n=0, of=0)
    overall = {name: getattr(measures.overall, name.replace("-", "_")) for name in _OVERALL}
    other = {name: getattr(measures, name.replace("-", "_")) for name in _OTHER}
    each = {f"{scores.guideline}.{name}": getattr(scores, name) for scores in measures.guidelines for name in _OF_A_GUIDELINE}
    said = {name: getattr(use, name.replace("-", "_"), none) for name in _OF_A_MODEL}
    return {**overall, **other, **each, **said}


def _cases(number: int) -> str:
    return "1 case is" if number == 1 else f"{number} cases are"
