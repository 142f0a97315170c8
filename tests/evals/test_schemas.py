"""The published schemas of cases and of the report fit what the program reads and writes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from reviewer.evals.baseline import baseline_of
from reviewer.evals.cases import load_cases
from reviewer.evals.comparison import compare
from reviewer.evals.gates import check_limits, parse_limits
from reviewer.evals.judges import Failed

pytestmark = pytest.mark.checkout

Make = Callable[..., Any]
DOCS = Path(__file__).resolve().parent.parent.parent / "docs"
GOOD: dict[str, Any] = {"id": "a", "draft": {"channel": "email", "text": "Thank you."}, "expect": []}


def validator(name: str) -> Draft202012Validator:
    schema = json.loads((DOCS / name).read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_every_case_that_ships_fits_the_schema() -> None:
    """As it stands in its file."""
    fits = validator("case.schema.json")
    lines = [line for file in load_cases().files for line in Path(file.name).read_text(encoding="utf-8").splitlines()]
    assert [line for line in lines if not fits.is_valid(json.loads(line))] == []


@pytest.mark.parametrize(
    ("change", "valid"),
    [
        ({"id": 7, "author": "me", "pair": 8}, True),
        ({"id": ""}, False),
        ({"expect": ["haste"]}, False),
        ({"expect": "too-soon"}, False),
        ({"draft": {"channel": "email"}}, False),
        ({"context": {"stages": "offer"}}, False),
    ],
)
def test_the_schema_takes_what_the_program_takes(change: dict[str, Any], valid: bool) -> None:
    """And refuses what it refuses for its shape."""
    assert validator("case.schema.json").is_valid({**GOOD, **change}) is valid


def test_a_report_is_what_its_schema_says(audit: Make, case: Make, review: Make, finding: Make) -> None:
    """With findings, an error, a comparison and gates; every key is documented, in the order of the schema."""
    text = "Any news?"
    told = [(case("a", ["too-soon"], text=text, pair="b"), review(finding("too-soon", words=(0, 8)))), (case("b"), Failed("down"))]
    run = audit(*told)
    comparison = compare(run, baseline_of(audit((told[0][0], review())), "script"), judge="script", name="b.json")
    gates = tuple(check_limits(run.measures[0], parse_limits(["f1=1,pairs=1"])))
    report = json.loads(run.model_copy(update={"comparison": comparison, "gates": gates}).model_dump_json())
    schema = validator("eval-report-v1.schema.json")
    assert [error.message for error in schema.iter_errors(report)] == []
    assert list(report) == list(json.loads((DOCS / "eval-report-v1.schema.json").read_text(encoding="utf-8"))["properties"])
    assert [error.message for error in schema.iter_errors({**report, "version": 2})] == ["1 was expected"]
