"""Lines that say how to reach the writer, or with what the mail was written, and nothing else."""

from __future__ import annotations

import re

from reviewer.text.wordlists import AROUND_DEVICES, CONTACT_LABELS, DEVICES, POSITIONS, SENT_FROM, SPEECH, STREETS

__all__ = ["is_contact", "is_device", "is_position"]

_LONGEST = 200
_PIECES = re.compile(r" [|/\u00b7\u2022\u2013-] | ?[|\u00b7\u2022;,] ?|  +")
_LABEL = re.compile(r"([^\W\d_][\w -]{0,12}?)\.? ?(?:[:=] ?| (?=[+(\d]))")
_MAIL = re.compile(r"<?(?:mailto:)?[\w.+%-]{1,64}@[\w-]+(?:\.[\w-]+)+>?\Z")
_PLACE = re.compile(r"<?(?:https?://\S+|www\.\S+|(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}(?:/\S*)?)>?\Z")
_PHONE = re.compile(r"[+(]?\d[\d ().\u2013/-]{5,24}\d(?: ?(?:ext|x)\.? ?\d{1,6})?\Z")
_DIALLED = re.compile(r"[+(0]|1?[-. ]?\d{3}[-. ]\d{3}[-. ]\d{4}(?!\d)|\d{3}[-. ]\d{4}\Z")
_DATE = re.compile(r"\d{4}[-./]\d{1,2}[-./]\d{1,2}\Z|\d{1,2}[-./]\d{1,2}[-./]\d{2,4}\Z")
_HANDLE = re.compile(r"(?:@[\w.]{2,30}|[\w.-]{2,60}(?:/[\w.-]{1,60}){0,4})\Z")
_POSTCODE = re.compile(r"(?:.* )?(?:[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|[A-Z]{2},? \d{5}(?:-\d{4})?|(?:[A-Z]{1,2}-)?\d{4,5} [A-Z][\w-]+)\Z")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_STREET_ENDINGS = ("straße", "strasse", "str", "weg", "gasse", "platz", "allee", "laan", "straat")


def is_contact(line: str) -> bool:
    """Is the line made of telephone numbers, addresses of mail and web, and handles after a label, and of nothing else?"""
    if not 5 < len(line) <= _LONGEST:
        return False
    pieces = [piece for piece in _PIECES.split(line.strip(" ()[]|,;*")) if piece]
    return bool(pieces) and all(map(_is_contact_piece, pieces))


def _is_contact_piece(piece: str) -> bool:
    label = _LABEL.match(piece)
    if label and label.group(1).lower() not in CONTACT_LABELS:
        label = None
    bare = piece[label.end() :] if label else piece
    if _MAIL.match(bare) or _PLACE.match(bare):
        return True
    if _PHONE.match(bare):
        return sum(map(str.isdigit, bare)) >= 7 and not _DATE.match(bare) and bool(label or _DIALLED.match(bare))
    return bool(label and _HANDLE.match(bare))


def is_device(line: str) -> bool:
    """Is the line what a mail program adds by itself, such as `Sent from my iPhone`?"""
    if len(line) > _LONGEST or " ".join(line.lower().split(None, 2)[:2]) not in SENT_FROM:
        return False
    words = _WORD.findall(line.lower())
    known = all(word in DEVICES or word in AROUND_DEVICES or any(map(str.isdigit, word)) for word in words)
    return known and not DEVICES.isdisjoint(words)


def is_position(line: str) -> bool:
    """Is the line a job title, an employer or a postal address, as they stand below a name?"""
    words = _WORD.findall(line.lower()) if len(line) <= 90 else []
    if not 1 <= len(words) <= 10 or line[0].islower() or line[-1] in ".?!" or not SPEECH.isdisjoint(words):
        return False
    return not POSITIONS.isdisjoint(words) or _is_address(line, words)


def _is_address(line: str, words: list[str]) -> bool:
    if not any(map(str.isdigit, line)):
        return False
    return not STREETS.isdisjoint(words) or any(word.endswith(_STREET_ENDINGS) for word in words) or bool(_POSTCODE.match(line))
