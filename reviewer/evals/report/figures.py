"""Figures as the reports for people show them: which, under what name, and how a share is written."""

from __future__ import annotations

from typing import Final, NamedTuple

from reviewer.evals.records import Figure

__all__ = ["RATES", "Rate", "interval", "many", "percent"]


class Rate(NamedTuple):
    """One of the scores of a set of cases."""

    name: str
    """The field of `Scores`."""
    title: str
    told: str
    """What it is a share of."""


RATES: Final = (
    Rate("f1", "F1 over the guidelines", "how well findings and labels agree"),
    Rate("precision", "Precision", "of what was found, the share that was expected"),
    Rate("recall", "Recall", "of what was expected, the share that was found"),
    Rate("verdict", "Verdict right", "drafts given a verdict that fits their labels"),
    Rate("exact", "Exact match", "drafts without anything extra or missed"),
    Rate("do_not_send_recall", "Recall on do-not-send", "of the drafts that must not go out, those held back"),
    Rate("false_alarms", "False alarms", "good drafts in which something was found; less is better"),
)


def percent(value: float | None) -> str:
    """A share in percent; a dash where nothing could be counted."""
    return "\u2013" if value is None else f"{100 * value:.1f}%"


def interval(figure: Figure) -> str:
    """The ends of the 95% interval, in percent."""
    return "" if figure.low is None or figure.high is None else f"{100 * figure.low:.1f}\u2013{100 * figure.high:.1f}"


def many(number: int, one: str, more: str | None = None) -> str:
    """A number with its noun."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"
