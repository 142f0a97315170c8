"""Hold the guidelines' citations against the two documents, when somebody has them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from reviewer.errors import InputError
from reviewer.guidelines.document import Paragraph, fold, paragraphs
from reviewer.guidelines.guideline import Citation, Guideline, load_guidelines
from reviewer.models import GuidelineId

__all__ = ["CitationCheck", "CitationStatus", "verify"]

CitationStatus: TypeAlias = Literal["unchanged", "changed", "missing", "uncited"]

_Standing: TypeAlias = Mapping[Citation, tuple[GuidelineId, ...]]

_MAX_BYTES = 1_000_000
_MAX_FILES = 1_000
_SAME_HEADING = 0.8


@dataclass(frozen=True, slots=True)
class CitationCheck:
    """What became of one paragraph since it was cited, and the guidelines that stand on it."""

    status: CitationStatus
    document: str
    file: str | None
    """The file that was read, or nothing when the document is not in the folder."""
    section: str
    paragraph: int
    guidelines: tuple[GuidelineId, ...]
    """None of them for a paragraph that is uncited."""
    now_at: str | None = None
    """Where the cited words stand now, when they have moved."""


def verify(folder: Path, guidelines: Mapping[GuidelineId, Guideline] | None = None) -> tuple[CitationCheck, ...]:
    """Check each cited paragraph against the documents in a folder, then name the paragraphs that nobody cites."""
    standing = _standing(guidelines or load_guidelines())
    texts = _texts(folder)
    documents = {citation.document: citation.file for citation in standing}
    return tuple(check for title, file in documents.items() for check in _document(title, file, standing, texts))


def _standing(guidelines: Mapping[GuidelineId, Guideline]) -> _Standing:
    """Each cited paragraph once, with everyone who stands on it; what it bears on differs by guideline, so it is left out."""
    found: dict[Citation, tuple[GuidelineId, ...]] = {}
    for guideline in guidelines.values():
        for cited in guideline.citations:
            place = Citation(cited.document, cited.file, cited.section, cited.paragraph, cited.sha256, bears_on="")
            found[place] = (*found.get(place, ()), guideline.id)
    return found


def _document(title: str, file: str, standing: _Standing, texts: Mapping[str, str]) -> Iterable[CitationCheck]:
    name = _find(title, file, texts)
    found = paragraphs(texts[name], title) if name else ()
    cited = [citation for citation in standing if citation.document == title]
    taken: set[Paragraph] = set()
    for citation in sorted(cited, key=lambda cited: _order(cited, found)):
        here = _at(citation, found)
        moved = next((other for other in found if other.sha256 == citation.sha256), None)
        taken |= {place for place in (moved or here,) if place}
        status = _status(citation, here)
        now_at = f"{moved.section}, paragraph {moved.number}" if moved and status != "unchanged" else None
        yield CitationCheck(status, title, name, citation.section, citation.paragraph, standing[citation], now_at)
    for place in found:
        if place not in taken:
            yield CitationCheck("uncited", title, name, place.section, place.number, ())


def _status(citation: Citation, here: Paragraph | None) -> CitationStatus:
    if here is None:
        return "missing"
    return "unchanged" if here.sha256 == citation.sha256 else "changed"


def _at(citation: Citation, found: Iterable[Paragraph]) -> Paragraph | None:
    """The paragraph that stands where the citation points; a heading may differ by a slip of the pen."""
    numbered = [place for place in found if place.number == citation.paragraph]
    headings = {fold(place.section): place for place in numbered}
    close = difflib.get_close_matches(fold(citation.section), headings, n=1, cutoff=_SAME_HEADING)
    return headings[close[0]] if close else None


def _order(citation: Citation, found: tuple[Paragraph, ...]) -> tuple[int, int]:
    here = _at(citation, found)
    return (found.index(here) if here else len(found), citation.paragraph)


def _find(title: str, file: str, texts: Mapping[str, str]) -> str | None:
    """The document by its file name, else by its first line."""
    if file in texts:
        return file
    return next((name for name, text in texts.items() if fold(_first_line(text)) == fold(title)), None)


def _first_line(text: str) -> str:
    return next((line for line in text.removeprefix("\ufeff").splitlines() if line.strip()), "")


def _texts(folder: Path) -> dict[str, str]:
    """The readable text files of the folder, by name."""
    try:
        files = sorted(path for path in folder.iterdir() if path.is_file())[:_MAX_FILES]
        small = [path for path in files if path.stat().st_size <= _MAX_BYTES]
        contents = {path.name: path.read_bytes() for path in small}
    except OSError as problem:
        message = f"{folder}: cannot be read ({problem.strerror}); name the folder that holds the two documents"
        raise InputError(message, field="--verify") from None
    return {name: text for name, content in contents.items() if (text := _decoded(content)) is not None}


def _decoded(content: bytes) -> str | None:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
