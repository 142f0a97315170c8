"""One application as the memory knows it, version 1: what `reviewer app show --format json` and `app export` write.

Field order is the order of the JSON's keys. A key may be added in version 1; none may go or change its type.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final, Literal, Self, TypeAlias, get_args

from pydantic import BaseModel, ConfigDict, Field, SerializerFunctionWrapHandler, field_serializer, model_validator

from reviewer.models.acceptance import Acceptance
from reviewer.models.inputs import Context, IsoDate

__all__ = ["SENT_KINDS", "Application", "Message", "SentKind", "follow_ups_since_reply"]

SentKind: TypeAlias = Literal["follow-up", "thank-you", "answer", "connection-request"]
MessageKind: TypeAlias = Literal["follow-up", "thank-you", "answer", "connection-request", "reply"]

SENT_KINDS: Final[tuple[SentKind, ...]] = get_args(SentKind)
LONGEST_NAME: Final = 100


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Message(_Value):
    """Something that went to and fro: the day and the kind, never the words."""

    on: IsoDate
    kind: MessageKind
    """What the writer sent; `reply` is what the employer sent."""


class Application(_Value):
    """What is known about one application, and when each fact was said."""

    version: Literal[1] = 1
    name: str = Field(min_length=1, max_length=LONGEST_NAME)
    id: str = Field(pattern=r"^[0-9a-f]{32}$")
    """At random; calendar entries and hashes of accepted words are made with it."""
    added_on: IsoDate
    revision: int = Field(default=0, ge=0, le=2_000_000_000)
    """How often something was told about it; a calendar takes the entry of the higher one."""
    known: Context = Context()
    """The facts, without a day of sending; the follow-ups are those since the employer's last reply."""
    said_on: dict[str, IsoDate] = Field(default_factory=dict)
    """The day on which each fact was told, by its field; parts of `recipient` each for themselves."""
    messages: tuple[Message, ...] = ()
    """In order; on one day, in the order in which they were told."""
    accepted: tuple[Acceptance, ...] = ()

    @field_serializer("known", mode="wrap")
    def _without_day_of_sending(self, known: Context, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {name: value for name, value in handler(known).items() if name != "sending_on"}

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        if self.known.sending_on is not None:
            raise ValueError("sending_on belongs to a draft and not to an application")
        if self.known.follow_ups != follow_ups_since_reply(self.messages):
            raise ValueError("known.follow_ups must be the days of the follow-ups in `messages` since the last reply")
        return self

    @property
    def last_reply(self) -> dt.date | None:
        """The day on which the employer last wrote or called."""
        return next((message.on for message in reversed(self.messages) if message.kind == "reply"), None)

    def sent(self, kind: SentKind) -> tuple[dt.date, ...]:
        """The days on which a message of this kind was sent."""
        return tuple(message.on for message in self.messages if message.kind == kind)


def follow_ups_since_reply(messages: Iterable[Message]) -> tuple[dt.date, ...] | None:
    """The days of the follow-ups after the employer's last reply; None where neither was ever told."""
    days: list[dt.date] | None = None
    for message in messages:
        if message.kind == "reply":
            days = []
        elif message.kind == "follow-up":
            days = [*(days or ()), message.on]
    return None if days is None else tuple(days)
