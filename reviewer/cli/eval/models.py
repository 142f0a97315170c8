"""What the commands of an audit share where models judge: their options, and readers made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from reviewer.cli import options as opt
from reviewer.errors import InputError
from reviewer.settings import Settings

if TYPE_CHECKING:
    from reviewer.evals.readers import Reader
    from reviewer.guidelines import Guideline
    from reviewer.models import GuidelineId

__all__ = [
    "Concurrency",
    "MaxCalls",
    "MaxCost",
    "Models",
    "Permute",
    "Readings",
    "Repeat",
    "Replay",
    "guidelines_of",
    "readers",
    "replayed",
]

Models: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--model", metavar="NAME", help="Judge with this model too, alone and together with the rules; may be repeated."),
]
Replay: TypeAlias = Annotated[
    list[Path] | None,
    typer.Option("--replay", metavar="FILE", help="Take the models' answers from this recording and ask nobody; may be repeated."),
]
Repeat: TypeAlias = Annotated[int, typer.Option("--repeat", metavar="N", min=1, help="Let each model read every case N times.")]
Permute: TypeAlias = Annotated[
    int, typer.Option("--permute", metavar="N", min=0, help="N more times, each with the guidelines in another order.")
]
Concurrency: TypeAlias = Annotated[
    int | None, typer.Option("--concurrency", metavar="N", help="Questions to a model under way at once.", show_default=False)
]
MaxCost: TypeAlias = Annotated[
    float | None, typer.Option("--max-cost", min=0, metavar="USD", help="What all models together may cost.", show_default=False)
]
MaxCalls: TypeAlias = Annotated[
    int | None, typer.Option("--max-calls", min=0, metavar="N", help="How often models may be asked in all.", show_default=False)
]


@dataclass(frozen=True, slots=True)
class Readings:
    """How often each case is read, and what that may cost."""

    repeat: int = 1
    permute: int = 0
    max_cost: float | None = None
    max_calls: int | None = None

    def needs_readers(self, named: bool) -> None:
        """Say that these options make no sense without a model."""
        given = {
            "--repeat": self.repeat > 1,
            "--permute": self.permute > 0,
            "--max-cost": self.max_cost is not None,
            "--max-calls": self.max_calls is not None,
        }
        for option, has in given.items():
            if has and not named:
                raise InputError(f"`{option}` needs a model; name one with `--model`, or a recording with `--replay`")


def readers(settings: Settings, names: Sequence[str], readings: Readings, *, keep: bool = False) -> list[Reader]:
    """A reader for each model; one budget for all of them. With `keep`, what is answered can be recorded whatever the cache does."""
    from reviewer.critique.desk import Desk
    from reviewer.critique.hiring import hire
    from reviewer.evals.readers import Reader
    from reviewer.evals.recordings import Keeping
    from reviewer.reviews import Reviewer

    reviewer = Reviewer(rule_folders=settings.rules, classifier=settings.classifier)
    desk = Desk(max_cost=readings.max_cost, max_calls=readings.max_calls)
    made = []
    for name in dict.fromkeys(names):
        critic = hire(guidelines=reviewer.guidelines, desk=desk, **opt.asking(settings.with_options(model=name)))
        if keep:
            critic.answers = Keeping(critic.answers)
        made.append(Reader(reviewer, critic, repeat=readings.repeat, permute=readings.permute, concurrency=settings.concurrency))
    return made


def replayed(settings: Settings, files: Sequence[Path], names: Sequence[str], readings: Readings) -> tuple[list[Reader], list[Any]]:
    """Readers that take every answer from recordings, and these."""
    from reviewer.evals.recordings import read_recording, replaying_readers
    from reviewer.reviews import Reviewer

    recordings = [read_recording(file) for file in dict.fromkeys(files)]
    reviewer = Reviewer(rule_folders=settings.rules, classifier=settings.classifier)
    made = replaying_readers(recordings, reviewer, reviewer.guidelines, models=names, repeat=readings.repeat, permute=readings.permute)
    return list(made), recordings


def guidelines_of(settings: Settings) -> Mapping[GuidelineId, Guideline]:
    """The guidelines as these settings load them."""
    from reviewer.guidelines import load_guidelines
    from reviewer.ruledata import load_rule_data

    return load_guidelines(load_rule_data(settings.rules))
