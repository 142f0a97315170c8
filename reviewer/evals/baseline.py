"""The accepted state of a judge as a file for git: one line a case, in order of the ids."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from reviewer.errors import InputError, reading, writing
from reviewer.evals.records import Outcome, Run
from reviewer.models import Fingerprint, GuidelineId, Verdict
from reviewer.models.parse import parse_json

__all__ = ["Baseline", "Entry", "baseline_of", "read_baseline", "write_baseline"]

_MOST_BYTES: Final = 200_000_000
_ANEW: Final = "remove it and make it anew with `reviewer eval accept`"


class Entry(BaseModel):
    """What the judge made of one case, and the labels that it was held against."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    case: str
    """Names draft and context."""
    expect: tuple[GuidelineId, ...]
    allow: tuple[GuidelineId, ...] = ()
    outcome: Outcome
    verdict: Verdict | None = None
    found: tuple[GuidelineId, ...] = ()

    @property
    def extra(self) -> frozenset[GuidelineId]:
        """Found, neither expected nor allowed."""
        return frozenset(self.found) - set(self.expect) - set(self.allow)

    @property
    def missed(self) -> frozenset[GuidelineId]:
        """Expected, not found, where anything was judged."""
        return frozenset(self.expect) - set(self.found) if self.outcome in ("right", "wrong") else frozenset()


class Baseline(BaseModel):
    """A baseline file, version 1."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    version: Literal[1] = 1
    judge: str
    fingerprint: Fingerprint | None = None
    cases: tuple[Entry, ...]


def baseline_of(run: Run, judge: str) -> Baseline:
    """What one judge of a run made of its cases."""
    results = run.results_of(judge)
    record = next(record for record in run.judges if record.name == judge)
    entries = (
        Entry(
            id=case.id,
            case=case.hash,
            expect=tuple(sorted(case.expect)),
            allow=tuple(sorted(case.allow)),
            outcome=results[case.id].outcome,
            verdict=results[case.id].verdict,
            found=tuple(sorted(results[case.id].found)),
        )
        for case in run.cases
    )
    return Baseline(judge=judge, fingerprint=record.fingerprint, cases=tuple(sorted(entries, key=lambda entry: entry.id)))


def write_baseline(baseline: Baseline, file: Path) -> None:
    """Write the file so that a difference in git is a difference in judgement, a line for each case."""
    head = {"version": baseline.version, "judge": baseline.judge, "fingerprint": _plain(baseline.fingerprint)}
    lines = ",\n".join(f"    {json.dumps(_plain(entry), ensure_ascii=False)}" for entry in baseline.cases)
    opening = json.dumps(head, indent=2, ensure_ascii=False).removesuffix("\n}")
    with writing(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f'{opening},\n  "cases": [\n{lines}\n  ]\n}}\n', encoding="utf-8", newline="\n")


def read_baseline(file: Path) -> Baseline:
    """Read a baseline file; whatever is wrong with it is named with its way out."""
    content = _content(file)
    try:
        document = parse_json(content.decode("utf-8-sig"))
        found = Baseline.model_validate(document)
    except UnicodeDecodeError:
        raise InputError(f"{file}: is not UTF-8 text; {_ANEW}") from None
    except InputError as problem:
        raise InputError(f"{file}: {problem.message}; {_ANEW}") from None
    except ValidationError as problem:
        fault = problem.errors(include_url=False)[0]
        key = ".".join(map(str, fault["loc"]))
        raise InputError(f"{file}: is no baseline (`{key}`: {fault['msg']}); {_ANEW}") from None
    _no_id_twice(found, file)
    return found


def _content(file: Path) -> bytes:
    with reading(file, "make it with `reviewer eval accept`"), file.open("rb") as stream:
        return stream.read(_MOST_BYTES)


def _no_id_twice(baseline: Baseline, file: Path) -> None:
    seen: set[str] = set()
    for entry in baseline.cases:
        if entry.id in seen:
            raise InputError(f"{file}: the case `{entry.id}` stands in it twice; {_ANEW}")
        seen.add(entry.id)


def _plain(value: BaseModel | None) -> Mapping[str, Any] | None:
    return None if value is None else value.model_dump(mode="json", exclude_none=True)
