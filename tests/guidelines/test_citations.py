"""Citations are held against the documents: what stands unchanged, what changed, what is gone, what nobody cites."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.errors import InputError
from reviewer.guidelines import Citation, CitationCheck, Guideline, load_guidelines, verify
from reviewer.guidelines.document import Paragraph, paragraphs
from reviewer.models import GuidelineId

TITLE = "Two Ways to Bake Bread"
TEXT = """\
Two Ways to Bake Bread

Two ways to bake bread


Bread needs time.

Mixing the dough

Flour goes first,
then water.

Salt comes last.

Don\u2019t hurry: Dough that is hurried stays flat.

See the list that follows:

Comments
"""


def _sha256(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def _cited(section: str, paragraph: int, words: str) -> Citation:
    return Citation(TITLE, "bread.txt", section, paragraph, _sha256(words), "bread")


def _guidelines(**citations: tuple[Citation, ...]) -> dict[GuidelineId, Guideline]:
    known = load_guidelines()
    named = {name: citations.get(name.replace("-", "_")) for name in known}
    return {name: replace(known[name], citations=cited) for name, cited in named.items() if cited}


GUIDELINES = _guidelines(
    too_soon=(_cited("Don't hurry", 1, "Don\u2019t hurry: Dough that is hurried stays flat."),),
    impatience=(_cited("Mixing the dough", 2, "Salt comes last."), _cited("Opening", 1, "Bread needs time.")),
    too_familiar=(_cited("Opening", 1, "Bread needs time."),),
)


def _verify(folder: Path, text: str, name: str = "bread.txt") -> list[tuple[str, str, int, tuple[str, ...], str | None]]:
    (folder / name).write_text(text, encoding="utf-8")
    checks = verify(folder, GUIDELINES)
    assert {(check.document, check.file) for check in checks} == {(TITLE, name)}
    return [(check.status, check.section, check.paragraph, check.guidelines, check.now_at) for check in checks]


UNCHANGED = [
    ("unchanged", "Opening", 1, ("too-familiar", "impatience"), None),
    ("unchanged", "Mixing the dough", 2, ("impatience",), None),
    ("unchanged", "Don't hurry", 1, ("too-soon",), None),
    ("uncited", "Mixing the dough", 1, (), None),
    ("uncited", "Don\u2019t hurry", 2, (), None),
]


def test_paragraphs_are_counted_after_their_heading() -> None:
    """The title and headings are no paragraphs; a heading that runs in belongs to its first paragraph."""
    assert paragraphs(TEXT, TITLE) == (
        Paragraph("Opening", 1, _sha256("Bread needs time.")),
        Paragraph("Mixing the dough", 1, _sha256("Flour goes first, then water.")),
        Paragraph("Mixing the dough", 2, _sha256("Salt comes last.")),
        Paragraph("Don\u2019t hurry", 1, _sha256("Don\u2019t hurry: Dough that is hurried stays flat.")),
        Paragraph("Don\u2019t hurry", 2, _sha256("See the list that follows:")),
    )


def test_an_unchanged_document_is_confirmed_and_what_nobody_cites_is_named(tmp_path: Path) -> None:
    """In the order of the document, each place with everyone who stands on it."""
    assert _verify(tmp_path, TEXT) == UNCHANGED


def test_a_document_is_found_by_its_title_under_any_name(tmp_path: Path) -> None:
    """A renamed copy will do, byte order mark and all, beside files that are not text."""
    (tmp_path / "a-picture.png").write_bytes(b"\x89PNG\xff")
    assert _verify(tmp_path, f"\ufeff\n{TEXT}", "copy of the article.md") == UNCHANGED


def test_a_changed_paragraph_is_named_with_those_who_stand_on_it(tmp_path: Path) -> None:
    """One word is enough; the others stay unchanged."""
    assert _verify(tmp_path, TEXT.replace("needs time", "needs hours")) == [
        ("changed", "Opening", 1, ("too-familiar", "impatience"), None),
        *UNCHANGED[1:],
    ]


def test_a_paragraph_that_moved_is_changed_and_found_again(tmp_path: Path) -> None:
    """The new place is told, so that mending the citation takes one glance; the newcomer counts as uncited."""
    moved = TEXT.replace("Flour goes first,", "Wash your hands.\n\nFlour goes first,")
    assert _verify(tmp_path, moved) == [
        UNCHANGED[0],
        ("changed", "Mixing the dough", 2, ("impatience",), "Mixing the dough, paragraph 3"),
        UNCHANGED[2],
        ("uncited", "Mixing the dough", 1, (), None),
        ("uncited", "Mixing the dough", 2, (), None),
        ("uncited", "Don\u2019t hurry", 2, (), None),
    ]


def test_a_section_that_is_gone_makes_its_paragraphs_missing(tmp_path: Path) -> None:
    """The guidelines that stood on it are named."""
    gone = TEXT[: TEXT.index("Mixing")] + TEXT[TEXT.index("Don\u2019t hurry") :]
    assert _verify(tmp_path, gone) == [
        UNCHANGED[0],
        UNCHANGED[2],
        ("missing", "Mixing the dough", 2, ("impatience",), None),
        ("uncited", "Don\u2019t hurry", 2, (), None),
    ]


def test_a_slip_in_a_printed_heading_does_not_hide_the_paragraph(tmp_path: Path) -> None:
    """A heading that is mended in a later printing is still the same section, but run-in words are part of the hash."""
    assert _verify(tmp_path, TEXT.replace("Mixing the dough", "Mixing teh dough"))[1] == UNCHANGED[1]


def test_a_document_that_is_not_there_makes_all_its_paragraphs_missing(tmp_path: Path) -> None:
    """No file is named, since none was read."""
    assert verify(tmp_path, _guidelines(too_familiar=(_cited("Opening", 1, "Bread needs time."),))) == (
        CitationCheck("missing", TITLE, None, "Opening", 1, ("too-familiar",)),
    )


def test_a_folder_that_cannot_be_read_is_a_clear_error(tmp_path: Path) -> None:
    """The sentence names the folder and what to give instead."""
    with pytest.raises(InputError, match=r"nowhere: cannot be read \(.*\); name the folder that holds the two documents"):
        verify(tmp_path / "nowhere")


@given(st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from([" ", "\u00a0", "  ", "\u2003"]), st.sampled_from(["", " ", "\u00a0\t"]))
def test_line_ends_and_kinds_of_space_change_no_hash(end: str, space: str, blank: str) -> None:
    """White space is folded, so a copy from another machine or a web page is the same document."""
    printed = end.join(line.replace(" ", space) or blank for line in TEXT.splitlines())
    assert paragraphs(printed, TITLE) == paragraphs(TEXT, TITLE)


@given(st.text(max_size=400))
def test_any_text_is_a_document(text: str) -> None:
    """Whatever a file holds, its paragraphs are numbered from one within their sections."""
    seen: dict[str, int] = {}
    for found in paragraphs(text, TITLE):
        seen[found.section] = seen.get(found.section, 0) + 1
        assert found.number == seen[found.section]
