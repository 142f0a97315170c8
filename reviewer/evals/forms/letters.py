"""Edits of a letter's parts: what is quoted below it, how it greets and signs, and where a sentence stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from reviewer.evals.forms.edit import Changed, Edit, Subject
from reviewer.evals.forms.letter import Piece
from reviewer.evals.forms.words import Quoted, Words, words

__all__ = ["LETTERS"]

_LETTERS: Final = ("email", "linkedin_message", "text")
_MOST_IN_SUBJECT: Final = 120
_MOST_IN_POSTSCRIPT: Final = 240
_LEFT_IN_BODY: Final = 2


def _quoting(chosen: Callable[[Words], Quoted]) -> Callable[[Subject], Iterator[Changed]]:
    """Not where coldness is in question: a reply below the draft says that its reader wrote first."""

    def make(subject: Subject) -> Iterator[Changed]:
        recipient = subject.context.recipient
        outsider = recipient is not None and recipient.role == "other"
        plain = subject.draft.channel == "email" and subject.letter.whole and not outsider
        if plain and subject.settled("cold-contact", "connection-request"):
            quoted = chosen(words())
            below = "\n".join((quoted.header, *(f"> {line}" for line in quoted.lines)))
            yield Changed(text=f"{subject.draft.text.rstrip()}\n\n{below}\n")

    return make


def _signed(subject: Subject) -> Iterator[Changed]:
    if subject.draft.channel == "email" and subject.letter.whole:
        first, *rest = words().signature
        block = "\n".join((first, subject.letter.writer or "J. Ellis", *rest))
        yield Changed(text=f"{subject.draft.text.rstrip()}\n\n{block}\n")


def _greeted(subject: Subject) -> Iterator[Changed]:
    """Not where the greeting may be what is at fault."""
    greeting = subject.letter.zone("greeting")
    if greeting and subject.letter.reader and subject.settled("too-familiar"):
        text, at = subject.draft.text, greeting[0].start
        for old, new in words().greetings.items():
            if text.startswith(f"{old} {subject.letter.reader[:1]}", at) or text.startswith((f"{old} Mr", f"{old} Ms", f"{old} Dr"), at):
                yield Changed(text=f"{text[:at]}{new}{text[at + len(old) :]}")
                return


def _postscript(subject: Subject) -> Iterator[Changed]:
    body, signed = subject.letter.zone("body"), subject.letter.zone("sign_off")
    if subject.draft.channel not in _LETTERS or not subject.letter.whole or not signed or subject.letter.zone("postscript"):
        return
    if len(body) > _LEFT_IN_BODY and body[-1].end <= signed[0].start and _is_a_sentence(body[-1], _MOST_IN_POSTSCRIPT):
        without = _without(subject.draft.text[: signed[-1].end], body[-1])
        yield Changed(text=f"{without}\n\nPS: {body[-1].text}{subject.draft.text[signed[-1].end :]}")


def _offence_in_subject(subject: Subject) -> Iterator[Changed]:
    """The sentence that holds the words at fault, by the label or else by the finding."""
    text, expect = subject.draft.text, subject.case.expect
    places = [text.find(words) for words in subject.case.evidence]
    places += [f.span.start for f in subject.review.findings if f.guideline in expect and f.span and f.span.in_ == "text"]
    at = next((place for place in places if place >= 0), None)
    if expect and at is not None:
        yield from _moved_up(subject, [piece for piece in subject.letter.zone("body") if piece.start <= at < piece.end])


def _question_in_subject(subject: Subject) -> Iterator[Changed]:
    yield from _moved_up(subject, [piece for piece in subject.letter.zone("body") if piece.question])


def _moved_up(subject: Subject, pieces: list[Piece]) -> Iterator[Changed]:
    body = subject.letter.zone("body")
    if subject.draft.channel != "email" or not pieces or len(body) <= _LEFT_IN_BODY or not _is_a_sentence(pieces[0], _MOST_IN_SUBJECT):
        return
    before = (subject.draft.subject or "").rstrip(" .")
    line = f"{before}: {pieces[0].text}" if before else pieces[0].text
    yield Changed(text=_without(subject.draft.text, pieces[0]), subject=line.removesuffix("."))


def _is_a_sentence(piece: Piece, most: int) -> bool:
    return len(piece.text) <= most and "\n" not in piece.text and piece.text[-1] in ".?!" and piece.text[0].isalpha()


def _without(text: str, piece: Piece) -> str:
    """Take a sentence out; the white space before it goes with it, unless it opens a paragraph that goes on."""
    before, after = text[: piece.start], text[piece.end :]
    return before.rstrip(" ") + after if before.endswith(" ") else before + after.lstrip(" ")


LETTERS: Final = (
    Edit("reply-quoted", "a reply is quoted below", "same", _quoting(lambda words: words.quoted_reply)),
    Edit("heat-quoted", "a reply that is itself at fault is quoted below", "same", _quoting(lambda words: words.quoted_heat)),
    Edit("signature", "a signature block stands below", "same", _signed),
    Edit("greeting", "another greeting", "same", _greeted),
    Edit("postscript", "the last sentence becomes a postscript", "same", _postscript),
    Edit("offence-in-subject", "the sentence at fault stands in the subject", "same", _offence_in_subject),
    Edit("question-in-subject", "the first question stands in the subject", "same", _question_in_subject),
)
"""Each changes where things stand, and nothing that is said."""
