"""Drafts of every kind: hostile, long, from other scripts and other systems."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.service.page.conftest import Open
from tests.service.page.test_page import DRAFT, _marked, _review

pytestmark = [pytest.mark.heavy]


def _put(page: Any, text: str) -> None:
    """Puts a text in as a paste would, halves of surrogate pairs included, which no protocol carries as they are."""
    field = "const field = document.getElementById('text')"
    page.evaluate(f"() => {{ {field}; field.value = {json.dumps(text)}; field.dispatchEvent(new Event('input')) }}")


def _same_lines(page: Any) -> bool:
    """Whether the mirror breaks its lines where the field does, so that underlines lie under their words."""
    heights = """() => [...document.querySelectorAll(".editor")].filter((one) => one.checkVisibility()).map((one) =>
      [one.querySelector("textarea").scrollHeight, one.querySelector(".mirror").scrollHeight])"""
    return all(abs(field - mirror) <= 1 for field, mirror in page.evaluate(heights))


def test_a_hostile_draft_stays_a_draft(opened: Open) -> None:
    """Its scripts do not run, its tags are shown as they were typed, and nothing of it becomes an element."""
    hostile = '<script>document.title="broken"</script><img src=x onerror=alert(1)> I need an answer <b>today!!</b>'
    page = _review(opened(), hostile)
    assert page.title() == "Before you send"
    assert page.locator("img, script:not([src]), .card b:not(.instead b)").count() == 0
    assert page.locator(".mirror").last.text_content() == hostile
    assert "!!" in _marked(page)


@pytest.mark.parametrize(
    "before",
    ["𝒟𝑒𝒶𝓇 𝒟𝒶𝓃𝒶, ", "e\u0301a\u0308 ", "\u202eabc\u202c ", "شكرا على وقتك ", "תודה רבה\n", "\t\t", "\ud800 ", "x" * 300 + " "],
    ids=["beyond the first plane", "combining", "override", "arabic", "hebrew", "tabs", "half a pair", "a long word"],
)
def test_underlines_lie_under_the_words_that_were_meant(opened: Open, before: str) -> None:
    """Spans count code points, browsers count units of UTF-16; lines break alike in the field and behind it."""
    page = opened()
    _put(page, before + "Thank you for your time on Monday!! It was good.")
    page.wait_for_selector("#findings .card")
    assert "!!" in _marked(page)
    assert _same_lines(page)


@pytest.mark.parametrize(
    ("out", "into", "shown"),
    [
        ("Thank you on Monday!!", "Thank you on Monday!", ("!!", "!")),
        (
            "I need an answer today, please.",
            "I would be glad of an answer, please.",
            ("need an answer today", "would be glad of an answer"),
        ),
        ("Cheers 😀😀 to you", "Cheers to you", ("😀😀 ", "")),
        ("so so", "so", (" so", "")),
        ("", "Kind regards", ("", "Kind regards")),
        ("as it is", "as it is", ("", "")),
    ],
)
def test_a_mend_strikes_out_no_word_that_stays(opened: Open, out: str, into: str, shown: tuple[str, str]) -> None:
    """A sentence may be written anew for the sake of one sign; the writer sees the sign."""
    script = """async ([out, after]) => {
      const { narrowed } = await import("/page/spans.js");
      const text = `Before. ${out} Behind.`;
      const change = narrowed(text, { start: 8, end: 8 + out.length, after });
      return [text.slice(change.start, change.end), change.after];
    }"""
    assert tuple(opened().evaluate(script, [out, into])) == shown


def test_line_ends_of_other_systems_move_nothing(opened: Open) -> None:
    """A browser reads CRLF as one line end, and so do the reviewer and the underlines."""
    page = opened()
    _put(page, DRAFT.replace("\n", "\r\n"))
    page.wait_for_selector("#findings .card")
    assert "!!" in _marked(page)
    assert _same_lines(page)


def test_a_hundred_kilobytes_stay_responsive(opened: Open) -> None:
    """Every key is painted while the long review is under way, and no word is lost."""
    page = opened()
    long = ("I enjoyed learning about the team and the work ahead. " * 18 + "\n") * 100
    page.locator("#text").fill(long)
    page.locator("#text").focus()
    spent = page.evaluate(
        """async () => {
          const field = document.getElementById("text");
          const spent = [];
          for (let n = 0; n < 9; n += 1) {
            const begun = performance.now();
            document.execCommand("insertText", false, "a");
            field.scrollHeight;
            spent.push(performance.now() - begun);
            await new Promise((after) => requestAnimationFrame(after));
          }
          return spent.sort((a, b) => a - b)[4];
        }"""
    )
    assert spent < 500
    assert len(page.locator("#text").input_value()) == len(long) + 9
    assert _same_lines(page)


def test_a_draft_that_is_too_long_is_kept_and_not_sent(opened: Open) -> None:
    """One sentence says so in place."""
    page, asked = opened(), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.locator("#text").fill("word " * 20_001)
    page.wait_for_selector("#trouble:not([hidden])")
    assert (
        page.locator("#trouble").inner_text()
        == "The draft is longer than the 100,000 characters that are read; nothing of it has been sent."
    )
    assert len(page.locator("#text").input_value()) == 100_005
    assert asked == []
