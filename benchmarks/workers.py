"""A checker in a process of its own, loaded once, that is asked again and again."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Final

from benchmarks.drafts import Document
from benchmarks.environments import Peer, Place, UnavailableError
from benchmarks.processes import CLEAN, Cost

_HERE: Final = Path(__file__).resolve().parent


class Worker:
    """Checks documents on demand; a context manager, since it holds a process."""

    def __init__(self, command: Sequence[str], name: str) -> None:
        self.name = name
        self.remarked = 0
        """How many documents of the last request drew a remark."""
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, encoding="utf-8", env=CLEAN)

    @classmethod
    def of_reviewer(cls, place: Place, name: str = "reviewer") -> Worker:
        """The checker of this project, from its wheel: `reviewer`, or its `rules alone`."""
        return cls((str(place.interpreter), "-P", str(_HERE / "inside.py"), name), name)

    @classmethod
    def of_peer(cls, peer: Peer, place: Place) -> Worker:
        """One peer."""
        script = ("inside.cjs", str(place.commands.parent)) if peer.node else ("inside.py", peer.name)
        interpreter = (str(place.interpreter),) if peer.node else (str(place.interpreter), "-P")
        return cls((*interpreter, str(_HERE / script[0]), script[1]), peer.name)

    def check(self, documents: Sequence[Document]) -> Cost:
        """Check all the documents once.

        Raises:
            UnavailableError: the process has ended.
        """
        assert self._process.stdin
        assert self._process.stdout
        try:
            self._process.stdin.write(json.dumps(documents) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise self._ended() from None
        line = self._process.stdout.readline()
        if not line:
            raise self._ended()
        answer = json.loads(line)
        self.remarked = answer["remarked"]
        return Cost(answer["wall"], answer["cpu"])

    def _ended(self) -> UnavailableError:
        said = self._process.stderr.read().strip().splitlines() if self._process.stderr else []
        return UnavailableError(f"{self.name} cannot be run in process: {said[-1] if said else 'it ended without a word'}")

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.terminate()
        self._process.communicate()
