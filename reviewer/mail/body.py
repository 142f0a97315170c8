"""The words of a mail: which part holds them, in which alphabet, and with its lines as they were written."""

from __future__ import annotations

import codecs
import re
from email.message import EmailMessage
from typing import Final, NamedTuple

from reviewer.mail import bounds
from reviewer.mail.html import text_of_html

__all__ = ["Body", "body_of", "carried"]

_NOT_TEXT: Final = frozenset({"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "mbcs", "oem"})
"""Codecs of Python's that no mail is written in; some take quadratic time."""
_UNSEEN: Final = re.compile("[\0\ufeff]")
_QUOTED: Final = re.compile(r">*")


class Body(NamedTuple):
    """The words, what was left aside, and what went wrong."""

    text: str = ""
    attachments: int = 0
    faults: tuple[str, ...] = ()


def body_of(message: EmailMessage) -> Body:
    """Put together what a reader would see of a mail without opening anything."""
    texts, left = _shown(message)
    faults: list[str] = []
    words = [_words(part, faults) for part in texts]
    return Body("\n\n".join(text for text in words if text.strip()), left, tuple(dict.fromkeys(faults)))


def carried(message: EmailMessage) -> list[EmailMessage]:
    """The whole mails that a mail carries, the outermost alone."""
    if message.get_content_type() == "message/rfc822":
        return _parts(message)[:1]
    found: list[EmailMessage] = []
    for part in _parts(message) if message.get_content_maintype() == "multipart" else ():
        found += carried(part)
    return found


def _parts(part: EmailMessage) -> list[EmailMessage]:
    payload = part.get_payload() if part.is_multipart() else ()
    return [inner for inner in payload if isinstance(inner, EmailMessage)]


def _shown(part: EmailMessage) -> tuple[list[EmailMessage], int]:
    """The parts that a mail program shows, and how many it does not."""
    kind = part.get_content_type()
    if part.get_content_disposition() == "attachment":
        return [], 1
    if part.is_multipart() and part.get_content_maintype() == "multipart":
        inner = [_shown(one) for one in _parts(part)]
        left = sum(count for _, count in inner)
        texts = [found for found, _ in inner if found]
        if kind == "multipart/alternative":
            return _best(texts), left
        if kind == "multipart/related":
            return (texts[0] if texts else []), left + sum(map(len, texts[1:]))
        return [one for found in texts for one in found], left
    if kind in ("text/plain", "text/html") and not part.is_multipart() and not part.get_filename():
        return [part], 0
    return ([part], 0) if part.get_content_maintype() == "multipart" else ([], 1)  # a multipart without parts is read as it stands


def _best(choices: list[list[EmailMessage]]) -> list[EmailMessage]:
    """Of several forms of one text, the plain one, unless it is empty."""
    plain = [found for found in choices if all(part.get_content_type() == "text/plain" for part in found)]
    filled = [found for found in plain if any(_raw(part).strip() for part in found)]
    rest = [found for found in choices if found not in plain]
    return (filled or rest or plain or [[]])[0]


def _words(part: EmailMessage, faults: list[str]) -> str:
    text = _UNSEEN.sub("", _decoded(_raw(part), _charset(part), faults)).replace("\r\n", "\n").replace("\r", "\n")
    if part.get_content_type() == "text/html":
        if len(text) > bounds.MOST_HTML:
            faults.append(f"only the first {bounds.MOST_HTML:,} characters of its HTML were read")
        return text_of_html(text[: bounds.MOST_HTML])
    if str(part.get_param("format", "") or "").lower() == "flowed":
        return _unfolded(text, joined=str(part.get_param("delsp", "") or "").lower() == "yes")
    return text.rstrip("\n")


def _raw(part: EmailMessage) -> bytes:
    """The bytes of a part, decoded as far as its broken encoding allows."""
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError, AttributeError, TypeError):
        content = None
    if isinstance(content, bytes):
        return content
    payload = part.get_payload()
    return payload.encode("utf-8", "surrogateescape") if isinstance(payload, str) else b""


def _charset(part: EmailMessage) -> str:
    try:
        return part.get_content_charset() or ""
    except (ValueError, LookupError, AttributeError, TypeError):
        return ""


def _decoded(content: bytes, charset: str, faults: list[str]) -> str:
    """Text in the alphabet that is named, or else in the one that it fits."""
    for name in (charset, "utf-8"):
        try:
            if name and codecs.lookup(name).name not in _NOT_TEXT:
                return content.decode(name)
        except (LookupError, ValueError):
            continue
    faults.append(f"its text is not in the alphabet that it names ({charset[:20] or 'none'}); it was read as western text")
    return content.decode("cp1252", "replace")


def _unfolded(text: str, *, joined: bool) -> str:
    """Lines that a program broke softly (RFC 3676), put together again, each paragraph with the quote marks of its first line."""
    lines: list[str] = []
    flow: list[str] = []
    depth = 0
    for line in text.split("\n"):
        marks = len(_QUOTED.match(line).group())  # type: ignore[union-attr]  # it matches anywhere
        words = line[marks:].removeprefix(" ")
        soft = words.endswith(" ") and words != "-- "
        if flow and (marks != depth or words == "-- "):
            lines.append(_quoted("".join(flow), depth))
            flow = []
        depth = marks
        flow.append(words[:-1] if soft and joined else words)
        if not soft:
            lines.append(_quoted("".join(flow), depth))
            flow = []
    if flow:
        lines.append(_quoted("".join(flow), depth))
    return "\n".join(lines).rstrip("\n")


def _quoted(words: str, depth: int) -> str:
    return f"{'>' * depth} {words}".rstrip() if depth else words
