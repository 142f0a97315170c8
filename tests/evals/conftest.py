"""Small cases, and judges whose answers are written beforehand."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from reviewer.evals.cases import CaseSet, parse_case
from reviewer.evals.judges import Answer
from reviewer.evals.records import Case, Run
from reviewer.evals.run import run
from reviewer.models import Finding, Fingerprint, NotJudged, Review, Source, Span
from reviewer.rules import strictest

MARK = Fingerprint(reviewer="1", rules="sha256:0")


def _case(id: str, expect: Sequence[str] = (), *, text: str | None = None, channel: str = "email", **more: Any) -> Case:
    draft = {"channel": channel, "text": f"Draft {id}." if text is None else text}
    return parse_case({"id": id, "draft": draft, "expect": list(expect), **more}, file="cases.jsonl", line=1)


def _finding(guideline: str, *, certainty: str = "certain", words: tuple[int, int] | None = None) -> Finding:
    source = Source(document="A Document", section="A Section", paragraph=1, basis="ours")
    span = None if words is None else Span.model_validate({"in": "text", "start": words[0], "end": words[1], "quote": ""})
    known: dict[str, Any] = {"guideline": guideline, "certainty": certainty}
    return Finding(rule=f"{guideline}/rule", span=span, message="Mend.", instead="Leave it out.", source=source, **known)


def _review(*found: str | Finding, verdict: Any = None, notes: Sequence[Finding] = (), not_judged: Sequence[NotJudged] = ()) -> Review:
    findings = tuple(_finding(one) if isinstance(one, str) else one for one in found)
    return Review(
        verdict=verdict or strictest(one.guideline for one in findings),
        first_good_day=None,
        findings=findings,
        notes=tuple(notes),
        unknowns=(),
        judged=(),
        not_judged=tuple(not_judged),
        fingerprint=MARK,
    )


@dataclass(frozen=True)
class Scripted:
    """A judge that gives what was written for each case."""

    answers: Mapping[str, Answer]
    name: str = "script"
    fingerprint: Fingerprint | None = MARK

    def judge(self, case: Case) -> Answer:
        return self.answers[case.id]


def _audit(*told: tuple[Case, Answer]) -> Run:
    return run(CaseSet(tuple(case for case, _ in told), ()), [Scripted({case.id: answer for case, answer in told})])


@pytest.fixture(scope="session")
def case() -> Callable[..., Case]:
    """Makes a case of an id and labels; its words differ from those of any other unless they are given."""
    return _case


@pytest.fixture(scope="session")
def finding() -> Callable[..., Finding]:
    """Makes a finding on a guideline, with the place of its words if they matter."""
    return _finding


@pytest.fixture(scope="session")
def review() -> Callable[..., Review]:
    """Makes a review with these findings, and the verdict that they lead to unless another is given."""
    return _review


@pytest.fixture(scope="session")
def scripted() -> Callable[..., Scripted]:
    """Makes a judge of the answers by case."""
    return Scripted


@pytest.fixture(scope="session")
def audit() -> Callable[..., Run]:
    """Makes a run of cases and the answers to them."""
    return _audit


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Writes JSON lines into a file of an empty folder, in which the test then stands."""
    monkeypatch.chdir(tmp_path)

    def written(name: str, *lines: Any) -> Path:
        file = Path(name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines), encoding="utf-8")
        return file

    return written
