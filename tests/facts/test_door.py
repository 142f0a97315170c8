"""The room exports a short, sorted list."""

from __future__ import annotations

import reviewer.facts


def test_the_exported_names_are_these_and_all_there() -> None:
    assert reviewer.facts.__all__ == sorted(reviewer.facts.__all__, key=lambda name: (name.islower(), name))
    assert set(reviewer.facts.__all__) == {
        "Amount", "Comparison", "CountMention", "DateMention", "Number", "Timeline",
        "compare", "contradicts", "read_amounts", "read_counts", "read_dates", "read_numbers",
    }  # fmt: skip
    assert all(getattr(reviewer.facts, name).__doc__ for name in reviewer.facts.__all__)
