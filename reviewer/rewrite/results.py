"""From a mend, or from none, to the value that leaves the room."""

from __future__ import annotations

from reviewer.models import Change, MendedDraft, Review, Rewrite
from reviewer.models.review import Finder
from reviewer.rewrite.checks import lost_words
from reviewer.rewrite.honesty import alternative_to, refused, wait_for
from reviewer.rewrite.mend import Unmended
from reviewer.rewrite.remedies import Remedies
from reviewer.rewrite.trials import Mended

__all__ = ["mended", "nothing_held", "unmended"]


def mended(made: Mended, before: Review, after: Review, *, by: Finder, alternative: str | None) -> Rewrite:
    """The mend, with every sentence that is not what it was and what is lost by it."""
    draft = made.sheet.as_draft()
    changes = tuple(
        Change(
            span=unit.span,
            before=unit.span.quote,
            after=edit.text,
            rules=edit.rules,
            why=edit.why,
            lost=lost_words(unit.span.quote, draft),
        )
        for unit, edit in made.sheet.changed()
    )
    return Rewrite(
        id=before.id,
        outcome="mended",
        draft=MendedDraft(text=draft.text, subject=draft.subject),
        changes=changes,
        before=before,
        after=after,
        alternative=alternative,
        by=by,
    )


def unmended(why: Unmended, before: Review, remedies: Remedies) -> Rewrite:
    """Why the rules gave no mend: there is none that is honest, or none was found."""
    timed = next((finding for finding in before.findings if remedies.of(finding).honest == "thanks"), None)
    waiting = wait_for(before, remedies)
    if waiting and (why.empty or timed):
        return refused(before, waiting)
    if timed is not None:
        return refused(before, alternative_to(timed, remedies))
    if why.empty:
        return refused(before, remedies.words.say("alternatives", "nothing"))
    return nothing_held(before, remedies)


def nothing_held(before: Review, remedies: Remedies) -> Rewrite:
    """A mend may exist, but none was found that could be verified."""
    return Rewrite(id=before.id, outcome="cannot", before=before, alternative=remedies.words.say("alternatives", "unverified"))
