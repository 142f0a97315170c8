"""Edits of letters and signs: quotes, contractions, case, spelling."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Final

from reviewer.evals.forms.edit import Changed, Edit, Subject
from reviewer.evals.forms.words import words

__all__ = ["WORDING"]

_QUOTE = re.compile(r"'|\"")
_STRAIGHT: Final = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")
_SHOUTED = re.compile(r"\b[A-Z]{2,}\b[\s,!?.]+\b[A-Z]{2,}\b|[a-z][A-Z]{2,}")
_CAPITAL = re.compile(r"\b(?:[A-Z](?=[a-z])|I\b)")
_LOWER_START = re.compile(r"(?:(?:\A|[.!?]\s+|\n\s*\n)[a-z](?=[a-z']*\b(?!\.))|(?<![\w'@./-])i(?=\b(?![\w.-])))")
_ADDRESS = re.compile(r"\S*(?:@|://|www\.|\.[a-z]{2,3}/)\S*")


def _everywhere(change: Callable[[str], str]) -> Callable[[Subject], Iterator[Changed]]:
    """Change text and subject alike; addresses stay as they are."""

    def keep(text: str) -> str:
        pieces, at = [], 0
        for address in _ADDRESS.finditer(text):
            pieces += [change(text[at : address.start()]), address.group()]
            at = address.end()
        return "".join([*pieces, change(text[at:])])

    def make(subject: Subject) -> Iterator[Changed]:
        line = subject.draft.subject
        yield Changed(text=keep(subject.draft.text), subject=None if line is None else keep(line))

    return make


def _curly(text: str) -> str:
    def turned(match: re.Match[str]) -> str:
        before = text[match.start() - 1 : match.start()]
        opens = not before or before in " \n\t([\u2013\u2014"
        return ("\u201c" if opens else "\u201d") if match.group() == '"' else ("\u2018" if opens else "\u2019")

    return _QUOTE.sub(turned, text)


def _straight(text: str) -> str:
    return text.translate(_STRAIGHT)


def _lower(subject: Subject) -> Iterator[Changed]:
    """Capitals that shout are words at fault, and stay."""
    if not _SHOUTED.search(f"{subject.draft.subject or ''}\n{subject.draft.text}"):
        yield from _everywhere(lambda text: _CAPITAL.sub(lambda match: match.group().lower(), text))(subject)


def _sentence_case(text: str) -> str:
    return _LOWER_START.sub(lambda match: match.group()[:-1] + match.group()[-1].upper(), text)


def _swapped(pairs: Mapping[str, str]) -> Callable[[str], str]:
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, pairs))})\b", re.IGNORECASE)

    def one(match: re.Match[str]) -> str:
        new = pairs[match.group().lower()]
        return new.capitalize() if match.group()[0].isupper() else new

    return lambda text: pattern.sub(one, text)


def _american(text: str) -> str:
    return _cached(_swapped_american)(text)


def _british(text: str) -> str:
    return _cached(_swapped_british)(text)


def _swapped_american() -> Callable[[str], str]:
    return _swapped(words().to_american)


def _swapped_british() -> Callable[[str], str]:
    return _swapped(words().to_british)


@cache
def _cached(build: Callable[[], Callable[[str], str]]) -> Callable[[str], str]:
    return build()


def _expander() -> Callable[[str], str]:
    """`Haven't you` stays: in full it would be other words in another order."""
    full = words().contractions
    plain = re.compile(rf"\b(?:{'|'.join(full)})\b(?! (?:{'|'.join(words().inverted)})\b)", re.IGNORECASE)
    would = re.compile(rf"\b(I|you|we|they|he|she)'d (?=(?:{'|'.join(words().after_would)})\b)", re.IGNORECASE)
    has = re.compile(r"\b(it|that|there|what|he|she)'s (?=(?:been|got|had|gone|come|become)\b)", re.IGNORECASE)
    after_is = "a|an|the|my|your|not|no|fine|good|great|nice|clear|easy|hard|why|how|all"
    is_ = re.compile(rf"\b(it|that|there|what|here)'s (?=(?:{after_is})\b)", re.IGNORECASE)

    def one(match: re.Match[str]) -> str:
        new = _by_lower(full)[match.group().lower()]
        return new[0].upper() + new[1:] if match.group()[0].isupper() else new

    def expand(text: str) -> str:
        text = plain.sub(one, text.replace("\u2019", "'"))
        return is_.sub(r"\1 is ", has.sub(r"\1 has ", would.sub(r"\1 would ", text)))

    return expand


def _by_lower(pairs: Mapping[str, str]) -> Mapping[str, str]:
    return {short.lower(): full for short, full in pairs.items()}


def _contractor() -> Callable[[str], str]:
    short = {full: contracted for contracted, full in words().contractions.items()}
    short["can not"] = "can't"
    # What ends a clause bears the weight and is never contracted: `yes, I am.`
    plain = re.compile(rf"\b(?:{'|'.join(full for full in short if not full.endswith(' have'))})\b(?= [a-z])", re.IGNORECASE)
    have = re.compile(rf"\b(I|you|we|they) have (?=(?:{'|'.join(words().after_have)})\b)", re.IGNORECASE)
    would = re.compile(rf"\b(I|you|we|they) would (?=(?:{'|'.join(words().after_would)})\b)", re.IGNORECASE)
    lower = {full.lower(): contracted for full, contracted in short.items()}

    def one(match: re.Match[str]) -> str:
        new = lower[match.group().lower()]
        return new[0].upper() + new[1:] if match.group()[0].isupper() else new

    return lambda text: would.sub(r"\1'd ", have.sub(r"\1've ", plain.sub(one, text)))


def _expanded(text: str) -> str:
    return _cached(_expander)(text)


def _contracted(text: str) -> str:
    return _cached(_contractor)(text)


WORDING: Final = (
    Edit("curly-quotes", "straight quotes and apostrophes become curly", "same", _everywhere(_curly)),
    Edit("straight-quotes", "curly quotes and apostrophes become straight", "same", _everywhere(_straight)),
    Edit("expanded", "contractions are written in full", "same", _everywhere(_expanded)),
    Edit("contracted", "full forms are contracted", "same", _everywhere(_contracted)),
    Edit("lower-case", "capitals at the start of words become small", "same", _lower),
    Edit("sentence-case", "sentences begin with a capital", "same", _everywhere(_sentence_case)),
    Edit("american", "British spellings become American", "same", _everywhere(_american)),
    Edit("british", "American spellings become British", "same", _everywhere(_british)),
)
"""Each changes how words are written, and nothing else."""
