"""Frames: who speaks to whom. Decided once for the draft, and once for each sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

from reviewer.grammar import Scan
from reviewer.models import Context

Reader: TypeAlias = Literal["process", "outsider", "public", "unknown"]
Voice: TypeAlias = Literal["own", "narrated", "to-reviewer", "stage"]

_STRONG: Final = 3
"""What a strong sign weighs beside plain ones; less than that makes nobody an outsider."""
_FEW_WORDS: Final = 25
_FOREIGN_WORDS: Final = 3
"""So many words of another language, and more than English ones, make even a short draft one of that language."""
_ENGLISH_SHARE: Final = 0.12
"""A third to a half of the words of any English letter are such; other languages share a few with it ("in", "was", "me")."""
_STORY: Final = 2
"""So many sentences about others make a paragraph a story."""


class Frames(NamedTuple):
    """Who reads the draft, and in which voice each sentence speaks."""

    reader: Reader
    why: str
    voices: tuple[Voice, ...]
    english: bool = True
    """False where a text of some length holds hardly a word without which no English is written."""

    def voice(self, sentence: int) -> Voice:
        """Give the voice of a sentence by its index."""
        return self.voices[sentence]


def frame(scans: Sequence[Scan], channel: str, context: Context) -> Frames:
    """Decide the frames of a draft from the parts `frame-…` that its sentences hold."""
    reader, why = _reader(scans, channel, context)
    return Frames(reader, why, tuple(_voices(scans)), _is_english(scans))


def _is_english(scans: Sequence[Scan]) -> bool:
    words = sum(len(scan.sentence.tokens) for scan in scans)
    known = sum(len(scan.spans.get("frame-english", ())) for scan in scans)
    foreign = sum(len(scan.spans.get("frame-foreign", ())) for scan in scans)
    if foreign >= _FOREIGN_WORDS and foreign > known:
        return False
    return words <= _FEW_WORDS or known >= words * _ENGLISH_SHARE


def _reader(scans: Sequence[Scan], channel: str, context: Context) -> tuple[Reader, str]:
    if channel == "social_post":
        return "public", "a post is read by everybody"
    recipient = context.recipient
    if recipient and recipient.connection in ("met", "introduced") and recipient.role not in (None, "other", "employee"):
        return "process", f"the recipient is a {recipient.role} of the process"
    outsider = _weight(scans, "frame-outsider")
    process = _weight(scans, "frame-process")
    if recipient and recipient.role not in (None, "other", "employee"):
        return "process", f"the recipient is a {recipient.role}"
    if outsider >= _STRONG and outsider > process:
        return "outsider", "the text speaks to somebody outside the process"
    if recipient and recipient.role == "other" and process < _STRONG:
        return "outsider", "the recipient has no part in the process, and the text gives them none"
    if recipient and recipient.connection in ("met", "introduced"):
        return "process", f"the recipient is known as {recipient.connection}"
    if process:
        return "process", "the text speaks of the interview to its reader"
    return "unknown", "nothing tells who reads the draft"


def _weight(scans: Sequence[Scan], part: str) -> int:
    """Count the evidence: a strong sign weighs as much as three plain ones."""
    return sum((part in scan.spans) + _STRONG * (f"{part}-strong" in scan.spans) for scan in scans)


def _voices(scans: Sequence[Scan]) -> list[Voice]:
    voices: list[Voice] = []
    story: int | None = None
    told = _told_paragraphs(scans)
    for scan in scans:
        sentence = scan.sentence
        if sentence.zone == "stage":
            voices.append("stage")
        elif "frame-to-reviewer" in scan.spans:
            voices.append("to-reviewer")
        elif "frame-story" in scan.spans and "frame-reader" not in scan.spans and not sentence.question:
            story = sentence.paragraph
            voices.append("narrated")
        elif (story == sentence.paragraph or sentence.paragraph in told) and "frame-reader" not in scan.spans and not sentence.question:
            voices.append("narrated")
        else:
            if story == sentence.paragraph and "frame-reader" in scan.spans:
                story = None
            voices.append("own")
    return voices


def _told_paragraphs(scans: Sequence[Scan]) -> frozenset[int]:
    """Give the paragraphs in which at least two sentences tell what others did, and none of the two speaks to the reader."""
    counts: dict[int, int] = {}
    for scan in scans:
        if "frame-told" in scan.spans and "frame-reader" not in scan.spans:
            counts[scan.sentence.paragraph] = counts.get(scan.sentence.paragraph, 0) + 1
    return frozenset(paragraph for paragraph, count in counts.items() if count >= _STORY)
