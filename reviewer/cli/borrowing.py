"""Options that several commands have alike, each said once."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection
from typing import Any, get_type_hints

from reviewer.cli import options as opt

__all__ = ["facts_told", "with_options_of"]


def facts_told(
    stage: opt.StageOption = None,
    interviewed_on: opt.InterviewedOn = None,
    sending_on: opt.SendingOn = None,
    reply_promised_by: opt.ReplyPromisedBy = None,
    follow_ups: opt.FollowUps = None,
    recipient_name: opt.RecipientName = None,
    recipient_role: opt.RecipientRole = None,
    connection: opt.ConnectionOption = None,
    salary: opt.Salary = None,
    other_offer: opt.OtherOffer = None,
    process: opt.ProcessOption = None,
) -> dict[str, Any]:
    """What the options say of the process, by the fields of a context."""
    return {
        "stage": stage,
        "interviewed_on": interviewed_on,
        "sending_on": sending_on,
        "reply_promised_by": reply_promised_by,
        "follow_ups": follow_ups,
        "recipient_name": recipient_name,
        "recipient_role": recipient_role,
        "connection": connection,
        "salary_expectation": salary,
        "other_offer": other_offer,
        "process": process,
    }


def with_options_of(
    command: Callable[..., Any], *, without: Collection[str] = (), after: str = ""
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options of another one, which reach it by their names as further keywords.

    They stand last in its help, or behind its own option `after`.
    """

    def widened(own: Callable[..., None]) -> Callable[..., None]:
        kinds, theirs = inspect.Parameter, inspect.signature(command).parameters
        mine = {name: one for name, one in inspect.signature(own).parameters.items() if one.kind is not kinds.VAR_KEYWORD}
        hints = {**get_type_hints(command, include_extras=True), **get_type_hints(own, include_extras=True)}
        place = list(mine).index(after) + 1 if after else len(mine)
        names = [*list(mine)[:place], *(name for name in theirs if name not in without and name not in mine), *list(mine)[place:]]
        both = {**theirs, **mine}
        parameters = [both[name].replace(annotation=hints[name], kind=kinds.KEYWORD_ONLY) for name in names]

        def asked(**options: Any) -> None:
            own(**options)

        asked.__doc__, asked.__name__ = own.__doc__, own.__name__
        asked.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # typer reads it
        asked.__annotations__ = {one.name: one.annotation for one in parameters}
        return asked

    return widened
