"""What is done with one request for judgement: bytes in, the bytes of the answer out. It runs in a process of the crew or in a thread."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from reviewer.batch.lines import InputLine
from reviewer.batch.records import answer, id_of_document
from reviewer.errors import InputError
from reviewer.models import Context, Critique, Draft, Review
from reviewer.models.parse import parse_document, parse_json

if TYPE_CHECKING:
    from reviewer import Reviewer
    from reviewer.service.options import Bench

__all__ = ["Answer", "Fault", "Job", "Judge", "Outcome", "Task", "defect", "document"]

Task: TypeAlias = Literal["review", "line", "rewrite", "request"]


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to judge, as it came."""

    task: Task
    content: bytes
    number: int = 1
    """Of the line, in a batch."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back to whoever asked, and what the figures may know of it."""

    content: bytes
    verdict: str | None = None
    critique: Critique | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Why there is no answer; the words are for whoever asked and hold nothing of the draft."""

    status: int
    message: str
    field: str | None = None


Outcome: TypeAlias = Answer | Fault


class Judge:
    """Holds one reviewer and never raises: whatever goes wrong is a fault."""

    def __init__(self, reviewer: Reviewer, *, text: int) -> None:
        self._reviewer, self._text = reviewer, text

    @classmethod
    def of(cls, bench: Bench) -> Judge:
        """A judge with a reviewer of its own."""
        from reviewer import Reviewer

        reviewer = Reviewer(rule_folders=bench.rule_folders, classifier=bench.classifier, **(bench.asking or {}))
        return cls(reviewer, text=bench.text)

    def do(self, job: Job) -> Outcome:
        """Judge."""
        try:
            if job.task == "line":
                return self._line(job)
            asked = document(job.content)
            named = id_of_document(asked)
            draft, context = parse_document(asked)
            self._bounded(draft)
            if job.task == "rewrite":
                return self._rewrite(draft, context, named)
            if job.task == "request":
                return self._request(draft, context)
            review = self._reviewer.review(draft, context, id=named)
            return Answer(review.model_dump_json().encode(), review.verdict, review.critique)
        except UnreadableError as problem:
            return Fault(400, problem.message, problem.field)
        except InputError as problem:
            return Fault(422, problem.message, problem.field)
        except Exception as problem:
            return defect(problem)

    def review(self, draft: Draft, context: Context, *, id: int | str | None = None) -> Review:
        """As the reviewer does it, within the service's own limit; this is what a line of a batch is reviewed by."""
        self._bounded(draft)
        return self._reviewer.review(draft, context, id=id)

    def _line(self, job: Job) -> Answer:
        given = answer(InputLine(job.number, job.content, 0), self)
        return Answer(given.line, "bad" if given.bad else None, given.critique)

    def _rewrite(self, draft: Draft, context: Context, named: int | str | None) -> Answer:
        from reviewer.rewrite import rewrite

        return Answer(rewrite(self._reviewer, draft, context, id=named).model_dump_json().encode())

    def _request(self, draft: Draft, context: Context) -> Outcome:
        """The question as it would leave, names replaced; nothing is sent."""
        import json

        from reviewer.critique.critic import NOTHING_TO_ASK
        from reviewer.critique.exchange import body_of

        critic = self._reviewer.critic
        assert critic is not None
        reading = critic.prepare(*self._reviewer.judge(draft, context))
        if reading is None:
            return Fault(409, NOTHING_TO_ASK)
        body: Any = body_of(critic.request(reading), critic.model)
        shown = {"version": 1, "model": critic.model.name, "base_url": critic.model.base_url, "body": body}
        return Answer(json.dumps(shown, ensure_ascii=False, separators=(",", ":")).encode())

    def _bounded(self, draft: Draft) -> None:
        for name, words in (("text", draft.text), ("subject", draft.subject or "")):
            if len(words) > self._text:
                field = f"draft.{name}"
                raise InputError(f"`{field}` is {len(words):,} characters long; at most {self._text:,} are read", field=field)


class UnreadableError(InputError):
    """The body is no JSON at all."""


def document(content: bytes) -> object:
    """The JSON of a body.

    Raises:
        UnreadableError: it cannot be read.
    """
    try:
        return parse_json(content.decode("utf-8"))
    except UnicodeDecodeError as problem:
        raise UnreadableError(f"the body is not UTF-8 text (byte {problem.start + 1}); send it as UTF-8") from None
    except InputError as problem:
        raise UnreadableError(problem.message, field=problem.field) from None


def defect(problem: BaseException) -> Fault:
    """A mistake of this program: its kind and place, and nothing of what it was working on."""
    trace = problem.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f" in {Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}" if trace else ""
    return Fault(500, f"this is a defect of the program ({type(problem).__name__}{where}); please report it without your draft")
