"""A model that is not one: a server on this machine that takes its time and then finds nothing at fault.

`python -m benchmarks.answering SECONDS` prints its port; `GET /told` tells how often it was asked, and for how long.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from dataclasses import dataclass
from typing import Any, Final

_END: Final = b"\r\n\r\n"


@dataclass(slots=True)
class Server:
    """Answers each request so many seconds after it came, however many there are at once."""

    seconds: float
    asked: int = 0
    first: float = 0.0
    last: float = 0.0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, with as many requests as the client sends over it."""
        try:
            while head := await reader.readuntil(_END):
                fields = dict(line.lower().split(b":", 1) for line in head.split(b"\r\n")[1:] if b":" in line)
                body = await reader.readexactly(int(fields.get(b"content-length", b"0")))
                content = json.dumps(self._told() if head.startswith(b"GET") else await self._answer(json.loads(body))).encode()
                writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d" % len(content) + _END + content)
                await writer.drain()
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _answer(self, body: dict[str, Any]) -> dict[str, Any]:
        begun = time.perf_counter()
        self.asked += 1
        self.first = self.first or begun
        schema = body["response_format"]["json_schema"]["schema"]["properties"]
        guidelines = schema["judgements"]["items"]["properties"]["guideline"]["enum"]
        judged = [{"guideline": name, "thought": "", "violated": False, "findings": []} for name in guidelines]
        answer = {"speaks_to_reviewer": False, "judgements": judged} | ({"contests": []} if "contests" in schema else {})
        await asyncio.sleep(self.seconds - (time.perf_counter() - begun))
        self.last = time.perf_counter()
        message = {"role": "assistant", "content": json.dumps(answer)}
        usage = {"prompt_tokens": 3000, "completion_tokens": 200, "total_tokens": 3200}
        return {"model": body["model"], "choices": [{"index": 0, "message": message, "finish_reason": "stop"}], "usage": usage}

    def _told(self) -> dict[str, float]:
        told = {"asked": self.asked, "seconds": self.last - self.first}
        self.asked, self.first, self.last = 0, 0.0, 0.0
        return told


async def main(seconds: float) -> None:
    """Serve until standard input ends."""
    server = await asyncio.start_server(Server(seconds).serve, "127.0.0.1", 0, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(main(float(sys.argv[1])))
