"""The classifier that ships: loads its weights when first asked, and turns logits into levels."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from reviewer.classifier.levels import LEVELS, Heard, Level, Levels
from reviewer.classifier.whole import Weights
from reviewer.classifier.windows import windows
from reviewer.classifier.wordpiece import WordPiece

if TYPE_CHECKING:
    from reviewer.classifier.network import Network

MOST_PIECES: Final = 512
"""Read of one draft, some 400 words, so that the time for it stays bounded."""
MOST_SENTENCES: Final = 200
_MOST_TENTHS: Final = 90


class Encoder:
    """Reads sentences with the weights of one folder: `card.json`, `vocabulary.txt` and `weights.npz`.

    Raises:
        OSError: a file of the folder cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        card: Mapping[str, Any] = json.loads((folder / "card.json").read_bytes())
        self.labels: Sequence[str] = tuple(card["bars"])
        self._columns = [card["acts"].index(label) for label in self.labels]
        self._bars = [tuple(card["bars"][label]) for label in self.labels]
        self._acts: Sequence[str] = tuple(card["acts"])
        self.whole: Mapping[str, Weights] = {name: Weights(**weights) for name, weights in card.get("whole", {}).items()}
        self.fingerprint: str = card["fingerprint"]
        self._lock = Lock()

    def read(self, channel: str, sentences: Sequence[str]) -> Sequence[Heard]:
        """Hear each sentence; what lies beyond the bounds of a letter was not heard."""
        found = self.logits(channel, sentences)
        return [Heard() if logits is None else Heard(self._levels(logits), self._tenths(logits)) for logits in found]

    def logits(self, channel: str, sentences: Sequence[str]) -> Sequence[Sequence[float] | None]:
        """Give, for each sentence that was read, one number for each act of the card."""
        found: list[Sequence[float] | None] = [None] * len(sentences)
        network = self._network
        for window in windows(self._pieces, channel, sentences[:MOST_SENTENCES], MOST_PIECES):
            for row, n in zip(network.logits(window.numbers, window.spans), window.sentences, strict=True):
                found[n] = row.tolist()
        return found

    def _levels(self, logits: Sequence[float]) -> Levels:
        return {label: _level(logits[column], bars) for label, column, bars in zip(self.labels, self._columns, self._bars, strict=True)}

    def _tenths(self, logits: Sequence[float]) -> Mapping[str, int]:
        return {act: max(-_MOST_TENTHS, min(_MOST_TENTHS, round(10 * logit))) for act, logit in zip(self._acts, logits, strict=True)}

    @cached_property
    def _pieces(self) -> WordPiece:
        lines = (self._folder / "vocabulary.txt").read_text(encoding="utf-8").split("\n")
        return WordPiece({piece: number for number, piece in enumerate(lines) if piece})

    @property
    def _network(self) -> Network:
        with self._lock:
            return self._loaded

    @cached_property
    def _loaded(self) -> Network:
        if "numpy" not in sys.modules:  # one letter is too little work to share, and threads that wait for work cost time
            os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        from reviewer.classifier.weights import load

        return load(self._folder / "weights.npz")


def _level(logit: float, bars: Sequence[float]) -> Level:
    return LEVELS[sum(logit >= bar for bar in bars)]


def fingerprint(files: Sequence[Path], settings: str) -> str:
    """Name what decides the levels: the content of the files, and the bars and weights of the card."""
    digest = hashlib.sha256(settings.encode())
    for file in files:
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return f"sha256:{digest.hexdigest()}"
