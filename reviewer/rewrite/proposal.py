"""What a model proposes for the sentences at fault, held against draft and context before any of it is used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from reviewer.asking import Claim
from reviewer.critique.answer import Faults
from reviewer.critique.critic import Asked
from reviewer.critique.flow import Outcome
from reviewer.models import Finding, Review
from reviewer.rewrite.answer import Refusal, Words, proposals, read_words, refusals
from reviewer.rewrite.checks import strangers, words_in
from reviewer.rewrite.prompt import WordsWanted, courtesy, words_wanted
from reviewer.rewrite.remainder import Remainder
from reviewer.rewrite.seams import seams
from reviewer.rewrite.sheet import Edit, Sheet, sheet_of
from reviewer.rewrite.trials import Mended, Trials, unit_of
from reviewer.rewrite.verify import holds, new_words

__all__ = ["Proposal"]

_NO: Final = frozenset(
    "not no never none nothing nobody neither nor cannot can't won't don't didn't doesn't isn't aren't wasn't without".split()
)
_ROOM: Final = 120
"""Characters by which new words may be longer than twice those that they stand for."""
_STEM: Final = 5
"""Letters that two forms of a word share at least."""


@dataclass(slots=True)
class Proposal:
    """The question to a model, and what its answers come to."""

    trials: Trials
    sheet: Sheet
    faults: Mapping[int, list[Finding]]
    wanted: WordsWanted
    refused: dict[str, int] = field(default_factory=dict)
    """Why words were refused, counted."""
    _held: dict[tuple[tuple[int, str], ...], Mended] = field(default_factory=dict)

    @classmethod
    def of(cls, trials: Trials, before: Review) -> Proposal | None:
        """The question, where each finding has words for which others could stand."""
        sheet = sheet_of(trials.evidence.reading.text)
        faults: dict[int, list[Finding]] = {}
        for finding in before.findings:
            unit = unit_of(sheet, finding)
            if unit is None or trials.remedies.of(finding).honest != "always":
                return None
            faults.setdefault(unit.index, []).append(finding)
        return cls(trials, sheet, faults, words_wanted(trials.evidence, faults))

    def asked(self) -> Asked:
        """The question as the critic puts it."""
        return Asked(self.trials.evidence, self.wanted, self._read, self.wanted.fingerprint)

    def made(self, outcome: Outcome) -> Mended | None:
        """The draft with the words of the answer; None where there is none that holds."""
        if outcome.status != "done" or outcome.claims is None:
            return None
        return self._held.get(_name(proposals(outcome.claims)))

    def _read(self, text: str) -> tuple[Claim, ...] | Faults:
        found = read_words(text, self.wanted, self._refusals)
        if isinstance(found, Faults):
            for reason in refusals(found):
                self.refused[reason] = self.refused.get(reason, 0) + 1
        return found

    def _refusals(self, words: Words) -> frozenset[Refusal]:
        """Why these words may not be used; none where they may, and the draft with them is kept."""
        edits: dict[int, Edit] = {}
        for index, text in words.items():
            rules = tuple(dict.fromkeys(finding.rule for finding in self.faults[index]))
            edits[index] = Edit(text, rules, self.faults[index][0].message)
        for index, text in words.items():
            if not text:
                lean = seams(self.sheet.with_edits(edits), self.sheet.units[index], self.trials.remedies.words)
                edits |= {n: edit for n, edit in lean.items() if n not in edits}
        made = self.trials.judged(self.sheet.with_edits(edits))
        if made is None:
            return frozenset({"nothing-left"})
        found = frozenset(self._reasons(made, words))
        if not found:
            self._held[_name(words)] = made
        return found

    def _reasons(self, made: Mended, words: Words) -> Iterator[Refusal]:
        unchanged = any(text == self.sheet.units[index].span.quote for index, text in words.items())
        if unchanged or made.review.findings:
            yield "still-at-fault"
        if Remainder(self.trials).says_nothing(made):
            yield "nothing-left"
        evidence = self.trials.evidence
        draft = evidence.reading.text.draft
        new = set(strangers(made.sheet.as_draft(), draft, evidence.context))
        yield from new
        if not new and not holds(made, evidence, frozenset()):
            yield "claim"
        for before, after in new_words(made):
            if len(after) > 2 * len(before) + _ROOM:
                yield "length"
            if (words_in(after) & _NO) - words_in(before):
                yield "denial"
            if not self._grounded(after):
                yield "words"

    def _grounded(self, text: str) -> bool:
        """Whether every word is of the draft, of the facts, or an everyday word of courtesy."""
        evidence = self.trials.evidence
        draft, recipient = evidence.reading.text.draft, evidence.context.recipient
        known = words_in(f"{draft.subject or ''} {draft.text} {recipient.name or '' if recipient else ''}") | courtesy()
        stems = {word[:_STEM] for word in known if len(word) >= _STEM}
        return all(word in known or word[:_STEM] in stems for word in words_in(text) if not word[:1].isdigit())


def _name(words: Words) -> tuple[tuple[int, str], ...]:
    return tuple(sorted(words.items()))
