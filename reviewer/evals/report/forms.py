"""The forms of a report by name; each is made by a module of this room, loaded when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Final

from reviewer.evals.records import Run

__all__ = ["FORMS", "render"]

FORMS: Final = ("text", "json", "markdown", "html")


def render(run: Run, form: str) -> str:
    """The report in one of these forms."""
    if form == "json":
        return run.model_dump_json(indent=1) + "\n"
    text: str = import_module(f"reviewer.evals.report.{'terminal' if form == 'text' else form}").render(run)
    return text
