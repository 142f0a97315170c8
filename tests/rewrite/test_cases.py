"""Over labelled drafts: a mend says nothing new, loses nothing unseen, and is better, or there is none."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from functools import cache

import pytest

from reviewer import Context, Draft, Reviewer
from reviewer.facts import read_amounts, read_numbers
from reviewer.models import VERDICTS, Rewrite
from reviewer.models.parse import parse_document
from reviewer.resources import cases_root
from reviewer.rewrite import rewrite
from reviewer.rewrite.checks import strangers, words_in
from reviewer.rewrite.remedies import load_remedies

FILES = ("everyday", "wide-3", "wide-4", "final-round-2")
EVERY = 60


@cache
def reviewer() -> Reviewer:
    return Reviewer()


def drafts(every: int) -> Iterator[tuple[str, Draft, Context]]:
    """Each n-th of the drafts that are labelled as at fault."""
    for name in FILES:
        lines = (cases_root() / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        cases = [case for case in map(json.loads, lines) if case["expect"]]
        for case in cases[::every]:
            yield case["id"], *parse_document({"draft": case["draft"], "context": case["context"]})


def holds(found: Rewrite, draft: Draft, context: Context) -> None:
    """What is promised of every rewrite."""
    if found.outcome != "mended":
        assert (found.draft, found.changes, found.after) == (None, (), None)
        assert found.alternative or found.outcome == "nothing-to-mend"
        return
    assert found.draft is not None
    assert found.after is not None
    own = load_remedies(reviewer().data).words.own
    mended = draft.model_copy(update={"text": found.draft.text, "subject": found.draft.subject})
    assert not set(strangers(mended, draft, context, own))
    assert words_in(mended.text) <= words_in(f"{draft.text} {context.recipient and context.recipient.name} {' '.join(own)}")
    assert found.after.findings == ()
    assert VERDICTS.index(found.after.verdict) < VERDICTS.index(found.before.verdict)
    _nothing_is_lost_unseen(found, draft)
    assert "  " not in mended.text.replace("  ", "", draft.text.count("  "))
    assert "\n\n\n" not in mended.text or "\n\n\n" in draft.text
    assert not {finding.guideline for finding in found.before.findings} & {"dishonesty", "cold-contact"}


def _nothing_is_lost_unseen(found: Rewrite, draft: Draft) -> None:
    """Whatever is gone stands in a change, word for word, and so do its figures."""
    assert found.draft is not None
    gone = Counter(draft.text.split()) - Counter(found.draft.text.split())
    shown = Counter(word for change in found.changes for word in change.before.split())
    assert not gone - shown
    for change in found.changes:
        source = (draft.subject or "") if change.span.in_ == "subject" else draft.text
        assert source[change.span.start : change.span.end] == change.before
        places = [(one.start, one.end) for one in read_amounts(change.before)]
        places += [(one.start, one.end) for one in read_numbers(change.before) if not one.spelled]
        for start, end in places:
            words = change.before[start:end].strip()
            assert words in found.draft.text or any(words in lost for lost in change.lost), (words, change)


def test_a_sample_of_the_labelled_drafts_is_mended_without_a_word_that_is_not_theirs() -> None:
    """Some are mended, some cannot be, and every one keeps what is promised."""
    outcomes: Counter[str] = Counter()
    for _, draft, context in drafts(EVERY):
        found = rewrite(reviewer(), draft, context)
        holds(found, draft, context)
        outcomes[found.outcome] += 1
    assert outcomes["mended"] >= 2
    assert outcomes["no-honest-mend"] >= 3


@pytest.mark.heavy
def test_all_the_labelled_drafts_are_mended_without_a_word_that_is_not_theirs() -> None:
    """The same over every draft of these rounds."""
    for _, draft, context in drafts(1):
        holds(rewrite(reviewer(), draft, context), draft, context)
