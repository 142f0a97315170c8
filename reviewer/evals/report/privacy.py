"""A run without the words of its drafts, for a report that others may see."""

from __future__ import annotations

import re
from typing import Final

from reviewer.evals.records import Case, Result, Run
from reviewer.models import Draft
from reviewer.render.privacy import without_quotes

__all__ = ["without_words"]

_SIGN: Final = re.compile(r"\S")


def without_words(run: Run) -> Run:
    """The same run with a dot for every letter of a draft, so that offsets still hold; notes and evidence are left out."""
    drafts = {case.id: case.draft for case in run.cases}
    results = tuple(_result(result, drafts[result.case]) for result in run.results)
    return run.model_copy(update={"cases": tuple(map(_case, run.cases)), "results": results})


def _case(case: Case) -> Case:
    draft = case.draft
    dotted = Draft(channel=draft.channel, text=_dotted(draft.text), subject=None if draft.subject is None else _dotted(draft.subject))
    return case.model_copy(update={"draft": dotted, "note": None, "evidence": ()})


def _result(result: Result, draft: Draft) -> Result:
    return result if result.review is None else result.model_copy(update={"review": without_quotes(result.review, draft)})


def _dotted(text: str) -> str:
    return _SIGN.sub("\u00b7", text)
