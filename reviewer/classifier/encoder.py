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
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from reviewer.classifier.levels import LEVELS, Heard, Level, Levels
from reviewer.classifier.windows import windows
from reviewer.classifier.wordpiece import WordPiece

if TYPE_CHECKING:
    from reviewer.classifier.network import Network

MOST_PIECES: Final = 512
"""Read of one draft, some 400 words, so that the time for it stays bounded."""
MOST_SENTENCES: Final = 200


WHOLE: Final = "draft:"
"""Begins, on the card, the name of an act that is asked of the draft as a whole."""


class Logits(NamedTuple):
    """What the network gives, before the bars."""

    sentences: Sequence[Sequence[float] | None]
    whole: Sequence[float] | None


class Encoder:
    """Reads sentences with the weights of one folder: `card.json`, `vocabulary.txt` and `weights.npz`.

    Raises:
        OSError: a file of the folder cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        card: Mapping[str, Any] = json.loads((folder / "card.json").read_bytes())
        self.labels: Sequence[str] = tuple(card["bars"])
        columns = [(label, card["acts"].index(label), tuple(card["bars"][label])) for label in self.labels]
        self._of_sentences = [one for one in columns if not one[0].startswith(WHOLE)]
        self._of_wholes = [(label.removeprefix(WHOLE), *rest) for label, *rest in columns if label.startswith(WHOLE)]
        self._places = [(label, card["acts"].index(label)) for label, *_ in self._of_wholes]
        self.fingerprint: str = card["fingerprint"]
        self._lock = Lock()

    def read(self, channel: str, sentences: Sequence[str]) -> Heard:
        """Give the levels of each sentence and of the draft; what lies beyond the bounds of a letter stays `open`."""
        found = self.logits(channel, sentences)
        each = tuple({} if logits is None else _levels(logits, self._of_sentences) for logits in found.sentences)
        if found.whole is None:
            return Heard(each)
        read = [(logits, n) for n, logits in enumerate(found.sentences) if logits is not None]
        foremost = {label: max(read, key=lambda one: one[0][column])[1] for label, column in self._places}
        return Heard(each, _levels(found.whole, self._of_wholes), foremost)

    def logits(self, channel: str, sentences: Sequence[str]) -> Logits:
        """Give, for each sentence that was read and for the draft, one number for each act of the card."""
        found: list[Sequence[float] | None] = [None] * len(sentences)
        whole: Sequence[float] | None = None
        network = self._network
        for window in windows(self._pieces, channel, sentences[:MOST_SENTENCES], MOST_PIECES):
            *rows, last = network.logits(window.numbers, (*window.spans, window.whole)).tolist()
            whole = last if whole is None else [max(pair) for pair in zip(whole, last, strict=True)]
            for row, n in zip(rows, window.sentences, strict=True):
                found[n] = row
        return Logits(found, whole)

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


def _levels(logits: Sequence[float], columns: Sequence[tuple[str, int, Sequence[float]]]) -> Levels:
    return {label: _level(logits[column], bars) for label, column, bars in columns}


def _level(logit: float, bars: Sequence[float]) -> Level:
    return LEVELS[sum(logit >= bar for bar in bars)]


def fingerprint(files: Sequence[Path], bars: str) -> str:
    """Name what decides the levels: the content of the files, and the bars."""
    digest = hashlib.sha256(bars.encode())
    for file in files:
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return f"sha256:{digest.hexdigest()}"
