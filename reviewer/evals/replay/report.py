"""A replay as lines for a terminal, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from reviewer.evals.replay.replay import Replay
from reviewer.evals.replay.text_map import Place
from reviewer.evals.replay.tried import TriedRule
from reviewer.evals.report.figures import many
from reviewer.models import GUIDELINES
from reviewer.render.lines import Line, line, paragraph

__all__ = ["json_of", "lines"]

_LONGEST = 200
_ALGORITHM = "sha256:"


def json_of(told: Replay) -> str:
    """The whole replay, version 1."""
    parts = asdict(told) | {name: getattr(told, name).model_dump(mode="json") for name in ("case", "review", "result")}
    parts["result"].pop("review")
    return json.dumps({"version": 1, **parts}, ensure_ascii=False, indent=1)


def lines(told: Replay, *, width: int = 80, full: bool = False) -> Iterator[Line]:
    """From the labels down to the versions; `full` also tries the rules of which nothing is done."""
    for title, part in (
        (None, _verdict(told, width)),
        ("Text", _text(told, width)),
        ("Acts", _acts(told, width)),
        ("Nearly", _near(told, width)),
        ("Facts", _facts(told, width)),
        ("Rules", _rules(told, width, full)),
        ("Versions", _versions(told)),
    ):
        shown = list(part)
        if shown and title:
            yield line()
            yield line(title, "strong")
        yield from shown


def _verdict(told: Replay, width: int) -> Iterator[Line]:
    case, result = told.case, told.result
    yield line(f"{case.id}: {result.outcome}", "strong")
    if case.file:
        yield line(f"{case.file}, line {case.line}", "quiet")
    yield from paragraph(f"{', '.join(case.expect) or 'nothing'}, so {' or '.join(result.right_verdicts)}", width, label="Expected:")
    if case.allow:
        yield from paragraph(", ".join(case.allow), width, label="Allowed:")
    yield from paragraph(f"{', '.join(result.found) or 'nothing'}, so {told.review.verdict}", width, label="Found:")
    for label, some in (("Missed:", result.missed), ("Too much:", result.extra)):
        if some:
            yield from paragraph(", ".join(some), width, label=label)
    if case.note:
        yield from paragraph(case.note, width, label="Note:", role="quiet")
    for words in case.evidence:
        yield from paragraph(_quoted(words), width, label="Evidence:", role="quiet")


def _text(told: Replay, width: int) -> Iterator[Line]:
    draft = told.case.draft
    yield from paragraph(f"{draft.channel}, read by: {told.reader} ({told.reader_why})", width, indent=2)
    if not told.english:
        yield line("  not English, so hardly read")
    for block in told.blocks:
        if not block.judged:
            yield from paragraph(_where(block.place), width, label=f"{block.kind}, not judged:", indent=2)
    for one in told.sentences:
        voice = "" if one.voice == "own" else f", {one.voice}"
        label = f"{one.index:3} {one.zone}{voice} {one.place.start}-{one.place.end}:"
        yield from paragraph(_quoted(one.place.quote), width, label=label, indent=2, role="quiet")


def _acts(told: Replay, width: int) -> Iterator[Line]:
    for act in told.acts:
        strength = "" if act.strength == "strong" else f", {act.strength}"
        label = f"{act.sentence:3} {act.detector}:"
        yield from paragraph(f"{_quoted(act.place.quote)} ({act.kind}{strength})", width, label=label, indent=2)
    if not told.acts:
        yield line("  none")


def _near(told: Replay, width: int) -> Iterator[Line]:
    for near in told.near:
        where = "" if near.sentence is None else f"{near.sentence:3} "
        words = f"{_quoted(near.place.quote)}, but " if near.place else ""
        yield from paragraph(f"{words}{'; '.join(near.why)}", width, label=f"{where}{near.detector}:", indent=2, role="quiet")


def _facts(told: Replay, width: int) -> Iterator[Line]:
    for one in told.calendar:
        yield from paragraph(one, width, indent=2)
    for read in told.read:
        label = f"{read.sentence:3} {read.what}:"
        yield from paragraph(f"{_quoted(read.place.quote)} is {'; '.join(read.made_of_it)}", width, label=label, indent=2)
    for fact in told.facts:
        if fact.true:
            arithmetic = f" ({'; '.join(fact.facts)})" if fact.facts else ""
            yield from paragraph(f"{fact.says}{arithmetic}", width, label=f"{fact.name}:", indent=2)
    unknown = {fact.name: fact.missing for fact in told.facts if fact.missing}
    fields = sorted({field for missing in unknown.values() for field in missing})
    if fields:
        yield from paragraph(f"{', '.join(fields)}, so these are open: {', '.join(unknown)}", width, label="not known:", indent=2)


def _rules(told: Replay, width: int, full: bool) -> Iterator[Line]:
    missed = set(told.result.missed)
    shown = [one for one in told.rules if full or one.guideline in missed or one.ending in ("finding", "note", "covered") or one.when.signs]
    out = {one.guideline: one.why for one in told.review.not_judged}
    shown = [one for one in shown if one.guideline not in out]
    for one in sorted(shown, key=lambda one: (one.ending == "silent", GUIDELINES.index(one.guideline))):
        yield from _rule(one, width)
    rest = len(told.rules) - len(shown) - sum(one.guideline in out for one in told.rules)
    if rest:
        yield line(f"  {many(rest, 'more rule')}: of what {'it looks' if rest == 1 else 'they look'} for, nothing is done", "quiet")
    for why in dict.fromkeys(out.values()):
        names = ", ".join(name for name in GUIDELINES if out.get(name) == why)
        yield from paragraph(f"{names}, since {why}", width, label="not judged:", indent=2, role="quiet")


def _rule(one: TriedRule, width: int) -> Iterator[Line]:
    ending = f"{one.ending}, {one.certainty}" if one.ending in ("finding", "note") else one.ending
    yield from paragraph(ending, width, label=f"{one.rule}:", indent=2, words="revise" if one.ending == "finding" else "plain")
    if one.words:
        seen_by = f" ({', '.join(one.seen_by)})" if one.seen_by else ""
        yield from paragraph(f"{_quoted(one.words.quote)}{seen_by}", width, indent=6)
    for why in one.why:
        yield from paragraph(why, width, indent=6)


def _versions(told: Replay) -> Iterator[Line]:
    made = told.review.fingerprint
    yield line(f"  reviewer {made.reviewer}")
    yield line(f"  rules {made.rules.removeprefix(_ALGORITHM)}")
    yield line(f"  classifier {(made.classifier or 'none').removeprefix(_ALGORITHM)}")
    yield line(f"  case {told.case.hash}")


def _where(place: Place) -> str:
    return f"{place.start}-{place.end} {_quoted(place.quote)}"


def _quoted(words: str) -> str:
    """Words of a draft on one line, the middle of long ones left out."""
    one_line = " ".join(words.split())
    half = _LONGEST // 2
    return f'"{one_line if len(one_line) <= _LONGEST else f"{one_line[:half]} … {one_line[-half:]}"}"'
