"""An application as a value agrees with itself."""

from __future__ import annotations

from typing import Any

import pytest

from reviewer.errors import InputError
from reviewer.models.application import Application
from reviewer.models.parse import parse_application

PLAIN: dict[str, Any] = {
    "name": "ACME",
    "id": "0" * 32,
    "added_on": "2025-03-03",
    "known": {"stage": "offer", "follow_ups": ["2025-03-10"]},
    "messages": [{"on": "2025-03-04", "kind": "reply"}, {"on": "2025-03-10", "kind": "follow-up"}],
    "a key of a later program": 1,
}


def test_a_reader_passes_over_keys_that_it_does_not_know() -> None:
    """Of a later program of the same version; what was left out is as if nothing had been told."""
    one = parse_application(PLAIN)
    assert Application.model_validate_json(one.model_dump_json()) == one
    assert (one.revision, one.accepted, str(one.last_reply), [str(day) for day in one.sent("follow-up")]) == (
        0,
        (),
        "2025-03-04",
        ["2025-03-10"],
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"known": {"sending_on": "2025-03-10"}}, "`application`: sending_on belongs to a draft and not to an application"),
        ({"messages": []}, "`application`: known.follow_ups must be the days of the follow-ups in `messages` since the last reply"),
        ({"version": 2}, "`application.version` cannot be 2. Allowed: 1"),
        ({"messages": [{"on": "2025-03-10"}]}, "`application.messages[0].kind` is missing. Allowed: follow-up, thank-you, answer, "),
        ({"messages": [{"on": "soon", "kind": "reply"}]}, '`application.messages[0].on`: write the date as YYYY-MM-DD, not "soon"'),
        ({"id": "x"}, "`application.id` String should match pattern"),
        ({"known": {"stages": "offer"}}, "`application.known.stages` is not a field that is known here; did you mean `stage`?"),
    ],
)
def test_what_contradicts_itself_is_no_application(change: dict[str, Any], sentence: str) -> None:
    """The sentence names the field."""
    with pytest.raises(InputError) as caught:
        parse_application({**PLAIN, **change})
    assert caught.value.message.startswith(sentence)
