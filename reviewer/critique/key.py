"""The name under which an answer is stored: everything that shapes it, and nothing else."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from reviewer.asking import Call, Model

__all__ = ["FORMAT", "key_of", "parts_of"]

FORMAT: Final = 1
"""Raised when the same parts would be hashed in another way."""


def parts_of(call: Call, model: Model, *, prompt: str, guidelines: str, canonical: Callable[[str], str]) -> dict[str, Any]:
    """What shapes the answer to a call.

    The time that is left and secrets are no part of it; nor are the stand-ins and the fence, which are drawn by chance:
    `canonical` gives a text in the form that has placeholders in their place. Instructions of the system hold none.
    """
    return {
        "format": FORMAT,
        "prompt": prompt,
        "guidelines": guidelines,
        "messages": [[role, text if role == "system" else canonical(text)] for role, text in call.messages],
        "schema": call.schema,
        "mode": call.mode,
        "model": model.name,
        "base_url": model.base_url,
        "parameters": model.parameters,
        "sample": call.sample,
    }


def key_of(parts: Mapping[str, Any]) -> str:
    """The SHA-256 of the parts as canonical JSON."""
    text = json.dumps(parts, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()
