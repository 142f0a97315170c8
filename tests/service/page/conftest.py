"""The page as a browser gets it from a running service, and a browser that fails the test when the page complains."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reviewer import Reviewer
from reviewer.service.app import create_app
from reviewer.service.desk import Desk
from reviewer.service.judging import Judge
from reviewer.service.keys import make_key
from reviewer.service.options import Door
from tests.service.calling import Inline

Open = Callable[..., Any]
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_PATIENCE = 15_000
"""Milliseconds: a machine may be busy with other things."""


def _served(reviewer: Reviewer, keys: Path | None = None) -> Iterator[str]:
    """A service on a free port of this machine, until the test is done."""
    import uvicorn

    door = Door(keys=keys)
    app = create_app(Desk(door, Inline(Judge(reviewer, text=door.limits.text)), reviewer))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="critical", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}/"
    server.should_exit = True
    thread.join(timeout=30)


@pytest.fixture(scope="module")
def address(rules_alone: Reviewer) -> Iterator[str]:
    """Where the page is, for everybody."""
    yield from _served(rules_alone)


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A file of keys, and a key that it lets in."""
    file = tmp_path_factory.mktemp("keys") / "keys"
    return file, make_key(file, "page")


@pytest.fixture(scope="module")
def guarded(rules_alone: Reviewer, key: tuple[Path, str]) -> Iterator[str]:
    """Where the page is, for those who have a key."""
    yield from _served(rules_alone, key[0])


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium without a window; where it cannot be had, the reason is printed."""
    driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed; `make test-all` installs it")
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        pytest.skip("there is no Chromium on this machine; install the package `chromium`")
    driver.expect.set_options(timeout=_PATIENCE)
    with driver.sync_playwright() as started:
        options = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        browser = started.chromium.launch(executable_path=program, args=options, timeout=_PATIENCE)
        yield browser
        browser.close()


@pytest.fixture
def opened(browser: Any, address: str) -> Iterator[Open]:
    """Opens the page, and fails if it complains, runs what it should not, or asks anybody but its own server."""
    contexts, complaints, asked = list[Any](), list[str](), set[str]()

    def open_(at: str = address, *, width: int = 1280, scheme: str = "light", trouble: bool = False, axe: bool = False) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce", bypass_csp=axe, accept_downloads=True
        )
        contexts.append(context)
        context.set_default_timeout(_PATIENCE)
        context.set_default_navigation_timeout(_PATIENCE)
        page = context.new_page()
        if not trouble:  # a browser writes a failed request into its console
            page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.on("request", lambda request: asked.add(request.url.removeprefix("blob:").split("/")[2]))
        page.goto(at)
        page.wait_for_selector("#about:not(:empty)", state="attached")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []
    assert {host.partition(":")[0] for host in asked} <= {"127.0.0.1"}
