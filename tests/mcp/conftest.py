"""A server within this process, around a reviewer that judges by the rules alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from mcp.server.lowlevel.server import Server

from reviewer import Reviewer
from reviewer.mcp import Desk, Limits
from reviewer.mcp.server import make_server
from tests.mcp.connecting import StandIn

MakeServer = Callable[..., Server[Any]]


@pytest.fixture(scope="session")
def rules_alone() -> Reviewer:
    """Without the classifier, whose work is not the point here."""
    return Reviewer(classifier=False)


@pytest.fixture(scope="session")
def plain(rules_alone: Reviewer) -> Server[Any]:
    """The server as it is, for all tests that want nothing else."""
    return make_server(rules_alone, Desk())


@pytest.fixture
def serving(rules_alone: Reviewer, plain: Server[Any]) -> MakeServer:
    """Makes servers, with a `review` and limits of one's own."""

    def make(review: Callable[..., Any] | None = None, **limits: Any) -> Server[Any]:
        if review is None and not limits:
            return plain
        judge: Any = StandIn(rules_alone, review) if review else rules_alone
        return make_server(judge, Desk(replace(Limits(), **limits)))

    return make
