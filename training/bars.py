"""The bars: for each act, the logits from which its levels `open`, `likely` and `sure` begin.

`python -m training.bars` puts them on the card.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from reviewer import resources
from reviewer.classifier.encoder import fingerprint

FILE = Path(__file__).resolve().parent / "bars.yaml"
WHOLE = FILE.with_name("whole.json")
"""What `training.whole` has learned."""


def read_bars() -> Mapping[str, Sequence[float]]:
    """Give the bars as the card holds them."""
    bars: Mapping[str, Sequence[float]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return bars


def write_card(folder: Path, about: Mapping[str, object]) -> None:
    """Write the card of the weights that lie in a folder."""
    settings = {"bars": read_bars(), "whole": json.loads(WHOLE.read_text(encoding="utf-8"))}
    files = [folder / "weights.npz", folder / "vocabulary.txt"]
    card = {**about, **settings, "fingerprint": fingerprint(files, json.dumps(settings, sort_keys=True))}
    (folder / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    root = resources.classifier_root()
    write_card(root, json.loads((root / "card.json").read_bytes()))
