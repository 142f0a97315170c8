"""Addresses of servers: whether one can be used, and whether it is this very machine."""

from __future__ import annotations

from urllib.parse import urlsplit

from reviewer.errors import SettingsError

__all__ = ["checked", "is_loopback"]


def checked(base_url: str) -> str:
    """The address without a slash at its end; one that holds a secret or is no web address is refused.

    Raises:
        SettingsError: it cannot be used, or would put a password where everybody sees it.
    """
    try:
        parts = urlsplit(base_url.strip())
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        parts, usable = urlsplit(""), False
    if not usable:
        raise SettingsError("the base URL must be an address such as `http://127.0.0.1:8080/v1`")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise SettingsError("the base URL must hold no user name, password, query or fragment; keep secrets in the environment")
    return parts.geturl().rstrip("/")


def is_loopback(url: str) -> bool:
    """Whether an address is this very machine."""
    from ipaddress import ip_address

    host = (urlsplit(url).hostname or "").lower()
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
