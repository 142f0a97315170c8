"""Lines in colour, for a terminal that shows it; the only place that knows rich."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TextIO

from reviewer.render.lines import Line, Role

__all__ = ["print_in_colour"]

_STYLES: Final[dict[Role, str]] = {
    "plain": "none",
    "strong": "bold",
    "quiet": "dim",
    "fault": "bold underline",
    "gone": "red strike",
    "new": "green underline",
    "send": "bold green",
    "revise": "bold yellow",
    "wait": "bold yellow",
    "do-not-send": "bold red",
}


def print_in_colour(lines: Sequence[Line], out: TextIO) -> None:
    """Write the lines with rich, which also honours NO_COLOR and older consoles of Windows."""
    from rich.console import Console
    from rich.text import Text

    console = Console(file=out, force_terminal=True, highlight=False, markup=False, emoji=False, soft_wrap=True)
    for pieces in lines:
        console.print(Text.assemble(*((piece.text, _STYLES[piece.role]) for piece in pieces)))
