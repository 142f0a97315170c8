"""The nine guidelines: a closed list, read from data, each with a paragraph to stand on."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from reviewer.errors import DataError
from reviewer.guidelines import Citation, Guideline, load_guidelines
from reviewer.models import GUIDELINES
from reviewer.ruledata import RuleData, load_rule_data, load_tree

ENTRY = """\
id: too-soon
title: Asking early
statement: Wait a little.
why: It takes time.
counts: [asking on the next day]
does_not: [thanking]
remedy: Send it later.
verdict: wait
citations:
  - document: A document
    file: a.txt
    section: Opening
    paragraph: 1
    sha256: "{digest}"
    bears_on: waiting
""".format(digest="0" * 64)


def _data(folder: Path, entry: str, name: str = "too-soon.yaml") -> RuleData:
    (folder / "guidelines").mkdir()
    (folder / "guidelines" / name).write_text(entry, encoding="utf-8")
    return load_tree(folder)


def _first_error(folder: Path, entry: str, name: str = "too-soon.yaml") -> str:
    with pytest.raises(DataError) as caught:
        load_guidelines(_data(folder, entry, name))
    return str(caught.value).removeprefix(f"{folder.as_posix()}/")


def test_the_nine_are_all_there_in_the_order_of_the_policy() -> None:
    """Every guideline of the policy has its file, and there is no tenth."""
    assert tuple(load_guidelines()) == GUIDELINES


def test_each_guideline_makes_of_a_draft_what_the_policy_says() -> None:
    """Wording can be mended, a day can be waited for, the rest must not go out."""
    assert {name: guideline.verdict for name, guideline in load_guidelines().items()} == {
        "cold-contact": "do-not-send",
        "public-venting": "do-not-send",
        "dishonesty": "do-not-send",
        "too-many-follow-ups": "do-not-send",
        "too-soon": "wait",
        "too-familiar": "revise",
        "connection-request": "do-not-send",
        "salary-change": "revise",
        "impatience": "revise",
    }


def test_each_guideline_stands_first_on_the_paragraph_that_carries_it() -> None:
    """Section and paragraph of the leading citation, as a finding shows them."""
    leading = {name: guideline.citations[0] for name, guideline in load_guidelines().items()}
    assert {name: (cited.section, cited.paragraph) for name, cited in leading.items()} == {
        "cold-contact": ("Don't go fishing", 1),
        "public-venting": ("Don't take it to social", 1),
        "dishonesty": ("Don't lie", 1),
        "too-many-follow-ups": ("Too many follow-up attempts", 1),
        "too-soon": ("Too many follow-up attempts", 2),
        "too-familiar": ("Getting too familiar", 2),
        "connection-request": ("Getting too familiar", 3),
        "salary-change": ("Wavering salary expectations", 1),
        "impatience": ("Opening", 1),
    }


def test_one_place_in_a_document_has_one_hash() -> None:
    """Guidelines that share a paragraph agree on what it said."""
    cited = [citation for guideline in load_guidelines().values() for citation in guideline.citations]
    places = {(citation.document, citation.file, citation.section, citation.paragraph) for citation in cited}
    assert len({citation.sha256 for citation in cited}) == len(places)


@pytest.mark.parametrize("guideline", load_guidelines().values(), ids=lambda guideline: guideline.id)
def test_the_wording_keeps_house_style(guideline: Guideline) -> None:
    """Statements, reasons and remedies are sentences; what counts is a list of phrases; nobody is scolded."""
    for sentence in (guideline.statement, guideline.why, guideline.remedy):
        assert re.fullmatch(r"[A-Z].*\.", sentence)
        assert "you must" not in sentence.lower()
    for phrase in (guideline.title, *guideline.counts, *guideline.does_not):
        assert not phrase.endswith(".")
    assert len(guideline.counts) >= 2
    assert len(guideline.does_not) >= 2


def test_a_guideline_is_read_whole(tmp_path: Path) -> None:
    """Each key of the file becomes a field, white space folded."""
    data = load_rule_data()
    mine = _data(tmp_path, ENTRY)
    loaded = load_guidelines(replace(data, read=lambda: {**data.files, **mine.files}))
    assert loaded["too-soon"] == Guideline(
        id="too-soon",
        title="Asking early",
        statement="Wait a little.",
        why="It takes time.",
        counts=("asking on the next day",),
        does_not=("thanking",),
        remedy="Send it later.",
        verdict="wait",
        citations=(Citation("A document", "a.txt", "Opening", 1, "0" * 64, "waiting"),),
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("id: too-soon", "id: to-soon", "line 1: `id`: `to-soon` is not known here; did you mean `too-soon`? Allowed: cold-contact"),
        ("why: It", "wy: It", "line 4: `wy`: this key is not known here; did you mean `why`? Allowed: citations"),
        ("title: Asking early\n", "", "guidelines/too-soon.yaml, line 1: the key `title` is missing; add it"),
        ("verdict: wait", "verdict: send", "line 8: `verdict`: `send` is not known here; Allowed: do-not-send, revise, wait"),
        ("counts: [asking on the next day]", "counts: asking", "line 5: `counts`: must be a list of texts"),
        ("statement: Wait a little.", "statement: 5", "line 3: `statement`: must be a text"),
        ("paragraph: 1", "paragraph: 0", "line 13: `citations.0.paragraph`: must be a whole number from 1 on"),
        ("paragraph: 1", "paragraph: true", "line 13: `citations.0.paragraph`: must be a whole number from 1 on"),
        ("0" * 64, "0" * 63, "line 14: `citations.0.sha256`: must be the 64 hexadecimal digits of a SHA-256"),
        ("does_not:", "refuted_by: {early: [2]}\ndoes_not:", "line 6: `refuted_by.early`: must be a list of numbers from 1 to 1"),
        ("does_not:", "refuted_by: [1]\ndoes_not:", "line 6: `refuted_by`: must be a mapping from facts"),
        ("    bears_on: waiting\n", "", "line 10: `citations.0`: the key `bears_on` is missing; add it"),
        (ENTRY[ENTRY.index("citations") :], "citations: []\n", "line 9: `citations`: must be a list of mappings"),
        (ENTRY, "- 1\n", "line 1: must be a mapping with the keys id, title, statement"),
    ],
)
def test_a_mistake_is_named_with_file_line_and_key(tmp_path: Path, old: str, new: str, message: str) -> None:
    """The sentence says where the mistake stands and what is allowed there."""
    assert message in _first_error(tmp_path, ENTRY.replace(old, new))


def test_a_guideline_names_the_facts_that_speak_against_it() -> None:
    """Once the window is open, nothing of what counts as too soon can be so; what the text alone shows stands whatever the count."""
    loaded = load_guidelines()
    assert loaded["too-soon"].refuted_by == {"window-open": tuple(range(1, len(loaded["too-soon"].counts) + 1))}
    assert loaded["too-many-follow-ups"].refuted_by == {"count-allows": (1,), "spacing-kept": (2,)}
    assert loaded["impatience"].refuted_by == {}


def test_a_guideline_lies_in_the_file_of_its_name(tmp_path: Path) -> None:
    """A misnamed file is refused, so that a guideline can be found by its id."""
    expected = "guidelines/soon.yaml, line 1: `id`: is `too-soon`, so the file must be called `guidelines/too-soon.yaml`"
    assert _first_error(tmp_path, ENTRY, "soon.yaml") == expected


def test_a_missing_guideline_is_named(tmp_path: Path) -> None:
    """The list is closed at both ends."""
    assert _first_error(tmp_path, ENTRY) == "guidelines: the guideline `cold-contact` is missing; restore `cold-contact.yaml`"
