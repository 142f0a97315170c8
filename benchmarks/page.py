"""The page of `reviewer serve`: how long after the last key the words are underlined, in Chromium, over loopback."""

from __future__ import annotations

import os
import shutil
import statistics
from importlib.util import find_spec
from typing import Any, Final

from benchmarks.service import served
from benchmarks.tables import Goal, Table

_NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_START: Final = "Dear Ms. Okonjo,\n\nThank you for your time on Monday. I enjoyed our talk about the new harbour office"
_WAITED: Final = """async () => {
  const field = document.getElementById("text");
  field.setSelectionRange(field.value.length, field.value.length);
  const marks = () => document.querySelectorAll(".mirror mark").length;
  document.execCommand("insertText", false, "!");
  await new Promise((pause) => setTimeout(pause, 120));
  const begun = performance.now();
  document.execCommand("insertText", false, "!");
  while (!marks()) {
    await new Promise((soon) => setTimeout(soon, 1));
    if (performance.now() - begun > 20000) throw new Error("no underline came");
  }
  return performance.now() - begun;
}"""
"""Types two exclamation marks, and gives the milliseconds from the second to the first underline."""


def page(*, rounds: int) -> Table:
    """Type into the page until something is underlined, with and without the classifier."""
    program = _browser()
    if program is None:
        return Table(
            "page", "Page: not measured, for want of Chromium or playwright; `make test-all` installs what it can", ("judged by",), [], {}
        )
    found = {
        "rules alone": (_waits(program, "--no-classifier", rounds=rounds), 100),
        "with the classifier": (_waits(program, rounds=rounds), 300),
    }
    medians = {name: statistics.median(waits) for name, (waits, _) in found.items()}
    return Table(
        "page",
        f"Page: from the last key to the first underline, {rounds} times each, Chromium, loopback, a new draft every time",
        ("judged by", "median", "slowest tenth"),
        [(name, f"{medians[name]:.0f} ms", f"{statistics.quantiles(waits, n=10)[8]:.0f} ms") for name, (waits, _) in found.items()],
        {name: {"milliseconds": waits} for name, (waits, _) in found.items()},
        [
            Goal(f"{name}: at most {most} ms at the median ({medians[name]:.0f})", medians[name] <= most)
            for name, (_, most) in found.items()
        ],
        ("The pause that the page makes after a key, 40 ms, is part of it.",),
    )


def _browser() -> str | None:
    return next(filter(None, map(shutil.which, _NAMES)), None) if find_spec("playwright") else None


def _waits(program: str, *options: str, rounds: int) -> list[float]:
    from playwright.sync_api import sync_playwright

    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with served(*options) as running, sync_playwright() as started:
        browser = started.chromium.launch(executable_path=program, args=sandbox, timeout=120_000)
        tab = browser.new_page()
        tab.set_default_timeout(120_000)
        tab.goto(f"http://127.0.0.1:{running.port}/")
        tab.wait_for_selector("#about:not(:empty)")
        waits = [_once(tab, number) for number in range(rounds + 2)][2:]
        browser.close()
    return waits


def _once(tab: Any, number: int) -> float:
    tab.locator("#text").fill(f"{_START} {number}")
    tab.wait_for_timeout(600)
    waited: float = tab.evaluate(_WAITED)
    return waited
