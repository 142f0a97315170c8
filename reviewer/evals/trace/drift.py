"""Drift: what stands on a wording, a prompt or a paragraph that is no longer what it was, and so is to be looked through again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from reviewer.critique.prompt import rendered
from reviewer.critique.templates import load_prompts
from reviewer.evals.recordings import Line, Recording
from reviewer.evals.records import Case
from reviewer.evals.standing import changed_since, text_hash, wordings
from reviewer.guidelines import Guideline
from reviewer.models import GuidelineId

__all__ = ["NO_DRIFT", "Drift", "RecordingDrift", "drift_of", "stale_answers"]


@dataclass(frozen=True, slots=True)
class RecordingDrift:
    """One recording in which answers stand on something that has changed."""

    file: str
    answers: int
    because: tuple[str, ...]
    """`prompt`, `case`, `paragraph`, or the guidelines whose wording is another."""
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drift:
    """What is to be looked through again."""

    guidelines: tuple[GuidelineId, ...] = ()
    """Those that say something else than when they were last accepted."""
    cases: tuple[str, ...] = ()
    """Cases that expect or allow one of them."""
    recordings: tuple[RecordingDrift, ...] = ()
    cached: int = 0
    """Answers in the cache of this machine that were given under another wording or prompt."""

    def __bool__(self) -> bool:
        return bool(self.guidelines or self.recordings or self.cached)


NO_DRIFT: Final = Drift()


def drift_of(
    cases: Sequence[Case],
    guidelines: Mapping[GuidelineId, Guideline],
    *,
    accepted: Mapping[GuidelineId, str] | None = None,
    recordings: Sequence[Recording] = (),
    cached: Iterable[Mapping[str, Any]] = (),
    paragraphs: Iterable[GuidelineId] = (),
) -> Drift:
    """Hold everything against the guidelines and the prompt of today.

    `accepted` are the wordings under which the cases were last looked through; `paragraphs` names the guidelines that stand on a
    paragraph of a document that has changed.
    """
    changed = changed_since(accepted, guidelines) if accepted is not None else ()
    hashes, moved = {case.id: case.hash for case in cases}, frozenset(paragraphs)
    standing = [case.id for case in cases if not {*case.expect, *case.allow}.isdisjoint(changed)]
    told = (_recording(one, guidelines, hashes, moved) for one in recordings)
    stale = sum(1 for _ in stale_answers(cached, guidelines))
    return Drift(changed, tuple(standing), tuple(one for one in told if one.cases), stale)


def stale_answers(cached: Iterable[Mapping[str, Any]], guidelines: Mapping[GuidelineId, Guideline]) -> Iterator[Mapping[str, Any]]:
    """The answers that were given under another wording or prompt than today's."""
    prompts = load_prompts()
    today = frozenset(wordings([rendered(one, prompts) for one in guidelines.values()]))
    for entry in cached:
        about = entry.get("about")
        if isinstance(about, Mapping) and (about.get("prompt") != prompts.fingerprint or about.get("guidelines") not in today):
            yield entry


def _recording(
    one: Recording, guidelines: Mapping[GuidelineId, Guideline], hashes: Mapping[str, str], moved: frozenset[GuidelineId]
) -> RecordingDrift:
    because, cases = dict[str, None](), dict[str, None]()
    for line in one.lines:
        for id, digest in line.cases:
            reasons = [*_reasons(line, guidelines, moved), *(["case"] if hashes.get(id, digest) != digest else [])]
            because.update(dict.fromkeys(reasons))
            if reasons:
                cases[id] = None
    return RecordingDrift(one.name, len(one.lines), tuple(because), tuple(cases))


def _reasons(line: Line, guidelines: Mapping[GuidelineId, Guideline], moved: frozenset[GuidelineId]) -> Iterator[str]:
    if line.about.get("prompt") != load_prompts().fingerprint:
        yield "prompt"
    yield from (name for name, digest in line.asked.items() if text_hash(guidelines[name]) != digest)
    if not moved.isdisjoint(line.asked):
        yield "paragraph"
