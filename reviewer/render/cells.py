"""How text sits in the columns of a terminal: what may be shown, how wide it is, where it breaks."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

__all__ = ["cells", "visible", "wrap", "wrapped_spans"]

_REPLACEMENT: Final = "\ufffd"
_HIDDEN: Final = {
    **{code: chr(0x2400 + code) for code in range(0x20)},
    0x7F: "\u2421",
    **dict.fromkeys(range(0x80, 0xA0), _REPLACEMENT),
    **dict.fromkeys((0x061C, 0x200E, 0x200F, 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), _REPLACEMENT),
    **dict.fromkeys(range(0xD800, 0xE000), _REPLACEMENT),
    ord("\t"): " ",
    ord("\n"): " ",
    0xA0: " ",
}
"""Characters that would steer a terminal or turn the direction of writing, each by one that is only seen; offsets stay as they are."""


def visible(text: str) -> str:
    """The text with every control character made harmless, one for one, so that offsets still hold."""
    return text if text.isascii() and text.isprintable() else text.translate(_HIDDEN)


def cells(text: str) -> int:
    """How many columns a terminal gives to the text."""
    return len(text) if text.isascii() else sum(map(_cells_of, text))


def _cells_of(sign: str) -> int:
    if sign < "\u0300":
        return 1
    if unicodedata.combining(sign) or unicodedata.category(sign) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def wrap(text: str, width: int) -> list[str]:
    """The text on lines of at most `width` columns, white space folded; at least one line."""
    folded = " ".join(visible(text).split())
    return [folded[start:end] for start, end in wrapped_spans(folded, 0, len(folded), width)]


def wrapped_spans(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """Cut a stretch of one line into pieces of at most `width` columns, between words where there is room."""
    width = max(width, 2)
    while True:
        stop, taken, space = start, 0, None
        while stop < end and taken + (wide := _cells_of(text[stop])) <= width:
            if text[stop] == " ":
                space = stop
            taken += wide
            stop += 1
        if stop >= end or text[stop] == " ":
            space = stop
        elif space is None or space == start:
            yield start, stop
            start = stop
            continue
        yield start, space
        start = space
        while start < end and text[start] == " ":
            start += 1
        if start >= end:
            return
