"""Mends the seams: sentences that lean on one which is gone, and words that led over from it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from reviewer.rewrite.remedies import Words
from reviewer.rewrite.sheet import Edit, Sheet, Unit

__all__ = ["says_nothing", "seams"]

_NUMBER: Final = re.compile(r"[(]?(?:\d{1,2}|[a-z])[.)]")
"""The number of an item of a list, alone."""


def seams(sheet: Sheet, gone: Unit, words: Words, *, whole: bool = True, hints: frozenset[int] = frozenset()) -> dict[int, Edit]:
    """What else changes when a sentence goes, or (unless `whole`) its last part: its neighbours in the same paragraph.

    `hints` are sentences that only lead up to what has gone, by what they do.
    """
    edits: dict[int, Edit] = {}
    why = words.tables["why"]
    before, after = _neighbours(sheet, gone)
    if whole:
        for unit in reversed(before):
            if unit.index not in hints and not _leads_up(sheet.text_of(unit), words):
                break
            edits[unit.index] = Edit("", (), why["depends"])
    for unit in after:
        said = sheet.text_of(unit)
        if _begins(said, words.leans):
            edits[unit.index] = Edit("", (), why["depends"])
            continue
        led = _led_over(said, words.leads_over)
        if whole and led is not None:
            edits[unit.index] = Edit(led, (), why["joins"])
        break
    return edits


def says_nothing(said: str, words: Words) -> bool:
    """Whether a sentence is no more than a pleasantry or a hand-wave towards what has gone."""
    return _begins(said, words.says_nothing) or _begins(said, words.leans) or _leads_up(said, words)


def _neighbours(sheet: Sheet, gone: Unit) -> tuple[Sequence[Unit], Sequence[Unit]]:
    beside = [unit for unit in sheet.kept("body", "postscript") if unit.paragraph == gone.paragraph and unit.zone == gone.zone]
    return [unit for unit in beside if unit.index < gone.index], [unit for unit in beside if unit.index > gone.index]


def _leads_up(said: str, words: Words) -> bool:
    bare = said.strip().lower()
    return bare.endswith(":") or _NUMBER.fullmatch(bare) is not None or (len(bare.split()) <= 12 and _begins(said, words.leads_up))


def _begins(said: str, phrases: Sequence[str]) -> bool:
    bare = _bare(said)
    return any(bare.startswith(phrase) and not bare[len(phrase) : len(phrase) + 1].isalpha() for phrase in phrases)


def _led_over(said: str, phrases: Sequence[str]) -> str | None:
    """The sentence without the word that led over to it; None where there is none, or hardly anything else."""
    bare = _bare(said)
    for phrase in sorted(phrases, key=len, reverse=True):
        if bare.startswith(phrase) and bare[len(phrase) : len(phrase) + 1] in (",", " "):
            if bare[len(phrase)] == " " and phrase in ("second", "still", "then"):
                continue
            rest = said.lstrip()[len(phrase) :].lstrip(" ,")
            return rest[:1].upper() + rest[1:] if len(rest.split()) > 1 else None
    return None


def _bare(said: str) -> str:
    return said.strip().lower().replace("\u2019", "'")
