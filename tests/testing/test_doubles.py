"""The doubles with which others test their own program."""

from __future__ import annotations

import asyncio
import json
import re
from functools import cache
from pathlib import Path

import pytest

from reviewer import Context, Draft, Review, Reviewer
from reviewer.asking import Call, Failure, Reply
from reviewer.errors import InputError
from reviewer.testing import RecordedModel, ScriptedModel, contests, forbid_real_calls, says

TEXT = "Dear Ms Okonjo, thank you for Tuesday. I trust that the ferry will forgive my shoes. Kind regards, Marit Vale"
DRAFT = Draft(channel="email", text=TEXT)
JOKE = says("too-familiar", "the ferry will forgive my shoes")
PRESSING = Draft(channel="email", text="Dear Ms Okonjo, I keep refreshing my inbox every ten minutes. Kind regards, Marit Vale")


@cache
def _plain() -> Reviewer:
    return Reviewer(classifier=False)


def _review(model: ScriptedModel | RecordedModel, draft: Draft = DRAFT, context: Context | None = None) -> Review:
    return Reviewer(model=model, classifier=False, cache="off").review(draft, context)


def test_a_script_is_said_line_by_line_and_its_last_line_for_ever() -> None:
    """Findings, raw words, replies, failures, and functions of the call."""
    model = ScriptedModel([JOKE], Failure("auth"), Reply("", finish="length"), lambda call: [JOKE] if call.messages else [])
    statuses = [(review.critique.status, len(review.findings)) for review in (_review(model) for _ in range(5))]
    assert statuses == [("done", 1), ("unavailable", 0), ("invalid", 0), ("done", 1), ("done", 1)]
    assert [call.mode for call in model.calls] == ["json_schema"] * 5


def test_without_a_script_nothing_is_found() -> None:
    review = _review(ScriptedModel())
    assert (review.verdict, review.critique.status, review.critique.model) == ("send", "done", "scripted/model")


def test_an_error_of_any_kind_is_a_failed_reading() -> None:
    """Its words are told nobody."""
    review = _review(ScriptedModel(ValueError("the draft says hello")))
    assert (review.critique.status, "hello" in (review.critique.reason or "")) == ("unavailable", False)


def test_a_script_may_dispute_the_rules() -> None:
    """With the number that the finding has in the question, and words of the draft."""
    found = _plain().review(PRESSING)
    assert [finding.certainty for finding in found.findings] == ["likely"]
    review = _review(ScriptedModel([contests("R1", "refreshing my inbox", reason="It is a habit.")]), PRESSING)
    assert [note.contested.reason for note in review.notes if note.contested] == ["It is a habit."]
    assert review.verdict == "send"


def test_words_that_the_draft_does_not_hold_are_dropped() -> None:
    review = _review(ScriptedModel([says("too-familiar", "hey buddy")]))
    assert (review.findings, review.critique.dropped.total) == ((), 1)


def test_a_script_answers_in_an_event_loop_too() -> None:
    reviewer = Reviewer(model=ScriptedModel([JOKE]), classifier=False, cache="off")
    assert asyncio.run(reviewer.review_async(DRAFT)).verdict == "revise"


def test_what_was_recorded_once_is_replayed_without_the_model(tmp_path: Path) -> None:
    """The file holds no name, and the answer comes back with it."""
    file = tmp_path / "recorded.jsonl"
    real = ScriptedModel(lambda call: [says("too-familiar", "the ferry will forgive my shoes", message=_greeting(call))], name="a/b")
    first = _review(RecordedModel(file, record=real))
    assert [finding.message for finding in first.findings] == ["Dear Ms Okonjo"]
    assert "Okonjo" not in file.read_text(encoding="utf-8")
    with forbid_real_calls():
        replayed = _review(RecordedModel(file))
    assert (replayed.findings, replayed.critique.model, replayed.critique.cached) == (first.findings, "a/b", True)
    assert len(real.calls) == 1


def _greeting(call: Call) -> str:
    words = next(line for line in call.messages[-1].content.splitlines() if "Dear Ms" in line)
    return words[words.index("Dear") :].split(",")[0]


def test_a_recording_grows_by_what_it_does_not_hold_yet(tmp_path: Path) -> None:
    file = tmp_path / "recorded.jsonl"
    for draft in (DRAFT, DRAFT, PRESSING):
        _review(RecordedModel(file, record=ScriptedModel(name="a/b")), draft)
    assert len(file.read_text(encoding="utf-8").splitlines()) == 2


def test_a_question_that_was_not_recorded_is_never_asked(tmp_path: Path) -> None:
    file = tmp_path / "recorded.jsonl"
    _review(RecordedModel(file, record=ScriptedModel(name="a/b")))
    review = _review(RecordedModel(file), PRESSING)
    assert (review.critique.status, review.critique.cached) == ("unavailable", False)
    assert "not in the recording" in (review.critique.reason or "")


@pytest.mark.parametrize("content", [None, "no JSON\n", json.dumps({"key": "a"})])
def test_a_recording_that_cannot_be_used_says_how_to_make_one(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "recorded.jsonl"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"recorded\.jsonl: .*RecordedModel\(file, record=\.\.\.\)"):
        RecordedModel(file)


@pytest.mark.checkout
def test_the_example_of_the_documentation_runs() -> None:
    """The page and the room show the same doubles at work."""
    page = (Path(__file__).parents[2] / "docs" / "critique.md").read_text(encoding="utf-8")
    examples = [block for block in re.findall(r"```python\n(.*?)```", page, re.DOTALL) if "ScriptedModel([" in block]
    assert len(examples) == 1
    exec(compile(examples[0], "critique.md", "exec"), {})
