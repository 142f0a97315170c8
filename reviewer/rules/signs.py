"""The signs of a whole draft, as numbers: what the classifier heard, what is known, and what the rules found.

`training/whole.py` learns from the same numbers what they are worth, so a sign that changes here asks for new weights.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from reviewer.classifier import SILENT
from reviewer.models import CHANNELS, Context, Finding, GuidelineId
from reviewer.rules.evidence import Evidence, is_of_the_whole

OWN: Final[Mapping[GuidelineId, tuple[str, ...]]] = {
    "too-familiar": ("chummy",),
    "impatience": ("press",),
    "salary-change": ("raise", "pay"),
    "too-soon": ("outcome", "timeline"),
    "cold-contact": ("cold", "outcome", "visible"),
    "public-venting": ("grieve", "threat"),
    "dishonesty": ("betray", "offer", "offered", "met", "final", "fresh"),
    "too-many-follow-ups": ("many", "outcome"),
    "connection-request": ("link",),
}
"""The acts of which each guideline speaks."""
_TELLING: Final[Mapping[GuidelineId, tuple[str, ...]]] = {
    "public-venting": ("rejected", "hired"),
    "impatience": ("days since the interview", "long ago", "just held", "no interview yet", "promise past", "promise ahead", "follow-ups",
                   "rejected", "at the offer"),
}  # fmt: skip
"""What of the context may weigh, where most of it has nothing to do with the matter: by chance it would still be learned."""
LEAST: Final = -15
"""How clearly some sentence must be heard, in tenths, for the whole to speak: days and people alone prove nothing."""
_LONG: Final = 10
_MOST_DAYS: Final = 40


def signs(evidence: Evidence, guideline: GuidelineId, findings: Iterable[Finding] = ()) -> Mapping[str, float]:
    """Give every sign that may weigh on a guideline, by name; empty where there is no classifier."""
    if not evidence.reading.heard:
        return {}
    heard = [one.tenths for one in evidence.reading.heard if one.tenths]
    found = dict(evidence.once("signs-heard", lambda _: dict(_heard(heard))))
    known = _known(evidence.context)
    found.update({name: known[name] for name in _TELLING.get(guideline, known)})
    draft = evidence.reading.text.draft
    found.update({f"channel {channel}": float(channel == draft.channel) for channel in CHANNELS})
    sentences = [scan.sentence.text for scan in evidence.reading.scans]
    found["sentences"] = math.log(len(sentences) + 1)
    found["length"] = sum(map(len, sentences)) / 300
    for act in OWN[guideline]:
        found.update(_of_act(act, [one.get(act, SILENT) / 10 for one in heard]))
    mine = [one for one in findings if one.guideline == guideline and not is_of_the_whole(one.rule)]
    found["found for certain"] = float(any(one.certainty == "certain" for one in mine))
    found["found as likely"] = float(any(one.certainty == "likely" for one in mine))
    found["rules that found it"] = float(len({one.rule for one in mine}))
    return found


def strongest(evidence: Evidence, guideline: GuidelineId) -> int | None:
    """Give the sentence in which the acts of a guideline were heard most clearly."""
    own = [n for n in range(len(evidence.reading.heard)) if evidence.reading.frames.voice(n) == "own"]
    return max(own, key=lambda n: clearness(evidence, guideline, n), default=None)


def clearness(evidence: Evidence, guideline: GuidelineId, sentence: int) -> int:
    """Give how clearly a sentence was heard to do an act of a guideline, in tenths of a logit."""
    tenths = evidence.reading.heard[sentence].tenths
    return max(tenths.get(act, SILENT) for act in OWN[guideline])


def _heard(heard: Sequence[Mapping[str, int]]) -> Iterator[tuple[str, float]]:
    for act in sorted({act for one in heard for act in one}):
        yield f"most {act}", max(one[act] for one in heard) / 10


def _of_act(act: str, logits: Sequence[float]) -> Mapping[str, float]:
    ordered = sorted(logits, reverse=True) or [SILENT / 10]
    return {
        f"next {act}": ordered[1] if len(ordered) > 1 else SILENT / 10,
        f"sum {act}": sum(math.log1p(math.exp(logit)) for logit in ordered),
        f"hints {act}": float(sum(logit > -1 for logit in ordered)),
        f"share {act}": sum(logit > 1 for logit in ordered) / len(ordered),
    }


def _known(context: Context) -> Mapping[str, float]:
    """Tell what the context says, each as a number; what is not known is 0."""
    interviewed, sending, promised = context.interviewed_on, context.sending_on, context.reply_promised_by
    days = (sending - interviewed).days if sending and interviewed else None
    late = (sending - promised).days if sending and promised else 0
    reader = context.recipient
    role, connection = (reader.role, reader.connection) if reader else (None, None)
    told = {
        "days since the interview": 0.0 if days is None else min(max(days, 0), _MOST_DAYS) / 10,
        "long ago": days is not None and days >= _LONG,
        "just held": days is not None and 0 <= days <= 1,
        "no interview yet": days is None or days < 0,
        "promise past": late > 0,
        "promise ahead": late < 0,
        "follow-ups": len(context.follow_ups or ()),
        "rejected": context.process == "rejected",
        "hired": context.process == "hired",
        "another offer": context.other_offer is True,
        "no other offer": context.other_offer is False,
        "pay named": context.salary_expectation is not None,
        "at the offer": context.stage == "offer",
        "after a phone screen": context.stage == "phone_screen",
        "a stranger": connection == "none",
        "met": connection == "met",
        "introduced": connection == "introduced",
        "decides": role in ("executive", "hiring_manager", "interviewer"),
        "recruits": role == "recruiter",
        "beside the process": role in ("employee", "other"),
        "nothing known": context == Context(),
    }
    return {name: float(value) for name, value in told.items()}
