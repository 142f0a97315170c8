"""The page for everybody: by keyboard, for a screen reader, on a phone, in the dark, on paper."""

from __future__ import annotations

from typing import Any

import pytest

from tests.service.page.conftest import Open
from tests.service.page.test_page import DRAFT, _review

pytestmark = [pytest.mark.heavy]
_OPEN_ALL = "all => all.forEach(one => one.open = true)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(opened: Open, width: int, scheme: str) -> None:
    """The checks of axe-core for screen readers, keyboards and contrast: empty, with findings, with every part open."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-core is not installed; `make test-all` installs it"
    ).Axe()
    page = opened(width=width, scheme=scheme, axe=True)
    page.wait_for_selector("#looks:not([hidden])")
    assert _violations(axe, page) == []
    _review(page, DRAFT, interviewed_on="2026-11-02", sending_on="2026-11-04")
    page.locator("details").evaluate_all(_OPEN_ALL)
    page.locator("#text").click()
    assert _violations(axe, page) == []


def _violations(axe: Any, page: Any) -> list[Any]:
    return [(found["id"], node["html"]) for found in axe.run(page).response["violations"] for node in found["nodes"]]


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_is_cut_off(opened: Open, width: int) -> None:
    """With findings and every part open, the page is no wider than the screen."""
    page = _review(opened(width=width), DRAFT + " " + "w" * 200, interviewed_on="2026-11-02", sending_on="2026-11-04")
    page.locator("details").evaluate_all(_OPEN_ALL)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_two_columns_on_a_desk_and_one_on_a_phone(opened: Open) -> None:
    """The draft stands left of the findings, or above them."""
    for width, beside in ((1280, True), (360, False)):
        page = opened(width=width)
        draft, verdict = (page.locator(name).bounding_box() for name in (".writing", "#verdict"))
        assert (draft["x"] + draft["width"] <= verdict["x"]) is beside
        assert (verdict["y"] >= draft["y"] + draft["height"]) is not beside


def test_the_page_can_be_walked_by_keyboard_alone(opened: Open) -> None:
    """The first stop skips the head; Tab reaches every control, leaves the draft again, and what has the focus is seen."""
    page = opened()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "text"
    page.keyboard.insert_text(DRAFT)
    page.wait_for_selector("#review[data-current=true]")
    walked = list[str]()
    for _ in range(80):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.id || document.activeElement.className || document.activeElement.tagName")
        walked.append(name)
        if name == "erase":
            break
    assert walked[-1] == "erase"
    assert {"words", "fact-sending_on", "keep"} <= set(walked)
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_a_screen_reader_hears_the_verdict_once_the_keys_rest(opened: Open) -> None:
    """Politely, in one breath, with the number of findings and the first good day."""
    page = _review(opened(), DRAFT, interviewed_on="2026-11-02", sending_on="2026-11-04")
    page.wait_for_selector("#announcer:not(:empty)", state="attached")
    heard = page.locator("#announcer").text_content()
    assert heard.startswith("Wait a little. The right message on the wrong day. ")
    assert heard.endswith("First good day: Saturday, 7 November 2026.")
    assert page.locator("#announcer").get_attribute("role") == "status"


def test_on_paper_stand_the_draft_the_verdict_and_the_findings(opened: Open) -> None:
    """Controls are left away, and the draft is not cut off."""
    page = _review(opened(), DRAFT)
    page.emulate_media(media="print")
    assert page.locator("#verdict").is_visible()
    assert page.locator(".mirror").last.evaluate("e => getComputedStyle(e).color") == "rgb(0, 0, 0)"
    assert not page.locator("#text").is_visible()
    assert not page.locator(".facts").is_visible()
