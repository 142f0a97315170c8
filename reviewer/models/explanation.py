"""A guideline explained, with its rules, as JSON that other programs lean on."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from reviewer.models.answers import GuidelineInfo, RuleInfo, RuleName

__all__ = ["Explanation"]


class Explanation(BaseModel):
    """What a guideline covers and spares, on what it stands, and which rules hold drafts against it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    version: Literal[1] = 1
    guideline: GuidelineInfo
    rules: tuple[RuleName, ...]
    rule: RuleInfo | None = None
    """The rule that was asked for, in full."""
