"""The options that several commands share, and the settings that stand behind them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any, TypeAlias, get_args

import typer

from reviewer.cli.output import remark
from reviewer.errors import InputError
from reviewer.models import CHANNELS, Connection, Process, Role, Stage
from reviewer.settings import CACHE_MODES, COLORS, FAIL_ON, FORMATS, Settings, Sources, load_settings

__all__ = ["asking", "chosen", "needs_model", "settings_of", "unasked"]

_DATE = "YYYY-MM-DD"


def _offered(words: Sequence[str]) -> Callable[[str], list[str]]:
    """What the shell offers while one types."""
    return lambda incomplete: [word for word in words if word.startswith(incomplete)]


def _word(name: str, words: Sequence[str], help: str) -> Any:
    return typer.Option(name, metavar="|".join(words), help=help, autocompletion=_offered(words), show_default=False)


Channel: TypeAlias = Annotated[str | None, _word("--channel", CHANNELS, "Where the draft goes; email unless you say otherwise.")]
Subject: TypeAlias = Annotated[str | None, typer.Option("--subject", metavar="TEXT", help="The subject line.")]
StageOption: TypeAlias = Annotated[str | None, _word("--stage", get_args(Stage), "How far the process has come.")]
InterviewedOn: TypeAlias = Annotated[str | None, typer.Option("--interviewed-on", metavar=_DATE, help="The day of the interview.")]
SendingOn: TypeAlias = Annotated[
    str | None, typer.Option("--sending-on", metavar=_DATE, help="The day on which you will send it; today if not given.")
]
ReplyPromisedBy: TypeAlias = Annotated[
    str | None, typer.Option("--reply-promised-by", metavar=_DATE, help="The day by which they said they would answer.")
]
FollowUps: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--follow-up", metavar=_DATE, help="A follow-up that you have sent since their last reply; `none`, or may be repeated."),
]
RecipientName: TypeAlias = Annotated[str | None, typer.Option("--recipient-name", metavar="TEXT", help="Who will read it.")]
RecipientRole: TypeAlias = Annotated[str | None, _word("--recipient-role", get_args(Role), "Their part in the process.")]
ConnectionOption: TypeAlias = Annotated[
    str | None, _word("--connection", get_args(Connection), "met: they interviewed you or wrote first; introduced: by a mutual contact.")
]
Salary: TypeAlias = Annotated[
    str | None,
    typer.Option("--salary", metavar="AMOUNT", help='What you have named already, such as "80-85k USD/year" or "42.50 an hour".'),
]
OtherOffer: TypeAlias = Annotated[
    bool | None, typer.Option("--other-offer/--no-other-offer", help="Whether you hold another offer.", show_default=False)
]
ProcessOption: TypeAlias = Annotated[str | None, _word("--process", get_args(Process), "Whether it is still open.")]
ContextFile: TypeAlias = Annotated[
    Path | None, typer.Option("--context", metavar="FILE", help="Facts in JSON or YAML; options win over them.")
]
ForApplication: TypeAlias = Annotated[
    str | None, typer.Option("--for", metavar="NAME", help="Take the facts of this application from memory; options and files win over it.")
]
Format: TypeAlias = Annotated[str | None, _word("--format", FORMATS, "The form of the output.")]
FailOn: TypeAlias = Annotated[str | None, _word("--fail-on", FAIL_ON, "The mildest verdict that makes the exit code 1.")]
Color: TypeAlias = Annotated[str | None, _word("--color", COLORS, "Whether to use colour.")]
NoQuotes: TypeAlias = Annotated[
    bool | None, typer.Option("--no-quotes", help="Leave the words of the draft out of the output.", show_default=False)
]
Classifier: TypeAlias = Annotated[
    bool | None, typer.Option("--classifier/--no-classifier", help="Whether the sentence encoder bears witness.", show_default=False)
]
Rules: TypeAlias = Annotated[
    list[Path] | None, typer.Option("--rules", metavar="FOLDER", help="Read further rule files from here; may be repeated.")
]

Model: TypeAlias = Annotated[
    str | None,
    typer.Option("--model", metavar="NAME", help="Let a language model read it too: provider/NAME, or local/NAME with --base-url."),
]
BaseUrl: TypeAlias = Annotated[str | None, typer.Option("--base-url", metavar="URL", help="The address of the model's server.")]
RequireModel: TypeAlias = Annotated[bool, typer.Option("--require-model", help="Exit with 3 if the model could not answer.")]
CacheOption: TypeAlias = Annotated[
    str | None, _word("--cache", CACHE_MODES, "Whether answers of the model are kept and used; replay never asks.")
]


def settings_of(ctx: typer.Context) -> tuple[Settings, Sources]:
    """The settings as they stand before any option."""
    return load_settings(config=(ctx.obj or {}).get("config"))


def chosen(ctx: typer.Context, **options: Any) -> Settings:
    """The settings with the options of this command laid over them."""
    return settings_of(ctx)[0].with_options(**options)


def asking(settings: Settings, **budget: Any) -> dict[str, Any]:
    """What a reviewer is told of the model; nothing where none was chosen."""
    if not settings.model:
        return {}
    return {
        "model": settings.model,
        "base_url": settings.base_url or None,
        "parameters": {"max_tokens": settings.max_tokens},
        "cache": settings.cache,
        "cache_folder": settings.cache_folder,
        "keep_days": settings.keep_days,
        "local_pseudonyms": settings.local_pseudonyms,
        "deadline": float(settings.deadline),
        "warn": remark,
        **{name: value for name, value in budget.items() if value is not None},
    }


def needs_model(settings: Settings, option: str) -> None:
    """Say that an option makes no sense without a model."""
    if not settings.model:
        raise InputError(f"`{option}` needs a model; name one with `--model`", field="model")


def unasked(ctx: typer.Context, settings: Settings, option: str | None) -> list[str]:
    """Say that a model reads the draft where no option asked for it, since a file or a variable may be forgotten."""
    if option is not None or not settings.model:
        return []
    return [f"`{settings.model}` reads it too, as {settings_of(ctx)[1].by_name['model']} says (`--model ''` leaves it out)"]
