"""The commands, each loaded only when it is called for, and the one place where errors become sentences."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from reviewer.cli.exits import ExitCode
from reviewer.cli.lazy import lazy_group
from reviewer.errors import ReviewerError

__all__ = ["app", "run"]

COMMANDS: Final = (
    *("check", "rewrite", "batch", "when"),
    *("app", "sent", "heard", "due"),
    *("serve", "mcp"),
    *("rules", "guidelines", "eval", "critique", "cache", "forget", "doctor", "settings"),
)
_UsageError: Final[type[Exception]] = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")
"""Everything that the parser of options complains with; typer does not export it, and its home depends on the version."""


app = typer.Typer(
    cls=lazy_group("reviewer.cli", COMMANDS),
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"reviewer {version('interview-follow-up-reviewer')}")
        raise typer.Exit


@app.callback()
def _reviewer(
    ctx: typer.Context,
    config: Annotated[Path | None, typer.Option("--config", metavar="FILE", help="Read settings from this file.")] = None,
    version: Annotated[bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and leave.")] = False,
) -> None:
    """A second pair of eyes on the message that you are about to send after a job interview."""
    ctx.obj = {"config": config}


def run(argv: Sequence[str]) -> int:
    """Run one command and give its exit code; an error becomes one sentence on standard error."""
    if sys.stdout is None:  # closed by whoever started the program
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    try:
        code = typer.main.get_command(app).main(args=list(argv) or ["--help"], prog_name="reviewer", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        _silence(sys.stdout)
        return ExitCode.WRONG
    except ReviewerError as error:
        _complain(error.message, getattr(error, "field", None), argv)
    except _UsageError as error:
        said = getattr(error, "format_message", error.__str__)()
        _complain(f"{' '.join(said.split())} (`{_command_of(error, argv)} --help` lists what there is)", None, argv)
    except (KeyboardInterrupt, typer.Abort):
        typer.echo("stopped", err=True)
        return ExitCode.STOPPED
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        _complain(f"{where}{error.strerror or type(error).__name__}; check the path, its permissions and the room on the disk", None, argv)
    except Exception as error:
        kind = f"{type(error).__name__} in {_place(error)}"
        _complain(f"this is a defect of the program ({kind}); please report it without your draft", None, argv)
    else:
        return int(code or 0)
    return ExitCode.WRONG


def _command_of(error: Exception, argv: Sequence[str]) -> str:
    """The command that was used wrongly; where the parser of options does not tell, what the words name."""
    context = getattr(error, "ctx", None)
    if context is not None:
        return str(context.command_path)
    command: Any = typer.main.get_command(app)
    path = ["reviewer"]
    for word in argv:
        inner = command.get_command(None, word) if hasattr(command, "get_command") else None
        if inner is not None:
            command, path = inner, [*path, word]
    return " ".join(path)


def _complain(message: str, field: str | None, argv: Sequence[str]) -> None:
    from reviewer.cli.output import complain

    complain(message, field=field, as_json=_wants_json(argv))


def _wants_json(argv: Sequence[str]) -> bool:
    """Whether JSON was asked for, judged from the words alone, since the error may lie in them."""
    pairs = zip(argv, [*argv[1:], ""], strict=True)
    asked = [after if word == "--format" else word.removeprefix("--format=") for word, after in pairs if word.startswith("--format")]
    if asked:
        return asked[-1] == "json"
    from reviewer.settings import load_settings

    try:
        return load_settings()[0].format == "json"
    except ReviewerError:
        return False


def _place(error: BaseException) -> str:
    """Module and line of a defect, and nothing of what it was working on."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}" if trace else "an unknown place"


def _silence(stream: Any) -> None:
    """Nobody reads any more: let the interpreter's own last flush go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
