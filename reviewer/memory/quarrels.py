"""Facts that cannot all be true: asked about, before anything that a draft says is called untrue on their strength."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from reviewer.models import Context

__all__ = ["quarrel"]


def quarrel(known: Context, source_of: Callable[[str], str]) -> str | None:
    """One sentence that names both sides and both ways out, if the days of a process cannot be in this order.

    An interview that lies ahead of the day of sending is no quarrel: one may write before it.
    `source_of` tells where a field comes from, in the words of the user.
    """
    held = known.interviewed_on
    if held is None:
        return None
    interview = f"`interviewed_on` ({_side(held, source_of('interviewed_on'))})"
    if known.reply_promised_by is not None and known.reply_promised_by < held:
        promise = f"`reply_promised_by` ({_side(known.reply_promised_by, source_of('reply_promised_by'))})"
        return f"{promise} lies before {interview}; correct one of the two, or clear the promise if it was about an earlier round"
    early = [day for day in known.follow_ups or () if day < held]
    if early:
        sent = f"`follow_ups` ({_side(early[0], source_of('follow_ups'))})"
        way_out = "or record their reply if they have written since, for only what was sent after it counts"
        return f"{sent} names a day before {interview}; correct one of the two, {way_out}"
    return None


def _side(day: dt.date, source: str) -> str:
    return f"{day}, {source}"
