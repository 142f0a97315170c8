"""`reviewer doctor`: what is missing for a model to answer, what is dangerous, and what to do about it."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Final

import typer

from reviewer.asking import Failure
from reviewer.cache import cache_folder
from reviewer.cli import options as opt
from reviewer.cli import output
from reviewer.cli.exits import ExitCode
from reviewer.critique.failures import FAILURES, look_at
from reviewer.errors import SettingsError
from reviewer.providers.health import Remark, answer_of, installation, path_files, way_to
from reviewer.settings import Settings

__all__ = ["app"]

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)

_NO_MODEL: Final = Remark("fine", "model", "none is chosen: reviews are made by rules, on this machine alone")


@app.command()
def doctor(
    ctx: typer.Context,
    model: opt.Model = None,
    base_url: opt.BaseUrl = None,
    ask: Annotated[bool, typer.Option("--ask", help="Put one small question to the model as well; no draft is sent.")] = False,
    format: opt.Format = None,
) -> None:
    """Look for what is missing or dangerous; the exit code is 1 if there is any, 3 if the model was asked and did not answer."""
    settings = opt.chosen(ctx, model=model, base_url=base_url, format=format)
    if ask:
        opt.needs_model(settings, "--ask")
    remarks = [*_looked(settings)]
    answered = _asked(settings) if ask else None
    if answered:
        remarks.append(answered)
    if settings.format == "json":
        healthy = not any(remark.level in ("missing", "danger") for remark in remarks)
        output.show_json(json.dumps({"healthy": healthy, "remarks": [asdict(remark) for remark in remarks]}, ensure_ascii=False))
    else:
        output.show_text("".join(_lines(remarks)))
    raise typer.Exit(_code(remarks, answered))


def _looked(settings: Settings) -> Iterator[Remark]:
    yield from installation(settings.model or None)
    yield from path_files()
    yield _cache(settings.cache_folder or cache_folder())
    if settings.model:
        yield from way_to(settings.model, settings.base_url or None, os.environ)
    else:
        yield _NO_MODEL


def _cache(folder: Path) -> Remark:
    """Whether answers can be kept, and by nobody else read."""
    if not folder.exists():
        return Remark("fine", str(folder), "the cache is made when a model first answers")
    if not folder.is_dir() or not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return Remark("missing", str(folder), "answers cannot be kept there", "mend its permissions, or set `cache_folder`")
    found = folder.stat()
    if os.name == "posix" and (found.st_uid != os.geteuid() or stat.S_IMODE(found.st_mode) & 0o077):
        return Remark("danger", str(folder), "others may look into the cache", "chmod 700 it, and see that it belongs to you")
    return Remark("fine", str(folder), "the cache is yours alone")


def _asked(settings: Settings) -> Remark:
    """What became of one small question."""
    try:
        reply = answer_of(settings.model, settings.base_url or None, os.environ)
    except SettingsError as problem:
        return Remark("missing", settings.model, problem.message)
    failure = reply if isinstance(reply, Failure) else look_at(reply)
    if failure is not None and failure.kind != "truncated":  # a model that thinks aloud first is there all the same
        meaning = FAILURES[failure.kind]
        return Remark("missing", settings.model, failure.said or meaning.happened, meaning.remedy)
    seconds = "" if isinstance(reply, Failure) or reply.seconds is None else f" in {reply.seconds:.1f} s"
    return Remark("fine", settings.model, f"it answers{seconds}")


def _lines(remarks: list[Remark]) -> Iterator[str]:
    for remark in remarks:
        yield f"{remark.level:8}{remark.about}: {remark.said}\n"
        if remark.remedy:
            yield f"{'':8}-> {remark.remedy}\n"


def _code(remarks: list[Remark], answered: Remark | None) -> ExitCode:
    if answered is not None and answered.level != "fine":
        return ExitCode.NO_MODEL
    return ExitCode.MEND if any(remark.level in ("missing", "danger") for remark in remarks) else ExitCode.FINE
