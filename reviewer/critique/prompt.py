"""The question that a model is asked about one draft: what it reads, what it may answer, and how to read that back."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from reviewer.asking import Message, Mode
from reviewer.critique.telling import short, tell, unknown
from reviewer.critique.templates import Prompts, fill, load_prompts
from reviewer.guidelines import Guideline, load_guidelines
from reviewer.models import Finding, GuidelineId, Review
from reviewer.rules import Evidence
from reviewer.text import Sentence, Text

__all__ = ["FENCE", "Question", "bare_schema", "cleaned", "numbered", "question", "rendered", "shaped", "with_faults"]

FENCE: Final = "\ue000fence\ue001"
"""Stands where the random mark goes. Its two private characters are taken out of all that comes from the user."""
NO_FACT: Final = "none"
_PRIVATE: Final = str.maketrans("", "", FENCE[0] + FENCE[-1])
_LONGEST_ASIDE: Final = 1_500
"""So many characters are shown of what lies between two sentences and is not judged."""
_MOST_FAULTS: Final = 6
_LONGEST_FAULT: Final = 160


@dataclass(frozen=True, slots=True)
class Question:
    """One draft as it is put before a model; equal input gives an equal question."""

    messages: tuple[Message, ...]
    """In true words, with `FENCE` in place of the random mark: `system`, which holds nothing of the user's, and `user`."""
    schema: Mapping[str, Any]
    """Of the answer, narrowed to the guidelines that are asked, the facts that are known and the findings that may be contested."""
    fingerprint: str
    """Names the version of the prompt."""
    guidelines: str
    """Names the wording of the guidelines that are asked."""
    asked: tuple[GuidelineId, ...]
    facts: frozenset[str]
    """Names of the facts that are known."""
    sentences: int
    """How many sentences are numbered, from 1 on."""
    contestable: Mapping[str, int]
    """For each finding of the rules that may be contested, by its number such as `R1`, its place in `review.findings`."""

    def messages_for(self, mode: Mode) -> tuple[Message, ...]:
        """Give the messages for a rung of the ladder; where no schema goes with the call, the last message holds it."""
        return shaped(self.messages, mode, self.schema, load_prompts().templates["shape"])

    def reask(self, faults: Sequence[str], mode: Mode = "json_schema") -> tuple[Message, ...]:
        """Ask once more with the faults of the first answer, which itself is not sent back: so the size stays bounded."""
        return with_faults(self.messages_for(mode), faults, load_prompts().templates["reask"])


def question(
    evidence: Evidence,
    review: Review,
    *,
    guidelines: Mapping[GuidelineId, Guideline] | None = None,
    order: Sequence[GuidelineId] | None = None,
) -> Question:
    """Put a draft before a model, together with the facts, the guidelines that are judged and what the rules found.

    `order` gives the guidelines in another order than that of the policy; those that are not judged are left out of it.
    """
    prompts, known = load_prompts(), guidelines or load_guidelines()
    asked = tuple(name for name in order or known if name in review.judged)
    facts = tell(evidence, prompts)
    contestable = {f"R{n}": place for n, place in enumerate((i for i, f in enumerate(review.findings) if f.certainty == "likely"), start=1)}
    entries = [rendered(known[name], prompts) for name in asked]
    system = prompts.template("system", guidelines="\n\n".join(entries), contests=prompts.templates["contests"] if contestable else "")
    user = prompts.template(
        "draft",
        fence=FENCE,
        facts=cleaned("\n".join(f"- `{fact.name}`: {fact.words}" for fact in facts)),
        unknown=", ".join(f"`{name}`" for name in unknown(evidence.context)) or prompts.say("nothing"),
        sentences=cleaned(numbered(evidence.reading.text, prompts)),
        findings=cleaned(_findings(evidence, review, contestable, prompts)),
        asked=", ".join(f"`{name}`" for name in asked),
    )
    names = frozenset(fact.name for fact in facts)
    return Question(
        messages=(Message("system", system.strip()), Message("user", user)),
        schema=_narrowed(prompts.schema, asked, names, tuple(contestable)),
        fingerprint=prompts.fingerprint,
        guidelines="sha256:" + sha256("\n\n".join(sorted(entries)).encode()).hexdigest(),
        asked=asked,
        facts=names,
        sentences=len(evidence.reading.text.sentences),
        contestable=contestable,
    )


def rendered(guideline: Guideline, prompts: Prompts) -> str:
    """A guideline as a question tells it."""
    return prompts.template(
        "guideline",
        id=guideline.id,
        title=guideline.title,
        statement=guideline.statement,
        counts="\n".join(f"{n}. {one}" for n, one in enumerate(guideline.counts, start=1)),
        does_not="\n".join(f"- {one}" for one in guideline.does_not),
    )


def shaped(messages: tuple[Message, ...], mode: Mode, schema: Mapping[str, Any], template: str) -> tuple[Message, ...]:
    """The messages for a rung of the ladder; where no schema goes with the call, the last message holds it in this template."""
    if mode == "json_schema":
        return messages
    shape = fill(template, {"schema": json.dumps(schema, ensure_ascii=False, separators=(",", ":"))})
    last = messages[-1]
    return (*messages[:-1], last._replace(content=f"{last.content}\n\n{shape}"))


def with_faults(messages: tuple[Message, ...], faults: Sequence[str], template: str) -> tuple[Message, ...]:
    """The messages and, in this template, the faults of the answer to them, of which only so many are shown."""
    shown = [f"- {fault[:_LONGEST_FAULT]}" for fault in faults[:_MOST_FAULTS]]
    shown += [f"- and {len(faults) - _MOST_FAULTS} more"] if len(faults) > _MOST_FAULTS else []
    return (*messages, Message("user", fill(template, {"faults": "\n".join(shown)})))


def bare_schema(schema: Mapping[str, Any]) -> dict[str, Any]:
    """A schema without the keys that providers do not take."""
    return {key: value for key, value in schema.items() if key not in ("$schema", "title")}


def cleaned(text: str) -> str:
    """The user's words without the two characters that make the fence."""
    return text.translate(_PRIVATE)


def numbered(text: Text, prompts: Prompts) -> str:
    """The draft as the rules read it, a sentence a line, with what is not judged in its place."""
    return "\n".join(_lines(text, prompts)) or prompts.say("empty")


def _lines(text: Text, prompts: Prompts) -> Iterator[str]:
    at = 0
    for sentence in text.sentences:
        if sentence.part == "text":
            yield from _aside(text.normalised["text"].text[at : sentence.start], prompts)
            at = sentence.end
        zone = "" if sentence.zone == "body" else prompts.say(f"zone.{sentence.zone}")
        yield f"[{sentence.index + 1}] {zone}{' '.join(sentence.text.split())}"
    yield from _aside(text.normalised["text"].text[at:], prompts)


def _aside(gap: str, prompts: Prompts) -> Iterator[str]:
    """What stands between two sentences: quoted messages, signatures, contact lines."""
    shown = gap.strip()
    for line in shown[:_LONGEST_ASIDE].splitlines():
        if line.strip():
            yield f"[-] {' '.join(line.split())}"
    if len(shown) > _LONGEST_ASIDE:
        yield f"[-] {prompts.say('cut', count=str(len(shown) - _LONGEST_ASIDE))}"


def _findings(evidence: Evidence, review: Review, contestable: Mapping[str, int], prompts: Prompts) -> str:
    if not contestable:
        return ""
    told = [_finding(name, review.findings[place], evidence, prompts) for name, place in contestable.items()]
    return prompts.template("findings", findings="\n".join(f"- {one}" for one in told)) + "\n"


def _finding(name: str, finding: Finding, evidence: Evidence, prompts: Prompts) -> str:
    place = ""
    if finding.span and (sentence := _sentence_of(finding, evidence.reading.text)):
        place = prompts.say("finding.place", sentence=str(sentence.index + 1), quote=f'"{short(finding.span.quote)}"')
    return prompts.say("finding", id=name, guideline=finding.guideline, place=place, message=finding.message)


def _sentence_of(finding: Finding, text: Text) -> Sentence | None:
    """The sentence in which the words of a finding begin."""
    for sentence in text.sentences if finding.span else ():
        if finding.span and sentence.part == finding.span.in_:
            whole = text.span(sentence.part, sentence.start, sentence.end)
            if whole.start <= finding.span.start < whole.end:
                return sentence
    return None


def _narrowed(schema: Mapping[str, Any], asked: Sequence[GuidelineId], facts: frozenset[str], findings: Sequence[str]) -> dict[str, Any]:
    """The schema of the answer to this question."""
    narrow = copy.deepcopy(bare_schema(schema))
    judgement = narrow["properties"]["judgements"]["items"]["properties"]
    judgement["guideline"]["enum"] = list(asked)
    fact = judgement["findings"]["items"]["properties"]["fact"]
    fact["enum"] = [name for name in fact["enum"] if name in facts or name == NO_FACT]
    if findings:
        narrow["properties"]["contests"]["items"]["properties"]["finding"]["enum"] = list(findings)
    else:
        del narrow["properties"]["contests"]
        narrow["required"].remove("contests")
    return narrow
