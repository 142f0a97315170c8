"""Lays the sentences of a draft into windows that the encoder reads in one go, so that each is seen beside its neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from reviewer.classifier.wordpiece import WordPiece

LONGEST_WINDOW: Final = 256
"""Pieces."""
_LONGEST_SENTENCE: Final = 90
"""Pieces that are read of one sentence."""
_CHANNELS: Final = {
    "email": "email",
    "text": "text",
    "phone": "call",
    "linkedin_message": "message",
    "connection_request": "request",
    "social_post": "post",
}


class Window(NamedTuple):
    """Pieces to be read together, and which run of them is which sentence."""

    numbers: list[int]
    spans: list[tuple[int, int]]
    sentences: list[int]


def windows(pieces: WordPiece, channel: str, sentences: Sequence[str], most: int | None = None) -> Iterator[Window]:
    """Give the windows of a draft; each begins with the channel and, but for the first, with the sentence before.

    Args:
        most: pieces to read in all; what lies beyond is left out. None reads everything.
    """
    start, end = pieces.number("[CLS]"), pieces.number("[SEP]")
    head = [start, *pieces.encode(_CHANNELS[channel]), end]
    window = Window([*head], [], [])
    before: list[int] = []
    read = 0
    for n, sentence in enumerate(sentences):
        cut = pieces.encode(sentence)[:_LONGEST_SENTENCE]
        read += len(cut) + 1
        if most is not None and read > most:
            break
        if window.spans and len(window.numbers) + len(cut) + 1 > LONGEST_WINDOW:
            yield window
            window = Window([*head, *before, end], [], [])
        if cut:
            window.spans.append((len(window.numbers), len(window.numbers) + len(cut)))
            window.sentences.append(n)
            window.numbers.extend((*cut, end))
            before = cut
    if window.spans:
        yield window
