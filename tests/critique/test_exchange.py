"""Answers that come back as a file: only complete ones are kept, in the form without names."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from reviewer.critique.exchange import UnfitError, take
from reviewer.critique.prompt import FENCE

PENDING = {"names": {"Quennell": "family1"}, "fence": "bcdfghjkmnpqrstv", "about": {"model": "openai/some-model"}}


class Kept(dict[str, Any]):
    """Answers in memory."""

    def put(self, key: str, entry: Mapping[str, Any]) -> None:
        self[key] = dict(entry)


@pytest.fixture
def kept() -> Kept:
    return Kept({"pending:k": PENDING})


def _line(content: Any = "{}", *, finish: str = "stop", **changes: Any) -> bytes:
    choice = {"message": {"role": "assistant", "content": content}, "finish_reason": finish}
    usage = {"prompt_tokens": 7, "completion_tokens": 2}
    body = {"model": "some-model-2026", "choices": [choice], "usage": usage}
    return json.dumps({"custom_id": "k", "response": {"status_code": 200, "body": body}, "error": None} | changes).encode()


def test_an_answer_is_kept_with_placeholders_for_its_stand_ins(kept: Kept) -> None:
    """As if it had been asked for here."""
    assert take(_line('{"message": "Quennell\'s tone; bcdfghjkmnpqrstv"}'), kept) == "k"
    assert kept["k"] == {
        "text": f'{{"message": "\u27e6family1\u27e7\'s tone; {FENCE}"}}',
        "finish": "stop",
        "mode": "json_schema",
        "model": "some-model-2026",
        "tokens": {"prompt": 7, "completion": 2, "total": 9},
        "cost_usd": None,
        "seconds": None,
        "about": {"model": "openai/some-model"},
    }


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"{", "is no JSON"),
        (b"[]", "has no `custom_id`"),
        (_line(custom_id=7), "has no `custom_id`"),
        (_line(custom_id="other"), "answers no question that was exported from this cache"),
        (_line(error={"code": "expired", "message": "words of the draft"}), "the provider reports an error"),
        (_line(response=None), "the provider reports an error"),
        (_line(response={"status_code": 429, "body": {}}), "the provider reports status 429"),
        (_line(response={"status_code": 200, "body": "words of the draft"}), "holds no answer"),
        (_line(finish="length"), "holds no answer: the answer was cut off"),
        (_line(finish="content_filter"), "holds no answer: the provider's content filter"),
        (_line(""), "holds no answer: the answer is empty"),
        (_line(None), "holds no answer: the answer is empty"),
    ],
)
def test_what_is_no_complete_answer_is_not_kept(kept: Kept, line: bytes, why: str) -> None:
    """And the reason holds no word of it."""
    with pytest.raises(UnfitError) as caught:
        take(line, kept)
    assert why in str(caught.value)
    assert "words of the draft" not in str(caught.value)
    assert list(kept) == ["pending:k"]
