"""The client of a running `reviewer serve`, for programs that would rather ask than judge themselves. Needs the extra `client`.

with Client("http://127.0.0.1:8000") as client:
    client.review(Draft(channel="email", text="..."), Context(stage="phone_screen")).verdict
"""

from importlib.util import find_spec

from reviewer.errors import ReviewerError, install

if find_spec("httpx") is None:
    raise ReviewerError(f"`reviewer.client` needs httpx; install it with {install('client')}")

from reviewer.client.asks import Case
from reviewer.client.awaiting import AsyncClient
from reviewer.client.waiting import Client

__all__ = ["AsyncClient", "Case", "Client"]
