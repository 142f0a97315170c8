"""A server on this machine that answers as a model would, in the form that it is asked for."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from reviewer.asking import Call, Message
from reviewer.testing.scripted import Said, answer_to


class Served:
    """What a server has been asked so far, and its address."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.bodies: list[dict[str, Any]] = []


def completion(body: dict[str, Any], said: Sequence[Said]) -> dict[str, Any]:
    """The completion of a request, in which exactly this is said."""
    schema = body["response_format"]["json_schema"]["schema"]
    call = Call(tuple(Message(**message) for message in body["messages"]), schema, "json_schema", 1.0)
    message = {"role": "assistant", "content": answer_to(call, said)}
    usage = {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15}
    return {"model": body["model"], "choices": [{"index": 0, "message": message, "finish_reason": "stop"}], "usage": usage}


@contextmanager
def serving(said: Sequence[Said] = ()) -> Iterator[Served]:
    """While this lasts, a server says this to every question."""

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            served.bodies.append(body)
            content = json.dumps(completion(body, said)).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    served = Served(f"http://127.0.0.1:{server.server_address[1]}/v1")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
