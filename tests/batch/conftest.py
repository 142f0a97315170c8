"""A reviewer that judges by one word, so that the batch is tested apart from the rules."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import reviewer
from reviewer.batch import workers
from reviewer.models import Context, Draft, Fingerprint, Review


class OneWord:
    """Says `revise` to every draft that holds the word, and breaks on another."""

    def __init__(self, *, rule_folders: tuple[Path, ...] = (), classifier: bool = True) -> None:
        self.rule_folders = rule_folders

    def review(self, draft: Draft, context: Context | None = None, *, id: Any = None) -> Review:
        if "break" in draft.text:
            raise KeyError(draft.text)
        verdict: Any = "revise" if "hey" in draft.text else "send"
        return Review(
            id=id,
            verdict=verdict,
            first_good_day=None,
            findings=(),
            notes=(),
            unknowns=(),
            judged=(),
            not_judged=(),
            fingerprint=Fingerprint(reviewer="0", rules="sha256:0"),
        )


@pytest.fixture(autouse=True)
def one_word(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(reviewer, "Reviewer", OneWord)
    workers.rules_of.cache_clear()
    yield
    workers.rules_of.cache_clear()
