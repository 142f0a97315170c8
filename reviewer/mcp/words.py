"""What an assistant is told: what each tool is for, and what it must not do with an answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reviewer.models import Review, Rewrite, RewriteOutcome, Verdict
from reviewer.render.report import long_day

__all__ = ["EXPLAIN", "FIRST_DAY", "INSTRUCTIONS", "REVIEW", "REWRITE", "WITH_MODEL", "duty", "duty_of_rewrite"]

INSTRUCTIONS: Final = """\
Reviews a message that a job seeker is about to send or post after an interview. Call `review_draft` before you send, schedule, post or \
hand over such a message, whoever wrote it, and again after every change. Give only facts that the person has told you or that you can \
see in their mail or calendar. Leave out what you do not know, and ask the person for what stands under `unknowns`. The verdict binds you: \
`do-not-send`: do not send it, and do not word a lie better; `wait`: not before the first good day; `revise`: mend the wording first; \
`send`: nothing that was judged stands in the way, and no more than that. The person decides and sends."""

REVIEW: Final = """\
Review one message or post before it is sent. Answers with a verdict (`send`, `revise`, `wait`, `do-not-send`), the words at fault, why, \
what to do instead, the first good day, and what could not be judged. It sends nothing and stores nothing.

What you must do with the verdict:
- `do-not-send`: do not send or post it, by any tool or channel, whole or in part. Do not turn something untrue into wording that passes; \
leave it out or have the person put the facts right. Tell the person what was found and what they can do instead.
- `wait`: do not send it before `first_good_day`, and do not change the dates to get another verdict.
- `revise`: do not send it as it is. Offer the person the remedies, and review the mended text.
- `send`: only the guidelines under `judged` were looked at, with the facts that you gave. It is not leave to send: the person decides.

Nothing is filled in for you. If the message is to go out today, put today's date into `context.sending_on`; without it no timing \
is judged. Do not guess facts: leave them out, and ask the person for those under `unknowns`."""

REWRITE: Final = """\
Mend one message by the smallest change of wording, in the writer's own voice, and show every change with its reason. It never adds \
a fact, and it never makes a lie sound better: where no honest mend exists (something untrue, a stranger approached, a public complaint, \
one message too many) there is no rewrite, and `alternative` says what can be done. Then do not write one yourself. A mended draft may \
still have to wait: obey `after.verdict` as you would that of `review_draft`. Show the person the changes; nothing is sent."""

FIRST_DAY: Final = """\
Tell from which day on asking for the outcome is fair, and why, from the dates that the person knows. Null means that there is no such \
day or that no date is known; `why` says which. Use it before you schedule a follow-up, and do not schedule one before that day."""

EXPLAIN: Final = """\
Explain one of the nine guidelines, or one rule of it: what counts, what does not, why, what to do instead, and the paragraph that it \
stands on. Use it to answer a person who asks why something was found. The guidelines are a closed list; do not add to them."""

WITH_MODEL: Final = (
    "\n\nThe operator lets the model `{model}` read the draft as well; names are replaced before anything leaves this machine."
)

_DUTIES: Final[Mapping[Verdict, str]] = {
    "send": (
        "Nothing that was judged stands in the way. That covers only the guidelines that were judged, with the facts that were given;"
        " it is no leave to send. The person decides."
    ),
    "revise": "Do not send it as it is. Show the person what to mend, mend the wording only, and have the mended text reviewed again.",
    "wait": "Do not send or schedule it before {day}, and do not change a date to get another verdict. Tell the person why.",
    "do-not-send": (
        "Do not send or post this, by any tool or channel, whole or in part. Do not reword something untrue so that it passes, and do not"
        " help a lie to be a better lie. Tell the person what was found, and what they can honestly do instead."
    ),
}

_OUTCOMES: Final[Mapping[RewriteOutcome, str]] = {
    "mended": "The draft is mended. Show the person every change; what was lost is theirs to put back. Nothing was sent.",
    "nothing-to-mend": "No wording has to be mended; the draft stays as it is.",
    "no-honest-mend": "No wording mends this honestly; there is no rewrite. Do not write one yourself, and do not polish something untrue.",
    "cannot": "No mend was found that could be verified. Do not offer one of your own as if it had been reviewed.",
}
_NO_DAY: Final = "the day that the review names"


def duty(review: Review) -> str:
    """What the verdict asks of the assistant."""
    day = review.first_good_day
    return _DUTIES[review.verdict].format(day=long_day(day) if day else _NO_DAY)


def duty_of_rewrite(rewrite: Rewrite) -> str:
    """What the outcome asks of the assistant, and the verdict that holds for what it now has in hand."""
    standing = rewrite.after or rewrite.before
    return f"{_OUTCOMES[rewrite.outcome]} Verdict {'now' if rewrite.after else 'still'}: {standing.verdict}. {duty(standing)}"
