"""Sentences cut into pieces and laid into windows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reviewer.classifier.windows import LONGEST_WINDOW, Window, windows
from reviewer.classifier.wordpiece import WordPiece

VOCABULARY = {
    p: n for n, p in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "email", "thank", "##s", "you", "dear", ",", "cafe", "##ing"])
}
PIECES = WordPiece(VOCABULARY)


def test_a_word_is_cut_into_the_longest_pieces_known() -> None:
    assert PIECES.encode("Thanks, Café") == [5, 6, 9, 10]


def test_what_no_piece_spells_is_unknown() -> None:
    assert PIECES.encode("you zzz you") == [7, 1, 7]
    assert PIECES.encode("x" * 100_000) == [1]


def test_a_window_holds_the_channel_and_each_sentence_with_its_place() -> None:
    assert list(windows(PIECES, "email", ["Dear you,", "Thanks"])) == [Window([2, 4, 3, 8, 7, 9, 3, 5, 6, 3], [(3, 6), (7, 9)], [0, 1])]


def test_a_sentence_without_a_piece_has_no_place() -> None:
    assert list(windows(PIECES, "email", ["", "you"])) == [Window([2, 4, 3, 7, 3], [(3, 4)], [1])]


@given(st.lists(st.integers(0, 200), max_size=30), st.none() | st.integers(1, 500))
def test_windows_stay_within_their_bounds_and_lose_no_sentence(lengths: list[int], most: int | None) -> None:
    """Whatever the lengths: no window is too long, each sentence stands in one window, in order, up to what is read in all."""
    found = list(windows(PIECES, "email", ["you " * n for n in lengths], most))
    places = [n for window in found for n in window.sentences]
    assert places == sorted(set(places))
    assert all(len(window.numbers) <= LONGEST_WINDOW for window in found)
    for window in found:
        for n, (start, end) in zip(window.sentences, window.spans, strict=True):
            assert end - start == min(lengths[n], 90)
    if most is None:
        assert places == [n for n, length in enumerate(lengths) if length]
    else:
        assert sum(end - start for window in found for start, end in window.spans) <= most
