"""A draft cut into pieces: nothing of it is lost, and each piece knows whose words it holds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reviewer.evals.report.passages import Mark, Piece, pieces

_MARKS = st.lists(
    st.builds(Mark, st.integers(-2, 60), st.integers(-2, 60), st.sampled_from(["extra", "hit", "allowed", "hint", "evidence"]))
)


def test_marks_may_overlap_and_the_more_telling_one_shows() -> None:
    """An extra finding covers a hit; labelled words keep their underline below either."""
    marks = [Mark(0, 8, "hit", 1), Mark(4, 12, "extra", 2), Mark(6, 14, "evidence")]
    assert pieces("Any news yet? Or not.", marks) == (
        Piece("Any ", "hit", opens=(1,)),
        Piece("ne", "extra", opens=(2,)),
        Piece("ws", "extra", labelled=True),
        Piece(" yet", "extra", labelled=True),
        Piece("? ", "evidence", labelled=True),
        Piece("Or not."),
    )


@given(st.text(max_size=60), _MARKS)
def test_the_pieces_together_are_the_text(text: str, marks: list[Mark]) -> None:
    """Whatever is marked, as many characters are shown as there were, and none of them steers the reader's machine."""
    shown = "".join(piece.text for piece in pieces(text, marks))
    assert len(shown) == len(text)
    assert not set(shown) & {"\x1b", "\x00", "\u202e", "\u2028"}


def test_a_long_text_is_shown_around_its_marks() -> None:
    """What is left out is counted, and the words that matter are not."""
    text = "a" * 5_000 + "FAULT" + "b" * 700
    assert pieces(text, [Mark(5_000, 5_005, "extra", 1)]) == (
        Piece("a" * 300),
        Piece("", left_out=4_400),
        Piece("a" * 300),
        Piece("FAULT", "extra", opens=(1,)),
        Piece("b" * 700),
    )


def test_many_marks_cost_little() -> None:
    """A thousand findings on one text are cut in one walk over it."""
    marks = [Mark(n, n + 50, "extra", n + 1) for n in range(1_000)]
    assert len(pieces("x" * 2_000, marks)) == 1_050
