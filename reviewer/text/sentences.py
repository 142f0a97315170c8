"""A draft as it is judged: sentences with their place in the letter, and the way back to the string as given."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal, TypeAlias

from reviewer.models import Draft, Span
from reviewer.text.blocks import split_blocks
from reviewer.text.normalise import Normalised, normalise
from reviewer.text.outline import Outline, outline
from reviewer.text.tokens import Token, Tokenizer

Part: TypeAlias = Literal["subject", "text"]
Zone: TypeAlias = Literal["subject", "greeting", "body", "sign_off", "postscript", "stage"]

MAX_TOKENS = 90
"""A longer sentence is cut here, so that the work on one stays bounded."""

_END = re.compile(r"(?:[.?!\u2026]+[\"')\]]*(?=\s|\Z|[A-Z]))|\n+")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|St|No|Nr|Sr|Jr|vs|Inc|Ltd|Co|Eng|Capt|Rev|Hon|approx|dept|ext|Fr|Frl|Sra|Dipl|Ing|e\.g|i\.e|a\.m|p\.m|etc|cf|ca|tel)|(?:\A|\s)[A-Z])\.\Z",
    re.IGNORECASE,
)
_ENDS_AFTER_ABBREVIATION = re.compile(r"(?:a\.m|p\.m|etc|Inc|Ltd|Co|No)\.\Z", re.IGNORECASE)
_DOUBLE = re.compile(r'"[^"\n]{1,600}"')
_SINGLE = re.compile(r"(?:(?<=[\s(\u2013:])|\A)'(?=\S)[^\n]{1,400}?\S'(?=[\s.,;:?!)\u2013]|\Z)")
_SPOKEN = 60
"""In a script, longer quotations are the writer's lines and no citation, in characters."""
_BLANK = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the writer's own, with its tokens."""

    index: int
    part: Part
    zone: Zone
    start: int
    end: int
    text: str
    tokens: tuple[Token, ...]
    question: bool
    paragraph: int


@dataclass(frozen=True, slots=True)
class Text:
    """The judged part of a draft."""

    draft: Draft
    sentences: tuple[Sentence, ...]
    normalised: dict[Part, Normalised]
    outline: Outline

    def span(self, part: Part, start: int, end: int) -> Span:
        """Point at the words in the string as it was given."""
        begin, stop = self.normalised[part].to_raw(start, end)
        raw = (self.draft.subject or "") if part == "subject" else self.draft.text
        return Span(in_=part, start=begin, end=stop, quote=raw[begin:stop])


def read(draft: Draft, tokenizer: Tokenizer) -> Text:
    """Read a draft: set apart what is not the writer's own, and cut the rest into sentences."""
    subject, text = normalise(draft.subject or ""), normalise(draft.text)
    blocks = split_blocks(text.text)
    shape = outline(text.text, blocks)
    cutter = _Cutter(tokenizer, script=draft.channel == "phone")
    cutter.cut(subject.text, "subject", "subject", 0, len(subject.text))
    marks = sorted(
        [(a, b, "greeting") for a, b in shape.greeting]
        + [(a, b, "sign_off") for a, b in shape.sign_off]
        + [(a, b, "postscript") for a, b in shape.postscripts]
        + [(a, b, "stage") for a, b in shape.stage_directions]
    )
    for block in blocks:
        if block.kind in ("own", "own-earlier"):
            for start, end, zone in _zones(block.start, block.end, marks):
                cutter.cut(text.text, "text", zone, start, end)
    return Text(draft, tuple(cutter.found), {"subject": subject, "text": text}, shape)


def _zones(start: int, end: int, marks: list[tuple[int, int, str]]) -> list[tuple[int, int, Zone]]:
    found: list[tuple[int, int, Zone]] = []
    at = start
    for a, b, zone in marks:
        if b <= at or a >= end:
            continue
        if a > at:
            found.append((at, a, "body"))
        found.append((max(a, at), min(b, end), zone))  # type: ignore[arg-type]  # the names of `marks` are zones
        at = min(b, end)
    if at < end:
        found.append((at, end, "body"))
    return found


class _Cutter:
    def __init__(self, tokenizer: Tokenizer, *, script: bool) -> None:
        """In a call script long words between quotation marks are those that the writer will say."""
        self.found: list[Sentence] = []
        self._tokenizer = tokenizer
        self._script = script
        self._paragraph = 0

    def cut(self, text: str, part: Part, zone: Zone, start: int, end: int) -> None:
        quoted = tuple(q for q in _quoted(text, start, end) if not (self._script and q[1] - q[0] > _SPOKEN))
        at = start
        for stop in self._stops(text, start, end, quoted):
            self._add(text, part, zone, at, stop, quoted)
            if "\n\n" in text[at:stop]:
                self._paragraph += 1
            at = stop
        self._add(text, part, zone, at, end, quoted)
        self._paragraph += 1

    @staticmethod
    def _stops(text: str, start: int, end: int, quoted: tuple[tuple[int, int], ...]) -> list[int]:
        stops = []
        begins = [a for a, _ in quoted]
        for match in _END.finditer(text, start, end):
            n = bisect_right(begins, match.start()) - 1
            if n >= 0 and match.end() < quoted[n][1] and quoted[n][1] - quoted[n][0] < 200:
                continue
            if match.group()[0] == ".":
                before = text[max(start, match.start() - 8) : match.start() + 1]
                after = text[match.end() : match.end() + 2].strip()
                if _ABBREVIATION.search(before) and not (_ENDS_AFTER_ABBREVIATION.search(before) and after[:1].isupper()):
                    continue
                if text[match.end() : match.end() + 1].isupper() and match.group() == "." and not before[:-1][-1:].islower():
                    continue
            stops.append(match.end())
        return stops

    def _add(self, text: str, part: Part, zone: Zone, start: int, end: int, quoted: tuple[tuple[int, int], ...]) -> None:
        blank = _BLANK.match(text, start, end)
        start = blank.end() if blank else start
        end = start + len(text[start:end].rstrip())
        if end <= start:
            return
        tokens = self._tokenizer.tokens(text, start, end, _within(quoted, start, end))
        question = "?" in text[tokens[-1].end : end] if tokens else "?" in text[start:end]
        for n in range(0, max(len(tokens), 1), MAX_TOKENS):
            piece = tokens[n : n + MAX_TOKENS]
            first = start if n == 0 else piece[0].start
            last = end if n + MAX_TOKENS >= len(tokens) else piece[-1].end
            self.found.append(Sentence(len(self.found), part, zone, first, last, text[first:last], piece, question, self._paragraph))


def _within(quoted: tuple[tuple[int, int], ...], start: int, end: int) -> tuple[tuple[int, int], ...]:
    first = bisect_right(quoted, (start, start))
    return quoted[max(first - 1, 0) : bisect_right(quoted, (end, end))]


def _quoted(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    spans = [m.span() for m in _DOUBLE.finditer(text, start, end)]
    doubles = [a for a, _ in spans]
    for match in _SINGLE.finditer(text, start, end):
        n = bisect_right(doubles, match.start()) - 1
        if n < 0 or match.start() >= spans[n][1]:
            spans.append(match.span())
    return tuple(sorted(spans))
