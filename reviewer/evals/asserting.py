"""A case held against a review, and what does not fit told so that a person can act on it; for test suites of other programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from reviewer.errors import ReviewerError
from reviewer.evals.cases import parse_case
from reviewer.evals.judges import RulesJudge
from reviewer.evals.outcomes import settle
from reviewer.evals.records import Case, Result
from reviewer.evals.report.misses import Miss, facts_of, miss_of
from reviewer.models import Context, Draft, Review
from reviewer.render.excerpt import Mark, excerpt
from reviewer.render.lines import Line, paragraph, plain

__all__ = ["AssertReview", "told"]

_WIDTH = 88


class AssertReview:
    """Reviews a draft and fails, readably, unless exactly the expected guidelines are found and the verdict fits them."""

    def __init__(self, judge: RulesJudge) -> None:
        self._judge = judge

    def __call__(
        self,
        draft: Case | Draft | str | Mapping[str, Any],
        context: Context | Mapping[str, Any] | None = None,
        *,
        channel: str = "email",
        expect: Iterable[str] = (),
        allow: Iterable[str] = (),
        review: Review | None = None,
    ) -> Review:
        """Give the review; with `review`, hold one that your own program made against the labels."""
        __tracebackhide__ = True
        case = draft if isinstance(draft, Case) else _case(draft, context, channel, expect, allow)
        answer = self._judge.judge(case) if review is None else review
        result = settle(case, self._judge.name, answer)
        if result.review is None:
            raise ReviewerError(told(case, result))
        if result.outcome != "right":
            raise AssertionError(told(case, result))
        return result.review


def told(case: Case, result: Result) -> str:
    """What does not fit, with the draft, the words at fault, and the reason of each label and finding."""
    return plain(list(_lines(case, result, miss_of(case, result)))).rstrip()


def _case(draft: Draft | str | Mapping[str, Any], context: Any, channel: str, expect: Iterable[str], allow: Iterable[str]) -> Case:
    document = {
        "id": "assert_review",
        "draft": {"channel": channel, "text": draft} if isinstance(draft, str) else _plain(draft),
        "context": _plain(context or {}),
        "expect": list(expect),
        "allow": list(allow),
    }
    return parse_case(document)


def _plain(value: Any) -> Any:
    return value.model_dump(mode="json", exclude_none=True) if isinstance(value, Draft | Context) else dict(value)


def _lines(case: Case, result: Result, miss: Miss) -> Iterator[Line]:
    who = f"{case.place}: {case.id}" if case.file else "the draft"
    yield from paragraph(f"{who} is {_summary(result)}", _WIDTH)
    for silence in miss.silences:
        yield from _entry("missed", f"{silence.guideline}: {'; '.join(silence.reasons)}")
    for one in miss.said:
        if one.fate in ("extra", "hint"):
            number = f"{one.number} " if one.finding.span else ""
            yield from _entry(one.fate, f"{number}{one.finding.guideline} [{one.finding.rule}]: {one.finding.message}")
    if result.verdict_right is False:
        yield from _entry("verdict", f"{result.verdict}; right is {' or '.join(result.right_verdicts)}")
    if case.note:
        yield from _entry("label", case.note)
    yield from _entry("context", "; ".join(f"{name} {value}" for name, value in facts_of(case.context)) or "nothing is known")
    for where, text in (("subject", case.draft.subject or ""), (case.draft.channel, case.draft.text)):
        if text:
            yield from _entry(where.replace("_", " "), "")
            yield from excerpt(text, list(_marks(miss, "subject" if where == "subject" else "text")), _WIDTH, bar="|")


def _summary(result: Result) -> str:
    if result.why is not None:
        return f"not judged: {result.why}"
    parts = [f"missed {', '.join(result.missed)}"] if result.missed else []
    parts += [f"extra {', '.join(result.extra)}"] if result.extra else []
    return f"not as labelled ({'; '.join(parts) or 'another verdict'})"


def _entry(label: str, text: str) -> Iterator[Line]:
    yield from paragraph(text, _WIDTH, label=f"{label}:", indent=2)


def _marks(miss: Miss, where: str) -> Iterator[Mark]:
    for one in miss.said:
        span = one.finding.span
        if span is not None and span.in_ == where and one.fate in ("extra", "hint") and span.start < span.end:
            yield Mark(span.start, span.end, one.number)
