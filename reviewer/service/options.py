"""How a service is to run: what it judges with, whom it answers, and where it stops."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from reviewer.errors import SettingsError
from reviewer.models import MAX_TEXT

__all__ = ["Bench", "Door", "Limits", "is_loopback"]

_HOST: Final = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*\.?")
_ORIGIN: Final = re.compile(r"https?://(\[[0-9a-f:]+\]|[a-z0-9_-]+(\.[a-z0-9_-]+)*)(:[0-9]+)?|[a-z-]+-extension://[A-Za-z0-9-]+")


@dataclass(frozen=True, slots=True)
class Limits:
    """Where the service stops; every limit has an answer of its own."""

    body: int = 2_000_000
    """Bytes of a request."""
    batch_body: int = 20_000_000
    """Bytes of a batch."""
    text: int = MAX_TEXT
    """Characters of a draft."""
    lines: int = 1_000
    """Drafts of a batch."""
    seconds: float = 60.0
    """From the last byte of a request to its answer, the queue included; a line of a batch has as long."""
    batch_seconds: float = 600.0
    """For the whole of a batch."""
    body_seconds: float = 15.0
    """In which a body must have come."""
    in_flight: int = 64
    """Requests that are held at once."""
    in_flight_each: int = 32
    """Those of one key, or of one address where no key is asked for."""
    model_at_once: int = 4
    """Questions to the model under way at once."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What drafts are judged with; every process that judges is told this."""

    rule_folders: tuple[Path, ...] = ()
    classifier: bool = True
    text: int = MAX_TEXT
    asking: Mapping[str, Any] | None = None
    """What a reviewer is told of a model; no process of the crew ever has one."""


@dataclass(frozen=True, slots=True)
class Door:
    """Whom the service answers."""

    host: str = "127.0.0.1"
    port: int = 8000
    keys: Path | None = None
    """The file of hashed API keys; without one nobody is asked for a key."""
    hosts: tuple[str, ...] = ()
    """Further names by which the service may be called."""
    origins: tuple[str, ...] = ()
    """Other web sites whose pages may call it."""
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        if not is_loopback(self.host) and self.keys is None:
            way_out = "make one with `reviewer serve key NAME --keys FILE` and start with `--keys FILE`"
            raise SettingsError(f"`--host {self.host}` can be reached from other machines, so the service needs API keys: {way_out}")
        for origin in self.origins:
            if not _ORIGIN.fullmatch(origin):
                raise SettingsError(f"`--cors {origin}` is no site; write it like `https://example.com`, without a path")
        for host in self.hosts:
            if not (_HOST.fullmatch(host) or _is_address(host)):
                raise SettingsError(f"`--allow-host {host}` is no name of a host; write it without scheme, port and path")


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine alone."""
    return host == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
