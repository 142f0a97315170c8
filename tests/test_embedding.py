"""The guide to embedding: each of its files is written into an empty folder, as its reader would, and used."""

from __future__ import annotations

import asyncio
import functools
import http.server
import importlib
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

PAGES = {name: Path(__file__).resolve().parent.parent / "docs" / name for name in ("embedding.md", "mcp.md")}
_FILE = re.compile(r"<!-- file: (\S+) -->\n```\w+\n(.*?)```", re.DOTALL)
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
EARLY = {
    "draft": {"channel": "email", "text": "Dear Ms. Okonjo,\n\nI wonder whether a decision has been made.\n\nMarit"},
    "context": {"stage": "phone_screen", "interviewed_on": "2026-11-02", "sending_on": "2026-11-04"},
}

pytestmark = pytest.mark.checkout


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with every file that the page shows, from which modules are imported."""
    files = dict(_FILE.findall(PAGES["embedding.md"].read_text(encoding="utf-8")))
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path
    for name in files:
        sys.modules.pop(name.removesuffix(".py"), None)


def test_every_block_of_code_is_a_file_that_is_tried_here() -> None:
    """No block stands on the page without a name."""
    text = PAGES["embedding.md"].read_text(encoding="utf-8")
    assert len(re.findall(r"^```\w+", text, re.MULTILINE)) == len(_FILE.findall(text)) == 10


def _printed(code: str) -> list[str]:
    """What a block says that it prints: the remarks behind `print` or below it."""
    return re.findall(r"print\(.*\)(?:  |\n)# (.*)", code)


@pytest.mark.parametrize("name", ["living_with.py", "with_our_rules.py"])
def test_what_a_block_prints_is_what_it_says(app: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    """The remarks are true."""
    importlib.import_module(name.removesuffix(".py"))
    expected = _printed((app / name).read_text(encoding="utf-8"))
    assert len(expected) > 0
    assert capsys.readouterr().out.splitlines() == expected


def test_a_budget_is_set_without_asking_anybody(app: Path) -> None:
    """Making such a reviewer calls no model."""
    made = importlib.import_module("budget").REVIEWER
    assert made.critic.model.name == "local/second-reader"


def _reviews(post: Callable[[bytes], tuple[int, Any]]) -> None:
    """What each of the apps answers: a review, and one sentence for what cannot be read."""
    status, review = post(json.dumps(EARLY).encode())
    assert (status, review["version"], review["verdict"], review["first_good_day"]) == (200, 1, "wait", "2026-11-07")
    status, told = post(b'{"draft": {"channel": "fax", "text": "private"}}')
    assert (status, told["field"], told["message"].startswith("`draft.channel` cannot be")) == (422, "draft.channel", True)
    assert post(b"\xff{")[0] == 422


def test_the_app_in_fastapi_reviews(app: Path) -> None:
    """Its answers come from a thread, and are those of the library."""
    api = importlib.import_module("api").app

    def post(body: bytes) -> tuple[int, Any]:
        async def asked() -> httpx.Response:
            async with httpx.AsyncClient(transport=httpx.ASGITransport(api), base_url="http://app") as caller:
                return await caller.post("/review", content=body)

        answer = asyncio.run(asked())
        return answer.status_code, answer.json()

    _reviews(post)


@pytest.mark.heavy
@pytest.mark.parametrize("view", ["review", "review_async"])
def test_the_views_in_django_review(app: Path, view: str) -> None:
    """In a thread of the server, and in an event loop."""
    django = pytest.importorskip("django", reason="Django is not installed; `make test-all` installs it")
    settings, factories = importlib.import_module("django.conf").settings, importlib.import_module("django.test")
    if not settings.configured:
        settings.configure(DEBUG=False)
        django.setup()
    asked: Any = getattr(importlib.import_module("views"), view)

    def post(body: bytes) -> tuple[int, Any]:
        factory = (factories.AsyncRequestFactory if view == "review_async" else factories.RequestFactory)()
        answer = asked(factory.post("/review", body, content_type="application/json"))
        if asyncio.iscoroutine(answer):
            answer = asyncio.run(answer)
        return answer.status_code, json.loads(answer.content)

    _reviews(post)


@contextmanager
def _service(*options: str) -> Iterator[str]:
    """`reviewer serve` on a port of the system's choice."""
    command = [sys.executable, "-m", "reviewer", "serve", "--port", "0", *options]
    plain = {name: value for name, value in os.environ.items() if not name.startswith("REVIEWER_")}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=plain) as process:
        assert process.stderr
        try:
            yield json.loads(process.stderr.readline())["url"].rstrip("/")
        finally:
            process.terminate()
            process.stderr.read()
            process.wait(20)


@pytest.mark.heavy
def test_the_service_beside_the_app_answers_its_client(app: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And where there is none, the draft counts as not reviewed."""
    code = (app / "sidecar.py").read_text(encoding="utf-8")
    with _service() as url:
        exec(compile(code.replace("http://127.0.0.1:8000", url), "sidecar.py", "exec"), {})
    assert capsys.readouterr().out.splitlines() == _printed(code)[:1]
    exec(compile(code.replace("http://127.0.0.1:8000", url), "sidecar.py", "exec"), {})
    assert capsys.readouterr().out.startswith("not reviewed: ")


@contextmanager
def _site(folder: Path) -> Iterator[str]:
    """The pages of a careers app, on an origin of their own."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder)) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{site.server_address[1]}"
        site.shutdown()


@pytest.mark.heavy
def test_the_form_shows_the_verdict_and_takes_no_word_for_markup(app: Path) -> None:
    """In Chromium, from another origin than the service's."""
    driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed; `make test-all` installs it")
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        pytest.skip("there is no Chromium on this machine; install the package `chromium`")
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with _site(app) as site, _service("--cors", site) as url, driver.sync_playwright() as started:
        form = app / "form.html"
        form.write_text(form.read_text(encoding="utf-8").replace("http://127.0.0.1:8000", url), encoding="utf-8")
        page = started.chromium.launch(executable_path=program, args=root).new_page()
        page.goto(f"{site}/form.html")
        page.fill("#text", "\U0001f600 Hey buddy <img src=x onerror=alert(1)>, are we there yet???")
        page.get_by_role("button").click()
        page.wait_for_function("document.getElementById('verdict').textContent !== ''")
        assert page.text_content("#verdict") == "revise"
        assert page.locator("#findings img").count() == 0
        assert page.locator("#findings li").first.text_content().startswith('"')
        page.fill("#text", "   ")
        page.get_by_role("button").click()
        page.wait_for_function("document.getElementById('verdict').textContent.startsWith('Not reviewed: ')")
        assert "the draft is empty" in page.text_content("#verdict")


def test_the_tool_of_the_other_page_answers_from_python() -> None:
    """The lines of `docs/mcp.md` run as they stand, and the remark behind `print` is the true output."""
    (code,) = re.findall(r"```python\n(.*?)```", PAGES["mcp.md"].read_text(encoding="utf-8"), re.DOTALL)
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines() == _printed(code)
