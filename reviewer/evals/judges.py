"""Whoever judges cases: a judge answers, abstains or fails, and never raises on account of a case."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

from reviewer.evals.records import Case
from reviewer.models import Fingerprint, Review

if TYPE_CHECKING:
    from reviewer.reviews import Reviewer

__all__ = ["Abstained", "Answer", "Failed", "Judge", "RulesJudge"]


@dataclass(frozen=True, slots=True)
class Abstained:
    """The judge did not judge, because."""

    why: str


@dataclass(frozen=True, slots=True)
class Failed:
    """The judge could not judge: an outage or a defect, which says nothing about the draft."""

    error: str


Answer: TypeAlias = Review | Abstained | Failed


class Judge(Protocol):
    """Judges cases one by one; equal cases get equal answers."""

    @property
    def name(self) -> str:
        """What the columns of a report are called."""

    @property
    def fingerprint(self) -> Fingerprint | None:
        """What shapes the judgement, where it is known."""

    def judge(self, case: Case) -> Answer:
        """Answer, abstain or fail; labels are never looked at."""


@dataclass(frozen=True)
class RulesJudge:
    """The rules of this project, with further folders of rule data and the sentence encoder if they are asked for."""

    rule_folders: tuple[Path, ...] = ()
    name: str = "rules"
    classifier: bool = True

    @cached_property
    def reviewer(self) -> Reviewer:
        """The reviewer; rule data that does not load raises `DataError`, for then nothing can be judged."""
        from reviewer.reviews import Reviewer

        return Reviewer(rule_folders=self.rule_folders, classifier=self.classifier)

    @cached_property
    def fingerprint(self) -> Fingerprint:
        """Release and rules, as every review of this judge bears them."""
        return self.reviewer.fingerprint

    def judge(self, case: Case) -> Answer:
        """Review the draft; a defect of the program costs one case and is counted as what it is."""
        reviewer = self.reviewer
        try:
            return reviewer.review(case.draft, case.context, id=case.id)
        except Exception as problem:
            return Failed(f"a defect of the program ({type(problem).__name__})")
