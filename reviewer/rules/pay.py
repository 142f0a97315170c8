"""Pay: the figures that the draft names for the writer, held against the expectation given before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from reviewer.acts import Reading
from reviewer.facts import Amount, Comparison, compare
from reviewer.grammar import Scan
from reviewer.models import SalaryExpectation, Span
from reviewer.rules.evidence import FALSE, TRUE, Evidence, Outcome

_OTHERS: Final = "pay-of-others"
"""Part: a figure that is not the writer's wish (the employer's offer, present pay, a budget)."""
_WISH: Final = "pay-wish"
"""Part: words that make a figure the writer's wish whatever else the sentence holds."""
_EARLIER: Final = "pay-earlier"
"""Part: words that make a figure the one given before."""
_TALK: Final = "pay-talk"
"""Part: the sentence or the one before speaks of the writer's pay."""


def _compared(evidence: Evidence) -> Iterator[tuple[Span, Comparison]]:
    expectation = evidence.context.salary_expectation
    if expectation is None:
        return
    for span, amount in _wished(evidence.reading):
        for comparison in compare((amount,), expectation, stage=evidence.context.stage):
            yield span, comparison


def _wished(reading: Reading) -> Iterator[tuple[Span, Amount]]:
    return ((span, amount) for _, span, amount in _figures(reading))


def _figures(reading: Reading) -> Iterator[tuple[Scan, Span, Amount]]:
    talk = any(_TALK in scan.spans for scan in reading.scans if scan.sentence.zone == "subject")
    for scan in reading.scans:
        spoken = _TALK in scan.spans or _WISH in scan.spans
        sentence = scan.sentence
        own = reading.frames.voice(sentence.index) in ("own", "stage")
        if own and (_OTHERS not in scan.spans or _WISH in scan.spans):
            for amount in reading.amounts[sentence.index]:
                if amount.evidence == "marked" or talk or spoken:
                    yield scan, reading.text.span(sentence.part, sentence.start + amount.start, sentence.start + amount.end), amount
        if sentence.zone != "greeting":
            talk = spoken or (talk and sentence.zone == "subject")


def _relation(wanted: str) -> Callable[[Evidence], Outcome]:
    def test(evidence: Evidence) -> Outcome:
        expectation = evidence.context.salary_expectation
        if expectation is None or expectation.max is None:
            amounts = any(True for _ in _wished(evidence.reading))
            return Outcome(False, missing=("salary_expectation",) if amounts else ())
        for span, comparison in _compared(evidence):
            if comparison.relation == wanted:
                return Outcome(True, (span,), comparison.arithmetic)
        return FALSE

    return test


def _names_pay(evidence: Evidence) -> Outcome:
    return Outcome(True, (found[0],)) if (found := next(_wished(evidence.reading), None)) else FALSE


def _moved(wanted: str) -> Callable[[Evidence], Outcome]:
    """Hold what the draft asks for against what the draft itself says was given before."""

    def test(evidence: Evidence) -> Outcome:
        earlier, wished = _told(evidence.reading)
        for _, given in earlier:
            expectation = SalaryExpectation(
                min=None if given.low is None else float(given.low),
                max=None if given.high is None else float(given.high),
                currency=given.currency,
                period=given.period,
            )
            for span, amount in wished:
                for comparison in compare((amount,), expectation):
                    if comparison.relation == wanted:
                        return Outcome(True, (span,), comparison.arithmetic)
        return FALSE

    return test


def _told(reading: Reading) -> tuple[list[tuple[Span, Amount]], list[tuple[Span, Amount]]]:
    """Part the figures of a draft into those said to have been given before, and the others."""
    earlier: list[tuple[Span, Amount]] = []
    wished: list[tuple[Span, Amount]] = []
    for scan, span, amount in _figures(reading):
        back, now = _distance(scan, _EARLIER, amount), _distance(scan, _WISH, amount)
        (earlier if back is not None and (now is None or back < now) else wished).append((span, amount))
    return earlier, wished


def _distance(scan: Scan, part: str, amount: Amount) -> int | None:
    """How many characters lie between an amount and the nearest run of a part."""
    start, end = scan.sentence.start + amount.start, scan.sentence.start + amount.end
    runs = [scan.offsets(run) for run in scan.spans.get(part, ())]
    return min((max(a - end, start - b, 0) for a, b in runs), default=None)


def _all_fit(evidence: Evidence) -> Outcome:
    """Tell whether every figure that could be compared stays within what was given, and there is one."""
    relations = {comparison.relation for _, comparison in _compared(evidence)}
    return TRUE if relations and relations <= {"within", "below"} else FALSE


PAY: Final[Mapping[str, tuple[str, Callable[[Evidence], Outcome]]]] = {
    "pay-above": ("a figure for the writer lies above the expectation given", _relation("above")),
    "pay-unclear": ("a figure for the writer cannot be held against the expectation safely", _relation("unclear")),
    "pay-below": ("a figure for the writer lies below the expectation given", _relation("below")),
    "pay-fits": ("every figure for the writer stays within the expectation given", _all_fit),
    "pay-raised": ("the draft asks for more than it says was given before", _moved("above")),
    "pay-lowered": ("the draft asks for less than it says was given before", _moved("below")),
    "expectation-known": ("an expectation is known", lambda evidence: TRUE if evidence.context.salary_expectation else FALSE),
    "pay-named": ("the draft names a figure for the writer", _names_pay),
}
