"""Pay: the figures that the draft names for the writer, held against the expectation given before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

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
_NEAR: Final = 40
"""How many characters may lie between such words and their figure."""
_FIRST_YEAR: Final = 1500
_LAST_YEAR: Final = 2100
_BESIDE: Final = 18
"""The same for words that give a figure to somebody else, which is said in one breath."""
_TALK: Final = "pay-talk"
"""Part: the sentence or the one before speaks of the writer's pay."""


def _compared(evidence: Evidence) -> Iterator[tuple[Span, Comparison]]:
    expectation = evidence.context.salary_expectation
    if expectation is None:
        return
    for figure in evidence.once("wished", _wished):
        for comparison in compare((figure.amount,), expectation, stage=evidence.context.stage):
            yield figure.span, comparison


class _Figure(NamedTuple):
    """An amount of money in the writer's own words."""

    scan: Scan
    amount: Amount
    span: Span


def _figures(reading: Reading) -> Iterator[_Figure]:
    """Give what is marked as money, or stands where pay is spoken of, here or in the sentence before."""
    talk = any(_TALK in scan.spans for scan in reading.scans if scan.sentence.zone == "subject")
    for scan in reading.scans:
        spoken = _TALK in scan.spans or _WISH in scan.spans
        sentence = scan.sentence
        if reading.frames.voice(sentence.index) in ("own", "stage"):
            for amount in reading.amounts[sentence.index]:
                if amount.evidence == "marked" or ((talk or spoken) and not _is_year(amount)):
                    span = reading.text.span(sentence.part, sentence.start + amount.start, sentence.start + amount.end)
                    yield _Figure(scan, amount, span)
        if sentence.zone != "greeting":
            talk = spoken or (talk and sentence.zone == "subject")


def _all_figures(reading: Reading) -> list[_Figure]:
    return list(_figures(reading))


def _is_year(amount: Amount) -> bool:
    """Tell whether a mere number is rather a year of the calendar."""
    return amount.single and amount.low is not None and _FIRST_YEAR <= amount.low <= _LAST_YEAR and amount.low == int(amount.low)


def _wished(reading: Reading) -> list[_Figure]:
    """Leave out what is said to be somebody else's figure."""
    figures = list(_figures(reading))
    others, wished = _attached(figures, _OTHERS, _BESIDE), _attached(figures, _WISH, _NEAR)
    return [figure for n, figure in enumerate(figures) if n not in others or wished.get(n, _NEAR) <= others[n]]


def first_wish(reading: Reading) -> Amount | None:
    """Give the first figure that the writer names for themselves."""
    return next((figure.amount for figure in _wished(reading) if figure.amount.kind == "figure"), None)


def _told(reading: Reading) -> tuple[list[_Figure], list[_Figure]]:
    """Part the figures of a draft into those said to have been given before, and the others."""
    figures = _wished(reading)
    earlier = _attached(figures, _EARLIER, _NEAR)
    return [f for n, f in enumerate(figures) if n in earlier], [f for n, f in enumerate(figures) if n not in earlier]


def _attached(figures: Sequence[_Figure], part: str, reach: int) -> dict[int, int]:
    """Give the figures to which words of a part belong: to each run its nearest, with the number of characters between."""
    found: dict[int, int] = {}
    for scan in {id(figure.scan): figure.scan for figure in figures}.values():
        for run in scan.spans.get(part, ()):
            start, end = (offset - scan.sentence.start for offset in scan.offsets(run))
            gap, n = min((max(f.amount.start - end, start - f.amount.end, 0), n) for n, f in enumerate(figures) if f.scan is scan)
            if gap <= reach:
                found[n] = min(gap, found.get(n, gap))
    return found


def _relation(wanted: str) -> Callable[[Evidence], Outcome]:
    def test(evidence: Evidence) -> Outcome:
        expectation = evidence.context.salary_expectation
        if expectation is None or expectation.max is None:
            return Outcome(False, missing=("salary_expectation",) if evidence.once("wished", _wished) else ())
        for span, comparison in _compared(evidence):
            if comparison.relation == wanted:
                return Outcome(True, (span,), comparison.arithmetic)
        return FALSE

    return test


def _agreed_off(evidence: Evidence) -> Outcome:
    """Hold the figures of the sentence that calls them agreed, whoever they are said to come from, against the one given."""
    expectation = evidence.context.salary_expectation
    claims = {act.sentence for act in evidence.done("claims-agreed-pay")}
    for figure in evidence.once("figures", _all_figures) if claims and expectation else ():
        if figure.scan.sentence.index in claims and expectation:
            for comparison in compare((figure.amount,), expectation):
                if comparison.relation in ("above", "below"):
                    return Outcome(True, (figure.span,), comparison.arithmetic)
    return Outcome(False, missing=("salary_expectation",) if claims and not expectation else ())


def _names_pay(evidence: Evidence) -> Outcome:
    figures = evidence.once("wished", _wished)
    return Outcome(True, (figures[0].span,)) if figures else FALSE


def _moved(wanted: str) -> Callable[[Evidence], Outcome]:
    """Hold what the draft asks for against what the draft itself says was given before."""

    def test(evidence: Evidence) -> Outcome:
        earlier, wished = evidence.once("told", _told)
        for given in (figure.amount for figure in earlier):
            expectation = SalaryExpectation(
                min=None if given.low is None else float(given.low),
                max=None if given.high is None else float(given.high),
                currency=given.currency,
                period=given.period,
            )
            for figure in wished:
                for comparison in compare((figure.amount,), expectation):
                    if comparison.relation == wanted:
                        return Outcome(True, (figure.span,), comparison.arithmetic)
        return FALSE

    return test


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
    "agreed-figure-off": ("a figure called agreed is not the one given", _agreed_off),
    "pay-named": ("the draft names a figure for the writer", _names_pay),
}
