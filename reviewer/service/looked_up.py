"""The routes that look something up: guidelines, rules, the first good day, and what the service is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from reviewer.errors import InputError, nearest
from reviewer.models import Context
from reviewer.models.answers import About, GuidelineInfo, Guidelines, LimitsInfo, RuleInfo, RuleName, Rules, When
from reviewer.models.parse import parse_context
from reviewer.render.waiting import waiting
from reviewer.service.bodies import read_body
from reviewer.service.describing import WHEN_PARAMETERS, json_body, problems
from reviewer.service.desk import Desk
from reviewer.service.judged import rewriting
from reviewer.service.judging import UnreadableError, document
from reviewer.service.problems import ProblemError

__all__ = ["looked_up_routes"]

_BODY: Final = ("unreadable", "slow-body", "too-large", "not-json")
_DAYS: Final = ("stage", "interviewed_on", "sending_on", "reply_promised_by", "follow_ups", "process")


def looked_up_routes(desk: Desk, common: tuple[str, ...]) -> APIRouter:
    """Everything that is answered at once."""
    routes = APIRouter(tags=["looking up"])
    guidelines = {str(name): GuidelineInfo.model_validate(one) for name, one in desk.reviewer.guidelines.items()}
    rules = {rule.id: RuleInfo.model_validate(rule) for rule in desk.reviewer.rules}
    all_guidelines = Guidelines(guidelines=tuple(guidelines.values()))
    all_rules = Rules(rules=tuple(RuleName.model_validate(rule) for rule in desk.reviewer.rules))
    told = problems(*common, "too-many", "defect", "busy")

    @routes.get("/v1/guidelines", operation_id="guidelines", summary="List the nine guidelines", responses=_ok(Guidelines) | told)
    async def list_guidelines() -> Response:
        return _json(all_guidelines)

    @routes.get(
        "/v1/guidelines/{id}",
        operation_id="guideline",
        summary="Explain a guideline",
        responses=_ok(GuidelineInfo) | problems("not-found") | told,
        openapi_extra=_named("id", "too-soon"),
    )
    async def one_guideline(id: str) -> Response:
        return _json(_found(id, guidelines, "guideline"))

    @routes.get("/v1/rules", operation_id="rules", summary="List the rules", responses=_ok(Rules) | told)
    async def list_rules() -> Response:
        return _json(all_rules)

    @routes.get(
        "/v1/rules/{id:path}",
        operation_id="rule",
        summary="Explain a rule",
        responses=_ok(RuleInfo) | problems("not-found") | told,
        openapi_extra=_named("id", "too-soon/before-the-window"),
    )
    async def one_rule(id: str) -> Response:
        return _json(_found(id, rules, "rule"))

    @routes.get(
        "/v1/when",
        operation_id="when",
        summary="Name the first good day",
        responses=_ok(When) | problems("bad-input") | told,
        openapi_extra={"parameters": WHEN_PARAMETERS},
    )
    async def when_of_query(request: Request) -> Response:
        """The days are given in the query; nothing is filled in, today's date neither."""
        return _json(_when(_from_query(request)))

    @routes.post(
        "/v1/when",
        operation_id="when_of_context",
        summary="Name the first good day",
        responses=_ok(When) | problems("bad-input", *_BODY) | told,
        openapi_extra={"requestBody": json_body(when=True)},
    )
    async def when_of_body(request: Request) -> Response:
        """As above, with the context as in a review, so that nothing of it stands in an address."""
        return _json(_when(await _from_body(request, desk)))

    @routes.post(
        "/v1/when.ics",
        operation_id="when_as_calendar",
        summary="The first good day as an entry for a calendar",
        responses={200: {"content": {"text/calendar": {"schema": {"type": "string"}}}, "description": "An iCalendar file"}}
        | problems("nothing-to-do", "bad-input", *_BODY)
        | told,
        response_class=Response,
        openapi_extra={"requestBody": json_body(when=True)},
    )
    async def when_as_calendar(request: Request) -> Response:
        """There is none where no day can be named."""
        context = await _from_body(request, desk)
        return _calendar(context)

    @routes.get("/v1/about", operation_id="about", summary="What this service offers", responses=_ok(About) | problems("defect"))
    async def about() -> Response:
        return _json(
            About(
                reviewer=desk.reviewer.fingerprint.reviewer,
                model=desk.model,
                rewrites=rewriting(),
                key_required=desk.door.keys is not None,
                limits=LimitsInfo.model_validate(desk.door.limits),
            )
        )

    return routes


def _ok(model: type[BaseModel]) -> dict[int | str, dict[str, Any]]:
    return {200: {"model": model}}


def _named(name: str, example: str) -> dict[str, Any]:
    return {"parameters": [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}, "example": example}]}


def _json(value: BaseModel) -> Response:
    return Response(value.model_dump_json(), media_type="application/json")


def _found(name: str, known: Mapping[str, BaseModel], what: str) -> BaseModel:
    if name not in known:
        raise ProblemError("not-found", f"this is not a {what}; {nearest(name[:60], known)}", field="id")
    return known[name]


def _from_query(request: Request) -> Context:
    given: dict[str, Any] = {}
    for name in request.query_params:
        if name not in _DAYS:
            raise ProblemError("bad-input", f"the query names a parameter that is not known; {nearest(name[:60], _DAYS)}", field="query")
        values = request.query_params.getlist(name)
        if name != "follow_ups" and len(values) > 1:
            raise ProblemError("bad-input", f"`{name}` stands twice in the query; keep one of them", field=name)
        given[name] = values if name == "follow_ups" else values[0]
    try:
        return parse_context(given)
    except InputError as problem:
        field = (problem.field or "").removeprefix("context.")
        raise ProblemError("bad-input", problem.message.replace("`context.", "`"), field=field or None) from None


async def _from_body(request: Request, desk: Desk) -> Context:
    limits = desk.door.limits
    content = await read_body(request, most=limits.body, seconds=limits.body_seconds)
    try:
        asked = document(content)
        if not isinstance(asked, dict) or "context" not in asked:
            raise InputError('the input must be an object such as {"context": {"interviewed_on": "2026-11-02"}}', field="context")
        return parse_context(asked["context"])
    except UnreadableError as problem:
        raise ProblemError("unreadable", problem.message, field=problem.field) from None
    except InputError as problem:
        raise ProblemError("bad-input", problem.message, field=problem.field) from None


def _when(known: Context) -> When:
    found = waiting(known)
    return When(first_good_day=found.day, why=found.why, facts=found.facts)


def _calendar(known: Context) -> Response:
    found = waiting(known)
    if found.day is None:
        raise ProblemError("nothing-to-do", f"there is no day to write. {found.why}")
    from reviewer.render.calendar import calendar_entry

    name = {"Content-Disposition": 'attachment; filename="first-good-day.ics"'}
    return Response(calendar_entry(found.day, known, found.why), media_type="text/calendar", headers=name)
