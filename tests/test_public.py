"""The door: what the package exports, and what an offline review never wakes."""

from __future__ import annotations

import subprocess
import sys

import reviewer


def test_the_public_list_is_short_and_sorted() -> None:
    assert reviewer.__all__ == [
        "Context",
        "Draft",
        "Finding",
        "Recipient",
        "Review",
        "Reviewer",
        "ReviewerError",
        "SalaryExpectation",
        "Span",
        "review",
        "review_async",
    ]
    assert all(hasattr(reviewer, name) for name in reviewer.__all__)


def test_an_offline_review_wakes_no_network_and_no_face() -> None:
    """Neither a model's library, nor a cache, nor a socket, nor the command line is imported."""
    code = (
        "import socket, sys; socket.socket = None; from reviewer import Draft, review; review(Draft(channel='email', text='Any news?'));"
        "foreign = {'litellm', 'diskcache', 'ssl', 'httpx', 'typer', 'rich', 'icalendar', 'yaml'};"
        "ours = {f'reviewer.{room}' for room in ('asking', 'cache', 'cli', 'critique', 'providers', 'testing')};"
        "print(*sorted((foreign | ours) & set(sys.modules)))"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)  # leaves compiled rule data behind
    seen = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert seen.stdout.strip() == ""
