"""Words as the grammar sees them: folded, expanded and carrying the keys that a pattern may ask for.

A token's keys are its folded spelling (`decided`), every lemma that its ending allows, marked with a plus
(`decide+`), and tags (`@number`, `@emoji`). Guessing too many lemmas does no harm, since a pattern only
names real ones; it spares a dictionary and keeps the start fast.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

_WORD = r"[^\W\d_]+(?:'[^\W\d_]+)*'?"
_NUMBER = r"\d+(?:[.,:/'’]\d+)*(?:st|nd|rd|th)?(?![^\W\d_])|\d+(?:[.,]\d+)*"
_EMOTICON = r"(?<![\w:/])(?:[:;=][-'^o]?[)(\]\[DPp/\\|3*](?!\w)|<3|\^_?\^|[xX]D\b|;-?\))"
_EMOJI = "[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55\u231a-\u231b\u23e9-\u23f3\u203c\u2049]"
_CHAT = r"\b(?:b4|gr8|m8|l8r|2day|2moro|2nite|w8)\b"
_TOKEN = re.compile(f"(?P<emoticon>{_EMOTICON})|(?P<word>{_CHAT}|{_WORD})|(?P<number>{_NUMBER})|(?P<emoji>{_EMOJI}+)")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_STRONG_BREAK = re.compile(r"[;:()\n\[\]]|\u2013| - ")
# British spellings fold to one form on both sides, in patterns and in drafts, so that a rule is written once.
_FOLDS = (
    (re.compile(r"is(e|es|ed|er|ing|ation|ations)\Z"), r"iz\1"),
    (re.compile(r"(col|fav|hon|lab|hum|rum|behavi|endeav|neighb)our"), r"\1or"),
    (re.compile(r"(cent|theat|met)re(s?)\Z"), r"\1er\2"),
    (re.compile(r"(program)me(s?)\Z"), r"\1\2"),
    (re.compile(r"(defen|offen|licen|preten)ce(s?)\Z"), r"\1se\2"),
    (re.compile(r"(cancel|travel|label|model|signal)l(ed|ing|er|ers)\Z"), r"\1\2"),
    (re.compile(r"\A(judg|acknowledg)ement"), r"\1ment"),
    (re.compile(r"\Aenquir"), "inquir"),
)
_NOT_FOLDED = frozenset(
    "rise wise raise promise exercise otherwise advise surprise noise precise expertise premise praise franchise".split()
)
_TITLES = frozenset("mr mrs ms mx miss dr prof professor herr frau monsieur madame señor señora sir dame lady lord father sister".split())
"""What stands before a name; Ms Love and Mr Dang say nothing about love, and do not swear."""
_NAME = frozenset(("@name", "@capital"))
_SHORT = 2
"""Capitals of this length are a code or a currency, not text-speak: R, GM, UR."""
_DOUBLED = re.compile(r"([bdfgklmnprtz])\1\Z")


def fold(word: str) -> str:
    """Give the one spelling under which a word is known, whatever its case or country."""
    word = word.lower()
    for pattern, replacement in _FOLDS:
        if word not in _NOT_FOLDED:
            word = pattern.sub(replacement, word)
    return word


class Token(NamedTuple):
    """One word of the normalised text."""

    text: str
    start: int
    end: int
    keys: frozenset[str]
    own_keys: frozenset[str]
    """As `keys`, also when the word stands inside quotation marks, where `keys` is just `@quoted`."""
    brk: int
    """What stands before the word: 0 nothing but space, 1 a comma or the like, 2 a stronger break."""


class Spelling(NamedTuple):
    """Data of the tokenizer: how written forms expand (`i'm`, `dont`, `u`) and which forms are irregular."""

    expansions: Mapping[str, str]
    chat: Mapping[str, str]
    irregular: Mapping[str, str]
    past: str = ""
    """Irregular forms of the past, in one line."""


class Tokenizer:
    """Cuts normalised text into tokens; pure, and fast through a memory of words already seen."""

    _REMEMBERED = 5_000

    def __init__(self, spelling: Spelling) -> None:
        self._spelling = spelling
        self._past = frozenset(spelling.past.split())
        self._seen: dict[str, tuple[tuple[str, frozenset[str]], ...]] = {}

    def tokens(self, text: str, start: int, end: int, quoted: tuple[tuple[int, int], ...] = ()) -> tuple[Token, ...]:
        """Give the tokens of `text[start:end]`; words inside `quoted` spans keep only the key `@quoted`."""
        found: list[Token] = []
        last = start
        titled = False
        for match in _TOKEN.finditer(text, start, end):
            begin, stop = match.span()
            brk = self._break(text[last:begin]) if begin > last else 0
            inside = any(a <= begin < b for a, b in quoted)
            named = titled and match.group()[:1].isupper()
            titled = named or match.group().lower() in _TITLES
            for n, (form, keys) in enumerate(((match.group().lower(), _NAME),) if named else self._forms(match)):
                shown = frozenset(("@quoted",)) if inside else keys
                found.append(Token(form, begin, stop, shown, keys, brk if n == 0 else 0))
            last = stop
        return tuple(found)

    @staticmethod
    def _break(between: str) -> int:
        if between == " ":
            return 0
        if _STRONG_BREAK.search(between):
            return 2
        return 1 if between.strip(" '\"-*_/&") else 0

    def _forms(self, match: re.Match[str]) -> tuple[tuple[str, frozenset[str]], ...]:
        kind, surface = match.lastgroup, match.group()
        if kind == "number":
            return ((surface, frozenset(("@number", surface.lower(), *(("@ordinal",) if surface[-1:].isalpha() else ())))),)
        if kind == "emoticon":
            return ((surface, frozenset(("@emoticon", surface))),)
        if kind == "emoji":
            return ((surface, frozenset(("@emoji", *surface))),)
        forms = self._seen.get(surface)
        if forms is None:
            if len(self._seen) > self._REMEMBERED:
                self._seen.clear()
            forms = self._seen[surface] = tuple(self._word_forms(surface))
        return forms

    def _word_forms(self, surface: str) -> list[tuple[str, frozenset[str]]]:
        word = surface.lower().rstrip("'") or surface.lower()
        tags = {"@capital"} if surface[:1].isupper() else set()
        if len(surface) > 1 and surface.isupper():
            tags.add("@capitals")
        if _STRETCHED.search(word):
            tags.add("@stretched")
            once, twice = _STRETCHED.sub(r"\1", word), _STRETCHED.sub(r"\1\1", word)
            if len(word) > 4 or once != word[:1]:
                tags |= self.keys_of(once) | self.keys_of(twice)
        chat = None if surface.isupper() and len(surface) <= _SHORT else self._spelling.chat.get(word)
        if chat:
            tags.add("@chat")
        written = self._spelling.expansions.get(word) or chat
        if written is None and word.endswith("'s"):
            return [(word, self.keys_of(word[:-2]) | self.keys_of(word) | tags | {"@possessive"})]
        if written is None:
            return [(word, self.keys_of(word) | tags)]
        return [(part, self.keys_of(part) | tags) for part in written.split()]

    def keys_of(self, word: str) -> frozenset[str]:
        """Give the spelling and the possible lemmas of one word."""
        word = fold(word)
        keys = {word, word + "+"}
        keys.update(lemma + "+" for lemma in self._spelling.irregular.get(word, "").split())
        keys.update(lemma + "+" for lemma in _regular_lemmas(word))
        if word in self._past or (word.endswith("ed") and len(word) > 4):
            keys.add("@past")
        return frozenset(keys)


def _regular_lemmas(word: str) -> list[str]:
    if len(word) < 4:
        return [word[:-1]] if word.endswith("s") else []
    if word.endswith(("ies", "ied")):
        return [word[:-3] + "y", word[:-1]]
    if word.endswith("s") and not word.endswith("ss"):
        return [word[:-1], word[:-2]] if word.endswith("es") else [word[:-1]]
    for ending in ("ed", "ing"):
        if word.endswith(ending):
            stem = word[: -len(ending)]
            lemmas = [stem, stem + "e"]
            if _DOUBLED.search(stem):
                lemmas.append(stem[:-1])
            return lemmas
    return []
