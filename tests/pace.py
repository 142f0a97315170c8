"""What work takes on an idle machine: processor time, held beside a fixed piece of work that is timed just before and after.

A bound in plain seconds fails when neighbours slow the machine down, for then processor time grows as well (caches, frequency,
shared cores), tenfold at worst. What the yardstick takes has grown then too.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

_IDLE: Final = 0.02
"""Seconds that the yardstick takes on an idle core of the machine on which the bounds were set; a faster one is counted as that."""
_TRIES: Final = 4


def seconds(work: Callable[[], object], most: float = 0.0) -> float:
    """The least that some work takes in a few tries, of which the first that keeps within `most` is the last."""
    least = float("inf")
    for _ in range(_TRIES):
        before = _yardstick()
        start = time.process_time()
        work()
        spent = time.process_time() - start
        least = min(least, spent * min(1.0, _IDLE / max(before, _yardstick())))
        if least <= most:
            break
    return least


def _yardstick() -> float:
    start = time.process_time()
    words: dict[str, int] = {}
    for n in range(40_000):
        word = f"{n % 997:03}"
        words[word] = words.get(word, 0) + len(word.strip("0"))
    return time.process_time() - start
