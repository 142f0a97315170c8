"""Pay: the figures that the draft names for the writer, held against the expectation given before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from reviewer.acts import Reading
from reviewer.acts.guards import GUARDS
from reviewer.facts import Amount, Comparison, compare
from reviewer.frames import Frames
from reviewer.grammar import Scan
from reviewer.models import Period, SalaryExpectation, Span
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


_ELSEWHERE: Final = "pay-elsewhere"
"""Part: what the sentence measures or pays for is not the writer's pay, unless words of pay or wish say so."""
_PAST: Final = "pay-past"
"""Part: the sentence tells what the writer was paid elsewhere."""
_CLAUSE: Final = 70
"""How far such words reach."""
_TOPIC: Final = "pay-topic"
"""Part: words that speak of nothing but pay."""
_MATCH: Final = "pay-match"
"""Part: the reader is asked to come up to somebody else's figure."""
_MATCHED_WITHIN: Final = 2
_KEEPS: Final = "pay-keeps"
"""Part: a figure given before is said to hold."""
_STAYS: Final = "pay-stays"
"""Part: the expectation is said to hold, whatever its figure."""
_DISPLACES: Final = "pay-displaces"
"""Part: a figure that another is to take the place of."""
_PERIODS: Final[tuple[Period, ...]] = ("hour", "day", "week", "month")
_BY: Final = "pay-by-{}"
"""Parts: the period in which a figure is meant that names none, in the same sentence or the next."""


class _Figure(NamedTuple):
    """An amount of money in the writer's own words."""

    scan: Scan
    amount: Amount
    span: Span
    wish: bool = False
    """Whether words beside it make it a wish."""


def _compared(evidence: Evidence) -> Iterator[tuple[_Figure, Comparison]]:
    expectation = evidence.context.salary_expectation
    if expectation is None:
        return
    for figure in evidence.once("wished", _wished):
        for comparison in compare((figure.amount,), expectation, stage=evidence.context.stage):
            yield figure, comparison


def _figures(reading: Reading) -> Iterator[_Figure]:
    """Give what is marked as money, or stands where pay is spoken of, here or in the sentence before."""
    talk = any(_TALK in scan.spans for scan in reading.scans if scan.sentence.zone == "subject")
    period: Period | None = None
    for scan in reading.scans:
        sentence = scan.sentence
        here = next((one for one in _PERIODS if _BY.format(one) in scan.spans), None)
        told = _EARLIER in scan.spans and any(amount.evidence == "marked" for amount in reading.amounts[sentence.index])
        spoken = told or _TALK in scan.spans or _WISH in scan.spans
        if reading.frames.voice(sentence.index) in ("own", "stage"):
            for amount in reading.amounts[sentence.index]:
                if amount.evidence == "marked" or ((talk or spoken) and not _is_year(amount)):
                    span = reading.text.span(sentence.part, sentence.start + amount.start, sentence.start + amount.end)
                    yield _Figure(scan, amount if amount.period else amount._replace(period=here or period), span)
        period = here
        if sentence.zone != "greeting":
            talk = spoken or (talk and sentence.zone == "subject")


def _all_figures(reading: Reading) -> list[_Figure]:
    return list(_figures(reading))


def _is_year(amount: Amount) -> bool:
    """Tell whether a mere number is rather a year of the calendar."""
    return amount.single and amount.low is not None and _FIRST_YEAR <= amount.low <= _LAST_YEAR and amount.low == int(amount.low)


def _wished(reading: Reading) -> list[_Figure]:
    """Leave out what is said to be somebody else's figure, or to measure something else."""
    figures = list(_figures(reading))
    others, wished = _attached(figures, _OTHERS, _BESIDE), _attached(figures, _WISH, _NEAR)
    elsewhere = _attached(figures, _ELSEWHERE, _CLAUSE)
    asked = {n for scan in reading.where.get(_MATCH, ()) if _MATCH in scan.spans for n in _back_from(scan, reading.frames, _MATCHED_WITHIN)}
    found = []
    for n, figure in enumerate(figures):
        if n in others or _PAST in figure.scan.spans:
            own = wished.get(n, _NEAR) < others.get(n, _NEAR)
        else:
            own = n not in elsewhere or (elsewhere[n] > 1 and (n in wished or _TOPIC in figure.scan.spans))
        if own or figure.scan.sentence.index in asked:
            found.append(figure._replace(wish=n in wished))
    return found


def _back_from(scan: Scan, frames: Frames, reach: int) -> Iterator[int]:
    """Give the places of a sentence and of those before it, unless the words that reach back are denied."""
    if not any(GUARDS["negated"](scan, run, frames) for run in scan.spans[_MATCH]):
        yield from range(scan.sentence.index - reach, scan.sentence.index + 1)


def first_wish(reading: Reading) -> Amount | None:
    """Give the first figure that the writer names for themselves."""
    return next((figure.amount for figure in _wished(reading) if figure.amount.kind == "figure"), None)


def named_wishes(reading: Reading) -> tuple[tuple[Amount, Scan], ...]:
    """Give the figures that words beside them make the writer's own wish, each with its sentence."""
    return tuple((figure.amount, figure.scan) for figure in _wished(reading) if figure.wish and figure.amount.kind == "figure")


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
        for figure, comparison in _compared(evidence):
            if comparison.relation == wanted:
                return Outcome(True, (figure.span,), comparison.arithmetic)
        return FALSE

    return test


def _above(evidence: Evidence) -> Outcome:
    """Find a figure above what was given, and sure enough to be asked for."""
    expectation = evidence.context.salary_expectation
    if expectation is None or expectation.max is None:
        return Outcome(False, missing=("salary_expectation",) if evidence.once("wished", _wished) else ())
    settled = _settled(evidence)
    for figure, comparison in _compared(evidence):
        parts = figure.scan.spans
        sure = not comparison.guessed or _TOPIC in parts or (figure.wish and _ELSEWHERE not in parts)
        if comparison.relation == "above" and sure and (figure.wish or not settled):
            return Outcome(True, (figure.span,), comparison.arithmetic)
    return _in_place_of(evidence, expectation)


def _holds(evidence: Evidence) -> Outcome:
    return TRUE if _settled(evidence) else FALSE


def _settled(evidence: Evidence) -> bool:
    """Tell whether the draft says that what was given holds."""
    reading = evidence.reading
    if any(_STAYS in scan.spans for scan in reading.where.get(_STAYS, ())):
        return True
    return any(_KEEPS in (scan := reading.scans[index]).spans and _keeps(scan, amount, reading) for index, amount in _given_again(evidence))


def _keeps(scan: Scan, given: Amount, reading: Reading) -> bool:
    """Tell whether words that let a figure hold stand nearest to this one."""
    for run in scan.spans[_KEEPS]:
        start, end = (offset - scan.sentence.start for offset in scan.offsets(run))
        nearest = min(reading.amounts[scan.sentence.index], key=lambda amount: max(amount.start - end, start - amount.end, 0))
        if nearest == given:
            return True
    return False


def _given_again(evidence: Evidence) -> Iterator[tuple[int, Amount]]:
    """Give the sentences that name again what was given, or an end of it, with the amount."""
    expectation, reading = evidence.context.salary_expectation, evidence.reading
    for index, amounts in enumerate(reading.amounts if expectation else ()):
        if reading.frames.voice(index) in ("own", "stage") and expectation:
            yield from ((index, comparison.amount) for comparison in compare(amounts, expectation) if comparison.end)


def _in_place_of(evidence: Evidence, expectation: SalaryExpectation) -> Outcome:
    """Find a higher figure that is to take the place of the one given, though no word of pay stands near."""
    reading = evidence.reading
    for index, given in _given_again(evidence):
        scan = reading.scans[index]
        for run in scan.spans.get(_DISPLACES, ()):
            start, end = (offset - scan.sentence.start for offset in scan.offsets(run))
            if not start <= given.start < given.end <= end + 1:
                continue
            for comparison in compare(reading.amounts[index], expectation, stage=evidence.context.stage):
                amount = comparison.amount
                if comparison.relation == "above" and amount.kind == "figure" and not _is_beside(scan, amount):
                    place = reading.text.span(scan.sentence.part, scan.sentence.start + amount.start, scan.sentence.start + amount.end)
                    return Outcome(True, (place,), comparison.arithmetic)
    return FALSE


def _is_beside(scan: Scan, amount: Amount) -> bool:
    """Tell whether a figure is among the words that say it is somebody else's."""
    runs = (scan.offsets(run) for run in scan.spans.get(_OTHERS, ()))
    return any(start - scan.sentence.start <= amount.start and amount.end <= end + 1 - scan.sentence.start for start, end in runs)


def _given_lifted(evidence: Evidence) -> Outcome:
    """Find the figure given in a sentence that moves it: a floor now, net, without the bonus, no longer enough."""
    lifted = {n for act in evidence.done("lifts-given-figure") for n in (act.sentence, act.sentence + ("hours" in act.detector))}
    for index, amount in _given_again(evidence) if lifted else ():
        if index in lifted:
            sentence = evidence.reading.scans[index].sentence
            place = evidence.reading.text.span(sentence.part, sentence.start + amount.start, sentence.start + amount.end)
            return Outcome(True, (place,))
    return Outcome(False, missing=("salary_expectation",) if lifted and not evidence.context.salary_expectation else ())


def _agreed_off(evidence: Evidence) -> Outcome:
    """Hold the figures of the sentence that calls them agreed, whoever they are said to come from, against the one given."""
    expectation = evidence.context.salary_expectation
    claims = {act.sentence for act in evidence.done("claims-agreed-pay")}
    if not claims or expectation is None:
        return Outcome(False, missing=("salary_expectation",) if claims else ())
    held = [
        (figure, comparison)
        for figure in evidence.once("figures", _all_figures)
        if figure.scan.sentence.index in claims
        for comparison in compare((figure.amount,), expectation)
    ]
    fitting = {figure.scan.sentence.index for figure, comparison in held if comparison.relation == "within"}
    for figure, comparison in held:
        if comparison.relation in ("above", "below") and figure.scan.sentence.index not in fitting:  # where one fits, it is the one meant
            return Outcome(True, (figure.span,), comparison.arithmetic)
    return FALSE


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
    told = {figure.span for figure in evidence.once("told", _told)[0]}
    compared = [(figure, comparison) for figure, comparison in _compared(evidence) if not comparison.amount.extra]
    relations = {comparison.relation for figure, comparison in compared if figure.span not in told or figure.wish}
    return TRUE if relations and relations <= {"within", "below"} else FALSE


PAY: Final[Mapping[str, tuple[str, Callable[[Evidence], Outcome]]]] = {
    "pay-above": ("a figure for the writer lies above the expectation given", _above),
    "pay-unclear": ("a figure for the writer cannot be held against the expectation safely", _relation("unclear")),
    "pay-below": ("a figure for the writer lies below the expectation given", _relation("below")),
    "pay-fits": ("every figure for the writer stays within the expectation given", _all_fit),
    "pay-holds": ("the draft says that what was given still holds", _holds),
    "pay-raised": ("the draft asks for more than it says was given before", _moved("above")),
    "pay-lowered": ("the draft asks for less than it says was given before", _moved("below")),
    "expectation-known": ("an expectation is known", lambda evidence: TRUE if evidence.context.salary_expectation else FALSE),
    "given-figure-lifted": ("the figure given is named again, and moved", _given_lifted),
    "agreed-figure-off": ("a figure called agreed is not the one given", _agreed_off),
    "pay-named": ("the draft names a figure for the writer", _names_pay),
}
