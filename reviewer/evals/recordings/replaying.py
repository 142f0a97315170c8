"""Judges from recordings: no model is asked, what has become stale is named and not used, and what is missing is an error."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from reviewer.asking import Call, Failure, Reply
from reviewer.critique.critic import Critic
from reviewer.critique.templates import load_prompts
from reviewer.errors import InputError
from reviewer.evals.readers import Reader, Variant
from reviewer.evals.readings import Changed, RecordingUse, Stale
from reviewer.evals.recordings.lines import Line, Recording
from reviewer.evals.records import Case
from reviewer.guidelines import Guideline
from reviewer.models import GuidelineId
from reviewer.reviews import Reviewer

__all__ = ["recording_uses", "replaying_readers"]


class _Voice(NamedTuple):
    """One model as it was asked when it was recorded."""

    model: str
    base_url: str | None
    parameters: str
    disguised: bool


@dataclass
class _Silent:
    """A model that is known by name and never asked."""

    name: str
    base_url: str | None
    parameters: Mapping[str, Any]
    is_double: bool = True

    def complete(self, call: Call) -> Reply:
        raise Failure("not_recorded", "this question is not in the recording")

    async def complete_async(self, call: Call) -> Reply:
        raise Failure("not_recorded", "this question is not in the recording")


class _Shelf:
    """Several recordings as one store."""

    def __init__(self, recordings: Sequence[Recording]) -> None:
        self._recordings = recordings

    def get(self, key: str) -> Mapping[str, Any] | None:
        return next((found for one in self._recordings if (found := one.get(key)) is not None), None)

    def put(self, key: str, entry: Mapping[str, Any]) -> None:
        """Nothing is added."""


def replaying_readers(
    recordings: Sequence[Recording],
    reviewer: Reviewer,
    guidelines: Mapping[GuidelineId, Guideline],
    *,
    models: Sequence[str] = (),
    repeat: int = 1,
    permute: int = 0,
) -> tuple[Reader, ...]:
    """A reader for each model that was recorded, or for those that are named."""
    voices = list(dict.fromkeys(_voice(line) for one in recordings for line in one.lines))
    known = [voice.model for voice in voices]
    unknown = next((name for name in models if name not in known), None)
    if unknown is not None:
        raise InputError(f"`--model {unknown[:80]}` was not recorded; the recording holds {', '.join(dict.fromkeys(known))}")
    chosen = [voice for voice in voices if not models or voice.model in models]
    twice = next((voice.model for n, voice in enumerate(chosen) if voice.model in [one.model for one in chosen[:n]]), None)
    if twice is not None:
        raise InputError(f"`{twice}` was recorded with different settings; keep each in a file of its own and replay one of them")
    critics = [_critic(voice, recordings, guidelines) for voice in chosen]
    return tuple(Reader(reviewer, critic, repeat=repeat, permute=permute, concurrency=1) for critic in critics)


def recording_uses(recordings: Sequence[Recording], readers: Sequence[Reader], cases: Sequence[Case]) -> tuple[RecordingUse, ...]:
    """What the run made of each recording; what is missing in one is told of the first that holds answers of its model."""
    used = {opinion.entry.key for _, _, _, opinion in _opinions(readers, cases) if opinion.entry}
    missing = [(reader, variant, case, opinion) for reader, variant, case, opinion in _opinions(readers, cases) if opinion.not_recorded]
    return tuple(_use(one, recordings, used, missing) for one in recordings)


def _opinions(readers: Sequence[Reader], cases: Sequence[Case]) -> Iterator[tuple[Reader, Variant, Case, Any]]:
    for reader in readers:
        for variant in reader.variants:
            for case in cases:
                opinion = reader.known(case, variant)
                if opinion is not None:
                    yield reader, variant, case, opinion


def _use(one: Recording, every: Sequence[Recording], used: set[str], missing: Sequence[tuple[Reader, Variant, Case, Any]]) -> RecordingUse:
    owners = {line.model: next(other for other in every if line.model in {row.model for row in other.lines}) for line in one.lines}
    stale = [Stale(case=case.id, model=line.model, changed=tuple(changed)) for case, line, changed in _stale(one, missing)]
    days = sorted({line.made.on for line in one.lines})
    return RecordingUse(
        file=one.name,
        answers=len(one.lines),
        used=len(used & one.by_key.keys()),
        stale=tuple(stale),
        missing=tuple(dict.fromkeys(case.id for reader, _, case, _ in missing if owners.get(reader.name) is one)),
        how=tuple(dict.fromkeys(line.made.how for line in one.lines)),
        made_on=(days[0], days[-1]) if days else (),
    )


def _stale(one: Recording, missing: Sequence[tuple[Reader, Variant, Case, Any]]) -> Iterator[tuple[Case, Line, list[Changed]]]:
    lines: dict[tuple[str, str, Variant], list[Line]] = {}
    for line in one.lines:
        for id, _ in line.cases:
            lines.setdefault((id, line.model, Variant(line.sample, line.order)), []).append(line)
    for reader, variant, case, opinion in missing:
        for line in lines.get((case.id, reader.name, variant), []):
            yield case, line, _changed(line, case, opinion.guidelines)


def _changed(line: Line, case: Case, guidelines: str | None) -> list[Changed]:
    digest = next(digest for id, digest in line.cases if id == case.id)
    changes: dict[Changed, bool] = {
        "prompt": line.about.get("prompt") != load_prompts().fingerprint,
        "guidelines": line.about.get("guidelines") != guidelines,
        "case": digest != case.hash,
    }
    return [name for name, has in changes.items() if has] or ["question"]


def _voice(line: Line) -> _Voice:
    address = line.about.get("base_url")
    parameters = json.dumps(line.about["parameters"], sort_keys=True)
    return _Voice(line.model, address if isinstance(address, str) else None, parameters, line.disguised)


def _critic(voice: _Voice, recordings: Sequence[Recording], guidelines: Mapping[GuidelineId, Guideline]) -> Critic:
    model = _Silent(voice.model, voice.base_url, json.loads(voice.parameters))
    return Critic(model, answers=_Shelf(recordings), replay=True, pseudonyms=voice.disguised, guidelines=guidelines)
