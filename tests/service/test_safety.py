"""Safe by default: who may come in, how much, how many at once, and what is never told."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reviewer import Reviewer
from reviewer.errors import InputError, SettingsError
from reviewer.service.app import create_app
from reviewer.service.desk import Desk
from reviewer.service.keys import KeyFile, make_key, revoke_key
from reviewer.service.logs import LOG, Formatter
from reviewer.service.options import Door
from tests.service.calling import EARLY, JSON, Caller, Inline, Never

Service = Callable[..., Caller]
CANARY = "the heron of Oudezijds"


def _bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def test_the_service_does_not_open_to_other_machines_without_keys(tmp_path: Path) -> None:
    """One sentence says what to do; loopback needs none."""
    with pytest.raises(SettingsError, match="can be reached from other machines, so the service needs API keys"):
        Door(host="0.0.0.0")
    assert [Door(host=host).keys for host in ("localhost", "127.0.0.1", "127.9.9.9", "::1")] == [None] * 4
    assert Door(host="0.0.0.0", keys=tmp_path / "keys").host == "0.0.0.0"


def test_a_key_opens_the_door_until_it_is_revoked(service: Service, tmp_path: Path) -> None:
    """The file is read anew when it changes; the service needs no restart."""
    file = tmp_path / "keys"
    first, second = make_key(file, "careers-app"), make_key(file, "tests")
    call = service(door=Door(keys=file))
    assert [
        call("GET", "/v1/rules", headers=headers).status_code for headers in ({}, _bearer("rvw_no"), _bearer(first), _bearer(second))
    ] == [
        401,
        401,
        200,
        200,
    ]
    revoke_key(file, "careers-app")
    refused = call("GET", "/v1/rules", headers=_bearer(first))
    assert (refused.status_code, refused.json()["detail"]) == (401, "the key is not known here, or was revoked")
    assert refused.headers["www-authenticate"] == 'Bearer realm="reviewer"'
    assert call("GET", "/v1/rules", headers=_bearer(second)).status_code == 200
    file.unlink()
    assert call("GET", "/v1/rules", headers=_bearer(second)).status_code == 401


def test_probes_page_and_description_need_no_key(service: Service, tmp_path: Path) -> None:
    """Everything else does, figures too."""
    file = tmp_path / "keys"
    make_key(file, "one")
    call = service(door=Door(keys=file))
    paths = ("/healthz", "/readyz", "/openapi.json", "/v1/about", "/problems/busy")
    assert [call("GET", path).status_code for path in paths] == [200] * 5
    shut = ("/metrics", "/v1/guidelines", "/v1/when", "/nothing-here")
    assert [call("GET", path).status_code for path in shut] == [401] * 4
    assert call.review(EARLY).status_code == 401


def test_the_file_of_keys_holds_hashes_alone_and_is_private(tmp_path: Path) -> None:
    """A key is shown once and kept nowhere."""
    file = tmp_path / "keys"
    key = make_key(file, "one")
    assert key.removeprefix("rvw_") not in file.read_text(encoding="utf-8")
    assert file.stat().st_mode & 0o077 == 0
    assert [KeyFile(file).name_of(given) for given in (key, key[:-1], "", "\ud800")] == ["one", None, None, None]
    with pytest.raises(InputError, match="has a key named `one`"):
        make_key(file, "one")
    with pytest.raises(InputError, match="has no key named `two`; it names one"):
        revoke_key(file, "two")
    file.write_text("one of ours\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="keys, line 1: is no API key"):
        KeyFile(file)
    with pytest.raises(SettingsError, match="the API keys cannot be read"):
        KeyFile(tmp_path / "nowhere")


def test_another_name_for_this_machine_is_refused(service: Service) -> None:
    """A page elsewhere may let its own name point here; its browser then sends that name."""
    call = service()
    hosts = {"localhost:8000": 200, "127.0.0.1": 200, "[::1]:9": 200, "LOCALHOST": 200, "evil.example": 421, "localhost.evil.example": 421}
    assert {host: call("GET", "/v1/rules", headers={"Host": host}).status_code for host in hosts} == hosts
    assert call("GET", "/v1/rules", headers={"Host": "[::1"}).status_code == 421
    assert service(door=Door(hosts=("reviews.example",)))("GET", "/v1/rules", headers={"Host": "reviews.example"}).status_code == 200
    assert call("GET", "/healthz", headers={"Host": "10.0.0.7"}).status_code == 200


def test_pages_of_other_sites_are_shut_out_unless_they_are_named(service: Service) -> None:
    """No header allows them to read, and a request that they send in silence is not judged."""
    foreign = {"headers": {"Origin": "https://careers.example"}}
    closed = service()
    assert "access-control-allow-origin" not in closed("GET", "/v1/rules", **foreign).headers
    answer = closed("POST", "/v1/reviews", content=json.dumps(EARLY), headers=JSON | {"Origin": "https://careers.example"})
    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/foreign-page")
    own = closed("POST", "/v1/reviews", content=json.dumps(EARLY), headers=JSON | {"Origin": "http://localhost"})
    assert own.status_code == 200
    opened = service(door=Door(origins=("https://careers.example",)))
    answer = opened("POST", "/v1/reviews", content=json.dumps(EARLY), headers=JSON | {"Origin": "https://careers.example"})
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (200, "https://careers.example")
    asked = {"Origin": "https://careers.example", "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    assert opened("OPTIONS", "/v1/reviews", headers=asked).status_code == 200


def test_a_refusal_can_be_read_by_a_page_that_may_call(service: Service, tmp_path: Path) -> None:
    """A missing key is told to it as well."""
    make_key(tmp_path / "keys", "one")
    call = service(door=Door(keys=tmp_path / "keys", origins=("https://careers.example",)))
    answer = call("GET", "/v1/rules", headers={"Origin": "https://careers.example"})
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (401, "https://careers.example")


def test_every_answer_bears_the_headers_that_keep_a_browser_safe(service: Service) -> None:
    """Good ones, bad ones and the page."""
    call = service()
    for answer in (call("GET", "/healthz"), call("GET", "/nothing"), call.review(EARLY), call("GET", "/"), call("DELETE", "/v1/rules")):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["content-security-policy"].startswith("default-src 'none'; ")
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert "server" not in answer.headers


def test_what_is_no_json_is_not_read(service: Service) -> None:
    """A form of another site can send text, but no JSON without asking first."""
    call = service()
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""):
        answer = call("POST", "/v1/reviews", content=json.dumps(EARLY), headers={"Content-Type": kind})
        assert (answer.status_code, answer.json()["type"]) == (415, "/problems/not-json")
    assert (
        call("POST", "/v1/reviews", content=json.dumps(EARLY), headers={"Content-Type": "Application/JSON; charset=utf-8"}).status_code
        == 200
    )


def test_a_body_that_is_too_large_is_refused(service: Service) -> None:
    """Whether it says so beforehand or not."""
    call = service(body=100)
    assert call.review(EARLY).json()["detail"] == "the body is larger than the 100 bytes that are read"

    async def pieces() -> Any:
        for _ in range(30):
            yield b" " * 10

    assert call("POST", "/v1/reviews", content=pieces(), headers=JSON).status_code == 413


def test_requests_in_flight_have_a_limit_in_all_and_for_each(service: Service) -> None:
    """Whoever is refused is told when to come again."""
    review = ("POST", "/v1/reviews", {"content": json.dumps(EARLY), "headers": JSON})
    for limits, status in (({"in_flight_each": 2}, 429), ({"in_flight": 2}, 503)):
        answers = service(Never(), seconds=0.2, **limits).together(review, review, review)
        refused = [answer for answer in answers if answer.json()["detail"].startswith(("2 requests", "all places"))]
        assert [(answer.status_code, answer.headers["retry-after"]) for answer in refused] == [(status, "1")]


def test_a_path_never_names_a_file(service: Service) -> None:
    """Whatever stands in it."""
    call = service()
    tricks = (
        "/page/../app.py",
        "/page/..%2fapp.py",
        "/page/%2e%2e/app.py",
        "/page//etc/passwd",
        "/page/index.html%00",
        "/page/",
        "/page/..\\app.py",
    )
    assert {call("GET", path).status_code for path in tricks} == {404}
    assert call("GET", "/v1/rules/../../healthz").status_code in (200, 404)
    assert call("GET", "/v1/rules/..%2F..%2Fetc%2Fpasswd").json()["field"] == "id"


def test_a_sane_request_id_is_kept_and_another_one_is_replaced(service: Service) -> None:
    """So that nobody writes into the log."""
    call = service()
    assert call("GET", "/healthz", headers={"X-Request-ID": "a.b-C_9"}).headers["x-request-id"] == "a.b-C_9"
    for given in ("x" * 65, 'a"b', "a b", "é".encode(), ""):
        made = call("GET", "/healthz", headers={"X-Request-ID": given}).headers["x-request-id"]
        assert made.isalnum()
        assert len(made) == 16


class Broken(Inline):
    """A judge with a defect, which speaks of the draft as defects do."""

    def submit(self, job: Any, *, slow: bool = False) -> Any:
        raise KeyError(job.content.decode())


def test_no_word_of_a_draft_is_logged_counted_or_told(service: Service, rules_alone: Reviewer, caplog: pytest.LogCaptureFixture) -> None:
    """Whether it is reviewed, refused, or meets a defect of the program; nor does a query or a wrong path leave a trace."""
    formatter, lines = Formatter(), []

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(formatter.format(record))

    keeper = Keeper()
    logging.getLogger().addHandler(keeper)
    LOG.setLevel(logging.INFO)
    try:
        answers = _sent_everywhere(service, rules_alone)
    finally:
        logging.getLogger().removeHandler(keeper)
    assert len(lines) >= len(answers)
    assert [line for line in lines if CANARY in line or "heron" in line] == []
    assert [answer.text for answer in answers if answer.status_code >= 400 and "heron" in answer.text] == []
    assert {answer.status_code for answer in answers} >= {200, 400, 404, 405, 422, 500}


def _sent_everywhere(service: Service, rules_alone: Reviewer) -> list[Any]:
    with_canary: dict[str, Any] = {"channel": "email", "text": f"Any news? {CANARY}", "subject": CANARY}
    bodies = (
        {"draft": with_canary},
        {"draft": with_canary | {"subject": [CANARY]}},
        {"draft": {"channel": "email", "text": [CANARY]}},
        {"draft": f"draft {CANARY}"},
        {"draft": with_canary, "context": {"interviewed_on": "never"}},
        CANARY,
    )
    plain, broken = service(), service(Broken(None))  # type: ignore[arg-type]
    answers = [call.review(body) for call in (plain, broken) for body in bodies]
    answers.append(plain("POST", "/v1/reviews", content=f'{{"draft": "{CANARY}', headers=JSON))
    answers.append(plain("POST", "/v1/reviews/batch", content=f'{{"draft": "{CANARY}\n[{CANARY}', headers=JSON))
    answers.append(plain("POST", "/v1/rewrites", content=json.dumps(bodies[0]), headers=JSON))
    answers.append(plain("POST", "/v1/when", content=json.dumps({"context": [CANARY]}), headers=JSON))
    answers += [
        plain("GET", f"/{CANARY}"),
        plain("GET", "/page/heron"),
        plain("GET", f"/v1/when?{CANARY}=1"),
        plain("PATCH", "/v1/reviews"),
    ]
    answers.append(plain("GET", "/metrics"))
    assert "heron" not in answers[-1].text
    return answers


def test_a_defect_is_told_by_kind_and_place(service: Service) -> None:
    """And by nothing else."""
    answer = service(Broken(None)).review(EARLY)  # type: ignore[arg-type]
    assert answer.status_code == 500
    assert answer.json()["detail"].startswith("this is a defect of the program (KeyError in test_safety.py, line ")


def test_the_log_is_one_json_object_a_line(service: Service) -> None:
    """What a library says is kept to its first line, and of an exception only kind and place."""
    formatter = Formatter()
    record = logging.LogRecord("asyncio", logging.ERROR, __file__, 1, "Task exception\nfuture: %s", (CANARY,), None)
    assert json.loads(formatter.format(record)) | {"time": 0} == {
        "time": 0,
        "level": "error",
        "event": "library",
        "logger": "asyncio",
        "said": "Task exception",
    }
    try:
        raise ValueError(CANARY)
    except ValueError as problem:
        record.exc_info = (ValueError, problem, problem.__traceback__)
    assert json.loads(formatter.format(record))["exception"].startswith("ValueError in test_safety.py, line ")


def test_figures_are_counted_by_route_and_verdict(service: Service, desk: Callable[..., Desk]) -> None:
    """Labels are from closed lists."""
    call = service()
    call.review(EARLY)
    call("BREW", "/coffee")
    figures = call("GET", "/metrics").text
    assert 'reviewer_requests_total{method="POST",route="/v1/reviews",status="200"} 1.0' in figures
    assert 'reviewer_requests_total{method="other",route="none",status="404"} 1.0' in figures
    assert 'reviewer_reviews_total{verdict="wait"} 1.0' in figures
    assert "reviewer_requests_in_flight 1.0" in figures


def test_the_service_is_ready_once_its_judges_are_and_until_it_stops(desk: Callable[..., Desk]) -> None:
    """It lives in both cases."""
    waiting = desk(Never())
    assert [Caller(create_app(waiting))("GET", path).status_code for path in ("/healthz", "/readyz")] == [200, 503]
    assert Caller(create_app(desk()))("GET", "/readyz").json() == {"status": "ready"}


def test_a_wrong_method_is_told_with_the_right_ones(service: Service) -> None:
    """All that the path takes."""
    call = service()
    allowed = {"/v1/when": "GET, POST", "/v1/reviews": "POST", "/v1/rules/too-soon/x": "GET", "/": "GET, HEAD"}
    answers = {path: call("DELETE", path) for path in allowed}
    assert {path: (answer.status_code, answer.headers["allow"]) for path, answer in answers.items()} == {
        path: (405, methods) for path, methods in allowed.items()
    }
