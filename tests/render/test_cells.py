"""How text is measured, made harmless and wrapped."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.render.cells import cells, visible, wrap, wrapped_spans


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("caf\u00e9", 4), ("cafe\u0301", 4), ("\u6625\u79cb", 4), ("\U0001f600", 2), ("a\u200bb", 2), ("", 0)],
)
def test_a_character_takes_the_columns_that_a_terminal_gives_it(text: str, columns: int) -> None:
    """Combining marks take none, ideographs and emoji take two."""
    assert cells(text) == columns


def test_no_control_character_of_a_draft_reaches_the_terminal() -> None:
    """An escape sequence is shown as signs; a turn of the writing direction is shown as a replacement."""
    assert visible("\x1b[31mred\x07\x9b\u202etxt\r") == "\u241b[31mred\u2407\ufffd\ufffdtxt\u240d"


@given(st.text())
def test_making_text_harmless_keeps_every_offset(text: str) -> None:
    """One character for one character, and none left that steers anything."""
    shown = visible(text)
    assert len(shown) == len(text)
    assert not any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in shown)


def test_text_is_wrapped_between_words() -> None:
    """White space is folded; a word that is too long is cut."""
    assert wrap("one  two\nthree", 8) == ["one two", "three"]
    assert wrap("abcdefghij", 4) == ["abcd", "efgh", "ij"]
    assert wrap("", 10) == [""]


@given(st.text(alphabet="ab \u6625\U0001f600", max_size=60), st.integers(min_value=2, max_value=12))
def test_a_wrapped_line_loses_nothing_but_the_spaces_at_its_breaks(text: str, width: int) -> None:
    """No row is wider than it may be, apart from spaces that hang over its end."""
    rows = list(wrapped_spans(text, 0, len(text), width))
    assert all(cells(text[start:end].rstrip()) <= width for start, end in rows)
    assert "".join(text[start:end] for start, end in rows).replace(" ", "") == text.replace(" ", "")
    assert rows == sorted(rows)
