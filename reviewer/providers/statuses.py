"""What an HTTP status means, by one table, and by the provider's words where the status says too little.

The provider's words are looked through here and go no further: they may repeat the draft.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from typing import Final

from reviewer.asking import Failure, FailureKind, Mode

__all__ = ["NO_ANSWER", "STATUSES", "failure_of", "retry_after"]

NO_ANSWER: Final = "the server answers with something that is no answer of a model (is its path right, often `/v1`?)"

STATUSES: Final[Mapping[int, FailureKind]] = {
    400: "bad_request",
    401: "auth",
    402: "quota",
    403: "auth",
    404: "config",
    405: "config",
    408: "timeout",
    409: "unavailable",
    410: "config",
    413: "too_long",
    415: "config",
    422: "bad_request",
    425: "unavailable",
    429: "rate_limit",
    504: "timeout",
    529: "unavailable",
}
"""The rest goes by hundreds."""

_LONGEST: Final = 3600.0
_QUOTA: Final = re.compile(
    r"insufficient[_ ]quota|exceeded your (?:current|monthly) quota|credit balance|out of credits|insufficient (?:credits|balance|funds)"
    r"|billing[_ ](?:hard[_ ])?limit",
    re.IGNORECASE,
)
_TOO_LONG: Final = re.compile(
    r"context[_ -]?(?:length|window|size)|maximum context|prompt is too long|too many (?:input )?tokens"
    r"|reduce the length|exceeds the (?:available|maximum) (?:context|number of tokens)",
    re.IGNORECASE,
)
_FILTERED: Final = re.compile(r"content[_ ](?:policy|filter|management)|responsible[_ ]?ai|safety (?:system|filter)", re.IGNORECASE)
_FORM: Final = re.compile(
    r"response[_ ]format|json[_ ](?:schema|object|mode)|structured[_ ]outputs?|output_format|\bgrammar\b|invalid schema", re.IGNORECASE
)
_NO_KEY: Final = re.compile(
    r"missing credentials|api[_ ]key (?:client option )?must be set|no api[_ ]key|missing (?:\w+ )?api[_ ]key"
    r"|api[_ ]key (?:is )?not (?:set|found)",
    re.IGNORECASE,
)
_BAD_KEY: Final = re.compile(
    r"(?:invalid|incorrect|not valid)[^.]{0,30}api[_ ]key|api[_ ]key[^.]{0,20}(?:invalid|incorrect|not valid)", re.IGNORECASE
)


def failure_of(status: int | None, words: str, mode: Mode, *, kind: FailureKind | None = None, wait: float | None = None) -> Failure:
    """Translate what a provider answered instead of an answer; `kind` is what is known already, by the class of an exception."""
    if status is not None and 300 <= status < 400:
        said = f"the server redirects (status {status}), which is refused; give the address that it points to"
        return Failure("config", said, status=status)
    found = kind or _by_status(status)
    words = words[:4_000]
    if found in ("rate_limit", "bad_request", "auth") and _QUOTA.search(words):
        found = "quota"
    elif found == "bad_request":
        found = _refused(words, mode)
    elif found == "unavailable" and _NO_KEY.search(words):
        return Failure("config", "no key is set for this provider", status=status)
    elif found in ("unavailable", "malformed") and status is not None and status >= 500 and mode != "prompt" and _FORM.search(words):
        found = "no_schema"
    return Failure(found, _said(found, status), retry_after=wait, status=status)


def _by_status(status: int | None) -> FailureKind:
    if status is None:
        return "unavailable"
    return STATUSES.get(status, "unavailable" if status >= 500 else "bad_request")


def _refused(words: str, mode: Mode) -> FailureKind:
    """What a refused request was refused for."""
    if _TOO_LONG.search(words):
        return "too_long"
    if mode != "prompt" and _FORM.search(words):
        return "no_schema"
    if _FILTERED.search(words):
        return "filtered"
    return "auth" if _BAD_KEY.search(words) else "bad_request"


_WITH_STATUS: Final[Mapping[FailureKind, str]] = {
    "auth": "the provider does not accept the key (status {})",
    "bad_request": "the provider refuses the request (status {})",
    "config": "there is no such model at this address (status {})",
    "unavailable": "the provider is out of order (status {})",
}


def _said(kind: FailureKind, status: int | None) -> str:
    return _WITH_STATUS[kind].format(status) if status is not None and kind in _WITH_STATUS else ""


def retry_after(headers: Mapping[str, str]) -> float | None:
    """How many seconds the provider wants to be left alone, from whichever header says so."""
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        told = headers.get(name, "").strip()
        try:
            seconds = float(told) * unit
        except ValueError:
            seconds = _until(told)
        if 0 <= seconds < float("inf"):
            return min(seconds, _LONGEST)
    return None


def _until(told: str) -> float:
    from email.utils import parsedate_to_datetime

    try:
        return max(0.0, parsedate_to_datetime(told).timestamp() - time.time())
    except (ValueError, TypeError, IndexError, OverflowError):
        return -1.0
