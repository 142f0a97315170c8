"""What came of changing the form: the report of `reviewer eval forms`, version 1."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from reviewer.evals.forms.edit import Oracle
from reviewer.evals.records import Case, CaseFile, Figure, JudgeRecord, Outcome
from reviewer.models import GuidelineId, Verdict

__all__ = ["Broken", "EditScore", "FormsRun", "VerdictHeld"]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Broken(_Value):
    """An edited case that does not hold, or could not be judged."""

    base: str
    """The case that was edited; it was judged right."""
    case: Case
    """The edited draft and context, with the labels that it must have."""
    outcome: Outcome
    why: str | None
    missed: tuple[GuidelineId, ...]
    extra: tuple[GuidelineId, ...]
    verdict: Verdict | None
    right_verdicts: tuple[Verdict, ...]


class EditScore(_Value):
    """How one edit came out over the cases to which it applies."""

    edit: str
    says: str
    oracle: Oracle
    held: Figure
    broken: tuple[Broken, ...]


class VerdictHeld(_Value):
    """Edited cases of one right verdict that hold; the rest flipped."""

    verdict: Verdict
    held: Figure


class FormsRun(_Value):
    """The report of one run, version 1."""

    version: Literal[1] = 1
    judge: JudgeRecord
    cases_hash: str
    files: tuple[CaseFile, ...]
    cases: int
    """Those looked at."""
    right: int
    """Cases judged right, which are those edited."""
    sample: int | None = None
    """So many cases that are judged right were to be edited, chosen by their drafts; null for all."""
    held: Figure
    """Edited cases judged as their labels say. Edits of one draft are no independent trials, so the interval is rather narrow."""
    whole: Figure
    """Cases that hold under every edit that applies to them."""
    edits: tuple[EditScore, ...]
    """Each that was run, also those that applied to no case."""
    verdicts: tuple[VerdictHeld, ...] = ()
    """By the verdict that was given before the edit."""
