"""The rules' own examples, run: what each detector and rule must find, and must let pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from reviewer.acts import Act, Engine, Example, Learned, Loaded
from reviewer.facts import Timeline
from reviewer.models import Context, Draft
from reviewer.models.parse import parse_document
from reviewer.rules.evidence import Evidence
from reviewer.rules.rule import Rule
from reviewer.rules.scope import scope


class Trial(NamedTuple):
    """One example of a rule or a detector, and how it came out."""

    owner: str
    """The rule or the detector."""
    file: str
    kind: str
    """`flags` or `passes`."""
    text: str
    fault: str
    """Empty where the example came out as its file says."""

    def told(self) -> str:
        """The failure as one line."""
        return f"{self.file}: `{self.owner}` {self.fault}: {' '.join(self.text.split())}"


def drafted(example: Example, channel: str = "email") -> tuple[Draft, Context]:
    """Give the example as a draft; `channel` is where it goes unless it says so itself."""
    about: Mapping[str, Any] = example.about
    draft = {"channel": about.get("channel", channel), "text": example.text, "subject": about.get("subject")}
    return parse_document({"draft": draft, "context": about.get("context")})


def try_detectors(engine: Engine, loaded: Loaded) -> Iterator[Trial]:
    """Run each detector's examples; each detector is also sole finder of at least one of them.

    A detector is held to its own patterns, so the classifier is heard only by those that have learned from it, and
    these are left out where there is none.
    """
    alone, together = engine._replace(classifier=None), engine
    examples = loaded.examples()
    for detector in loaded.detectors:
        learned = isinstance(detector, Learned)
        if learned and engine.classifier is None:
            continue
        reading = together if learned else alone
        channel = "social_post" if detector.conditions.channels == {"social_post"} else "email"
        act, file = detector.id.split("/")[0], loaded.where[detector.id][0]
        flags, passes = examples[detector.id]
        found = [{one.detector for one in _acts(reading, example, act, channel)} for example in flags]
        for example, finders in zip(flags, found, strict=True):
            yield Trial(detector.id, file, "flags", example.text, "" if detector.id in finders else "was not found in its own example")
        if not learned and not any(finders == {detector.id} for finders in found):
            yield Trial(detector.id, file, "flags", flags[0].text, "adds nothing, for others of its act find each of its examples")
        for example in passes:
            seen = any(one.detector == detector.id for one in _acts(reading, example, act, channel))
            yield Trial(detector.id, file, "passes", example.text, "was found in its own example" if seen else "")


def _acts(engine: Engine, example: Example, act: str, channel: str) -> Sequence[Act]:
    return engine.read(*drafted(example, channel))[1].get(act, ())


def try_rules(engine: Engine, rules: Sequence[Rule]) -> Iterator[Trial]:
    """Run each rule's examples in their contexts; whether the rule itself speaks, even where another says the same."""
    for rule in rules:
        channel = "social_post" if rule.guideline == "public-venting" else "email"
        for kind, examples in (("flags", rule.flags), ("passes", rule.passes)):
            for example in examples:
                draft, context = drafted(example, channel)
                reading, acts = engine.read(draft, context)
                judged, _ = scope(draft.channel, context, reading.frames)
                found = rule.guideline in judged and rule.judge(Evidence(reading, acts, context, Timeline(context))) is not None
                fault = "" if found == (kind == "flags") else f"was {'not ' * (not found)}found in its own example"
                yield Trial(rule.id, rule.file, kind, example.text, fault)
