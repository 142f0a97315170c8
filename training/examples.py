"""Marked drafts as examples: sentences as the reviewer cuts them, with the acts that each does.

A mark is `[[act|words]]`, or `[[act+act|words]]`; what is unmarked does none of the acts. Labelled drafts carry no marks:
their labels say for some acts that no sentence does it, or that at least one does (`bags`).
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from reviewer.models import Draft
from reviewer.text import Text, Tokenizer, read

ACTS: Final = (
    "outcome", "timeline", "visible", "link", "raise", "pay", "press", "grieve", "threat", "chummy", "cold", "betray", "many",
    "offer", "claim", "free", "few", "fresh", "long", "met", "agreed", "nofigure", "final", "offered", "promised",
)  # fmt: skip
"""What a sentence may do; `training/README.md` tells what each means."""
_CLAIMS: Final = ACTS[ACTS.index("claim") + 1 :]
"""What may be claimed; drafts that are not about claims mark them all as `claim`."""
_MARK: Final = re.compile(r"\[\[([a-z+ ]+)\|(.*?)\]\]", re.DOTALL)
_OF_SENTENCE, _OF_MARK = 0.4, 0.6
"""A mark speaks of a sentence if it covers this share of it, or lies in it to this share."""
_SPEAKS_OF: Final = {
    "press": "impatience",
    "chummy": "too-familiar",
    "link": "connection-request",
    "betray": "dishonesty",
    "raise": "salary-change",
}
"""Acts that a label without their guideline rules out."""


_OFFENCES: Final = ("link", "raise", "press", "grieve", "threat", "chummy", "cold", "betray", "many")
"""What an innocent sentence of a bank does none of."""


class Example(NamedTuple):
    """One draft: for each sentence and act 1, 0, or None where nobody has said."""

    channel: str
    sentences: tuple[str, ...]
    acts: tuple[tuple[int | None, ...], ...]
    bags: Mapping[str, int]
    """Acts of which is only known that some sentence does them (1)."""
    kind: str


def marked(path: Path, tokenizer: Tokenizer) -> Iterator[Example]:
    """Read a file of marked drafts."""
    for row in _rows(path):
        text, marks = unmark(row["text"])
        subject, subject_marks = unmark(row.get("subject") or "")
        read_ = read(Draft(channel=row["channel"], subject=subject or None, text=text), tokenizer)
        told = row["kind"].startswith("claim-")
        acts = tuple(_acts(start, end, subject_marks if part == "subject" else marks, told) for part, start, end in _places(read_))
        yield Example(row["channel"], tuple(s.text for s in read_.sentences), acts, {}, row["kind"])


def labelled(path: Path, tokenizer: Tokenizer) -> Iterator[Example]:
    """Read a file of labelled cases."""
    for row in _rows(path):
        draft = Draft(**row["draft"])
        sentences = tuple(s.text for s in read(draft, tokenizer).sentences)
        known, bags = _said(row, draft.channel)
        acts = tuple(0 if act in known else None for act in ACTS)
        yield Example(draft.channel, sentences, (acts,) * len(sentences), bags, row.get("kind", path.stem))


def banked(path: Path, tokenizer: Tokenizer, letters: Sequence[Example]) -> Iterator[Example]:
    """Read a bank of sentences for one act (`+` does it, `-` does not), each set into a letter that does nothing wrong.

    Banks of posts are read as posts of their own.
    """
    act = path.stem.split("-")[1]
    chance = random.Random(path.stem)
    kind = path.stem
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            kind = line.removeprefix("#").strip()
        elif line[:2] in ("+ ", "- "):
            done, text = line[0] == "+", line[2:].strip()
            if act == "grieve":
                sentences = tuple(s.text for s in read(Draft(channel="social_post", text=text), tokenizer).sentences)
                known = tuple(0 if not done or (a in _OFFENCES and a != act) else None for a in ACTS)
                yield Example("social_post", sentences, (known,) * len(sentences), {act: 1} if done else {}, kind)
            elif sentences := tuple(s.text for s in read(Draft(channel="email", text=text), tokenizer).sentences):
                one = tuple(int(done) if a == act else 0 if not done and a in _OFFENCES else None for a in ACTS)
                host = chance.choice(letters)
                place = chance.randrange(len(host.sentences) + 1)
                before, after = slice(max(0, place - 2), place), slice(place, place + 1 + chance.randrange(2))
                yield Example(
                    host.channel,
                    (*host.sentences[before], *sentences, *host.sentences[after]),
                    (*host.acts[before], *([one] * len(sentences)), *host.acts[after]),
                    {},
                    kind,
                )


def unmark(text: str) -> tuple[str, list[tuple[int, int, tuple[str, ...]]]]:
    """Take the marks out of a text, and give where they stood."""
    plain: list[str] = []
    marks: list[tuple[int, int, tuple[str, ...]]] = []
    past = length = 0
    for mark in _MARK.finditer(text):
        before = text[past : mark.start()]
        start = length + len(before)
        plain += before, mark[2]
        length = start + len(mark[2])
        marks.append((start, length, tuple(act.strip() for act in mark[1].split("+"))))
        past = mark.end()
    return "".join((*plain, text[past:])), marks


def _said(row: Mapping[str, Any], channel: str) -> tuple[set[str], dict[str, int]]:
    """Give the acts that the labels rule out, and those that they demand of some sentence."""
    expect, allow, context = set(row["expect"]), set(row.get("allow", [])), row["context"]
    post, over = channel == "social_post", context.get("process") == "hired"
    out: set[str] = set()
    bags: dict[str, int] = {}
    spoken = dict(_SPEAKS_OF)
    spoken["grieve" if post else "threat"] = "public-venting"
    if post:
        for act in ("press", "chummy", "raise"):
            del spoken[act]
    for act, guideline in spoken.items():
        if guideline in allow or (over and guideline not in ("public-venting", "dishonesty")):
            continue
        if guideline not in expect:
            out.add(act)
        elif act in ("press", "chummy", "grieve", "threat") or (act == "link" and channel != "connection_request"):
            bags[act] = 1
    return out, bags


def _places(text: Text) -> Iterator[tuple[str, int, int]]:
    for sentence in text.sentences:
        span = text.span(sentence.part, sentence.start, sentence.end)
        yield sentence.part, span.start, span.end


def _acts(start: int, end: int, marks: Sequence[tuple[int, int, tuple[str, ...]]], told: bool) -> tuple[int | None, ...]:
    done: set[str] = set()
    for first, last, acts in marks:
        shared = min(end, last) - max(start, first)
        if shared > 0 and (shared >= _OF_SENTENCE * (end - start) or shared >= _OF_MARK * (last - first)):
            done.update(acts)
    unsaid = ("claim",) if told else _CLAIMS if "claim" in done else ()
    return tuple(None if act in unsaid else int(act in done) for act in ACTS)


def _rows(path: Path) -> Iterator[Any]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)
