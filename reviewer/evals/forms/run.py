"""Runs edits over the cases that a judge gets right, and counts what holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reviewer.errors import InputError, nearest
from reviewer.evals.cases import CaseSet
from reviewer.evals.forms import EDITS, Edit, Subject
from reviewer.evals.forms.letter import take_apart
from reviewer.evals.forms.records import Broken, EditScore, FormsRun, VerdictHeld
from reviewer.evals.intervals import share
from reviewer.evals.judges import Judge
from reviewer.evals.measures import JUDGED
from reviewer.evals.records import Case, Figure, JudgeRecord, Result
from reviewer.evals.run import Progress, settled
from reviewer.models import VERDICTS

__all__ = ["choose", "edited", "run_forms"]


def choose(names: Sequence[str]) -> tuple[Edit, ...]:
    """The edits of these names; all where none is named."""
    known = {edit.name: edit for edit in EDITS}
    for name in names:
        if name not in known:
            raise InputError(f"`{name}` is not an edit; {nearest(name, known)}", field="--edit")
    return tuple(edit for edit in EDITS if not names or edit.name in names)


def run_forms(
    cases: CaseSet,
    judge: Judge,
    *,
    edits: Sequence[Edit] = EDITS,
    sample: int | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
) -> FormsRun:
    """Edit every case that is judged right, or a sample of them, and judge again; equal input gives an equal report."""
    looked_at, subjects = _chosen(cases, judge, sample, jobs)
    rows = [(edit.name, subject.case.id, case) for edit in edits for subject in subjects for case in edited(edit, subject)]
    results = list(_told(settled(judge, [case for *_, case in rows], jobs), len(rows), progress))
    every = [(*row, result) for row, result in zip(rows, results, strict=True)]
    return FormsRun(
        judge=JudgeRecord(name=judge.name, fingerprint=judge.fingerprint),
        cases_hash=cases.hash,
        files=cases.files,
        cases=looked_at,
        right=len(subjects),
        sample=sample,
        held=_held(results),
        whole=_whole([(base, result) for _, base, _, result in every]),
        edits=tuple(_score(edit, [row for row in every if row[0] == edit.name]) for edit in edits),
        verdicts=tuple(_by_verdict(subjects, [(base, result) for _, base, _, result in every])),
    )


def _by_verdict(subjects: Sequence[Subject], rows: Sequence[tuple[str, Result]]) -> Iterator[VerdictHeld]:
    given = {subject.case.id: subject.review.verdict for subject in subjects}
    for verdict in VERDICTS:
        yield VerdictHeld(verdict=verdict, held=_held([result for base, result in rows if given[base] == verdict]))


def _chosen(cases: CaseSet, judge: Judge, sample: int | None, jobs: int) -> tuple[int, list[Subject]]:
    """How many cases were judged, and those to be edited; a sample goes on until it has so many that are judged right."""
    if sample is None:
        return len(cases.cases), list(_subjects(cases.cases, settled(judge, cases.cases, jobs)))
    order = sorted(cases.cases, key=lambda case: case.hash)
    looked_at, subjects = 0, list[Subject]()
    while len(subjects) < sample and looked_at < len(order):
        more = order[looked_at : looked_at + sample - len(subjects)]
        subjects += _subjects(more, settled(judge, more, jobs))
        looked_at += len(more)
    return looked_at, subjects


def edited(edit: Edit, subject: Subject) -> Iterator[Case]:
    """What an edit makes of a case; an edit that leaves nothing to send does not apply."""
    for case in edit.cases(subject):
        if case.draft.text.strip() or not subject.draft.text.strip():
            yield case


def _subjects(cases: Iterable[Case], results: Iterable[Result]) -> Iterator[Subject]:
    for case, result in zip(cases, results, strict=True):
        if result.outcome == "right" and result.review is not None:
            yield Subject(case, result.review, take_apart(case.draft))


def _told(results: Iterable[Result], total: int, progress: Progress | None) -> Iterator[Result]:
    for n, result in enumerate(results):
        if progress is not None:
            progress(n + 1, total)
        yield result


def _score(edit: Edit, rows: Sequence[tuple[str, str, Case, Result]]) -> EditScore:
    broken = tuple(_broken(base, case, result) for _, base, case, result in rows if result.outcome != "right")
    return EditScore(edit=edit.name, says=edit.says, oracle=edit.oracle, held=_held([row[3] for row in rows]), broken=broken)


def _broken(base: str, case: Case, result: Result) -> Broken:
    return Broken(
        base=base,
        case=case,
        outcome=result.outcome,
        why=result.why,
        missed=result.missed,
        extra=result.extra,
        verdict=result.verdict,
        right_verdicts=result.right_verdicts,
    )


def _held(results: Sequence[Result]) -> Figure:
    judged = [result for result in results if result.outcome in JUDGED]
    return share(sum(result.outcome == "right" for result in judged), len(judged), excluded=len(results) - len(judged))


def _whole(rows: Sequence[tuple[str, Result]]) -> Figure:
    """A case counts once; one with an edit that could not be judged is left out."""
    outcomes: dict[str, set[str]] = {}
    for base, result in rows:
        outcomes.setdefault(base, set()).add(result.outcome)
    judged = [found for found in outcomes.values() if found <= set(JUDGED)]
    return share(sum(found == {"right"} for found in judged), len(judged), excluded=len(outcomes) - len(judged))
