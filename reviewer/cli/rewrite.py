"""`reviewer rewrite`: the smallest honest mend of one draft."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from reviewer.cli import options as opt
from reviewer.cli import output
from reviewer.cli.borrowing import with_options_of
from reviewer.cli.check import check
from reviewer.cli.exits import ExitCode
from reviewer.cli.given import option_of
from reviewer.cli.taking import Taken, take
from reviewer.errors import InputError, writing
from reviewer.models import Rewrite
from reviewer.settings import Settings

__all__ = ["app"]

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
_NOT_HERE = frozenset({"fail_on", "show_request", "require_model", "what_if", "accepted", "no_quotes", "remember"})
_SETTINGS = ("format", "color", "rules", "classifier", "model", "base_url", "cache")


@app.command()
@with_options_of(check, without=_NOT_HERE)
def rewrite(
    ctx: typer.Context,
    file: Annotated[
        str | None,
        typer.Argument(metavar="FILE", help="Plain text, a mail (`.eml`), a `.json` input document, or `-` for standard input."),
    ] = None,
    write: Annotated[
        bool, typer.Option("--write", help="Save the mended draft in FILE; the original stays beside it as NAME.original.EXT.")
    ] = False,
    out: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Save the mended draft in this file.")] = None,
    **options: Any,
) -> None:
    """Mend one draft as little as possible, or say what can honestly be done instead.

    The exit code is 0 for a mend or where nothing is to be mended, 1 where there is no honest mend or none that could be
    verified, 2 for wrong use or bad input.
    """
    settings = opt.chosen(ctx, **{name: options.pop(name) for name in _SETTINGS if name != "model"}, model=options["model"])
    if write:
        _can_be_written(file)
    if out is not None and file is not None and out.exists() and out.samefile(file):
        raise InputError(f"{out}: is the draft itself; `--write` mends it and keeps the original", field="output")
    taken = take(ctx, settings, file=file, salary_expectation=options.pop("salary"), **options)
    from reviewer.rewrite import rewrite as mended_of

    found = mended_of(taken.reviewer, taken.draft, taken.facts, id=taken.given.id)
    if found.draft is not None:
        if write and file is not None:
            _write_beside(Path(file), found.draft.text)
        if out is not None:
            _save(out, found.draft.text)
            output.remark(f"the mended draft is written to {out}")
        if (write or out) and found.draft.subject != taken.draft.subject:
            output.remark(f"the new subject is: {found.draft.subject}")
    elif write or out:
        output.remark("no draft is written: there is no mend" if found.before.findings else "no draft is written: it is fine as it is")
    _show(found, taken, settings)
    raise typer.Exit(ExitCode.FINE if found.outcome in ("mended", "nothing-to-mend") else ExitCode.MEND)


def _show(found: Rewrite, taken: Taken, settings: Settings) -> None:
    given = taken.given
    notes = [f"{label}: {one}" for label, said in (("Assumed", given.assumed), ("Learned", given.learned)) for one in said]
    notes += [f"To settle: {one}" for one in given.unsettled]
    if settings.format == "json":
        for note in notes:
            output.remark(note)
        output.show_json(found.model_dump_json())
    elif settings.format == "markdown":
        from reviewer.render.mending import rewrite_in_markdown

        output.show_text(rewrite_in_markdown(found, taken.draft, notes=notes))
    else:
        from reviewer.render.mending import rewrite_report

        output.show_lines(rewrite_report(found, taken.draft, width=output.width(), notes=notes, option_of=option_of), color=settings.color)


def _can_be_written(file: str | None) -> None:
    """Only a plain file can hold the mended draft in its own place."""
    if file is None or file == "-" or file.lower().endswith((".json", ".eml", ".mbox")):
        raise InputError("`--write` needs a draft in a plain text file; `-o FILE` saves the mended draft elsewhere", field="write")
    if (beside := _original_of(Path(file))).exists():
        raise InputError(f"{beside}: exists already and is kept; move it away, or save with `-o FILE`", field="write")


def _original_of(file: Path) -> Path:
    return file.with_name(f"{file.stem}.original{file.suffix}")


def _write_beside(file: Path, text: str) -> None:
    """The original is whole beside it before the draft is touched."""
    with writing(_original_of(file), "the draft was not touched"):
        content = file.read_bytes()
        with _original_of(file).open("xb") as kept:
            kept.write(content)
    _save(file, text)
    output.remark(f"{file} is mended; the original is {_original_of(file)}")


def _save(file: Path, text: str) -> None:
    with writing(file):
        file.write_text(text, encoding="utf-8", newline="")
