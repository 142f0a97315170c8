"""The ways in which a sentence may be mended, the smallest first; whether one helps is for a review to say."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.models import Context
from reviewer.rewrite.parts import rests
from reviewer.rewrite.remedies import Way, Words
from reviewer.rewrite.sheet import Unit
from reviewer.rewrite.signs import plain_words, tidy, without_signs
from reviewer.text import Text
from reviewer.text.closings import POSTSCRIPT
from reviewer.text.wordlists import HONORIFICS

__all__ = ["marker_of", "takes"]


def takes(way: Way, unit: Unit, words_now: str, fault: tuple[int, int], text: Text, context: Context, words: Words) -> Iterator[str]:
    """What a sentence may become in one way; nothing where the way does not fit it. Empty words leave the sentence out."""
    match way:
        case "signs":
            yield from _changed(without_signs(words_now, ends=unit.zone in ("body", "postscript")), words_now)
        case "plain-words":
            plain = plain_words(words_now, words.tables["casual"])
            yield from _changed(plain, words_now)
            yield from _changed(without_signs(plain, ends=unit.zone in ("body", "postscript")), words_now)
        case "greeting" if unit.zone == "greeting":
            yield _greeting(text, context, words)
        case "farewell" if unit.zone == "sign_off":
            yield _farewell(words_now, text, words)
        case "subject" if unit.part == "subject":
            yield from rests(words_now, *fault)
            yield from (head for head in _heads(words_now, fault[0]))
            yield words.say("subjects", "thanks")
            yield words.say("subjects", "other")
        case "part" if unit.zone in ("body", "postscript", "stage"):
            yield from rests(words_now, *fault)
        case "sentence" if unit.zone in ("body", "postscript", "stage"):
            yield ""
        case _:
            return


def _reader_of(text: Text, context: Context) -> str | None:
    """Whom a greeting can name: as the draft names them, else by the first word of the name that the context gives, or with its title."""
    outline = text.outline
    if outline.reader:
        return f"{outline.reader_honorific} {outline.reader}" if outline.reader_honorific else outline.reader
    name = (context.recipient.name or "").split() if context.recipient else []
    if not name:
        return None
    titled = name[0].rstrip(".").lower() in HONORIFICS
    return " ".join(name) if titled else name[0]


def marker_of(words_now: str) -> str:
    """`PS` at the head of a postscript; empty where there is none."""
    found = POSTSCRIPT.match(words_now)
    return found.group().strip() if found else ""


def _changed(new: str, old: str) -> Iterator[str]:
    if new != old:
        yield new


def _greeting(text: Text, context: Context, words: Words) -> str:
    reader = _reader_of(text, context)
    return words.say("greetings", "named", reader=reader) if reader else words.say("greetings", "plain")


def _farewell(words_now: str, text: Text, words: Words) -> str:
    """A plain formula, with the writer's name where it stood in the same words."""
    formula, writer = words.say("farewells", "plain"), text.outline.writer
    if not writer or writer not in words_now:
        return formula
    return formula + ("\n" if text.draft.channel == "email" else " ") + writer


def _heads(words_now: str, start: int) -> Iterator[str]:
    """The beginning of a subject line, up to a mark before the words at fault."""
    for mark in (" - ", " \u2013 ", ": ", "; ", ", ", ". ", "! ", "? "):
        at = words_now.rfind(mark, 0, start + 1)
        if at > 0:
            yield tidy(words_now[:at], words_now)
