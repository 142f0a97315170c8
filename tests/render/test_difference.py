"""A mend within the draft: what stays, what goes and what comes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.render.difference import difference, pieces_of
from reviewer.render.lines import plain


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("Any news on a decision?", "Thank you for your time.", "[-Any news on a decision?-]{+Thank you for your time.+}"),
        ("Hey Dana, thanks.", "Hello Dana, thanks.", "[-Hey-]{+Hello+} Dana, thanks."),
        ("Thank you. Any news?", "Thank you.", "Thank you. [-Any news?-]"),
        ("One two\n\nthree four", "Five six\n\nseven eight", "[-One two-]{+Five six+}\n\n[-three four-]{+seven eight+}"),
    ],
)
def test_words_that_are_replaced_together_are_shown_together(before: str, after: str, shown: str) -> None:
    """Paragraph by paragraph; single words stay single."""
    assert plain(list(difference(before, after, 80))) == f"{shown}\n"


@given(st.text("ab \n", max_size=30), st.text("ab \n", max_size=30))
def test_both_texts_can_be_read_from_it(before: str, after: str) -> None:
    """Nothing is lost and nothing is made up."""
    pieces = pieces_of(before, after)
    assert "".join(piece.text for piece in pieces if piece.role != "new") == before
    assert "".join(piece.text for piece in pieces if piece.role != "gone") == after
