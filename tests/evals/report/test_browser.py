"""The page in a real browser: by keyboard, on a phone, in the dark, for a screen reader, and with drafts that try to run."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reviewer.evals.records import Run
from reviewer.evals.report import html

pytestmark = [pytest.mark.heavy, pytest.mark.checkout]

Open = Callable[..., Any]
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_PHONE, _DESK = 390, 1280
_PATIENCE = 120_000
"""Milliseconds: a machine may be busy with other things."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium without a window; where it cannot be had, the reason is printed."""
    driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed; `make test-all` installs it")
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        pytest.skip("there is no Chromium on this machine; install the package `chromium`")
    with driver.sync_playwright() as started:
        options = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        browser = started.chromium.launch(executable_path=program, args=options)
        yield browser
        browser.close()


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Open]:
    """Opens the page of a run from disk, and fails if the page complains, asks for anything, or runs anything."""
    contexts, complaints, asked = list[Any](), list[str](), list[str]()

    def open_(run: Run, *, width: int = _DESK, scheme: str = "light", script: bool = True) -> Any:
        file = tmp_path / "report.html"
        file.write_text(html.render(run), encoding="utf-8")
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=script, reduced_motion="reduce"
        )
        contexts.append(context)
        context.set_default_timeout(_PATIENCE)
        context.set_default_navigation_timeout(_PATIENCE)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []
    assert [url for url in asked if not url.endswith("/report.html")] == []


def _shown(page: Any) -> list[str]:
    return [case.locator("h3").inner_text() for case in page.locator(".miss").all() if case.is_visible()]


def test_a_hostile_draft_stays_a_draft(opened: Open, hostile: Run) -> None:
    """Its scripts do not run, its tags are shown as they were typed, and its picture is not fetched."""
    page = opened(hostile)
    assert page.title() == "Audit: 0 of 2 drafts judged right"
    assert page.locator("script, img, main iframe").count() == 0
    assert '<script>document.title="broken"</script> </style></title>' in page.locator(".paper .text").first.inner_text()


@pytest.mark.parametrize("width", [320, _PHONE, _DESK])
def test_nothing_is_cut_off(opened: Open, full: Run, hostile: Run, width: int) -> None:
    """With every case open, the page is no wider than the screen, down to the narrowest phone."""
    for run in (full, hostile):
        page = opened(run, width=width)
        page.locator(".open-all").check()
        page.locator("details.list").evaluate_all("all => all.forEach(one => one.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_can_be_walked_by_keyboard(opened: Open, full: Run) -> None:
    """The first stop skips the head; arrows choose a filter; the space bar opens a case; what has the focus is always seen."""
    page = opened(full)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.locator("#misses-0 fieldset").first.locator("input").first.focus()
    page.keyboard.press("ArrowRight")
    assert _shown(page) == ["early"]
    label = page.locator("#misses-0 fieldset").first.locator("label:has(:checked)")
    assert label.inner_text() == "too-soon 1"
    assert label.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    summary = page.locator(".miss:visible summary")
    assert page.locator(".miss:visible .paper").is_visible()
    summary.focus()
    page.keyboard.press("Space")
    assert not page.locator(".miss:visible .paper").is_visible()


def test_filters_work_without_any_script(opened: Open, full: Run) -> None:
    """Two filters narrow together, and the page counts what it shows."""
    page = opened(full, script=False)
    assert _shown(page) == ["early", "lost", "down"]
    page.get_by_label("abstained 1").check()
    assert _shown(page) == ["lost"]
    page.get_by_label("social post 1").check()
    assert _shown(page) == ["lost"]
    page.get_by_label("error 1").check()
    assert _shown(page) == []


def test_a_name_leads_to_its_case_and_opens_it(opened: Open, full: Run) -> None:
    """From the baseline straight to the draft, though the case was closed."""
    page = opened(full)
    case = page.locator(".miss", has_text="the draft is in another language")
    assert not case.locator(".paper").is_visible()
    page.locator("#baseline summary", has_text="Not judged then or now").click()
    page.locator("#baseline").get_by_role("link", name="lost").click()
    assert case.locator(".paper").is_visible()


def test_light_and_dark_differ(opened: Open, full: Run) -> None:
    """The page follows what the reader has chosen for the machine."""
    grounds = [
        opened(full, scheme=scheme).locator("body").evaluate("one => getComputedStyle(one).backgroundColor") for scheme in ("light", "dark")
    ]
    assert grounds == ["rgb(246, 243, 236)", "rgb(20, 24, 27)"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [_PHONE, _DESK])
def test_axe_finds_nothing(opened: Open, full: Run, hostile: Run, width: int, scheme: str) -> None:
    """The checks of axe-core for screen readers, keyboards and contrast, with every case open."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-core is not installed; `make test-all` installs it"
    ).Axe()
    for run in (full, hostile):
        page = opened(run, width=width, scheme=scheme)
        page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
        violations = axe.run(page).response["violations"]
        assert [(found["id"], node["html"]) for found in violations for node in found["nodes"]] == []


@pytest.mark.parametrize("width", [_PHONE, 700, 1000, _DESK])
def test_a_figure_stands_on_one_line_in_its_tile(width: int, opened: Open, full: Run) -> None:
    """The widest that there is, 100.0%, in a window of any width."""
    page = opened(full, width=width)
    page.eval_on_selector_all(".tile .big", "every => every.forEach(one => { one.textContent = '100.0%' })")
    assert page.eval_on_selector_all(".tile .big", "every => every.filter(one => one.scrollWidth > one.clientWidth).length") == 0
    rows = "every => every.map(one => one.offsetHeight / parseFloat(getComputedStyle(one).lineHeight))"
    assert {round(lines) for lines in page.eval_on_selector_all(".tile .big", rows)} == {1}
