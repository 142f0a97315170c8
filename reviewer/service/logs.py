"""The log: one JSON object a line. It never holds words of a draft, an address with its query, or the message of an exception."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

__all__ = ["LOG", "Formatter", "log", "log_to_stderr", "warn"]

LOG: Final = logging.getLogger("reviewer.service")


def log(event: str, **fields: Any) -> None:
    """Say what happened."""
    LOG.info(event, extra={"fields": fields})


def warn(sentence: str) -> None:
    """Tell the operator of trouble that costs nobody an answer."""
    LOG.warning("trouble", extra={"fields": {"said": sentence}})


class Formatter(logging.Formatter):
    """Our own records with their fields; of others the first line of what they say, and of an exception its kind and place."""

    def format(self, record: logging.LogRecord) -> str:
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told: dict[str, Any] = {"time": time, "level": record.levelname.lower()}
        fields = getattr(record, "fields", None)
        if fields is not None:
            told |= {"event": record.getMessage(), **fields}
        else:
            told |= {"event": "library", "logger": record.name, "said": record.getMessage().strip().partition("\n")[0]}
        if record.exc_info and record.exc_info[0] is not None:
            told["exception"] = _kind_and_place(record.exc_info)
        return json.dumps(told, ensure_ascii=False, default=str)


def log_to_stderr() -> None:
    """Send every logger of this process through the formatter."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Formatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    LOG.setLevel(logging.INFO)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logger = logging.getLogger(name)
        logger.handlers[:] = []
        logger.propagate = True
        logger.setLevel(logging.WARNING)


def _kind_and_place(exc_info: Any) -> str:
    kind, _, trace = exc_info
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{kind.__name__} in {Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}" if trace else kind.__name__
