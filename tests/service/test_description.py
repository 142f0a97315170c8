"""The OpenAPI document: complete, with stable names, examples that hold, and every problem declared."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable, Iterator
from typing import Any, cast

import pytest
from jsonschema import Draft202012Validator

from reviewer.service.app import create_app
from reviewer.service.desk import Desk
from reviewer.service.judging import Job
from reviewer.service.keys import make_key
from reviewer.service.options import Door
from tests.service.calling import Caller, Inline

Service = Callable[..., Caller]
OPERATIONS = {
    ("get", "/healthz"): "health",
    ("get", "/metrics"): "metrics",
    ("get", "/problems/{name}"): "problem",
    ("get", "/readyz"): "readiness",
    ("get", "/v1/about"): "about",
    ("get", "/v1/guidelines"): "guidelines",
    ("get", "/v1/guidelines/{id}"): "guideline",
    ("get", "/v1/rules"): "rules",
    ("get", "/v1/rules/{id}"): "rule",
    ("get", "/v1/when"): "when",
    ("post", "/v1/reviews"): "review",
    ("post", "/v1/reviews/batch"): "review_batch",
    ("post", "/v1/reviews/request"): "preview_request",
    ("post", "/v1/rewrites"): "rewrite",
    ("post", "/v1/when"): "when_of_context",
    ("post", "/v1/when.ics"): "when_as_calendar",
}
"""Programs are generated from these names, so that none of them may change."""


@pytest.fixture
def document(service: Service) -> dict[str, Any]:
    described: dict[str, Any] = service()("GET", "/openapi.json").json()
    return described


def _operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            yield method, path, operation


def test_every_operation_has_a_stable_name_and_a_summary(document: dict[str, Any]) -> None:
    assert {(method, path): operation["operationId"] for method, path, operation in _operations(document)} == OPERATIONS
    assert [path for _, path, operation in _operations(document) if not operation["summary"]] == []


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    """And every schema is one."""
    text = json.dumps(document)
    wanted = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert wanted <= set(document["components"]["schemas"])
    for name in wanted:
        Draft202012Validator.check_schema(document["components"]["schemas"][name])


def test_every_problem_is_declared_as_one(document: dict[str, Any]) -> None:
    """With the schema of a problem document, and nothing of the framework's own errors is left."""
    for _, path, operation in _operations(document):
        for status, answer in operation["responses"].items():
            if int(status) >= 400:
                assert list(answer["content"]) == ["application/problem+json"], path
    assert "HTTPValidationError" not in document["components"]["schemas"]


def test_the_examples_are_answered(service: Service, document: dict[str, Any]) -> None:
    """Each is sent as it stands, in every media type that is offered, and the answer fits its schema."""
    call, sent = service(asking=_Preview()), 0
    for method, path, operation in _operations(document):
        for kind, offered in operation.get("requestBody", {}).get("content", {}).items():
            example = offered["example"]
            content = example if isinstance(example, str) else json.dumps(example)
            answer = call(method, path, content=content, headers={"Content-Type": kind})
            assert answer.status_code == 200, path
            declared = operation["responses"]["200"]["content"]
            given = answer.headers["content-type"].partition(";")[0]
            assert given in declared
            if given == "application/json":
                schema = {**declared[given]["schema"], "components": document["components"]}
                assert list(Draft202012Validator(schema).iter_errors(answer.json())) == []
            sent += 1
    assert sent == 8


def test_a_key_is_asked_for_where_one_is_needed(service: Service, tmp_path: Any) -> None:
    """In the document as at the door."""
    make_key(tmp_path / "keys", "one")
    document = service(door=Door(keys=tmp_path / "keys"))("GET", "/openapi.json").json()
    unlocked = {path for _, path, operation in _operations(document) if "security" not in operation}
    assert unlocked == {"/healthz", "/readyz", "/v1/about", "/problems/{name}"}
    assert document["components"]["securitySchemes"]["key"]["scheme"] == "bearer"


class _Preview(Inline):
    """Shows a request, as if there were a model."""

    def __init__(self) -> None:
        pass

    def submit(self, job: Job, *, slow: bool = False) -> Any:
        from concurrent.futures import Future

        from reviewer import Reviewer
        from reviewer.service.judging import Judge
        from reviewer.testing import ScriptedModel

        done: Future[Any] = Future()
        done.set_result(Judge(Reviewer(classifier=False, model=ScriptedModel(), cache="off"), text=1_000).do(job))
        return done


@pytest.mark.heavy
@pytest.mark.skipif(importlib.util.find_spec("schemathesis") is None, reason="schemathesis is not installed; `make test-all` installs it")
@pytest.mark.filterwarnings("default")  # of its own libraries
@pytest.mark.parametrize("mode", ["POSITIVE", "NEGATIVE"])
def test_what_schemathesis_makes_of_the_document_finds_no_fault(desk: Callable[..., Desk], mode: str) -> None:
    """Valid and invalid requests for every operation, each answer held against what is declared."""
    import schemathesis
    from hypothesis import HealthCheck, given, settings
    from hypothesis.errors import Unsatisfiable
    from schemathesis.specs.openapi.checks import positive_data_acceptance

    app = create_app(desk(door=Door(hosts=("testserver",)), text=2_000))
    # A schema cannot say that one day must lie before another, or that words must be more than blanks.
    refusable = [positive_data_acceptance]
    tried = []
    for found in schemathesis.openapi.from_asgi("/openapi.json", app).get_all_operations():
        operation: Any = cast(Any, found).ok()

        @given(case=operation.as_strategy(generation_mode=schemathesis.GenerationMode[mode]))
        @settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
        def probe(case: Any) -> None:
            case.call_and_validate(excluded_checks=refusable)

        try:
            probe()
        except (schemathesis.errors.SchemathesisError, Unsatisfiable):
            if mode == "POSITIVE":  # what takes no parameter cannot be asked wrongly
                raise
        tried.append(operation.label)
    assert len(tried) == len(OPERATIONS)
