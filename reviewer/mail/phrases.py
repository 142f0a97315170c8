"""Patterns of words, a meaning a line."""

from __future__ import annotations

import re

__all__ = ["folded", "one_of", "phrases"]


def phrases(*alternatives: str) -> re.Pattern[str]:
    """Any of some wordings, in lower case, as whole words."""
    return re.compile(rf"\b{one_of(*alternatives)}\b")


def one_of(*alternatives: str) -> str:
    """Any of some wordings, as a part of a larger pattern."""
    return f"(?:{'|'.join(alternatives)})"


def folded(sentence: str) -> str:
    """A sentence on one line with straight apostrophes."""
    return " ".join(sentence.replace("\u2019", "'").split())
