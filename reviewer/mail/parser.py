"""Takes a mail apart with Python's own parser, within bounds that hostile mail runs into and honest mail does not."""

from __future__ import annotations

from collections.abc import Sequence
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesFeedParser
from email.policy import EmailPolicy
from functools import lru_cache
from typing import Any, Final

from reviewer.errors import InputError
from reviewer.mail import bounds

__all__ = ["parse", "plainly", "safely"]

_SURROGATES: Final = range(0xDC80, 0xDD00)


class _Policy(EmailPolicy):
    """The modern policy, for headers of any length and in any bytes."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        if sum(map(len, sourcelines)) > bounds.LONGEST_HEADER:
            raise InputError(f"has a header of more than {bounds.LONGEST_HEADER:,} characters, which no mail program writes")
        return super().header_source_parse(sourcelines)

    def header_fetch_parse(self, name: str, value: str) -> Any:
        """A header that its own grammar chokes on is plain text."""
        return _understood(name.lower(), value[: bounds.READ_OF_HEADER])


@lru_cache(maxsize=2_000)
def _understood(name: str, value: str) -> Any:
    """A header taken apart; kept for a while, since it is slow work and the mails of an archive share many."""
    plain = _decoded(value)
    try:
        return EmailPolicy().header_fetch_parse(name, plain)
    except Exception:  # the standard library's header parser fails in many ways on odd headers
        return plain.replace("\r", "").replace("\n", "")


class _Part(EmailMessage):
    """A part that knows how deep it lies, and counts itself."""

    def __init__(self, policy: Any = None, tally: list[int] | None = None) -> None:
        super().__init__(policy)
        self.depth = 0
        self._tally = tally if tally is not None else [0]
        self._count = 0

    def attach(self, payload: Any) -> None:
        self._tally[0] += 1
        if self._tally[0] > bounds.MOST_PARTS:
            raise InputError(f"has more than {bounds.MOST_PARTS:,} parts; save the text alone and name that file")
        payload.depth = self.depth + 1
        if payload.depth > bounds.DEEPEST:
            raise InputError(f"holds parts within parts, more than {bounds.DEEPEST} deep; save the text alone and name that file")
        super().attach(payload)

    def set_raw(self, name: str, value: Any) -> None:
        self._count += 1
        if self._count > bounds.MOST_HEADERS:
            raise InputError(f"has more than {bounds.MOST_HEADERS:,} headers, which no mail program writes")
        super().set_raw(name, value)


def parse(content: bytes, name: str) -> EmailMessage:
    """Give the parts of a mail, or one sentence about why it is not read."""
    if len(content) > bounds.MOST_BYTES:
        raise InputError(f"{name}: is longer than the {bounds.MOST_BYTES:,} bytes that are read of one mail; save it without attachments")
    if content.count(b"\n") + content.count(b"\r") - content.count(b"\r\n") > bounds.MOST_LINES:
        raise InputError(f"{name}: has more than the {bounds.MOST_LINES:,} lines that are read of one mail; save it without attachments")
    tally = [0]
    factory: Any = lambda policy: _Part(policy, tally)  # noqa: E731  # typeshed knows only factories without arguments
    try:
        parser = BytesFeedParser(factory, policy=_Policy())
        parser.feed(content)
        message: Any = parser.close()
    except InputError as problem:
        raise InputError(f"{name}: {problem.message}") from None
    except (MessageError, ValueError, LookupError, RecursionError, AttributeError, TypeError) as problem:
        raise InputError(f"{name}: cannot be read as a mail ({type(problem).__name__}); save it again as .eml") from None
    assert isinstance(message, EmailMessage)
    return message


def safely(part: EmailMessage, name: str) -> Sequence[Any]:
    """Every header of a name, read as far as it can be."""
    try:
        return part.get_all(name) or ()
    except (MessageError, ValueError, LookupError, RecursionError, AttributeError, TypeError):
        return ()


def plainly(part: EmailMessage, name: str) -> list[str]:
    """Every header of a name as it was written, on one line; for those that need no grammar, which is slow."""
    return [" ".join(str(value)[: bounds.READ_OF_HEADER].split()) for key, value in part.raw_items() if key.lower() == name]


def _decoded(value: str) -> str:
    """A header in raw bytes, as old programs write it, read as UTF-8 or else as western text."""
    if not any(ord(sign) in _SURROGATES for sign in value):
        return value
    content = value.encode("utf-8", "surrogateescape")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
