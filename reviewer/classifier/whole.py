"""How the signs of a whole draft are weighed against each other, guideline by guideline."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Weights(NamedTuple):
    """A logistic score over named signs, and from where it counts."""

    bias: float
    weights: Mapping[str, float]
    speaks_from: float
    """From this score on, the draft as a whole is taken for a breach, though no rule has found one."""
    stands_from: float
    """Below this score, what the rules find likely is only noted."""

    def score(self, signs: Mapping[str, float]) -> float:
        """Give the score in logits; signs without a weight count for nothing."""
        return self.bias + sum(weight * signs.get(name, 0.0) for name, weight in self.weights.items())
