"""`reviewer eval forms`, `trace` and `explain`: exit codes, what is shown, and what is said on wrong use."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reviewer import reviews

Run = Callable[..., Any]
SOON = {"id": "soon", "draft": {"channel": "email", "text": "Is there any news? I'm Ana."}, "expect": ["too-soon"]}
GOOD = {"id": "good", "draft": {"channel": "email", "text": "Thank you, it's been a pleasure."}, "expect": []}
OTHER = "3 Things NOT to Do After a Job Interview\n\nToo many follow-up attempts\n\nOne.\n"


@pytest.fixture
def cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two cases in a file."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "cases.jsonl"
    file.write_text("".join(f"{json.dumps(case)}\n" for case in (SOON, GOOD)), encoding="utf-8")
    return file


@pytest.fixture
def one_word(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The judge finds one phrase, "any news", too soon."""
    import reviewer

    monkeypatch.setattr(reviews, "Reviewer", reviewer.Reviewer)


@pytest.mark.usefixtures("one_word")
@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("--edit", "expanded"), 0),
        (("--edit", "expanded", "--fail-under", "1"), 0),
        (("--edit", "wrapped"), 3),
        (("--edit", "wrap"), 2),
        (("--fail-under", "97"), 2),
        (("--sample", "0"), 2),
    ],
)
def test_forms_exits_by_the_share_that_holds(args: tuple[str, ...], code: int, cases: Path, run: Run) -> None:
    """0 where enough holds, 3 where nothing could be judged, 2 for wrong use."""
    assert run("eval", "forms", str(cases), "--jobs", "1", *args).code == code


def test_trace_exits_by_whether_everything_stands(cases: Path, run: Run, tmp_path: Path) -> None:
    """1 where the documents have changed, and then the cases to review are named."""
    stands = run("eval", "trace", str(cases))
    assert (stands.code, "too-soon/before-the-window (ours)" in " ".join(stands.out.split())) == (0, True)
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "003_66048c3e37be2dc4.txt").write_text(OTHER, encoding="utf-8")
    changed = run("eval", "trace", str(cases), "--verify", str(folder), "--format", "json")
    assert (changed.code, json.loads(changed.out)["to_review"]) == (1, ["soon"])


def test_explain_replays_a_case_by_its_id(cases: Path, run: Run) -> None:
    """1 where it is judged wrong; an id that is not there is told with the nearest."""
    told = run("eval", "explain", "good", "--cases", str(cases))
    assert (told.code, told.out.splitlines()[0]) == (0, "good: right")
    missing = run("eval", "explain", "god", "--cases", str(cases))
    assert missing.code == 2
    assert "there is no case `god`; did you mean `good`?" in missing.err
