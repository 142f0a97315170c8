"""What stands on a wording, a prompt or a paragraph that has changed is listed; what stands on today's is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reviewer.critique.prompt import rendered
from reviewer.critique.templates import load_prompts
from reviewer.errors import InputError
from reviewer.evals.recordings import Line, Made, Recording
from reviewer.evals.standing import changed_since, read_standing, text_hash, wordings, write_standing
from reviewer.evals.trace import drift_of
from reviewer.guidelines import Guideline
from reviewer.models import GuidelineId
from tests.evals.models import CASES, guidelines


def worded_otherwise(name: GuidelineId) -> Mapping[GuidelineId, Guideline]:
    known = guidelines()
    return {**known, name: replace(known[name], statement="Something else.")}


def recording(**about: Any) -> Recording:
    """One answer about one case, on today's prompt and wordings unless something else is said."""
    asked: dict[GuidelineId, str] = {name: text_hash(one) for name, one in guidelines().items() if name in ("impatience", "too-soon")}
    told = {"model": "some/model", "parameters": {}, "prompt": load_prompts().fingerprint, **about}
    case = CASES.cases[0]
    line = Line("k", ((case.id, case.hash),), 0, None, True, asked, Made("2026-11-22", "by hand"), {"text": "{}", "about": told})
    return Recording("r.jsonl", (line,), {"k": line})


def test_nothing_has_drifted_where_nothing_has_changed(tmp_path: Path) -> None:
    file = tmp_path / "standing.json"
    write_standing(guidelines(), file)
    assert not drift_of(CASES.cases, guidelines(), accepted=read_standing(file), recordings=[recording()])


def test_a_changed_wording_lists_its_cases_and_its_answers() -> None:
    """Cases by their labels, answers by what they were asked about."""
    accepted = {name: text_hash(one) for name, one in guidelines().items()}
    drift = drift_of(CASES.cases, worded_otherwise("too-soon"), accepted=accepted, recordings=[recording()])
    assert (drift.guidelines, drift.cases) == (("too-soon",), ("early",))
    assert [(one.file, one.answers, one.because, one.cases) for one in drift.recordings] == [("r.jsonl", 1, ("too-soon",), ("joke",))]
    elsewhere = drift_of(CASES.cases, worded_otherwise("dishonesty"), accepted=accepted, recordings=[recording()])
    assert (elsewhere.guidelines, elsewhere.recordings) == (("dishonesty",), ())


def test_another_prompt_draft_or_paragraph_lists_the_answers_too() -> None:
    prompt = drift_of(CASES.cases, guidelines(), recordings=[recording(prompt="sha256:old")])
    draft = drift_of([CASES.cases[0].model_copy(update={"hash": "other"})], guidelines(), recordings=[recording()])
    paragraph = drift_of(CASES.cases, guidelines(), recordings=[recording()], paragraphs=["impatience"])
    assert [one.recordings[0].because for one in (prompt, draft, paragraph)] == [("prompt",), ("case",), ("paragraph",)]
    assert not drift_of(CASES.cases, guidelines(), recordings=[recording()], paragraphs=["dishonesty"])


def test_cached_answers_are_known_by_the_names_of_any_selection_of_wordings() -> None:
    """An answer may have been asked about some guidelines only; what names no selection of today's is stale."""
    prompts = load_prompts()
    some = [rendered(guidelines()[name], prompts) for name in ("dishonesty", "public-venting")]
    (*_, both) = wordings(some)
    fresh = {"about": {"prompt": prompts.fingerprint, "guidelines": both}}
    old = {"about": {"prompt": prompts.fingerprint, "guidelines": "sha256:old"}}
    other = {"about": {"prompt": "sha256:old", "guidelines": both}}
    assert drift_of((), guidelines(), cached=[fresh, old, other, {}]).cached == 2


def test_every_word_of_a_guideline_shapes_its_name() -> None:
    """Its remedy and its sources are no part of what a label rests on."""
    one = guidelines()["too-soon"]
    for change in ({"title": "x"}, {"statement": "x"}, {"counts": ("x",)}, {"does_not": ("x",)}, {"refuted_by": {"x": (1,)}}):
        assert text_hash(replace(one, **change)) != text_hash(one)
    assert text_hash(replace(one, remedy="x")) == text_hash(one)
    assert changed_since({}, guidelines()) == tuple(guidelines())


@pytest.mark.parametrize(("text", "told"), [(None, "cannot be read"), ("[]", "is no list of accepted wordings"), ("{", "is no list")])
def test_a_list_of_wordings_that_cannot_be_read_says_how_to_make_one(tmp_path: Path, text: str | None, told: str) -> None:
    file = tmp_path / "standing.json"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=f"standing.json: {told}.*`reviewer eval trace --accept FILE`"):
        read_standing(file)
