"""What is pasted into a page or an issue."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reviewer.models import Draft, Finding, Review
from reviewer.render import render_markdown, without_quotes
from reviewer.render.markdown import escaped


def test_a_review_is_a_markdown_document(review: Review, draft: Draft) -> None:
    """The sentence is quoted, the words at fault are strong."""
    assert (
        render_markdown(review, draft, assumed=("the channel is email",))
        == """\
# wait: the right message on the wrong day.

**First good day:** Saturday, 7 November 2026

*Assumed:* the channel is email

## What to mend

### too-soon (certain)

> Is there **any news on a decision yet**?

This asks early.

- **Instead:** Wait until Saturday.
- **Facts:** 2 days
- **Source:** "A Document", A Section, paragraph 2; the exact line is ours (`too-soon/some-rule`)

## What was judged

- Judged: too-soon, dishonesty
- Not judged: too-familiar, impatience (not for a social post)

## What would help me judge

- `stage`: It decides how long to wait.
"""
    )


def test_without_quotes_the_place_stands_for_the_words(review: Review, draft: Draft) -> None:
    """No word of the draft is left."""
    shown = render_markdown(without_quotes(review, draft), draft, quotes=False)
    assert "*characters 39 to 64 of the text*" in shown
    assert "any news" not in shown


@pytest.mark.parametrize(
    ("words", "markup"),
    [
        ("*bold* _it_ `code`", r"\*bold\* \_it\_ \`code\`"),
        ("[a](http://b)", r"\[a\](http\://b)"),
        ("<script>&amp;", "&lt;script&gt;&amp;amp;"),
        ("# title", r"\# title"),
        ("1. first", r"1\. first"),
        ("- item\n- item", r"\- item - item"),
        ("a|b~~c~~", r"a\|b\~\~c\~\~"),
        ("\x1b[0m", "\u241b\\[0m"),
        ("see www.example.org @dana", r"see www\.example.org \@dana"),
        ("Hi Dana, how are you? Fine!", "Hi Dana, how are you? Fine!"),
    ],
)
def test_no_word_of_a_draft_is_taken_for_markup(words: str, markup: str) -> None:
    """Signs with a meaning are escaped; ordinary prose stays readable."""
    assert escaped(words) == markup


def test_a_quotation_stays_on_one_line(review: Review, make_finding: Callable[..., Finding]) -> None:
    """A line break in the words cannot end the block quotation."""
    text = "Hello. Is there\n# any news\nyet?"
    shown = render_markdown(
        review.model_copy(update={"findings": (make_finding("there\n# any", text=text),)}), Draft(channel="email", text=text)
    )
    assert "> Is **there # any** news\n" in shown
