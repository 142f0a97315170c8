"""What the page does when things go wrong, and what it keeps, sends and shows only when it is told to."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.service.page.conftest import Open
from tests.service.page.test_page import DRAFT, _review

pytestmark = [pytest.mark.heavy]
REVIEWS = re.compile(r"/v1/reviews\?")
NO_STORE = {"Content-Type": "application/problem+json"}


def test_a_server_that_is_gone_loses_nothing_and_is_asked_again(opened: Open) -> None:
    """One sentence in place; the words stay; the review comes by itself once the server is back."""
    page = opened(trouble=True)
    page.route(REVIEWS, lambda route: route.abort())
    page.locator("#text").fill(DRAFT)
    page.wait_for_selector("#trouble:not([hidden])")
    assert page.locator("#trouble").inner_text() == "The reviewer cannot be reached just now. What you wrote is safe here."
    assert page.locator("#text").input_value() == DRAFT
    page.unroute(REVIEWS)
    page.wait_for_selector("#verdict[data-verdict=revise]")
    assert not page.locator("#trouble").is_visible()


def test_too_many_requests_are_told_and_tried_again(opened: Open) -> None:
    """After as long as the server says."""
    page = opened(trouble=True)
    problem = {"type": "/problems/too-many", "title": "Too many", "status": 429, "detail": "wait a second", "request_id": "r"}
    busy = {**NO_STORE, "Retry-After": "1"}
    page.route(REVIEWS, lambda route: route.fulfill(status=429, headers=busy, body=json.dumps(problem)), times=1)
    page.locator("#text").fill(DRAFT)
    page.wait_for_selector("#trouble:not([hidden])")
    assert page.locator("#trouble").inner_text() == "The reviewer is busy: wait a second. What you wrote is safe here."
    page.wait_for_selector("#verdict[data-verdict=revise]")


def test_a_fact_that_cannot_be_is_said_beside_its_question(opened: Open) -> None:
    """And the review before it stays, marked as older."""
    page = _review(opened(trouble=True), DRAFT, sending_on="2026-11-04")
    page.get_by_label("Yes, on these days").check()
    page.get_by_label("Day of a follow-up").fill("2026-11-09")
    page.wait_for_selector("[data-field=follow_ups].wrong")
    assert (
        page.locator("[data-field=follow_ups] .fault")
        .inner_text()
        .startswith("The day of a follow-up (2026-11-09) lies after the day of sending")
    )
    assert page.locator("#trouble").inner_text().endswith("What stands here is from before your last change.")
    page.get_by_label("Day of a follow-up").fill("2026-11-03")
    page.wait_for_selector("#verdict[data-verdict=do-not-send], #verdict[data-verdict=wait]")
    assert page.locator(".wrong").count() == 0


def test_a_key_is_asked_for_only_where_the_server_wants_one_and_lives_in_memory(opened: Open, guarded: str, key: tuple[Path, str]) -> None:
    """Nothing is sent before it is there; nothing of it is kept."""
    assert not opened().locator("#key").is_visible()
    page = opened(guarded, trouble=True)
    page.locator("#text").fill(DRAFT)
    page.wait_for_selector("#trouble:not([hidden])")
    page.locator("#key-field").fill("wrong")
    page.locator("#trouble", has_text="valid API key").wait_for()
    page.locator("#key-field").fill(key[1])
    page.wait_for_selector("#verdict[data-verdict=revise]")
    page.locator("#keep").check()
    assert key[1] not in page.evaluate("JSON.stringify({...localStorage}) + JSON.stringify({...sessionStorage}) + document.cookie")


def test_nothing_is_kept_in_the_browser_until_one_says_so_and_one_button_erases_it(opened: Open) -> None:
    """What was erased can be brought back at once, on this page and nowhere else."""
    page = _review(opened(), DRAFT, interviewed_on="2026-11-02")
    stored = "Object.keys(localStorage).length + Object.keys(sessionStorage).length"
    assert page.evaluate(stored) == 0
    page.locator("#keep").check()
    assert page.evaluate(stored) == 1
    page.reload()
    assert page.locator("#text").input_value() == DRAFT
    assert page.locator("#fact-interviewed_on").input_value() == "2026-11-02"
    page.get_by_role("button", name="Erase everything").click()
    assert page.evaluate(stored) == 0
    assert page.locator("#text").input_value() == ""
    assert not page.locator("#keep").is_checked()
    page.get_by_role("button", name="Bring it back").click()
    assert page.locator("#text").input_value() == DRAFT
    assert page.evaluate(stored) == 0


def _with_model(opened: Open, address: str, sent: list[Any]) -> Any:
    """The page of an operator who has turned a model on; what would go to it is noted instead."""
    page = opened(trouble=True)

    def about(route: Any) -> None:
        route.fulfill(json={**route.fetch().json(), "model": "local/second-reader"})

    def preview(route: Any) -> None:
        body = {
            "messages": [
                {"role": "system", "content": "Read."},
                {"role": "user", "content": "Dear Ms. Ashdown, has a decision been made?"},
            ],
            "temperature": 0,
        }
        route.fulfill(json={"version": 1, "model": "local/second-reader", "base_url": "http://localhost:9", "body": body})

    def reviewed(route: Any) -> None:
        sent.append(route.request.post_data_json)
        answer = route.fetch(url=route.request.url.replace("model=true", "model=false")).json()
        answer["critique"] |= {"status": "done", "model": "local/second-reader"}
        route.fulfill(json=answer)

    page.route("**/v1/about", about)
    page.route("**/v1/reviews/request", preview)
    page.route(re.compile("model=true"), reviewed)
    page.goto(address)
    page.wait_for_selector("#model:not([hidden])")
    return page


def test_the_model_is_asked_only_after_one_has_seen_what_would_leave(opened: Open, address: str) -> None:
    """No is the first choice; yes is for this draft alone; any change turns the switch off."""
    sent = list[Any]()
    page = _review(_with_model(opened, address, sent), DRAFT)
    switch = page.get_by_role("switch")
    switch.check()
    page.wait_for_selector("dialog[open] pre")
    assert "Dear Ms. Ashdown, has a decision been made?" in page.locator(".leaving").inner_text()
    assert page.evaluate("document.activeElement.textContent") == "Keep it here"
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="hidden")
    assert not switch.is_checked()
    assert sent == []
    switch.check()
    page.get_by_role("button", name="Send this").click()
    page.locator("#coverage", has_text="second-reader").wait_for()
    assert [one["draft"]["text"] for one in sent] == [DRAFT]
    page.locator("#text").press("End")
    page.locator("#text").press_sequentially("!")
    page.locator("#second:not(:checked)").wait_for()
    assert "since the model read them" in page.locator("#second-said").inner_text()
    assert len(sent) == 1
