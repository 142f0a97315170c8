"""The text of an HTML mail, read in one pass.

The standard library's parser takes quadratic time on tags that never end (17 s for 40 kB, measured); here each end is looked for
once, so that a hostile mail costs no more than an honest one of its length.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

__all__ = ["text_of_html"]

_NAME: Final = re.compile(r"/?[A-Za-z][A-Za-z0-9:-]{0,30}")
_STOP: Final = re.compile(r">|=[\"']")
_BLANK: Final = re.compile(r"[ \t\r\n\f]+")
_UNSEEN: Final = frozenset({"head", "style", "script", "title", "template", "noscript", "svg", "object"})
_PARAGRAPHS: Final = frozenset({"p", "ul", "ol", "table", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "blockquote", "dl"})
_LINES: Final = frozenset({"div", "tr", "li", "section", "article", "header", "footer", "address", "center", "dt", "dd", "body", "form"})
_DEEPEST: Final = 50


class _Token(NamedTuple):
    tag: str
    """`p`, `/p`, or nothing for text."""
    text: str = ""


def text_of_html(source: str) -> str:
    """Give the words as one would see them, a line a block; a `blockquote` becomes lines marked with `>`."""
    page = _Page()
    for token in _tokens(source):
        if token.tag:
            page.tag(token.tag)
        else:
            page.words(token.text)
    return page.text()


def _tokens(source: str) -> Iterator[_Token]:
    at, ends = 0, _Ends(source)
    while at < len(source):
        opened = source.find("<", at)
        if opened < 0:
            opened = len(source)
        if opened > at:
            yield _Token("", source[at:opened])
        if opened == len(source):
            return
        at, token = _markup(source, opened, ends)
        if token is not None:
            yield token


def _markup(source: str, at: int, ends: _Ends) -> tuple[int, _Token | None]:
    """Read what begins with `<`: a comment, a tag, or a mere sign."""
    if source.startswith("<!--", at):
        return ends.behind("-->", at + 4), None
    if source.startswith(("<!", "<?"), at):
        return ends.behind(">", at + 2), None
    name = _NAME.match(source, at + 1)
    if name is None:
        return at + 1, _Token("", "<")
    tag = name.group().lower()
    after = ends.behind_tag(name.end())
    if tag in ("script", "style"):
        after = ends.behind(f"</{tag}", after)
        return (ends.behind(">", after) if after < len(source) else after), None
    return after, _Token(tag)


class _Ends:
    """Looks for the end of markup, and remembers what the rest of the page does not hold."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._lower = source.lower() if len(source.lower()) == len(source) else source
        self._gone: set[str] = set()

    def behind(self, mark: str, at: int) -> int:
        """Give the place behind the next mark, or the end of the page."""
        found = -1 if mark in self._gone else self._lower.find(mark, at)
        if found < 0:
            self._gone.add(mark)
            return len(self._source)
        return found + len(mark)

    def behind_tag(self, at: int) -> int:
        """Give the place behind the `>` of a tag; one within a quoted value does not end it, if the quotes end at all."""
        while (stop := _STOP.search(self._source, at)) is not None:
            at, mark = stop.end(), stop.group()[-1]
            if mark == ">":
                return at
            closed = self.behind(mark, at)
            at = at if mark in self._gone else closed
        return len(self._source)


class _Page:
    """Collects lines."""

    def __init__(self) -> None:
        self._lines: list[tuple[int, str]] = []
        self._line: list[str] = []
        self._depth = self._unseen = self._pre = 0

    def tag(self, tag: str) -> None:
        closing, name = tag.startswith("/"), tag.lstrip("/")
        if name in _UNSEEN:
            self._unseen = max(0, self._unseen + (-1 if closing else 1))
        elif name == "body":
            self._unseen = 0
        if name == "br":
            self._end_line(kept=True)
        elif name in _PARAGRAPHS:
            self._end_line()
            self._gap()
            self._within(name, -1 if closing else 1)
        elif name in _LINES:
            self._end_line()
            if name == "li" and not closing:
                self._line.append("- ")
        elif name in ("td", "th") and not closing:
            self._line.append(" ")

    def words(self, text: str) -> None:
        if self._unseen:
            return
        plain = html.unescape(text).replace("\xa0", " ").replace("\u200c", "").replace("\xad", "")
        if not self._pre:
            self._line.append(_BLANK.sub(" ", plain))
            return
        first, *others = plain.split("\n")
        self._line.append(first)
        for other in others:
            self._end_line(kept=True)
            self._line.append(other)

    def text(self) -> str:
        """The lines, no two of them empty in a row."""
        self._end_line()
        lines: list[str] = []
        for depth, words in self._lines:
            line = (">" * depth + " " + words).rstrip() if depth else words
            if line.strip("> ") or (lines and lines[-1].strip("> ")):
                lines.append(line)
        while lines and not lines[-1].strip("> "):
            lines.pop()
        return "\n".join(lines).strip("\n")

    def _within(self, name: str, step: int) -> None:
        if name == "blockquote":
            self._depth = min(max(0, self._depth + step), _DEEPEST)
        elif name == "pre":
            self._pre = max(0, self._pre + step)

    def _gap(self) -> None:
        if self._lines and self._lines[-1][1]:
            self._lines.append((self._depth, ""))

    def _end_line(self, *, kept: bool = False) -> None:
        words = "".join(self._line)
        words = words.rstrip() if self._pre else _BLANK.sub(" ", words).strip()
        if words or kept:
            self._lines.append((self._depth, words))
        self._line = []
