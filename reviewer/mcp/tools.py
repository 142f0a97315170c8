"""The four tools: arguments in, a result with its words out; wrong arguments are one sentence that names the field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from mcp_types import Tool, ToolAnnotations
from pydantic import BaseModel

from reviewer import Reviewer
from reviewer.batch.records import id_of_document
from reviewer.errors import InputError, nearest
from reviewer.mcp import schemas, telling, words
from reviewer.mcp.knowledge import explain
from reviewer.models import Context, Draft, Review, Rewrite
from reviewer.models.answers import When
from reviewer.models.explanation import Explanation
from reviewer.models.parse import parse_context, parse_document
from reviewer.render.waiting import waiting

__all__ = ["Answer", "Toolbox"]


@dataclass(frozen=True, slots=True)
class Answer:
    """A result as a value, and in words for an assistant."""

    value: BaseModel
    words: str


@dataclass(frozen=True, slots=True)
class _Kind:
    title: str
    description: str
    takes: Callable[[], dict[str, Any]]
    gives: type[BaseModel]
    of_model: bool
    """Whether the model has a part in it, where there is one."""


_KINDS: Final[Mapping[str, _Kind]] = {
    "review_draft": _Kind("Review a draft before it is sent", words.REVIEW, schemas.document_input, Review, True),
    "first_good_day": _Kind("The first good day to follow up", words.FIRST_DAY, schemas.context_input, When, False),
    "rewrite_draft": _Kind("Mend a draft honestly", words.REWRITE, schemas.document_input, Rewrite, True),
    "explain_guideline": _Kind("Explain a guideline or a rule", words.EXPLAIN, schemas.explanation_input, Explanation, False),
}


class Toolbox:
    """The tools around one reviewer; `call` may be used from any thread.

    Args:
        reviewer: who judges.
        text: the longest draft that is read, in characters.
    """

    def __init__(self, reviewer: Reviewer, *, text: int) -> None:
        self._reviewer, self._text = reviewer, text
        self._does: Final[Mapping[str, Callable[[Mapping[str, Any]], Answer]]] = {
            "review_draft": self._review,
            "first_good_day": self._first_good_day,
            "rewrite_draft": self._rewrite,
            "explain_guideline": self._explain,
        }
        self.tools: Final = [self._tool(name, kind) for name, kind in _KINDS.items()]
        self._allowed: Final = {tool.name: tuple(tool.input_schema["properties"]) for tool in self.tools}

    def knows(self, name: str) -> bool:
        """Whether there is a tool of this name."""
        return name in _KINDS

    def call(self, name: str, arguments: Mapping[str, Any]) -> Answer:
        """Use a tool.

        Raises:
            InputError: the arguments cannot be used.
        """
        allowed = self._allowed[name]
        for given in arguments:
            if given not in allowed:
                shown = given[:40] if given.isprintable() else "?"
                raise InputError(f"`{shown}` is not an argument of `{name}`; {nearest(shown, allowed)}", field=shown)
        return self._does[name](arguments)

    def _tool(self, name: str, kind: _Kind) -> Tool:
        model = self._reviewer.critic.model.name if self._reviewer.critic and kind.of_model else None
        hints = ToolAnnotations(
            title=kind.title, read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=model is not None
        )
        description = kind.description + (words.WITH_MODEL.format(model=model) if model else "")
        takes, gives = kind.takes(), schemas.output(kind.gives)
        return Tool(name=name, title=kind.title, description=description, input_schema=takes, output_schema=gives, annotations=hints)

    def _review(self, arguments: Mapping[str, Any]) -> Answer:
        draft, context = self._document(arguments)
        review = self._reviewer.review(draft, context, id=id_of_document(arguments))
        return Answer(review, telling.told_review(review, draft))

    def _rewrite(self, arguments: Mapping[str, Any]) -> Answer:
        from reviewer.rewrite import rewrite

        mended = rewrite(self._reviewer, *self._document(arguments), id=id_of_document(arguments))
        return Answer(mended, telling.told_rewrite(mended))

    def _first_good_day(self, arguments: Mapping[str, Any]) -> Answer:
        if "context" not in arguments:
            raise InputError('`context` is missing; give what is known, such as {"interviewed_on": "2026-11-02"}', field="context")
        found = waiting(parse_context(arguments["context"]))
        when = When(first_good_day=found.day, why=found.why, facts=found.facts)
        return Answer(when, telling.told_day(when))

    def _explain(self, arguments: Mapping[str, Any]) -> Answer:
        guideline, rule = arguments.get("guideline"), arguments.get("rule")
        if not isinstance(guideline, str):
            raise InputError("`guideline` must be the name of a guideline, such as `too-soon`", field="guideline")
        if not isinstance(rule, str | None):
            raise InputError("`rule` must be the name of a rule, such as `too-soon/before-the-window`", field="rule")
        explained = explain(self._reviewer, guideline, rule)
        return Answer(explained, telling.told_explanation(explained))

    def _document(self, arguments: Mapping[str, Any]) -> tuple[Draft, Context]:
        draft, context = parse_document(arguments)
        for field, given in (("text", draft.text), ("subject", draft.subject or "")):
            if len(given) > self._text:
                name = f"draft.{field}"
                raise InputError(f"`{name}` is {len(given):,} characters long; at most {self._text:,} are read here", field=name)
        return draft, context
