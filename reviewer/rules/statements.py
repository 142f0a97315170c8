"""Statements: what one draft says in two places, held against itself, and figures called the first ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

from reviewer.acts import Reading
from reviewer.facts import Amount, compare
from reviewer.grammar import Scan
from reviewer.models import SalaryExpectation, Span
from reviewer.rules.evidence import FALSE, Evidence, Outcome

_ORIGINAL: Final = "cl-original"
"""Part: words that call a figure the one given at first."""
_MENDS: Final = "cl-mends"
"""Part: words with which a slip is put right."""
_REACH: Final = 45
"""How many characters may lie between such words and their figure."""
_CREDENTIAL: Final = "dh-credential"
"""Part: a title, licence or degree that the writer says they hold."""
_PENDING: Final = "dh-pending"
"""Part: an examination, oath or paper that is still to come."""
_FURTHER: Final = "dh-further"
"""Part: words that make what is to come another thing than what is held."""
_STEMS: Final[Mapping[str, tuple[str, ...]]] = {
    "registered": ("registr",),
    "registration": ("registr",),
    "sworn": ("swear", "sworn", "oath"),
    "certified": ("certif",),
    "certificate": ("certif",),
    "certification": ("certif",),
    "licensed": ("licens",),
    "license": ("licens",),
    "chartered": ("charter",),
    "qualified": ("qualif",),
    "accredited": ("accredit",),
    "degree": ("degree", "graduat", "thesis", "dissertation"),
    "graduate": ("degree", "graduat", "thesis", "dissertation"),
    "doctorate": ("doctorate", "thesis", "viva", "dissertation", "phd"),
    "phd": ("doctorate", "thesis", "viva", "dissertation", "phd"),
    "diploma": ("diploma",),
    "masters": ("masters", "thesis", "dissertation"),
}
"""How the same credential is called when it is still to come."""
_PENDING_WITH: Final = "of-pending"
"""Part: a house that is still to interview or to decide."""
_OFFERS: Final = ("claim-other-offer", "true-deadline")
"""Acts: an offer of another house is told."""
_MOST: Final = 40
"""Claims and figures beyond so many are a table, of which the beginning will do."""


class _Original(NamedTuple):
    scan: Scan
    amount: Amount
    span: Span


def _own(reading: Reading, part: str) -> Iterator[Scan]:
    """Give the sentences in the writer's own voice that hold a part."""
    for scan in reading.where.get(part, ()):
        if part in scan.spans and reading.frames.voice(scan.sentence.index) == "own":
            yield scan


def _originals(reading: Reading) -> list[_Original]:
    """Give the figures that are called the one given at first, each the nearest to words that say so."""
    found: dict[tuple[int, int], _Original] = {}
    for scan in _own(reading, _ORIGINAL):
        sentence = scan.sentence
        amounts = [a for a in reading.amounts[sentence.index] if a.kind == "figure"][:_MOST]
        if not amounts or _MENDS in scan.spans:
            continue
        for run in scan.spans[_ORIGINAL]:
            start, end = (offset - sentence.start for offset in scan.offsets(run))
            gap, nearest = min(((max(a.start - end, start - a.end, 0), n) for n, a in enumerate(amounts)))
            if gap <= _REACH:
                amount = amounts[nearest]
                span = reading.text.span(sentence.part, sentence.start + amount.start, sentence.start + amount.end)
                found[sentence.index, amount.start] = _Original(scan, amount, span)
    return list(found.values())[:_MOST]


def _given(amount: Amount) -> SalaryExpectation:
    low, high = (None if end is None else float(end) for end in (amount.low, amount.high))
    return SalaryExpectation(min=low, max=high, currency=amount.currency, period=amount.period)


def _relation(amount: Amount, given: SalaryExpectation) -> tuple[str, tuple[str, ...]]:
    compared = compare((amount,), given)
    return (compared[0].relation, compared[0].arithmetic) if compared else ("unclear", ())


def _original_off(evidence: Evidence) -> Outcome:
    expectation = evidence.context.salary_expectation
    originals = evidence.once("originals", _originals)
    if expectation is None:
        return Outcome(False, missing=("salary_expectation",) if originals else ())
    for original in originals:
        relation, arithmetic = _relation(original.amount, expectation)
        if relation in ("above", "below"):
            return Outcome(True, (original.span,), arithmetic)
    return FALSE


def _originals_clash(evidence: Evidence) -> Outcome:
    originals = evidence.once("originals", _originals)
    for n, one in enumerate(originals):
        for other in originals[n + 1 :]:
            apart = {_relation(one.amount, _given(other.amount))[0], _relation(other.amount, _given(one.amount))[0]}
            if apart <= {"above", "below"}:
                return Outcome(True, (other.span,), (f"the draft calls both {one.span.quote} and {other.span.quote} the first figure",))
    return FALSE


def _initials(scan: Scan, run: tuple[int, int]) -> str:
    """Give the first letters of a title, as in CPA."""
    words = [token.text for token in scan.sentence.tokens[run[0] : run[1] + 2]]
    return "".join(word[0] for word in words[-3:]).casefold()


def _credential(reading: Reading) -> tuple[Span, Span] | None:
    """Find a credential said to be held whose examination or paper is said to be still to come."""
    pending = [scan for scan in _own(reading, _PENDING) if _FURTHER not in scan.spans][:_MOST]
    for scan in list(_own(reading, _CREDENTIAL))[:_MOST] if pending else ():
        if _FURTHER in scan.spans:
            continue
        for run in scan.spans[_CREDENTIAL]:
            keys = {key for token in scan.sentence.tokens[run[0] : run[1]] for key in token.keys}
            stems = {stem for key, named in _STEMS.items() if key in keys for stem in named}
            short = _initials(scan, run)
            for later in pending:
                if later is not scan and any(t.text.casefold().startswith(tuple(stems)) or t.text.casefold() == short
                                             for t in later.sentence.tokens):  # fmt: skip
                    a, b = (one.offsets(one.spans[part][0]) for one, part in ((scan, _CREDENTIAL), (later, _PENDING)))
                    return reading.text.span(scan.sentence.part, *a), reading.text.span(later.sentence.part, *b)
    return None


def _credential_undone(evidence: Evidence) -> Outcome:
    found = evidence.once("credential", _credential)
    if found is None:
        return FALSE
    return Outcome(True, (found[0],), (f"the draft says elsewhere: {found[1].quote}",))


def _names(scan: Scan) -> set[str]:
    """Give the proper names within a sentence, but for its first word."""
    return {t.text for n, t in enumerate(scan.sentence.tokens) if n and "@capital" in t.keys and len(t.text) > 2}


def _offer_undone(evidence: Evidence) -> Outcome:
    """Tell whether a house whose offer is told is elsewhere still to interview the writer or to decide."""
    reading = evidence.reading
    pending = list(_own(reading, _PENDING_WITH))[:_MOST]
    told = [act for name in _OFFERS for act in evidence.done(name, weak=True)][:_MOST] if pending else []
    for act in told:
        claim = reading.scans[act.sentence]
        for scan in pending:
            if scan is not claim and _names(claim) & {t.text for t in scan.sentence.tokens}:
                span = reading.text.span(scan.sentence.part, *scan.offsets(scan.spans[_PENDING_WITH][0]))
                return Outcome(True, (span,), (f"the draft tells of an offer: {evidence.span(act).quote}",))
    return FALSE


STATEMENTS: Final[Mapping[str, tuple[str, Callable[[Evidence], Outcome]]]] = {
    "original-figure-off": ("a figure called the first one is not the one given", _original_off),
    "originals-clash": ("two figures that differ are each called the first one", _originals_clash),
    "credential-undone": ("a credential said to be held is still to come", _credential_undone),
    "offer-undone": ("the house whose offer is told has still to decide", _offer_undone),
}
