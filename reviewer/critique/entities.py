"""What in a draft points at a person, an employer, an address or a number, found without a model."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, Literal, NamedTuple, TypeAlias

from reviewer.resources import prompts_root
from reviewer.text.wordlists import HONORIFICS, PARTICLES, POSITIONS

__all__ = ["PIECES", "Kind", "Mention", "core_of", "is_plain", "is_start", "kind_of", "mentions", "word_list"]

Kind: TypeAlias = Literal["given", "family", "mail", "phone", "link", "handle"]

PIECES: Final = re.compile(
    r"(?P<escape>\\(?:u[0-9a-fA-F]{4}|.))"  # an answer is JSON, in which a line ends with two characters
    r"|(?P<link>(?:https?://|www\.)[^\s<>\"\\()\[\]{}\u27e6\u27e7]{2,300}(?<![.,;:!?'\u2019])"
    r"|(?<![\w@.-])(?:[A-Za-z0-9][A-Za-z0-9-]{0,60}\.){1,4}(?:com|org|net|io|dev|me|info|biz|app|co|eu|uk|de|fr|nl|es|it|at|ch|ie|in|example)\b"
    r"(?:/[^\s<>\"\\()\[\]{}\u27e6\u27e7]{0,300}(?<![.,;:!?'\u2019]))?(?!@))"
    r"|(?P<mail>(?<![\w.+%-])[\w.+%-]{1,64}@(?:[\w-]{1,60}\.){1,5}[\w-]{2,30})"
    r"|(?P<handle>(?<![\w@./])@[A-Za-z0-9_][A-Za-z0-9_.]{1,29}(?<!\.))"
    r"|(?P<phone>(?<![\w$\u20ac\u00a3.,/:-])(?:\+\d|\(\d|0\d|\d(?=\d\d[ .-]\d{3}[ .-]\d{4}))[\d ().\u2013/-]{5,20}\d(?![\w%]|[.,:]\d))"
    r"|(?P<word>[^\W\d_]+(?:['\u2019-][^\W\d_]+)*)"
)
"""Everything that may be a mention: contacts first, then words."""
_DATE: Final = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}\Z")
_POSSESSIVE: Final = re.compile(r"['\u2019][sS]\Z")
_CONTRACTION: Final = re.compile(r"(?:n['\u2019]t|['\u2019](?:m|ve|ll|d|re|am))\Z")
_BEFORE: Final = re.compile(r"[\w,;&'\u2019)(/\u27e7-]")
_CUES: Final = frozenset("at join joining joined leaving".split())
_DETERMINERS: Final = frozenset("the a an my your our their his her this that these those each every any some".split())
_TITLED: Final = 0.6
"""With more capitals than this, a line is a title or shouts, and a capital says nothing."""


class Mention(NamedTuple):
    """Words that point at somebody or something, without a possessive ending."""

    surface: str
    kind: Kind


class _Word(NamedTuple):
    text: str
    lower: str
    capital: bool
    start: bool
    """Whether a sentence begins here, where a capital says nothing."""
    glued: bool
    """Whether only a space parts it from the word before."""


def mentions(text: str, known: Sequence[str] = ()) -> Iterator[Mention]:
    """Every mention in a text, in its order; `known` are names that are certain, such as the recipient's."""
    sure = {word.lower() for name in known for word in _words_of(name)} - HONORIFICS - PARTICLES
    for line in text.splitlines():
        words: list[_Word] = []
        end = 0
        for piece in PIECES.finditer(line):
            kind = kind_of(piece)
            if kind is not None:
                yield Mention(piece.group(), kind)
            elif piece.lastgroup == "word":
                core = core_of(piece.group())
                glued = line[end : piece.start()] in (" ", " & ", "-")
                words.append(_Word(core, core.lower(), core[0].isupper(), is_start(line, piece.start()), glued))
                end = piece.start() + len(core)
        yield from _people_and_employers(line, words, sure)


def kind_of(piece: re.Match[str]) -> Kind | None:
    """What kind of contact a piece is; None for a word, and for what only looks like a number to call."""
    kind = piece.lastgroup
    if kind == "phone" and (not 7 <= sum(map(str.isdigit, piece.group())) <= 15 or _DATE.match(piece.group())):
        return None
    return kind if kind in ("link", "mail", "handle", "phone") else None  # type: ignore[return-value]


def core_of(word: str) -> str:
    """A word without its possessive ending."""
    return _POSSESSIVE.sub("", word)


def is_start(line: str, at: int) -> bool:
    """Whether a sentence, a line or a quotation begins at this place."""
    before = line[:at].rstrip(" ")
    return not before or not _BEFORE.match(before[-1])


@cache
def word_list(name: str) -> frozenset[str]:
    """One of the lists of words beside the prompt, as it is written there."""
    return frozenset((prompts_root() / "pseudonyms" / f"{name}.txt").read_text(encoding="utf-8").split())


def is_plain(lower: str) -> bool:
    """Whether English writes the word small as well, in whatever form."""
    bare = _CONTRACTION.sub("", lower)
    if bare in word_list("plain") or len(bare) < 2:
        return True
    return "-" in bare and all(part in word_list("plain") for part in bare.split("-"))


def _words_of(name: str) -> Iterator[str]:
    return (piece.group() for piece in PIECES.finditer(name) if piece.lastgroup == "word")


def _people_and_employers(line: str, words: Sequence[_Word], sure: set[str]) -> Iterator[Mention]:
    """Word by word, then whatever stands with capitals beside a name, then employers made of common words."""
    titled = len(words) > 2 and sum(word.capital and word.text != "I" for word in words) > _TITLED * len(words)
    found = [_is_mention(words, n, sure, titled) for n in range(len(words))]
    if not titled:
        for n in [*range(1, len(words)), *range(len(words) - 2, -1, -1)]:
            found[n] = found[n] or _is_beside(words, found, n)
        _mark_employers(words, found)
    for n, word in enumerate(words):
        if found[n]:
            yield Mention(word.text, _part_of_a_name(words, found, n))


def _is_mention(words: Sequence[_Word], n: int, sure: set[str], titled: bool) -> bool:
    word = words[n]
    plain = is_plain(word.lower)
    if word.lower in sure:
        return word.capital or not plain
    if word.lower in HONORIFICS:
        return False
    if not word.capital:
        return not plain and (word.lower in word_list("names") or _is_introduced(words, n))
    before = words[n - 1] if n and word.glued else None
    if before and before.capital and before.lower in HONORIFICS:
        return word.lower not in word_list("kept")
    if word.text.isupper() and len(word.text) <= 5:  # an abbreviation, unless somebody works there
        return not plain and before is not None and before.lower in _CUES
    if word.start or titled:
        return (not plain and not _is_form_of_plain(word.lower)) or _is_full_name(words, n)
    return not plain or word.lower in word_list("names")


def _is_introduced(words: Sequence[_Word], n: int) -> bool:
    """`my name is dana kovacs`, in small letters."""
    return any([word.lower for word in words[max(at - 2, 0) : at]] == ["name", "is"] for at in range(n, max(n - 3, 0), -1))


def _is_full_name(words: Sequence[_Word], n: int) -> bool:
    """`Mark Stone` opens a sentence: two words that may be common, but stand together as a name does."""
    if n + 1 >= len(words) or words[n].lower not in word_list("names"):
        return False
    after = words[n + 1]
    return after.glued and after.capital and (after.lower in word_list("names") or not is_plain(after.lower))


def _is_form_of_plain(lower: str) -> bool:
    """A regular form of a common word, as it may open a sentence: `Gratefully`, `Rescheduling`, `Unpaid`."""
    stems = [lower[: -len(end)] for end in ("s", "es", "ed", "d", "ing", "ly", "er", "able", "ness", "less", "ful") if lower.endswith(end)]
    stems += [lower[len(head) :] for head in ("un", "re", "non", "pre", "over", "mis") if lower.startswith(head)]
    stems += [f"{stem}e" for stem in stems]
    return any(len(stem) > 2 and stem in word_list("plain") and stem not in word_list("names") for stem in stems)


def _is_beside(words: Sequence[_Word], found: Sequence[bool], n: int) -> bool:
    """A capital next to a name is part of it, unless it is a title, an office or the first word of a sentence."""
    word = words[n]
    if not word.capital or word.start or word.text == "I" or word.lower in HONORIFICS | POSITIONS | word_list("kept"):
        return False
    if word.lower in word_list("organisations") or (word.text.isupper() and len(word.text) <= 5):
        return False
    after = n + 1 < len(words) and words[n + 1].glued and found[n + 1] and words[n + 1].capital
    return after or (n > 0 and word.glued and found[n - 1] and words[n - 1].capital)


def _mark_employers(words: Sequence[_Word], found: list[bool]) -> None:
    """`at Summit Health`, `for Northern Light Ltd`: common words that a cue, a capital and a word for an organisation make a name."""
    n = 1
    while n < len(words):
        end = n
        while end < len(words) and words[end].capital and not words[end].start and (end == n or words[end].glued):
            end += 1
        run, cue = words[n:end], words[n - 1].lower
        if run and words[n].glued and (cue in _CUES or (cue not in _DETERMINERS and _looks_like_a_firm(run))):
            for at in range(n, end):
                lower = words[at].lower
                is_name = lower not in word_list("kept") | word_list("organisations") | POSITIONS | HONORIFICS
                found[at] = found[at] or (is_name and not (words[at].text.isupper() and is_plain(lower)))
        n = max(end, n + 1)


def _looks_like_a_firm(run: Sequence[_Word]) -> bool:
    return len(run) > 1 and run[-1].lower in word_list("organisations") and run[0].lower not in word_list("kept")


def _part_of_a_name(words: Sequence[_Word], found: Sequence[bool], n: int) -> Kind:
    """Given names are told from the rest by a list and by what stands around them, so that the stand-in reads well."""
    before = words[n - 1].lower if n and words[n].glued else ""
    if before in HONORIFICS or (n and words[n].glued and found[n - 1] and words[n - 1].capital):
        return "family"
    follows = n + 1 < len(words) and words[n + 1].glued and found[n + 1] and words[n + 1].capital
    return "given" if words[n].lower in word_list("names") or follows or before in ("hi", "hello", "dear", "hey") else "family"
