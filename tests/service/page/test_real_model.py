"""The switch for the model, with a real one behind it: `reviewer serve`, a browser, and 135 million parameters on this machine."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.service.page.conftest import Open
from tests.small_model import MISSING, WHY, small_model

pytestmark = [pytest.mark.heavy, pytest.mark.skipif(MISSING, reason=WHY)]

TEXT = "Dear Ms. Okonjo,\n\nThank you for the offer. I have another offer and must answer them by Friday.\n\nKind regards,\nMarit\n"
_PATIENCE = 600
"""Seconds: one thread of a busy machine reads and writes for the model."""


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Where the page of an operator is who has turned the model on."""
    settings = tmp_path / "reviewer.toml"
    settings.write_text(f"max_tokens = 700\ndeadline = {_PATIENCE}\ncache_folder = {json.dumps(str(tmp_path))}\n", encoding="utf-8")
    with small_model() as model:
        options = ("--no-classifier", "--port", "0", "--timeout", str(_PATIENCE + 60), "--model", "local/smollm2", "--base-url", model)
        command = (sys.executable, "-m", "reviewer", "--config", str(settings), "serve", *options)
        with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8") as process:
            try:
                assert process.stderr
                url: str = json.loads(process.stderr.readline())["url"]
                yield url
            finally:
                process.terminate()
                assert "Okonjo" not in process.communicate(timeout=120)[1]


def test_a_writer_sees_what_would_leave_and_gets_the_whole_review_back(opened: Open, address: str) -> None:
    """Names stay here; what the rules are certain of stands whatever the model thinks; the page says who has read the draft."""
    page = opened(address)
    page.locator("#others summary").click()
    page.get_by_role("radio", name="I was hired").check()
    page.locator("[data-field=other_offer]").get_by_role("radio", name="No", exact=True).check()
    with page.expect_response(re.compile("model=false")) as by_rules:
        page.locator("#text").fill(TEXT)
    page.wait_for_selector("#review[data-current=true] #findings .card")
    page.get_by_role("switch").check()
    page.wait_for_selector("dialog[open] pre")
    shown = page.locator(".leaving").inner_text()
    assert "I have another offer and must answer them by Friday." in shown
    assert "Okonjo" not in shown
    with page.expect_response(re.compile("model=true"), timeout=_PATIENCE * 1000) as by_both:
        page.get_by_role("button", name="Send this").click()
    page.locator("#coverage", has_text="local/smollm2").wait_for()
    alone, review = by_rules.value.json(), by_both.value.json()
    critique = review["critique"]
    assert critique["model"] == "local/smollm2"
    assert all(count > 0 for count in critique["tokens"].values())
    assert critique["status"] in ("done", "invalid")
    said = {"done": "The model has read this draft", "invalid": "The model gave no reading"}[critique["status"]]
    assert said in page.locator("#second-said").inner_text()
    certain = [finding["span"] for finding in alone["findings"] if finding["certainty"] == "certain"]
    assert [
        finding["span"] for finding in review["findings"] if "rules" in finding["found_by"] and finding["certainty"] == "certain"
    ] == certain
    assert page.locator("#findings .card").count() == len(review["findings"])
    assert page.get_by_role("switch").is_checked()
