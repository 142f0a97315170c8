"""Reviews over HTTP: the bytes of the library, its sentences for errors, and batches line by line."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from reviewer import Reviewer
from reviewer.models.parse import parse_document
from reviewer.service.judging import Judge
from tests.service.calling import EARLY, JSON, Caller, Inline, Never

Service = Callable[..., Caller]
LINES = {"Content-Type": "application/jsonl"}


def test_a_review_is_byte_for_byte_that_of_the_library(service: Service, rules_alone: Reviewer) -> None:
    """Neither the date of today nor anything else is filled in."""
    dateless = {"draft": EARLY["draft"], "context": {"stage": "phone_screen", "interviewed_on": "2026-11-02"}}
    for document, named in ((EARLY, "c-1"), (dateless, None)):
        answer = service().review(document)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/json"
        assert answer.text == rules_alone.review(*parse_document(document), id=named).model_dump_json()


@pytest.mark.parametrize(
    ("body", "status", "field", "detail"),
    [
        ('{"draft": ', 400, None, "the JSON cannot be read at line 1, column 11: Expecting value"),
        (b'{"draft": "\xff"}', 400, None, "the body is not UTF-8 text (byte 12); send it as UTF-8"),
        ('{"draft": {}, "draft": {}}', 400, "draft", "`draft` stands twice in one object; keep one of them"),
        ("[" * 100_000, 400, None, "the JSON is nested too deeply; an input document needs four levels"),
        ("{}", 422, "draft", '`draft` is missing; write {"draft": {"channel": "email", "text": "..."}}'),
        (
            '{"draft": {"channel": "fax", "text": "x"}}',
            422,
            "draft.channel",
            '`draft.channel` cannot be "fax". Allowed: connection_request, email, linkedin_message, phone, social_post, text',
        ),
        ('{"id": 1.5, "draft": {"channel": "email", "text": "x"}}', 422, "id", "`id` must be text or a whole number"),
        (
            '{"draft": {"channel": "email", "text": "x"}, "context": {"interviewed_on": "2026-02-30"}}',
            422,
            "context.interviewed_on",
            "`context.interviewed_on`: 2026-02-30 is not a day of the calendar",
        ),
        (
            json.dumps({"draft": {"channel": "email", "text": "x" * 51}}),
            422,
            "draft.text",
            "`draft.text` is 51 characters long; at most 50 are read",
        ),
    ],
)
def test_what_is_wrong_is_told_in_the_words_of_the_library(
    service: Service, body: str | bytes, status: int, field: str | None, detail: str
) -> None:
    """A problem document names the field; its kind can be looked up."""
    call = service(text=50)
    answer = call("POST", "/v1/reviews", content=body, headers=JSON | {"X-Request-ID": "r-7"})
    told = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert told == {"type": told["type"], "title": told["title"], "status": status, "detail": detail, "field": field, "request_id": "r-7"}
    assert call("GET", told["type"]).json()["title"] == told["title"]


def test_a_batch_answers_as_the_command_does(service: Service, rules_alone: Reviewer) -> None:
    """The same ids and order, and an error record in the place of a bad line; blank lines are passed over but counted."""
    lines = [json.dumps(EARLY), "", '{"id": 7, "draft": {"channel": "email"}}', "nonsense", json.dumps(EARLY | {"id": 9})]
    answer = service()("POST", "/v1/reviews/batch", content="\n".join(lines), headers=LINES)
    assert answer.headers["content-type"] == "application/jsonl"
    first, second, third, fourth = answer.content.splitlines()
    assert first.decode() == rules_alone.review(*parse_document(EARLY), id="c-1").model_dump_json()
    assert json.loads(second) == {"version": 1, "id": 7, "line": 3, "error": {"field": "draft.text", "message": "`draft.text` is missing"}}
    assert json.loads(third)["line"] == 4
    assert json.loads(fourth)["id"] == 9


def test_a_batch_may_be_one_array(service: Service) -> None:
    """Its elements are judged as strictly as lines are, and may be written over several lines."""
    content = f' [\n{json.dumps(EARLY, indent=2)} , {{"id": 2, "id": 3}},\n 5 ] '
    answer = service()("POST", "/v1/reviews/batch", content=content, headers=JSON)
    told = [json.loads(line) for line in answer.content.splitlines()]
    assert [(line["id"], "verdict" in line) for line in told] == [("c-1", True), (None, False), (None, False)]
    assert [line["error"]["message"].split(";")[0] for line in told[1:]] == [
        "`id` stands twice in one object",
        'the input must be an object such as {"draft": {"channel": "email", "text": "..."}, "context": {}}',
    ]
    assert service()("POST", "/v1/reviews/batch", content="[]", headers=JSON).content == b""


@pytest.mark.parametrize(
    ("content", "status", "detail"),
    [
        ("[1, 2", 400, "a comma or the end of the array is missing behind element 2"),
        ("[1, oops]", 400, "element 2 of the array cannot be read as JSON"),
        ("[1] 2", 400, "something stands behind the end of the array; send one array, or one document a line"),
        ("[1, 2, 3, 4]", 413, "the batch holds more than the 3 drafts that are read; send it in parts"),
        ("{}", 400, "the body is no JSON array; send one, or a document a line with `Content-Type: application/jsonl`"),
    ],
)
def test_a_batch_that_cannot_be_divided_is_a_problem(service: Service, content: str, status: int, detail: str) -> None:
    """Nothing of it is judged."""
    answer = service(lines=3)("POST", "/v1/reviews/batch", content=content, headers=JSON)
    assert (answer.status_code, answer.json()["detail"]) == (status, detail)
    assert service(lines=3)("POST", "/v1/reviews/batch", content="1\n2\n\n3\n4", headers=LINES).status_code == 413


def test_a_line_that_takes_too_long_costs_no_other_line(desk: Callable[..., Any], service: Service) -> None:
    """Each line has its own time, and says so where it was not enough."""
    call = service(Never(), seconds=0.05)
    answer = call("POST", "/v1/reviews/batch", content="1\n2\n", headers=LINES)
    assert [json.loads(line) for line in answer.content.splitlines()] == [
        {"version": 1, "id": None, "line": n, "error": {"field": None, "message": "this line was not reviewed in time; send it again"}}
        for n in (1, 2)
    ]


def test_a_review_that_takes_too_long_is_a_problem_that_says_when_to_come_again(service: Service) -> None:
    """And whoever judges is told that nobody waits."""
    judges = Never()
    answer = service(judges, seconds=0.05).review(EARLY)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    assert judges.futures[0].cancelled()


def test_a_rewrite_is_that_of_the_library(service: Service, rules_alone: Reviewer) -> None:
    """The same bytes."""
    from reviewer.rewrite import rewrite

    answer = service()("POST", "/v1/rewrites", content=json.dumps(EARLY), headers=JSON)
    assert answer.text == rewrite(rules_alone, *parse_document(EARLY), id="c-1").model_dump_json()


def test_a_request_may_do_without_the_model_but_not_name_another(service: Service, rules_alone: Reviewer) -> None:
    """Which model it is, the operator has decided."""
    with_model = Inline(Judge(rules_alone, text=1000))
    call = service(asking=with_model)
    assert [call.review(EARLY, params=params).status_code for params in ({}, {"model": "false"}, {"model": "true"})] == [200] * 3
    assert len(with_model.seen) == 2
    answer = call.review(EARLY, params={"model": "openai/gpt-5"})
    assert (answer.status_code, answer.json()["field"]) == (422, "model")
    assert len(with_model.seen) == 2


@pytest.mark.parametrize("query", ["modle=false", "model=false&model=true", "model="])
def test_a_mistyped_query_sends_no_draft_to_a_model(service: Service, rules_alone: Reviewer, query: str) -> None:
    """Whoever wished for none would not notice."""
    with_model = Inline(Judge(rules_alone, text=1000))
    call = service(asking=with_model)
    for path in ("reviews", "reviews/batch", "rewrites"):
        assert call("POST", f"/v1/{path}?{query}", content=json.dumps([EARLY]), headers=JSON).status_code == 422
    assert with_model.seen == []


def test_a_wrong_path_method_or_media_type_is_told_the_right_one(service: Service) -> None:
    """Without what was wrong."""
    call = service()
    answers = (call("GET", "/v1/reviews"), call("POST", "/v1/review", json={}), call("POST", "/v1/reviews/batch", content="{}"))
    assert [answer.json()["detail"].partition(" Allowed: ")[0] for answer in answers] == [
        "this path takes POST; see `/openapi.json`",
        "there is no such path; did you mean `/v1/reviews`?",
        "send the header `Content-Type: application/json` or `Content-Type: application/jsonl` or `Content-Type: application/x-ndjson`",
    ]


def test_without_a_model_nothing_would_leave(service: Service) -> None:
    """There is no request to show."""
    answer = service()("POST", "/v1/reviews/request", content=json.dumps(EARLY), headers=JSON)
    assert (answer.status_code, answer.json()["detail"]) == (409, "the operator has turned no model on, so nothing would leave")


def test_questions_to_the_model_have_a_limit_of_their_own(service: Service) -> None:
    """Reviews without it go on."""
    call = service(asking=Never(), model_at_once=1, seconds=0.2)
    asked = [("POST", "/v1/reviews", {"content": json.dumps(EARLY), "headers": JSON})] * 2
    plain = ("POST", "/v1/reviews?model=false", {"content": json.dumps(EARLY), "headers": JSON})
    answers = call.together(*asked, plain)
    assert sorted(answer.status_code for answer in answers) == [200, 503, 503]
    assert {answer.headers.get("retry-after") for answer in answers} == {None, "1", "5"}
