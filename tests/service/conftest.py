"""A service in this process, whose judge answers at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from reviewer import Reviewer
from reviewer.service.app import create_app
from reviewer.service.crew import Judges
from reviewer.service.desk import Desk
from reviewer.service.judging import Judge
from reviewer.service.options import Door, Limits
from tests.service.calling import Caller, Inline


@pytest.fixture(scope="session")
def rules_alone() -> Reviewer:
    """Without the classifier, whose work is not the point here."""
    return Reviewer(classifier=False)


@pytest.fixture
def desk(rules_alone: Reviewer) -> Callable[..., Desk]:
    """Makes desks with limits of one's own."""

    def make(judges: Judges | None = None, *, door: Door | None = None, asking: Judges | None = None, **limits: Any) -> Desk:
        bounds = replace(Limits(), **limits)
        own = replace(door or Door(), limits=bounds)
        chosen = judges or Inline(Judge(rules_alone, text=bounds.text))
        return Desk(own, chosen, rules_alone, asking=asking, model="local/second-reader" if asking else None)

    return make


@pytest.fixture
def service(desk: Callable[..., Desk]) -> Callable[..., Caller]:
    """Makes services with limits of one's own."""
    return lambda *given, **limits: Caller(create_app(desk(*given, **limits)))
