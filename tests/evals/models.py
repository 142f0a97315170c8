"""Readers of scripted models, and a few cases on which rules and models differ."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from reviewer.asking import Call
from reviewer.cache import Cache
from reviewer.critique.critic import Critic
from reviewer.critique.desk import Desk
from reviewer.critique.drive import NoAnswers
from reviewer.evals.cases import CaseSet, parse_case
from reviewer.evals.judges import RulesJudge
from reviewer.evals.readers import Reader
from reviewer.guidelines import Guideline, load_guidelines
from reviewer.models import GuidelineId
from reviewer.testing import ScriptedModel, says

__all__ = ["CASES", "JOKE", "by_words", "guidelines", "reader_of", "rules"]

JOKE = "I shall camp outside your window until you write"
_LINES: tuple[Mapping[str, Any], ...] = (
    {"id": "joke", "draft": {"channel": "email", "text": f"Thank you for the tour. {JOKE}."}, "expect": ["impatience"]},
    {"id": "thanks", "draft": {"channel": "email", "text": "Thank you for the tour on Friday."}, "expect": []},
    {
        "id": "early",
        "draft": {"channel": "email", "text": "Has a decision been made?"},
        "context": {"stage": "phone_screen", "interviewed_on": "2026-11-02", "sending_on": "2026-11-04"},
        "expect": ["too-soon"],
    },
    {"id": "empty", "draft": {"channel": "connection_request", "text": ""}, "expect": []},
)
CASES = CaseSet(tuple(parse_case(line, file="cases.jsonl", line=n) for n, line in enumerate(_LINES, start=1)), ())


@cache
def rules() -> RulesJudge:
    """The rules, loaded once."""
    return RulesJudge(classifier=False)


@cache
def guidelines() -> Mapping[GuidelineId, Guideline]:
    """The guidelines as they ship."""
    return load_guidelines()


def by_words(call: Call) -> Any:
    """What a model with one idea says: the joke is impatient, and words that nobody wrote are quoted for the thanks."""
    user = call.messages[-1].content
    if JOKE in user:
        return [says("impatience", JOKE)]
    return [says("too-familiar", "hey buddy", sentence=1)] if "on Friday" in user else []


def reader_of(
    *script: Any, folder: Path | None = None, name: str = "some/model", desk: Desk | None = None, repeat: int = 1, permute: int = 0
) -> tuple[Reader, ScriptedModel]:
    """A reader of a scripted model, and the model, which tells what it was asked."""
    model = ScriptedModel(*script, name=name)
    answers = Cache(folder) if folder else NoAnswers()
    critic = Critic(model, answers=answers, desk=desk, guidelines=guidelines())
    return Reader(rules().reviewer, critic, repeat=repeat, permute=permute, concurrency=2), model
