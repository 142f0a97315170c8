"""How the service starts what it needs."""

from __future__ import annotations

import socket
from collections.abc import Callable

import pytest

from reviewer import Reviewer
from reviewer.service.crew import Asking
from reviewer.service.judging import Judge
from reviewer.service.running import in_time
from tests.service.calling import EARLY, Caller


@pytest.mark.parametrize(("told", "seconds", "kept"), [(90.0, 60.0, 54.0), (20.0, 60.0, 20.0), (600.0, 700.0, 600.0)])
def test_a_model_ends_before_the_request_that_waits_for_it(told: float, seconds: float, kept: float) -> None:
    """Its own deadline holds where that is shorter; without a model nothing is told."""
    assert in_time({"model": "local/one", "deadline": told}, seconds) == {"model": "local/one", "deadline": kept}
    assert in_time({}, seconds) == {}


@pytest.mark.heavy
def test_a_model_that_never_answers_leaves_the_review_by_the_rules(service: Callable[..., Caller]) -> None:
    """Within the time of the request, and with the reason."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/v1"
        told = in_time({"model": "local/silent", "base_url": url, "cache": "off", "deadline": 90.0}, 10.0)
        asking = Asking(Judge(Reviewer(classifier=False, **told), text=1000), at_once=1)
        answer = service(asking=asking, seconds=10.0).review(EARLY)
    assert answer.status_code == 200
    assert (answer.json()["verdict"], answer.json()["critique"]["status"]) == ("wait", "unavailable")
