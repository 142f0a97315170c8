"""A second pair of eyes on the message that a job seeker is about to send after an interview."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reviewer.errors import ReviewerError
    from reviewer.models import Context, Draft, Finding, Recipient, Review, SalaryExpectation, Span
    from reviewer.reviews import Reviewer, review, review_async

__all__ = [
    "Context",
    "Draft",
    "Finding",
    "Recipient",
    "Review",
    "Reviewer",
    "ReviewerError",
    "SalaryExpectation",
    "Span",
    "review",
    "review_async",
]

_ROOMS = {"ReviewerError": "errors", "Reviewer": "reviews", "review": "reviews", "review_async": "reviews"}


def __getattr__(name: str) -> object:
    """Fetch a public name when it is first asked for, so that `reviewer --help` does not pay for the engine."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = globals()[name] = getattr(import_module(f"{__name__}.{_ROOMS.get(name, 'models')}"), name)
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
