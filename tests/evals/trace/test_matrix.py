"""Every paragraph has an answer, every rule a ground, and a changed document is told with the cases that stand on it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reviewer.evals.trace import Matrix, trace
from reviewer.evals.trace.report import json_of, lines
from reviewer.models import GUIDELINES
from reviewer.render.lines import plain
from reviewer.resources import rules_root

Make = Callable[..., Any]
OTHER = "3 Things NOT to Do After a Job Interview\n\nToo many follow-up attempts\n\nOne.\n\nTwo.\n\nGifts\n\nBring none.\n"


@pytest.fixture(scope="module")
def matrix(case: Make) -> Matrix:
    """The project's own rules, with one case for a guideline and one that allows it."""
    return trace((case("a", ["too-soon"]), case("b", allow=["too-soon"]), case("c")))


def test_every_guideline_stands_on_a_paragraph_and_every_rule_on_one_that_its_guideline_cites(matrix: Matrix) -> None:
    """Nothing is refused, and no rule is lost on the way."""
    assert matrix.stands
    assert {name for row in matrix.paragraphs for name in row.bears_on} == set(GUIDELINES)
    rules = [rule.rule for row in matrix.paragraphs for rule in row.rules]
    assert len(rules) == len(set(rules)) == len(list((rules_root() / "rules").glob("*.yaml")))


def test_a_row_leads_to_rules_acts_detectors_and_cases(matrix: Matrix) -> None:
    """From the paragraph on waiting to the words that ask too early."""
    (row,) = (row for row in matrix.paragraphs if "too-soon" in row.bears_on)
    (rule,) = (rule for rule in row.rules if rule.rule == "too-soon/before-the-window")
    assert (row.cases, row.allowed) == (("a",), ("b",))
    assert "ask-outcome" in rule.acts
    assert "too-early" in rule.facts
    assert {detector.split("/")[0] for detector in rule.detectors} <= set(rule.acts)


def test_acts_that_only_a_fact_looks_at_are_traced_too(matrix: Matrix) -> None:
    """The claim of a date is read by the fact, not named by the rule."""
    (rule,) = (rule for row in matrix.paragraphs for rule in row.rules if rule.rule == "dishonesty/interview-date")
    assert "dates-interview" in rule.acts


def test_what_nobody_stands_on_is_set_aside_with_its_reason(matrix: Matrix) -> None:
    """And what no case expects is named."""
    assert all(row.why for row in matrix.paragraphs if not row.bears_on)
    assert "impatience: no case expects it" in matrix.uncovered
    assert not any(told.startswith("too-soon") for told in matrix.uncovered)


def test_a_changed_document_is_told_with_the_cases_to_review(case: Make, tmp_path: Path) -> None:
    """Also a paragraph that is new and that nobody has looked at."""
    (tmp_path / "003_66048c3e37be2dc4.txt").write_text(OTHER, encoding="utf-8")
    found = trace((case("a", ["too-soon"]), case("b", ["dishonesty"]), case("c")), documents=tmp_path)
    status = {(row.section, row.paragraph): row.status for row in found.paragraphs}
    assert status["Too many follow-up attempts", 2] == "changed"
    assert status["Don't lie", 1] == "missing"
    assert not found.stands
    assert found.to_review == ("b", "a")
    assert any("Gifts, paragraph 1: no guideline stands on it" in told for told in found.uncovered)
    page = plain(list(lines(found)))
    assert "Cases to review, since their paragraph has changed: b, a\n" in page
    assert max(map(len, page.splitlines())) <= 80


def test_a_rule_without_a_citation_is_refused(tmp_path: Path) -> None:
    """Its file is named, and the way out."""
    source = (rules_root() / "rules" / "too-soon-before-the-window.yaml").read_text(encoding="utf-8")
    own = source.replace("too-soon/before-the-window", "too-soon/own").replace("paragraph: 2", "paragraph: 1")
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "own.yaml").write_text(own, encoding="utf-8")
    found = trace((), rule_folders=[tmp_path])
    (told,) = found.refused
    assert "`too-soon/own` stands on" in told
    assert told.endswith("which `too-soon` does not cite; cite it there, or name its ground")
    assert not found.stands


def test_the_matrix_as_json_holds_what_the_page_holds(matrix: Matrix) -> None:
    """With the version first."""
    record = json.loads(json_of(matrix))
    assert (record["version"], record["stands"], len(record["paragraphs"])) == (1, True, len(matrix.paragraphs))
    assert set(record["paragraphs"][0]) >= {"document", "section", "paragraph", "status", "bears_on", "rules", "cases", "allowed", "why"}
