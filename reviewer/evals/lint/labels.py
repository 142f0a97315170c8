"""One case by itself: facts that cannot be, labels that policy or arithmetic contradicts, evidence that is not there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from reviewer.evals.cases import misspelt
from reviewer.evals.evidence import places
from reviewer.evals.lint.problem import Problem, Severity
from reviewer.evals.records import Case
from reviewer.facts import Timeline, compare, read_amounts
from reviewer.frames import Frames
from reviewer.models import GuidelineId
from reviewer.rules import scope

__all__ = ["contradictions", "labels", "out_of_scope"]

_A_LONG_TIME: Final = 2 * 365
_OF_THE_PROCESS: Final = {
    "recruiter": "a recruiter",
    "hiring_manager": "a hiring manager",
    "interviewer": "an interviewer",
    "executive": "an executive",
}
_PLAIN: Final = Frames("unknown", "", ())
"""Nothing read from the text, so that only channel and process decide what is judged."""

_Found = Iterator[tuple[str, Severity, str]]


def labels(case: Case) -> Iterator[Problem]:
    """Everything that is wrong or odd about one case."""
    for look in _LOOKS:
        for check, severity, told in look(case):
            yield Problem(check, severity, (case.id,), case.place, f"`{case.id}` {told}")


def contradictions(case: Case) -> Iterator[str]:
    """What dates, pay or channel say against the labels of a case, each as "the case ..."."""
    for look in (_timing, _pay, _request):
        for _, _, told in look(case):
            yield f"the case {told}"


def out_of_scope(case: Case, guideline: GuidelineId) -> str | None:
    """Why a guideline is not judged in this channel or at this point of the process; None where it is."""
    _, left_out = scope(case.draft.channel, case.context, _PLAIN)
    return next((one.why for one in left_out if one.guideline == guideline), None)


def _keys(case: Case) -> _Found:
    for key in case.unread:
        if meant := misspelt(key):
            yield "key", "warning", f"has a key `{key[:40]}`, which is not read; did you mean `{meant}`?"


def _scope(case: Case) -> _Found:
    for guideline in case.expect:
        if why := out_of_scope(case, guideline):
            yield "scope", "error", f"expects `{guideline}`, which is not judged here: {why}"
    for guideline in case.allow:
        if why := out_of_scope(case, guideline):
            yield "scope", "warning", f"allows `{guideline}`, which is not judged here: {why}"


def _dates(case: Case) -> _Found:
    context = case.context
    interviewed, sending, promised = context.interviewed_on, context.sending_on, context.reply_promised_by
    if promised and interviewed and promised < interviewed:
        yield "context", "warning", f"has an answer promised by {promised}, before the interview on {interviewed}"
    if sending and any(abs((day - sending).days) > _A_LONG_TIME for day in (interviewed, promised) if day):
        yield "context", "warning", f"has dates more than two years from the day of sending, {sending}; check the years"


def _timing(case: Case) -> _Found:
    timeline = Timeline(case.context)
    if "too-soon" not in case.expect or out_of_scope(case, "too-soon") or timeline.interview_ahead:
        return
    if timeline.too_early is False:
        arithmetic = "; ".join(timeline.arithmetic()) or "at an offer only a promised day counts"
        yield "arithmetic", "error", f"expects `too-soon`, which the dates contradict: {arithmetic}"


def _pay(case: Case) -> _Found:
    expectation = case.context.salary_expectation
    if "salary-change" not in case.expect or expectation is None:
        return
    compared = compare(read_amounts(f"{case.draft.subject or ''}\n{case.draft.text}"), expectation, stage=case.context.stage)
    if compared and all(one.relation in ("below", "within") for one in compared):
        arithmetic = "; ".join(dict.fromkeys(line for one in compared for line in one.arithmetic))
        yield "arithmetic", "warning", f"expects `salary-change`, yet no figure that could be read is above what was given: {arithmetic}"


def _request(case: Case) -> _Found:
    recipient = case.context.recipient
    if case.draft.channel != "connection_request" or recipient is None or out_of_scope(case, "connection-request"):
        return
    asked = _OF_THE_PROCESS.get(recipient.role or "")
    met = recipient.connection in ("met", "introduced")
    if asked and met and "connection-request" not in (*case.expect, *case.allow):
        yield (
            "arithmetic",
            "error",
            f"asks {asked} of the process to connect, yet does not expect `connection-request`",
        )


def _evidence(case: Case) -> _Found:
    for words in case.evidence:
        if next(places(case.draft, words), None) is None:
            yield "evidence", "error", f'names evidence that is not in its draft, letter for letter: "{_short(words)}"'
    if case.evidence and not case.expect and not case.allow:
        yield "evidence", "warning", "names evidence, yet no guideline that it would be evidence of"


def _short(words: str) -> str:
    folded = " ".join(words.split())
    return folded if len(folded) <= 60 else f"{folded[:57]}..."


_LOOKS: Final[tuple[Callable[[Case], _Found], ...]] = (_keys, _scope, _dates, _timing, _pay, _request, _evidence)
