"""A draft as a sheet of sentences, each of which may be kept, left out or put in other words; what is between them stays."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from reviewer.models import Draft, Span
from reviewer.text import Part, Text, Zone

__all__ = ["Edit", "Place", "Sheet", "Unit", "sheet_of"]

PARTS: Final[tuple[Part, ...]] = ("subject", "text")

_MARKS: Final = "\u200d\ufe0e\ufe0f"
"""Joiners and selectors, which nobody sees."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence of the draft as it was given."""

    index: int
    part: Part
    zone: Zone
    span: Span
    paragraph: int
    gap: str
    """What stands between it and the sentence before."""
    breaks: int
    """Line breaks in that gap which the writer meant."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What becomes of a sentence."""

    text: str
    """Empty where it is left out."""
    rules: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands in the draft as it has become."""

    unit: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A draft with the edits so far."""

    draft: Draft
    units: tuple[Unit, ...]
    tails: Mapping[Part, str]
    """What follows the last sentence of each part."""
    edits: Mapping[int, Edit] = field(default_factory=dict)

    def with_edits(self, edits: Mapping[int, Edit]) -> Sheet:
        """The sheet with further edits; the rules of an earlier edit of the same sentence stay named."""
        merged = dict(self.edits)
        for index, edit in edits.items():
            before = merged.get(index)
            rules = tuple(dict.fromkeys((*(before.rules if before else ()), *edit.rules)))
            merged[index] = replace(edit, rules=rules, why=before.why if before and not edit.rules else edit.why)
        return replace(self, edits=merged)

    def text_of(self, unit: Unit) -> str:
        """The words of a sentence as they stand now; empty where it is left out."""
        edit = self.edits.get(unit.index)
        return unit.span.quote if edit is None else edit.text

    def kept(self, *zones: Zone) -> tuple[Unit, ...]:
        """The sentences that are not left out, in these zones."""
        return tuple(unit for unit in self.units if unit.zone in zones and self.text_of(unit))

    def as_draft(self) -> Draft:
        """The draft as it has become."""
        text, subject = self._rendered("text")[0], self.draft.subject
        if subject is not None:
            subject = self._rendered("subject")[0]
        return self.draft.model_copy(update={"text": text, "subject": subject})

    def places(self, part: Part) -> tuple[Place, ...]:
        """Where the sentences stand in the draft as it has become."""
        return self._rendered(part)[1]

    def changed(self) -> Iterator[tuple[Unit, Edit]]:
        """The sentences that are not what they were, in the order of the draft."""
        for unit in self.units:
            edit = self.edits.get(unit.index)
            if edit is not None and edit.text != unit.span.quote:
                yield unit, edit

    def _rendered(self, part: Part) -> tuple[str, tuple[Place, ...]]:
        out, at = [], 0
        places: list[Place] = []
        units = [unit for unit in self.units if unit.part == part]
        pending: tuple[str, int] | None = None
        for unit in units:
            gap = (unit.gap, unit.breaks) if pending is None else _joined(pending, (unit.gap, unit.breaks))
            text = self.text_of(unit)
            if not text:
                pending = gap
                continue
            between = units[0].gap if not places and not gap[0].strip() else gap[0]
            out += [between, text]
            at += len(between)
            places.append(Place(unit.index, at, at + len(text)))
            at += len(text)
            pending = None
        tail = self.tails[part]
        if pending is not None and (pending[0].strip() or tail.strip()):
            tail = _joined(pending, (tail, tail.count("\n")))[0]
        return "".join([*out, tail]), tuple(places)


def sheet_of(text: Text) -> Sheet:
    """The sheet of a draft that has been read."""
    units: list[Unit] = []
    tails: dict[Part, str] = {}
    for part in PARTS:
        raw = (text.draft.subject or "") if part == "subject" else text.draft.text
        at = before = 0
        for sentence in (one for one in text.sentences if one.part == part):
            span = _with_marks(_from(text.span(part, sentence.start, sentence.end), at), raw)
            breaks = text.normalised[part].text[before : sentence.start].count("\n")
            units.append(Unit(sentence.index, part, sentence.zone, span, sentence.paragraph, raw[at : span.start], breaks))
            at, before = span.end, sentence.end
        tails[part] = raw[at:]
    return Sheet(text.draft, tuple(units), tails)


def _from(span: Span, at: int) -> Span:
    """A span that does not begin before the one ahead of it has ended."""
    start = max(span.start, at)
    cut = start - span.start
    return span if not cut else Span(in_=span.in_, start=start, end=max(span.end, start), quote=span.quote[cut:])


def _with_marks(span: Span, raw: str) -> Span:
    """A span with the marks that only change the sign before them, such as the one that colours an emoji."""
    end = span.end
    while end < len(raw) and (raw[end] in _MARKS or unicodedata.combining(raw[end])):
        end += 1
    return span if end == span.end else Span(in_=span.in_, start=span.start, end=end, quote=raw[span.start : end])


def _joined(one: tuple[str, int], other: tuple[str, int]) -> tuple[str, int]:
    """One gap out of two between which a sentence is gone: the wider of two blanks, and everything that is no blank."""
    blank = (not one[0].strip(), not other[0].strip())
    if all(blank):
        return other if other[1] > one[1] or (other[1] == one[1] and len(other[0]) >= len(one[0])) else one
    if blank[0]:
        head = other[0][: len(other[0]) - len(other[0].lstrip())]
        return (one[0] if one[1] > head.count("\n") else head) + other[0].lstrip(), max(one[1], other[1])
    if blank[1]:
        foot = one[0][len(one[0].rstrip()) :]
        return one[0].rstrip() + (other[0] if other[1] > foot.count("\n") else foot), max(one[1], other[1])
    return one[0].rstrip() + "\n\n" + other[0].lstrip(), max(one[1], other[1], 2)
