"""The page in a real browser: what one types is underlined, explained and never lost."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.service.page.conftest import Open

pytestmark = [pytest.mark.heavy]

DRAFT = "Dear Ms. Okonjo,\n\nThank you for your time on Monday!! I need an answer today. Has a decision been made?\n\nMarit"


def _review(page: Any, text: str, **facts: str) -> Any:
    """Writes a draft, tells facts, and waits for the review of exactly this."""
    tell = """([id, value]) => {
      const field = document.getElementById(id);
      field.value = value;
      field.dispatchEvent(new Event("input", {bubbles: true}));
    }"""
    for field, value in facts.items():
        page.evaluate(tell, [f"fact-{field}", value])
    page.locator("#text").fill(text)
    page.wait_for_selector("#review[data-current=true]")
    return page


def _marked(page: Any, editor: str = "text") -> list[str]:
    marks = page.locator(f".editor:has(#{editor}) mark")
    return [str(words) for words in marks.all_text_contents()]


def test_words_are_underlined_and_each_finding_has_its_reason_remedy_and_source(opened: Open) -> None:
    """As one types, key by key, without any button; the model is never asked on the way."""
    page, asked = opened(), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.locator("#text").press_sequentially("Thank you for your time!! I enjoyed it.")
    page.wait_for_selector("#findings .card")
    assert _marked(page) == ["!!"]
    card = page.locator("#findings .card")
    assert card.locator("h3").inner_text() == "Too casual"
    assert card.locator(".words").inner_text().endswith("“!!”")
    assert card.locator(".instead").inner_text().startswith("Instead Say it in full words")
    card.locator("summary").click()
    assert "paragraph 2; the exact line is ours (too-familiar/chat-signs)" in card.locator(".source").inner_text()
    assert page.locator("#word").inner_text() == "Mend the wording"
    assert {url.partition("/v1/")[2] for url in asked} == {"reviews?model=false"}


def test_an_empty_page_says_what_it_looks_at(opened: Open) -> None:
    """No verdict before there is a draft, and none left over once it is gone."""
    page = opened()
    page.wait_for_selector("#looks:not([hidden])")
    assert page.locator("#looked-at li").count() == 9
    _review(page, DRAFT)
    page.locator("#text").fill("")
    page.wait_for_selector("#verdict[data-verdict=none]")
    assert page.locator(".card").count() == 0
    assert page.locator("#looks").is_visible()


def test_keys_lead_from_the_words_to_the_finding_and_back(opened: Open) -> None:
    """Alt+Enter goes to the finding at the caret; its button, or Esc, goes back and selects the words."""
    page = _review(opened(), DRAFT)
    text = page.locator("#text")
    at = DRAFT.index("!!") + 1
    text.evaluate("(e, at) => { e.focus(); e.setSelectionRange(at, at) }", at)
    text.press("Alt+Enter")
    assert page.evaluate("document.activeElement.querySelector('.words').textContent") == "Show in the draft: “!!”"
    selected = "(() => { const e = document.activeElement; return e.value.slice(e.selectionStart, e.selectionEnd) })()"
    page.keyboard.press("Escape")
    assert page.evaluate(selected) == "!!"
    button = page.locator("#findings .words").last
    button.focus()
    page.keyboard.press("Enter")
    assert f"“{page.evaluate(selected)}”" in button.inner_text()
    assert page.locator(".card.active").count() == 1
    assert page.locator("#peek").inner_text() != ""


def test_facts_are_asked_in_the_order_of_the_unknowns(opened: Open) -> None:
    """The answer is heard at once, the question stays where it is, and what is not asked waits behind one line."""
    page = opened()
    with page.expect_response(re.compile("/v1/reviews")) as answer:
        page.locator("#text").fill(DRAFT)
    page.wait_for_selector("#asked .fact")
    asked = "[...document.querySelectorAll('#asked .fact')].map(one => one.dataset.field)"
    order = page.evaluate(asked)
    assert order == [unknown["field"] for unknown in answer.value.json()["unknowns"]]
    assert "interviewed_on" in order
    assert not page.locator("[data-field=stage]").is_visible()
    page.locator("#fact-sending_on").fill("2026-11-09")
    page.locator("#fact-interviewed_on").fill("2026-11-04")
    page.wait_for_selector("#asked [data-field=stage]")
    assert page.evaluate(asked)[: len(order)] == order
    page.get_by_role("radio", name="Final interview").check()
    page.wait_for_selector("#verdict[data-verdict=wait]")
    assert page.locator("#day").is_visible()
    assert page.locator("[data-field=stage]").get_by_role("button").is_visible()


def test_the_day_of_sending_is_the_browsers_and_the_page_says_so(opened: Open) -> None:
    """It goes along with the facts; another day can be chosen, and today comes back."""
    page = opened()
    today = page.evaluate("new Date().toLocaleDateString('sv-SE')")
    with page.expect_request(re.compile("/v1/reviews")) as asked:
        page.locator("#text").fill(DRAFT)
    assert asked.value.post_data_json["context"] == {"sending_on": today}
    assert page.locator("#sending .why").inner_text() == "Today, by this browser's clock."
    page.locator("#fact-sending_on").fill("2026-11-04")
    assert page.locator("#sending .why").inner_text() == "The day that you chose."
    page.get_by_role("button", name="Back to today").click()
    assert page.locator("#fact-sending_on").input_value() == today


def test_the_first_good_day_can_be_put_into_a_calendar(opened: Open) -> None:
    """The file names the day that the page shows."""
    page = _review(opened(), DRAFT, interviewed_on="2026-11-02", sending_on="2026-11-04")
    assert page.locator("#good-day").inner_text() == "Saturday, 7 November 2026"
    with page.expect_download() as download:
        page.locator("#ics").click()
    assert download.value.suggested_filename == "first-good-day.ics"
    assert "DTSTART;VALUE=DATE:20261107" in download.value.path().read_text(encoding="utf-8")


def test_silence_is_never_approval(opened: Open) -> None:
    """What was judged, what was not, why, and what is not known stands below every verdict."""
    page = opened()
    page.get_by_label("Public post").check()
    _review(page, "I passed my exam in welding and I am thankful to my teachers.")
    told = page.locator("#coverage").inner_text()
    assert "Judged (3)" in told
    assert "Not judged (6)" in told
    assert "not for a social post" in told
    _review(page, DRAFT)
    page.get_by_label("Email").check()
    page.wait_for_selector("#coverage button")
    page.locator("#coverage button").first.click()
    assert page.evaluate("document.activeElement.closest('.fact') !== null")


def test_a_mend_is_shown_as_a_difference_and_taken_with_one_button(opened: Open) -> None:
    """Undo brings the writer's own words back."""
    page = _review(opened(), "Dear Ms. Okonjo,\n\nThank you for your time on Monday!! I enjoyed our talk.\n\nMarit")
    page.get_by_role("button", name="Suggest the smallest mend").click()
    page.wait_for_selector(".difference")
    assert "!!" in page.locator(".difference del").first.inner_text()
    assert page.locator(".difference ins").first.inner_text().split() == ["[in:", "!", "]"]
    page.get_by_role("button", name="Use this").click()
    page.wait_for_selector("#verdict[data-verdict=send]")
    assert "!!" not in page.locator("#text").input_value()
    page.locator("#text").press("Control+z")
    assert "Monday!! I" in page.locator("#text").input_value()
    page.wait_for_selector("#verdict[data-verdict=revise]")
