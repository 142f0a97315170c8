"""A second pair of eyes on the message that a job seeker is about to send after an interview."""

from reviewer.errors import ReviewerError
from reviewer.models import Context, Draft, Finding, Recipient, Review, SalaryExpectation, Span
from reviewer.review import Reviewer, review, review_async

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
