"""The matrix: a row for each paragraph, with everything that stands on it, and what has no ground or no cover."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from reviewer.evals.records import Case
from reviewer.evals.trace.drift import NO_DRIFT, Drift
from reviewer.evals.trace.grounds import acts_behind_facts, acts_of, facts_of
from reviewer.evals.trace.set_aside import SetAside, held_against, set_aside
from reviewer.guidelines import Citation, CitationCheck, CitationStatus, Guideline, load_guidelines
from reviewer.guidelines.document import fold
from reviewer.models import GuidelineId, Source
from reviewer.models.review import Basis
from reviewer.ruledata import RuleData, load_rule_data
from reviewer.rules import Rule, load_pack

__all__ = ["Matrix", "Status", "TracedParagraph", "TracedRule", "trace"]

Status: TypeAlias = CitationStatus | Literal["not held", "set aside"]
"""As in `guidelines --verify`; `not held` without the documents at hand, `set aside` where nobody is to stand on it."""
_Place: TypeAlias = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class TracedRule:
    """A rule that names the paragraph as its source."""

    rule: str
    guideline: GuidelineId
    basis: Basis
    file: str
    acts: tuple[str, ...]
    facts: tuple[str, ...]
    detectors: tuple[str, ...]
    """Those that find the acts, `act/name`."""
    kinds: tuple[str, ...]
    """Kinds of phrasing that the rule is for."""


@dataclass(frozen=True, slots=True)
class TracedParagraph:
    """One paragraph of one document, and what stands on it."""

    document: str
    section: str
    paragraph: int
    status: Status
    now_at: str | None
    """Where its words stand now, if they have moved."""
    why: str | None
    """Why nobody stands on it, if it is set aside."""
    bears_on: Mapping[GuidelineId, str]
    """What it carries, by the guideline that cites it."""
    rules: tuple[TracedRule, ...]
    cases: tuple[str, ...]
    """Cases that expect one of the guidelines, or whose kind is one of the rules'."""
    allowed: tuple[str, ...]
    """Further cases in which one of the guidelines is open to debate."""

    @property
    def drifted(self) -> bool:
        """Whether the document no longer says what was cited."""
        return self.status in ("changed", "missing")


@dataclass(frozen=True, slots=True)
class Matrix:
    """Every paragraph, and what does not fit into the picture."""

    paragraphs: tuple[TracedParagraph, ...]
    refused: tuple[str, ...]
    """Rules whose source their guideline does not cite, a sentence each."""
    uncovered: tuple[str, ...]
    """What nothing stands on, or what nothing makes use of, a sentence each."""
    drift: Drift = NO_DRIFT
    """What stands on a wording, a prompt or a paragraph that has changed."""

    @property
    def stands(self) -> bool:
        """Whether every rule has its ground, and every paragraph says what it said."""
        return not self.refused and not any(row.drifted for row in self.paragraphs)

    @property
    def to_review(self) -> tuple[str, ...]:
        """The cases that stand on a paragraph that has changed or gone."""
        return tuple(dict.fromkeys(case for row in self.paragraphs if row.drifted for case in (*row.cases, *row.allowed)))


def trace(cases: Sequence[Case], *, rule_folders: Sequence[Path] = (), documents: Path | None = None) -> Matrix:
    """Trace the guidelines, rules and detectors that are loaded, and these cases; hold them against the documents, if at hand."""
    data = load_rule_data(rule_folders)
    guidelines, aside, rules = load_guidelines(data), set_aside(), _Rules(data)
    checks = held_against(documents, guidelines, aside) if documents else ()
    rows = tuple(_rows(guidelines, aside, rules, cases, checks))
    return Matrix(rows, tuple(_refused(guidelines, rules.rules)), tuple(_uncovered(rows, guidelines, rules, cases)))


class _Rules:
    """The rules with what they ask for."""

    def __init__(self, data: RuleData) -> None:
        engine, self.rules = load_pack(data)
        self.detectors = tuple(detector.id for detector in engine.detectors)
        self._behind = acts_behind_facts(engine)
        self._kinds = {name: document.get("kinds", []) for name, document in data.under("rules").items() if isinstance(document, dict)}
        self.traced = {rule.id: self._traced(rule) for rule in self.rules}

    def _traced(self, rule: Rule) -> TracedRule:
        facts = tuple(dict.fromkeys(facts_of(rule.when)))
        acts = tuple(dict.fromkeys((*acts_of(rule.when), *rule.corroborating, *(act for fact in facts for act in self._behind[fact]))))
        found_by = tuple(id for id in self.detectors if _act(id) in acts)
        kinds = tuple(map(str, self._kinds.get(rule.file, [])))
        return TracedRule(rule.id, rule.guideline, rule.source.basis, rule.file, acts, facts, found_by, kinds)

    def on(self, place: _Place) -> tuple[TracedRule, ...]:
        return tuple(self.traced[rule.id] for rule in self.rules if _place(rule.source) == place)

    @property
    def idle(self) -> tuple[str, ...]:
        """Acts that are looked for, and that no rule asks for."""
        asked = {act for rule in self.traced.values() for act in rule.acts}
        return tuple(dict.fromkeys(_act(id) for id in self.detectors if _act(id) not in asked))


def _act(detector: str) -> str:
    return detector.split("/")[0]


def _place(named: Citation | CitationCheck | Source) -> _Place:
    """A paragraph by document, section and number, whatever its quotes look like."""
    return fold(named.document), fold(named.section), named.paragraph


def _rows(
    guidelines: Mapping[GuidelineId, Guideline],
    aside: Sequence[SetAside],
    rules: _Rules,
    cases: Sequence[Case],
    checks: Sequence[CitationCheck],
) -> Iterator[TracedParagraph]:
    cited: dict[_Place, dict[GuidelineId, Citation]] = {}
    for guideline in guidelines.values():
        for citation in guideline.citations:
            cited.setdefault(_place(citation), {})[guideline.id] = citation
    reasons = {_place(one.citation): one for one in aside}
    checked = {_place(check): check for check in checks}
    every: list[Citation | CitationCheck] = [*checks, *_citations(guidelines), *(one.citation for one in aside)]
    named = {_place(one): one for one in every}
    titles = list(dict.fromkeys(citation.document for citation in _citations(guidelines)))
    for place, one in sorted(named.items(), key=lambda row: titles.index(row[1].document)):
        check, reason, by = checked.get(place), reasons.get(place), cited.get(place, {})
        standing = rules.on(place)
        expecting, open_to = _cases(cases, frozenset(by), frozenset(kind for rule in standing for kind in rule.kinds))
        status: Status = check.status if check else "not held"
        yield TracedParagraph(
            document=one.document,
            section=one.section,
            paragraph=one.paragraph,
            status="set aside" if reason and status in ("unchanged", "not held") else status,
            now_at=check.now_at if check else None,
            why=reason.why if reason else None,
            bears_on={name: citation.bears_on for name, citation in by.items()},
            rules=standing,
            cases=expecting,
            allowed=open_to,
        )


def _citations(guidelines: Mapping[GuidelineId, Guideline]) -> list[Citation]:
    return [citation for guideline in guidelines.values() for citation in guideline.citations]


def _cases(cases: Iterable[Case], guidelines: frozenset[GuidelineId], kinds: frozenset[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    expecting = [case.id for case in cases if not guidelines.isdisjoint(case.expect) or case.kind in kinds]
    known = frozenset(expecting)
    return tuple(expecting), tuple(case.id for case in cases if not guidelines.isdisjoint(case.allow) and case.id not in known)


def _refused(guidelines: Mapping[GuidelineId, Guideline], rules: Iterable[Rule]) -> Iterator[str]:
    grounds = {name: {_place(citation) for citation in guideline.citations} for name, guideline in guidelines.items()}
    for rule in rules:
        if _place(rule.source) not in grounds[rule.guideline]:
            where = f'"{rule.source.document}", {rule.source.section}, paragraph {rule.source.paragraph}'
            yield f"{rule.file}: `{rule.id}` stands on {where}, which `{rule.guideline}` does not cite; cite it there, or name its ground"


def _uncovered(
    rows: Sequence[TracedParagraph], guidelines: Mapping[GuidelineId, Guideline], rules: _Rules, cases: Sequence[Case]
) -> Iterator[str]:
    for row in rows:
        where = f'"{row.document}", {row.section}, paragraph {row.paragraph}'
        if not row.bears_on and row.why is None:
            yield f"{where}: no guideline stands on it, and nobody has set it aside"
        elif row.bears_on and not row.rules:
            yield f"{where}: no rule names it as its source ({', '.join(row.bears_on)} cites it for support)"
    ruled = {rule.guideline for rule in rules.rules}
    for name in guidelines:
        if name not in ruled:
            yield f"{name}: no rule"
        if not any(name in case.expect for case in cases):
            yield f"{name}: no case expects it"
    for act in rules.idle:
        yield f"the act `{act}` is looked for, and no rule asks for it"
