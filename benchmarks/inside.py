"""Runs inside the environment of one checker: reviews what each line of standard input holds, and answers with the cost.

Started as `python -P inside.py NAME`. A line is a JSON list of input documents; its answer is a line of JSON with
the seconds of the clock and of the processor, and with how many documents drew a remark. Imports and loading come before
the first answer and are not counted, nor is the parsing of the documents.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any

Prepare = Callable[[dict[str, Any]], Any]
Check = Callable[[Any], bool]


def reviewer(*, classifier: bool = True) -> tuple[Prepare, Check]:
    """The whole review, with findings, notes, unknowns and the reasons."""
    from reviewer import Reviewer
    from reviewer.models.parse import parse_document

    ready = Reviewer(classifier=classifier)
    return (
        lambda document: parse_document({key: document[key] for key in ("draft", "context") if key in document}),
        lambda parsed: bool(ready.review(*parsed).findings),
    )


def proselint() -> tuple[Prepare, Check]:
    """All checks of the default configuration."""
    from proselint.checks import __register__  # type: ignore[import-not-found]
    from proselint.config import DEFAULT  # type: ignore[import-not-found]
    from proselint.registry import CheckRegistry  # type: ignore[import-not-found]
    from proselint.tools import LintFile  # type: ignore[import-not-found]

    CheckRegistry().register_many(__register__)
    return _text, lambda text: bool(LintFile("draft", text).lint(DEFAULT))


def slop_guard() -> tuple[Prepare, Check]:
    """All rules of the packaged settings."""
    from slop_guard import analyze_text  # type: ignore[import-not-found]

    return _text, lambda text: bool(analyze_text(text)["violations"])


def _text(document: dict[str, Any]) -> str:
    text: str = document["draft"]["text"]
    return text


def _cost(prepared: list[Any], check: Check) -> dict[str, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    remarked = sum(map(check, prepared))
    return {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall, "remarked": remarked}


def main() -> None:
    """Answer line after line."""
    prepare, check = {
        "reviewer": reviewer,
        "rules alone": lambda: reviewer(classifier=False),
        "proselint": proselint,
        "slop-guard": slop_guard,
    }[sys.argv[1]]()
    for line in sys.stdin:
        prepared = [prepare(document) for document in json.loads(line)]
        print(json.dumps(_cost(prepared, check)), flush=True)


if __name__ == "__main__":
    main()
