"""Reads the bars: for each act, the logits from which its levels `open`, `likely` and `sure` begin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml


def read_bars(path: Path) -> Mapping[str, Sequence[float]]:
    """Give the bars as the card holds them."""
    bars: Mapping[str, Sequence[float]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return bars
