"""A finding that the writer has chosen to live with, and how its words are known again without being kept."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from reviewer.models.inputs import IsoDate

__all__ = ["Acceptance", "quote_hash"]

_WORD: Final = re.compile(r"\w+")


class Acceptance(BaseModel):
    """Leave to one rule, with the reason: for certain words, or for whatever it finds in one draft."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    rule: str = Field(min_length=1, max_length=200)
    reason: str = Field(min_length=1, max_length=500)
    hash: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")
    """The words at fault as `quote_hash` gives them; null for every finding of the rule."""
    accepted_on: IsoDate | None = None


def quote_hash(rule: str, quote: str, *, salt: str) -> str:
    """A name for the words at fault that does not give them away: equal words in other letters and spacing have an equal one.

    `quote` is empty where the facts alone decide; `salt` is the secret of one application.
    """
    words = _WORD.findall(unicodedata.normalize("NFKC", quote).casefold())
    return hashlib.sha256("\n".join((salt, rule, *words)).encode(errors="surrogatepass")).hexdigest()
