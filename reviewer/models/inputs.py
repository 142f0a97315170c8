"""What a writer hands in: the draft, and the facts that they know about the process."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Final, Literal, Self, TypeAlias, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

Channel: TypeAlias = Literal["email", "text", "phone", "linkedin_message", "connection_request", "social_post"]
Stage: TypeAlias = Literal["phone_screen", "interview", "final_interview", "offer"]
Role: TypeAlias = Literal["recruiter", "hiring_manager", "interviewer", "executive", "employee", "other"]
Connection: TypeAlias = Literal["met", "introduced", "none"]
Process: TypeAlias = Literal["open", "hired", "rejected"]
Period: TypeAlias = Literal["year", "month", "week", "day", "hour"]

CHANNELS: Final[tuple[Channel, ...]] = get_args(Channel)
MAX_TEXT: Final = 100_000
"""The longest draft that is read, in characters."""

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)


def _iso_date(value: Any) -> Any:
    """Let pydantic see calendar dates only: never a timestamp, never a guess at another notation."""
    if isinstance(value, str):
        if not _ISO_DATE.match(value):
            raise ValueError("write the date as YYYY-MM-DD")
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            raise ValueError(f"{value} is not a day of the calendar") from None
    if isinstance(value, dt.datetime) or not isinstance(value, dt.date):
        raise ValueError("write the date as YYYY-MM-DD")
    return value


IsoDate: TypeAlias = Annotated[dt.date, BeforeValidator(_iso_date)]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Draft(_Value):
    """The message or post that somebody is about to send."""

    channel: Channel
    """Where it goes; decides which guidelines are judged."""
    text: str = Field(max_length=MAX_TEXT)
    """The whole text, as it would be sent; spans count its Unicode code points."""
    subject: str | None = Field(default=None, max_length=MAX_TEXT)
    """The subject line, judged like the text."""

    @model_validator(mode="after")
    def _has_words(self) -> Self:
        if self.channel != "connection_request" and not self.text.strip() and not (self.subject or "").strip():
            raise ValueError("the draft is empty; only the note of a connection request may be")
        return self


class Recipient(_Value):
    """Who will read the message."""

    name: str | None = None
    role: Role | None = None
    connection: Connection | None = None
    """`met`: interviewed the writer or wrote first; `introduced`: by a mutual contact; `none`: neither."""


class SalaryExpectation(_Value):
    """The pay that the writer has already named, or the posted range that they accepted."""

    min: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    max: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    currency: str | None = Field(default=None, min_length=1, max_length=12)
    period: Period | None = None

    @field_validator("min", "max", mode="before")
    @classmethod
    def _a_number(cls, value: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | float | None):
            raise ValueError("write the amount as a number")
        return value

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"min ({self.min:g}) is above max ({self.max:g})")
        return self


class Context(_Value):
    """What the writer knows about the process; a field left out is not known, and nothing is assumed from it."""

    stage: Stage | None = None
    interviewed_on: IsoDate | None = None
    sending_on: IsoDate | None = None
    reply_promised_by: IsoDate | None = None
    follow_ups: tuple[IsoDate, ...] | None = None
    """Days of the follow-ups sent since the employer's last reply; a thank-you note is none."""
    recipient: Recipient | None = None
    salary_expectation: SalaryExpectation | None = None
    other_offer: bool | None = Field(default=None, strict=True)
    process: Process | None = None
    """`open` is understood when it is not given."""

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        for n, day in enumerate(self.follow_ups or ()):
            if self.sending_on is not None and day > self.sending_on:
                raise ValueError(f"follow_ups[{n}] ({day}) lies after sending_on ({self.sending_on})")
        return self
