"""A model whose answers were recorded once and are replayed ever after."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reviewer.asking import Call, Failure, Model, Reply
from reviewer.errors import InputError

__all__ = ["RecordedModel"]


class RecordedModel:
    """Replays the answers in a file of JSON lines; a question that is not in it fails and is never asked.

    The file holds placeholders where the drafts had names and addresses. An answer is found by everything that shaped it, so
    a changed prompt, guideline or draft is a question that was not recorded.

    Args:
        file: the recording.
        name: of the model that was recorded.
        record: a real model, to ask what is not in the file yet and to write it there.
    """

    def __init__(self, file: Path, *, name: str = "", parameters: Mapping[str, Any] | None = None, record: Model | None = None) -> None:
        self._real = record
        self.is_double = record is None
        self.answers = _Recording(file, writes=record is not None)
        known = self.answers.first_about()
        self.name = record.name if record else name or known.get("model", "recorded/model")
        self.base_url: str | None = record.base_url if record else known.get("base_url")
        self.parameters: Mapping[str, Any] = record.parameters if record else dict(parameters or known.get("parameters", {}))

    def complete(self, call: Call) -> Reply:
        """Ask the real model, where one is being recorded.

        Raises:
            Failure: none is, so the question has no answer.
        """
        if self._real is None:
            raise Failure("not_recorded", "this question is not in the recording")
        return self._real.complete(call)

    async def complete_async(self, call: Call) -> Reply:
        """As `complete`, in an event loop."""
        if self._real is None:
            raise Failure("not_recorded", "this question is not in the recording")
        return await self._real.complete_async(call)


class _Recording:
    """Answers by key in a file of JSON lines, each `{"key": ..., "answer": ...}`."""

    def __init__(self, file: Path, *, writes: bool) -> None:
        self._file, self._writes = file, writes
        self._lock = threading.Lock()
        self._entries: dict[str, dict[str, Any]] = {}
        if file.exists() or not writes:
            self._entries = dict(_read(file))

    def first_about(self) -> Mapping[str, Any]:
        """What shaped the first answer: the model, where it was and with which parameters it was asked."""
        about = next(iter(self._entries.values()), {}).get("about")
        return about if isinstance(about, dict) else {}

    def get(self, key: str) -> Mapping[str, Any] | None:
        return self._entries.get(key)

    def put(self, key: str, entry: Mapping[str, Any]) -> None:
        with self._lock:
            if self._writes and key not in self._entries:
                self._entries[key] = dict(entry)
                with self._file.open("a", encoding="utf-8", newline="\n") as lines:
                    lines.write(json.dumps({"key": key, "answer": entry}, ensure_ascii=False) + "\n")


def _read(file: Path) -> list[tuple[str, dict[str, Any]]]:
    try:
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        return [(str(row["key"]), dict(row["answer"])) for row in rows]
    except OSError as problem:
        why = f"cannot be read ({problem.strerror})"
        raise InputError(f"{file}: {why}; make the recording with `RecordedModel(file, record=...)`") from None
    except (ValueError, KeyError, TypeError):
        raise InputError(f"{file}: is no recording; make it anew with `RecordedModel(file, record=...)`") from None
