"""The documents tell the truth: generated pages are current, and the schemas fit what the program reads and writes."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from reviewer.guidelines import load_guidelines
from reviewer.models import GUIDELINES
from reviewer.models.parse import parse_document
from reviewer.reviews import Reviewer
from reviewer.rules import VERDICT_OF

DOCS = Path(__file__).resolve().parent.parent / "docs"
INPUT = {
    "id": 7,
    "draft": {"channel": "email", "subject": "Hello", "text": "Dear Ada,\n\nwhether a decision has been made, I wonder 😀.\n\nGrace"},
    "context": {
        "stage": "final_interview",
        "interviewed_on": "2026-11-02",
        "sending_on": "2026-11-04",
        "follow_ups": ["2026-11-03"],
        "recipient": {"name": "Ada", "role": "interviewer", "connection": "met"},
        "salary_expectation": {"min": 50000, "max": None, "currency": "EUR", "period": "year"},
        "other_offer": False,
        "process": "open",
    },
}

pytestmark = pytest.mark.checkout


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _schema(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((DOCS / name).read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return schema


def _validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(_schema(name))


GENERATOR = _generator()


@pytest.mark.parametrize("name", GENERATOR.PAGES)
def test_a_generated_page_is_current(name: str) -> None:
    """If this fails, run `make docs` and commit what it wrote."""
    assert (DOCS.parent / name).read_text(encoding="utf-8") == GENERATOR.PAGES[name]()


def test_a_review_is_what_its_schema_says() -> None:
    """A dump with findings and one without."""
    validator, reviewer = _validator("review-v1.schema.json"), Reviewer()
    for document in (INPUT, {"draft": {"channel": "email", "text": "Thank you for your time on Monday."}}):
        review = json.loads(reviewer.review(*parse_document(document)).model_dump_json())
        assert list(validator.iter_errors(review)) == []
        assert list(review) == list(_schema("review-v1.schema.json")["properties"])


def test_the_review_schema_refuses_another_version_and_a_missing_verdict() -> None:
    """The schema is no formality."""
    review = json.loads(Reviewer().review(*parse_document(INPUT)).model_dump_json())
    del review["verdict"]
    messages = sorted(error.message for error in _validator("review-v1.schema.json").iter_errors({**review, "version": 2}))
    assert messages == ["'verdict' is a required property", "1 was expected"]


@pytest.mark.parametrize(
    ("document", "valid"),
    [
        (INPUT, True),
        ({"draft": {"channel": "connection_request", "text": ""}}, True),
        ({"draft": {"text": "no channel"}}, False),
        ({"draft": {"channel": "fax", "text": "x"}}, False),
        ({"draft": {"channel": "email", "text": "x", "body": "y"}}, False),
        ({"draft": {"channel": "email", "text": "x"}, "context": {"stages": "offer"}}, False),
        ({"context": {}}, False),
    ],
)
def test_the_input_schema_takes_what_the_program_takes(document: object, valid: bool) -> None:
    """A document that the program refuses for its shape is refused by the schema, and the other way round."""
    assert _validator("input.schema.json").is_valid(document) is valid
    if valid:
        parse_document(document)


def test_the_guidelines_say_what_the_judge_does() -> None:
    """The verdict under each guideline is the one that a finding leads to."""
    assert {name: guideline.verdict for name, guideline in load_guidelines().items()} == VERDICT_OF


def test_every_rule_stands_on_a_paragraph_of_its_guideline() -> None:
    """A rule's source is one of the places that its guideline cites, so that `--verify` covers it."""
    cited = {name: {(c.document, c.section, c.paragraph) for c in guideline.citations} for name, guideline in load_guidelines().items()}
    sources = {rule.id: (rule.guideline, (rule.source.document, rule.source.section, rule.source.paragraph)) for rule in Reviewer().rules}
    assert {rule: source for rule, (guideline, source) in sources.items() if source not in cited[guideline]} == {}


def test_the_rule_reference_names_every_rule_and_guideline() -> None:
    """No rule speaks that cannot be looked up."""
    page = (DOCS / "rules.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (\S+)", page, re.MULTILINE) == list(GUIDELINES)
    assert sorted(re.findall(r"^### (\S+)", page, re.MULTILINE)) == [rule.id for rule in Reviewer().rules]


@pytest.mark.parametrize("page", sorted([*DOCS.glob("*.md"), *DOCS.parent.glob("*.md")]), ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    """Every relative link names a file of the project."""
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_python_in_the_readme_prints_what_it_says() -> None:
    """Its lines run as they stand, and the remark behind `print` is the true output."""
    (code,) = re.findall(r"```python\n(.*?)```", (DOCS.parent / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed == f"{code.rpartition('  # ')[2]}"
