"""The rules' own examples, run: what each detector and rule must find, and must let pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from reviewer.acts import Act, Engine, Example
from reviewer.facts import Timeline
from reviewer.models.parse import parse_document
from reviewer.rules.evidence import Evidence
from reviewer.rules.rule import Rule


class Failure(NamedTuple):
    """One example on which a detector or a rule does not keep its word."""

    id: str
    example: str
    why: str


def evidence_of(engine: Engine, example: Example, *, channel: str = "email") -> Evidence:
    """Read an example as a draft in its context."""
    about: Mapping[str, Any] = example.about
    draft = {"channel": about.get("channel", channel), "text": example.text}
    if "subject" in about:
        draft["subject"] = about["subject"]
    parsed, context = parse_document({"draft": draft, "context": about.get("context", {})})
    reading, acts = engine.read(parsed, context)
    return Evidence(reading, acts, context, Timeline(context))


def test_detectors(
    engine: Engine, own: Mapping[str, tuple[Sequence[Example], Sequence[Example]]], channels: Mapping[str, str]
) -> Iterator[Failure]:
    """Run each detector's examples; each detector is also sole finder of at least one of them."""
    for id, (flags, passes) in own.items():
        act = id.split("/")[0]
        alone = False
        for example in flags:
            finders = {found.detector for found in _acts(engine, example, act, channels[id])}
            if id not in finders:
                yield Failure(id, example.text, "not found")
            alone = alone or finders == {id}
        if not alone:
            yield Failure(id, flags[0].text, "other detectors of the act find each of its examples; it adds nothing")
        for example in passes:
            if any(found.detector == id for found in _acts(engine, example, act, channels[id])):
                yield Failure(id, example.text, "found, though it is to pass")


def _acts(engine: Engine, example: Example, act: str, channel: str) -> Sequence[Act]:
    return evidence_of(engine, example, channel=channel).acts.get(act, ())


def test_rules(engine: Engine, rules: Sequence[Rule]) -> Iterator[Failure]:
    """Run each rule's examples in their contexts."""
    for rule in rules:
        channel = "social_post" if rule.guideline == "public-venting" else "email"
        for example in rule.flags:
            if rule.judge(evidence_of(engine, example, channel=channel)) is None:
                yield Failure(rule.id, example.text, "not found")
        for example in rule.passes:
            if rule.judge(evidence_of(engine, example, channel=channel)) is not None:
                yield Failure(rule.id, example.text, "found, though it is to pass")


