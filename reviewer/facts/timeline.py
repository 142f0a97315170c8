"""What the dates of a context say: the waiting time, the promised day, the follow-ups already sent."""

from __future__ import annotations

import datetime as dt
from typing import Final, NamedTuple

from reviewer.models import Context, Stage

WAIT: Final[dict[Stage, int]] = {"phone_screen": 5, "interview": 5, "final_interview": 7}
"""Days after the interview on which asking for the outcome becomes fair; an offer has no such day."""
UNKNOWN_STAGE_WAIT: Final = 5
SPACING: Final = 5
"""Days that two follow-ups keep apart."""
MOST_FOLLOW_UPS: Final = 2
"""With so many sent, the next one is too many."""


class Timeline(NamedTuple):
    """The calendar of one process; every answer is None where the facts for it are not known."""

    context: Context

    @property
    def closed(self) -> bool:
        """Whether the process has ended, so that nothing is too soon."""
        return self.context.process in ("hired", "rejected")

    @property
    def days_since_interview(self) -> int | None:
        """Days from the interview to the day of sending; negative while it lies ahead."""
        return _days(self.context.interviewed_on, self.context.sending_on)

    @property
    def interview_ahead(self) -> bool:
        """Whether the interview is known to lie after the day of sending: nothing is too soon but a question about its outcome."""
        days = self.days_since_interview
        return days is not None and days < 0

    @property
    def wait(self) -> int | None:
        """Days to wait after the interview at this stage; None at an offer, where only a promised day counts."""
        stage = self.context.stage
        return UNKNOWN_STAGE_WAIT if stage is None else WAIT.get(stage)

    @property
    def opens_on(self) -> dt.date | None:
        """The first day on which asking for the outcome is not too soon; a promised day rules alone."""
        context = self.context
        if self.closed:
            return None
        if context.reply_promised_by is not None:
            return _later(context.reply_promised_by, 1)
        if context.interviewed_on is None or self.wait is None:
            return None
        return _later(context.interviewed_on, self.wait)

    @property
    def too_early(self) -> bool | None:
        """Whether asking for the outcome on the day of sending is too soon."""
        if self.closed or (self.context.reply_promised_by is None and self.wait is None):
            return False
        if self.opens_on is None or self.context.sending_on is None:
            return None
        return self.context.sending_on < self.opens_on

    @property
    def follow_up_count(self) -> int | None:
        """How many follow-ups were sent since the employer's last reply."""
        return None if self.context.follow_ups is None else len(self.context.follow_ups)

    @property
    def last_follow_up(self) -> dt.date | None:
        """The day of the latest follow-up."""
        return max(self.context.follow_ups or (), default=None)

    @property
    def days_since_last_follow_up(self) -> int | None:
        """Days from the latest follow-up to the day of sending."""
        return _days(self.last_follow_up, self.context.sending_on)

    @property
    def too_many(self) -> bool | None:
        """Whether the follow-ups already sent make one more too many."""
        return None if self.follow_up_count is None else self.follow_up_count >= MOST_FOLLOW_UPS

    @property
    def too_close(self) -> bool | None:
        """Whether the latest follow-up is less than five days old."""
        if not self.context.follow_ups:
            return None if self.context.follow_ups is None else False
        days = self.days_since_last_follow_up
        return None if days is None else days < SPACING

    def first_good_day(self, *, at_least_follow_ups: int = 0) -> dt.date | None:
        """The first day on which the message fits; None when the count bars it or no date is known.

        `at_least_follow_ups` is the number that the text itself admits; the larger one rules.
        """
        if max(self.follow_up_count or 0, at_least_follow_ups) >= MOST_FOLLOW_UPS or self.context.process == "hired":
            return None
        spaced = None if self.last_follow_up is None else _later(self.last_follow_up, SPACING)
        return max((day for day in (self.opens_on, spaced) if day is not None), default=None)

    def arithmetic(self) -> tuple[str, ...]:
        """The facts behind `too_early`, a line each: "2 days; the window opens on day 5"."""
        context = self.context
        lines = [] if context.interviewed_on is None else [f"interviewed {context.interviewed_on}"]
        lines += [] if context.sending_on is None else [f"sending {context.sending_on}"]
        if self.closed or self.opens_on is None:
            return tuple(lines)
        if context.reply_promised_by is not None:
            return (*lines, f"an answer was promised by {context.reply_promised_by}; the day to ask is {self.opens_on}")
        return (*lines, f"{_gap(self.days_since_interview)}the window opens on day {self.wait}")

    def follow_up_arithmetic(self) -> tuple[str, ...]:
        """The facts behind `too_many` and `too_close`, a line each."""
        if self.context.follow_ups is None:
            return ()
        days = ", ".join(str(day) for day in sorted(self.context.follow_ups))
        lines = (f"follow-ups sent: {self.follow_up_count}" + (f" ({days})" if days else ""),)
        since = self.days_since_last_follow_up
        if since is None:
            return lines
        return (*lines, f"sending {self.context.sending_on}", f"{_counted(since)} since the last one; {SPACING} days keep them apart")


def _days(start: dt.date | None, end: dt.date | None) -> int | None:
    return None if start is None or end is None else (end - start).days


def _later(day: dt.date, days: int) -> dt.date:
    """A day so many days later, held inside the calendar."""
    return dt.date.fromordinal(min(day.toordinal() + days, dt.date.max.toordinal()))


def _gap(days: int | None) -> str:
    if days is None:
        return ""
    return f"{_counted(days)}; " if days >= 0 else f"the interview is {_counted(-days)} ahead; "


def _counted(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"
