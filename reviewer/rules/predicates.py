"""Predicates: the facts that a rule may name, each answered from the context and from what the draft says.

A predicate that cannot be answered is not true; its outcome names the fields that are missing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from reviewer.rules.claims import CLAIMS
from reviewer.rules.evidence import FALSE, TRUE, Evidence, Outcome
from reviewer.rules.pay import PAY
from reviewer.rules.statements import STATEMENTS
from reviewer.rules.whole import WHOLE


class Predicate(NamedTuple):
    """A named question about the facts."""

    says: str
    """What holds when it is true, in one phrase, for the rule reference."""
    test: Callable[[Evidence], Outcome]


_FEW_DAYS: Final = 5
"""So few days after the interview nobody speaks of weeks."""


def _when(value: bool | None, *facts: str, missing: tuple[str, ...] = ()) -> Outcome:
    if value is None:
        return Outcome(False, missing=missing)
    return Outcome(True, facts=facts) if value else FALSE


def _too_early(evidence: Evidence) -> Outcome:
    timeline = evidence.timeline
    return _when(timeline.too_early, *timeline.arithmetic(), missing=("interviewed_on", "sending_on"))


def _interview_ahead(evidence: Evidence) -> Outcome:
    return _when(evidence.timeline.interview_ahead, *evidence.timeline.arithmetic())


def _days_ago(evidence: Evidence) -> Outcome:
    day, sending = evidence.context.interviewed_on, evidence.context.sending_on
    if day is None or sending is None:
        return Outcome(False, missing=("interviewed_on", "sending_on"))
    return _when((sending - day).days >= 2, f"interviewed {day}", f"sending {sending}")


def _days_few(evidence: Evidence) -> Outcome:
    days = evidence.timeline.days_since_interview
    if days is None:
        return Outcome(False, missing=evidence.missing("interviewed_on", "sending_on"))
    return _when(0 <= days <= _FEW_DAYS, *evidence.timeline.arithmetic()[:2])


def _timing_unknown(evidence: Evidence) -> Outcome:
    early = evidence.context.process in ("hired", "rejected") or evidence.context.stage == "offer"
    return _when(evidence.timeline.too_early is None and not early)


def _sent(evidence: Evidence) -> tuple[str, ...]:
    days = evidence.context.follow_ups or ()
    return (f"follow-ups sent: {', '.join(map(str, days))}",) if days else ()


def _two_sent(evidence: Evidence) -> Outcome:
    days = evidence.context.follow_ups
    return _when(None if days is None else len(days) >= 2, *_sent(evidence), missing=("follow_ups",))


def _sent_lately(evidence: Evidence) -> Outcome:
    gap = evidence.timeline.days_since_last_follow_up
    if gap is None or not evidence.context.follow_ups:
        return Outcome(False, missing=("follow_ups", "sending_on") if evidence.context.follow_ups is None else ("sending_on",))
    return _when(gap < 5, *_sent(evidence), f"sending {evidence.context.sending_on}: {gap} days after the last; five are asked for")


def _follow_ups_known(evidence: Evidence) -> Outcome:
    return _when(evidence.context.follow_ups is not None)


def _one_sent(evidence: Evidence) -> Outcome:
    return _when(bool(evidence.context.follow_ups), *_sent(evidence))


def _connection(evidence: Evidence) -> str | None:
    return evidence.context.recipient.connection if evidence.context.recipient else None


def _promise_ahead(evidence: Evidence) -> Outcome:
    promised, sending = evidence.context.reply_promised_by, evidence.context.sending_on
    if promised is None or sending is None:
        return Outcome(False, missing=evidence.missing("reply_promised_by", "sending_on"))
    return _when(sending <= promised, f"reply promised by {promised}", f"sending {sending}")


def _promise_known(evidence: Evidence) -> Outcome:
    promised = evidence.context.reply_promised_by
    return _when(None if promised is None else True, f"reply promised by {promised}", missing=("reply_promised_by",))


def _no_connection(evidence: Evidence) -> Outcome:
    connection = _connection(evidence)
    if connection is None:
        return Outcome(False, missing=("recipient.connection",))
    return _when(connection == "none" and _role(evidence) != "other", "you have no connection to the recipient")


def _role(evidence: Evidence) -> str | None:
    return evidence.context.recipient.role if evidence.context.recipient else None


def _stranger(evidence: Evidence) -> Outcome:
    connection = _connection(evidence)
    if connection is None:
        return Outcome(False, missing=("recipient.connection",))
    return _when(connection == "none" and _role(evidence) != "recruiter", "you have no connection to the recipient")


def _acquainted(evidence: Evidence) -> Outcome:
    connection = _connection(evidence)
    return _when(connection in ("met", "introduced"), f"the recipient is known to you: {connection}")


def _met_the_reader(evidence: Evidence) -> Outcome:
    connection = _connection(evidence)
    if connection is None:
        return Outcome(False, missing=("recipient.connection",))
    return _when(connection == "met", "you have met the recipient")


def _hiring_reader(evidence: Evidence) -> Outcome:
    connection, role = _connection(evidence), _role(evidence)
    if connection is None:
        return Outcome(False, missing=("recipient.connection",))
    known = connection in ("met", "introduced") and role not in ("other", "employee")
    return _when(known, f"the recipient belongs to the hiring process ({role or 'met there'})")


def _decision_maker(evidence: Evidence) -> Outcome:
    return _when(_role(evidence) in ("hiring_manager", "executive", "interviewer"), f"the recipient is a {_role(evidence)}")


def _desk_or_colleague(evidence: Evidence) -> Outcome:
    return _when(_role(evidence) in ("employee", "other"), f"the recipient has no say in the choice ({_role(evidence)})")


def _unmet_recruiter(evidence: Evidence) -> Outcome:
    return _when(_connection(evidence) == "none" and _role(evidence) == "recruiter", "the recipient recruits, and does not know you")


def _connection_unknown(evidence: Evidence) -> Outcome:
    return _when(_connection(evidence) is None)


def _no_other_offer(evidence: Evidence) -> Outcome:
    known = evidence.context.other_offer
    return _when(None if known is None else not known, "you hold no other offer", missing=("other_offer",))


def _other_offer(evidence: Evidence) -> Outcome:
    return _when(evidence.context.other_offer is True, "you hold another offer")


def _other_offer_unknown(evidence: Evidence) -> Outcome:
    return _when(evidence.context.other_offer is None)


def _reader(kind: str) -> Callable[[Evidence], Outcome]:
    return lambda evidence: TRUE if evidence.reading.frames.reader == kind else FALSE


def _process(state: str) -> Callable[[Evidence], Outcome]:
    return lambda evidence: _when(evidence.context.process == state, f"the process: {state}")


def _stage(*stages: str) -> Callable[[Evidence], Outcome]:
    return lambda evidence: _when(evidence.context.stage in stages, f"stage: {evidence.context.stage}")


def _empty_note(evidence: Evidence) -> Outcome:
    return TRUE if not evidence.reading.text.draft.text.strip() else FALSE


def _little_else(evidence: Evidence) -> Outcome:
    words = sum(len(scan.sentence.tokens) for scan in evidence.reading.scans)
    return TRUE if words <= 12 else FALSE


PREDICATES: Final[Mapping[str, Predicate]] = {
    "too-early": Predicate("the waiting time is not over", _too_early),
    "interview-ahead": Predicate("the interview has not been held", _interview_ahead),
    "interview-days-ago": Predicate("the interview was two days ago or earlier", _days_ago),
    "interview-days-few": Predicate("the interview was five days ago or less", _days_few),
    "timing-unknown": Predicate("the context does not tell whether it is early", _timing_unknown),
    "two-sent": Predicate("two or more follow-ups have been sent", _two_sent),
    "one-sent": Predicate("a follow-up has been sent", _one_sent),
    "sent-lately": Predicate("the last follow-up is less than five days old", _sent_lately),
    "follow-ups-known": Predicate("the context lists the follow-ups", _follow_ups_known),
    "stranger": Predicate("there is no connection to the recipient, who is no recruiter", _stranger),
    "promise-ahead": Predicate("the day by which an answer was promised is not over", _promise_ahead),
    "promise-known": Predicate("a day was named by which an answer would come", _promise_known),
    "no-connection": Predicate("there is no connection to the recipient, who belongs to the employer", _no_connection),
    "acquainted": Predicate("the recipient interviewed the writer, wrote first, or was introduced", _acquainted),
    "met-the-reader": Predicate("the writer and the recipient have met", _met_the_reader),
    "hiring-reader": Predicate("the recipient is somebody met in the hiring process", _hiring_reader),
    "decision-maker": Predicate("the recipient decides or interviews", _decision_maker),
    "desk-or-colleague": Predicate("the recipient is an employee or somebody else without a say", _desk_or_colleague),
    "unmet-recruiter": Predicate("the recipient is a recruiter without a connection to the writer", _unmet_recruiter),
    "connection-unknown": Predicate("the context does not tell whether the recipient knows the writer", _connection_unknown),
    "no-other-offer": Predicate("the context says that there is no other offer", _no_other_offer),
    "other-offer": Predicate("the context says that there is another offer", _other_offer),
    "other-offer-unknown": Predicate("the context does not speak of another offer", _other_offer_unknown),
    "reader-in-process": Predicate("the reader belongs to the hiring process", _reader("process")),
    "reader-outside": Predicate("the reader stands outside the process", _reader("outsider")),
    "reader-unknown": Predicate("nothing tells who reads the draft", _reader("unknown")),
    "hired": Predicate("the process has ended with a hiring", _process("hired")),
    "rejected": Predicate("the process has ended with a refusal", _process("rejected")),
    "still-open": Predicate("the context says that the process is open", _process("open")),
    "offer-stage": Predicate("the stage is the offer", _stage("offer")),
    "screen-stage": Predicate("the stage is the phone screen", _stage("phone_screen")),
    "before-final": Predicate("the stage is known and comes before the final interview", _stage("phone_screen", "interview")),
    "before-offer": Predicate("the stage is known and no offer has been made", _stage("phone_screen", "interview", "final_interview")),
    "empty-note": Predicate("the note is empty", _empty_note),
    "very-short": Predicate("the draft has at most twelve words", _little_else),
    **{name: Predicate(says, test) for name, (says, test) in {**PAY, **CLAIMS, **STATEMENTS, **WHOLE}.items()},
}
