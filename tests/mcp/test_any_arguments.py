"""Whatever an assistant hands in, it gets an answer or one sentence."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer import Reviewer
from reviewer.errors import InputError
from reviewer.mcp.tools import Toolbox

_LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.sampled_from(["email", "2026-11-02", "none"])
_VALUES = st.recursive(
    _LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3), max_leaves=8
)
_DRAFT = st.fixed_dictionaries({"channel": _LEAVES, "text": _LEAVES}, optional={"subject": _VALUES})
_FACTS = st.sampled_from(["stage", "sending_on", "follow_ups", "recipient", "salary_expectation", "other_offer", "process"])
_CONTEXT = st.dictionaries(_FACTS, _VALUES, max_size=4)
_ARGUMENTS = st.dictionaries(st.sampled_from(["draft", "context", "id", "guideline", "rule", "x"]), _VALUES | _DRAFT | _CONTEXT, max_size=4)


@pytest.fixture(scope="module")
def toolbox(rules_alone: Reviewer) -> Toolbox:
    """The four tools, without a protocol around them."""
    return Toolbox(rules_alone, text=1_000)


@settings(max_examples=60, deadline=None)
@given(tool=st.sampled_from(["review_draft", "first_good_day", "rewrite_draft", "explain_guideline"]), arguments=_ARGUMENTS)
def test_any_arguments_give_an_answer_or_one_sentence(toolbox: Toolbox, tool: str, arguments: dict[str, Any]) -> None:
    """No other exception, and no sentence of two lines."""
    try:
        answer = toolbox.call(tool, arguments)
        told, whole = answer.words, answer.value.model_dump_json()
    except InputError as problem:
        told, whole = problem.message.replace("\n", ""), problem.message
    assert told.strip()
    assert whole == told or whole.startswith('{"version":1,')
