"""What the exit code of a command says."""

from __future__ import annotations

from enum import IntEnum

__all__ = ["ExitCode"]


class ExitCode(IntEnum):
    """The exit codes that other programs lean on."""

    FINE = 0
    """`check`: send, or milder than `--fail-on`; `batch`: every line reviewed."""
    MEND = 1
    """`check`: something is to be mended first; `eval`: a gate failed."""
    WRONG = 2
    """Wrong use or bad input; `batch`: some line was bad, the others are written."""
    NO_MODEL = 3
    """A model was required and could not answer."""
    NOT_JUDGED = 3
    """`eval`: some case, or some gate, could not be judged; that is neither a failure nor a pass."""
    STOPPED = 130
    """The user stopped the program."""
