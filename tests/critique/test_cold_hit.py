"""A stored answer needs neither the network nor anything that reaches for it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reviewer import Draft, Reviewer
from reviewer.asking import Call, Reply
from reviewer.testing.scripted import answer_to

TEXT = "Dear Ms Okonjo, thank you for Tuesday. Kind regards, Marit Vale"
NAME = "openai/some-model"


class Stands:
    """Stands for a hosted model, under its name and with its parameters."""

    def __init__(self, parameters: Mapping[str, Any]) -> None:
        self.name = NAME
        self.base_url: str | None = None
        self.parameters: Mapping[str, Any] = parameters

    def complete(self, call: Call) -> Reply:
        return Reply(answer_to(call), finish="stop")

    async def complete_async(self, call: Call) -> Reply:
        return self.complete(call)


def test_a_stored_answer_wakes_no_network(tmp_path: Path) -> None:
    """Neither LiteLLM nor httpx nor an event loop is imported, and no socket can be opened."""
    from reviewer.providers.choose import PARAMETERS

    Reviewer(model=Stands(PARAMETERS), classifier=False, cache_folder=tmp_path).review(Draft(channel="email", text=TEXT))
    code = (
        "import socket, sys; socket.socket = None; from pathlib import Path; from reviewer import Draft, Reviewer\n"
        f"reviewer = Reviewer(model={NAME!r}, classifier=False, cache_folder=Path(sys.argv[1]))\n"
        f"review = reviewer.review(Draft(channel='email', text={TEXT!r}))\n"
        "print(review.critique.status, review.critique.cached)\n"
        "print(*sorted({'litellm', 'httpx', 'openai', 'ssl', 'asyncio', 'typer', 'yaml'} & set(sys.modules)))\n"
    )
    seen = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, capture_output=True, text=True)
    assert seen.stdout.splitlines() == ["done True", ""]
