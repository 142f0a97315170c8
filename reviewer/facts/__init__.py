"""Typed logic on the context, and on money, dates and counts read in a text; pure functions, no words of judgement."""

from reviewer.facts.amount import Amount
from reviewer.facts.contacts import CountMention
from reviewer.facts.counts import read_counts
from reviewer.facts.dates import DateMention, contradicts, read_dates
from reviewer.facts.money import read_amounts
from reviewer.facts.numbers import Number, read_numbers
from reviewer.facts.salary import Comparison, compare
from reviewer.facts.timeline import Timeline

__all__ = [
    "Amount",
    "Comparison",
    "CountMention",
    "DateMention",
    "Number",
    "Timeline",
    "compare",
    "contradicts",
    "read_amounts",
    "read_counts",
    "read_dates",
    "read_numbers",
]
