"""The command line: assembles, calls, shows, and leaves with a code."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code; no error ever shows a traceback."""
    gc.disable()  # a review is over before collecting its few objects pays, and imports make many that stay; `batch` turns it on
    from reviewer.cli.program import run

    code = run(sys.argv[1:] if argv is None else list(argv))
    gc.freeze()  # spares the interpreter a last walk over everything that was imported
    sys.exit(code)
