"""Whether a judge is of one mind: the same cases read several times, or with the guidelines in another order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Literal, NamedTuple, TypeAlias

from reviewer.batch.crew import Crew
from reviewer.evals.intervals import share
from reviewer.evals.judges import Answer
from reviewer.evals.readers import FIRST, ModelJudge, Reader, Variant, columns
from reviewer.evals.readings import Consistency, Flip, GuidelineFlips, Move, VerdictFlips
from reviewer.evals.records import Case
from reviewer.models import GUIDELINES, VERDICTS, GuidelineId, Review, Verdict

__all__ = ["consistency", "read_again"]

By: TypeAlias = Literal["sample", "order"]


class _Readings(NamedTuple):
    """What one judge made of one case, reading by reading."""

    case: str
    verdicts: tuple[Verdict, ...]
    found: tuple[frozenset[GuidelineId], ...]

    @property
    def wavering(self) -> tuple[GuidelineId, ...]:
        """Found in some readings and not in others."""
        some, every = frozenset().union(*self.found), frozenset(GUIDELINES).intersection(*self.found)
        return tuple(name for name in GUIDELINES if name in some and name not in every)


def read_again(reader: Reader, cases: Sequence[Case]) -> Iterator[None]:
    """Put every case before the model in every further way; something is yielded as each answer is there."""
    crew = Crew(reader.concurrency)
    try:
        judge = ModelJudge(reader, "together")
        rest = [one for one in reader.variants if one != FIRST]
        asked = [crew.submit(partial(judge.judge, case, one)) for one in rest for case in cases]
        for answer in asked:
            answer.result()
            yield
    finally:
        crew.leave()


def consistency(reader: Reader, cases: Sequence[Case]) -> Iterator[Consistency]:
    """How steady the model is alone and together with the rules, over samples and over orders; what was not repeated is not told."""
    ways: Mapping[By, tuple[Variant, ...]] = {"sample": reader.samples, "order": (FIRST, *reader.orders)}
    for by, variants in ways.items():
        if len(variants) > 1:
            for judge in columns(reader):
                yield _steadiness(judge, by, variants, cases)


def _steadiness(judge: ModelJudge, by: By, variants: Sequence[Variant], cases: Sequence[Case]) -> Consistency:
    every = [_readings(case.id, [judge.judge(case, one) for one in variants]) for case in cases]
    read = [one for one in every if one is not None]
    out = len(every) - len(read)
    flipped = [one for one in read if len(set(one.verdicts)) > 1]
    unsteady = [one for one in read if len(set(one.verdicts)) > 1 or one.wavering]
    moves = Counter((one.verdicts[0], then) for one in flipped for then in one.verdicts[1:] if then != one.verdicts[0])
    return Consistency(
        judge=judge.name,
        by=by,
        readings=len(variants),
        flips=share(len(flipped), len(read), excluded=out),
        findings=share(sum(bool(one.wavering) for one in read), len(read), excluded=out),
        verdicts=tuple(_of_verdict(verdict, read) for verdict in VERDICTS),
        moves=tuple(Move(first=a, then=b, readings=moves[a, b]) for a in VERDICTS for b in VERDICTS if (a, b) in moves),
        guidelines=tuple(_of_guideline(name, read) for name in GUIDELINES),
        flipped=tuple(Flip(case=one.case, verdicts=one.verdicts, guidelines=one.wavering) for one in unsteady),
    )


def _readings(case: str, answers: Sequence[Answer]) -> _Readings | None:
    """None where some reading was not answered: then nothing is known of this case."""
    reviews = [answer for answer in answers if isinstance(answer, Review)]
    if len(reviews) < len(answers):
        return None
    found = tuple(frozenset(finding.guideline for finding in review.findings) for review in reviews)
    return _Readings(case, tuple(review.verdict for review in reviews), found)


def _of_verdict(verdict: Verdict, read: Sequence[_Readings]) -> VerdictFlips:
    given = [one for one in read if one.verdicts[0] == verdict]
    return VerdictFlips(verdict=verdict, flips=share(sum(len(set(one.verdicts)) > 1 for one in given), len(given)))


def _of_guideline(name: GuidelineId, read: Sequence[_Readings]) -> GuidelineFlips:
    found = [one for one in read if any(name in some for some in one.found)]
    return GuidelineFlips(guideline=name, flips=share(sum(name in one.wavering for one in found), len(found)))
