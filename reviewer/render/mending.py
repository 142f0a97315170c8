"""A rewrite for people: the difference, why, what is lost, and what remains open."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from reviewer.models import Draft, Rewrite, RewriteOutcome
from reviewer.render.difference import difference, in_markdown
from reviewer.render.lines import Line, Role, item, line, paragraph
from reviewer.render.markdown import escaped
from reviewer.render.report import asked, headline, told_of_model

__all__ = ["rewrite_in_markdown", "rewrite_report"]

_HEADS: Final[dict[RewriteOutcome, tuple[str, str, Role]]] = {
    "mended": ("mended:", "the smallest change that a new review bears out.", "send"),
    "nothing-to-mend": ("nothing to mend:", "", "send"),
    "no-honest-mend": ("no honest mend:", "better wording would not make it right.", "do-not-send"),
    "cannot": ("no mend found:", "none that could be verified.", "revise"),
}


def rewrite_report(
    rewrite: Rewrite, draft: Draft, *, width: int = 80, notes: Sequence[str] = (), option_of: Callable[[str], str] | None = None
) -> Iterator[Line]:
    """Everything that a rewrite says, most important first; `option_of` tells the command line's option for a field."""
    label, words, role = _head(rewrite)
    yield from paragraph(words, width, label=label, role=role)
    for note in notes:
        yield from paragraph(note, width, role="quiet", words="quiet")
    if rewrite.draft is not None:
        if (draft.subject or "") != (rewrite.draft.subject or ""):
            yield line()
            yield line("Subject", "quiet")
            yield from difference(draft.subject or "", rewrite.draft.subject or "", width)
        yield line()
        yield from difference(draft.text.rstrip(), rewrite.draft.text.rstrip(), width)
    if rewrite.before.findings:
        yield line()
        yield from _changes(rewrite, width)
    if rewrite.alternative:
        yield from paragraph(rewrite.alternative, width, label="Besides:" if rewrite.draft else "Instead:")
    yield line()
    yield from _verdicts(rewrite, width, option_of)


def rewrite_in_markdown(rewrite: Rewrite, draft: Draft, *, notes: Sequence[str] = ()) -> str:
    """The same as a Markdown document."""
    label, words, _ = _head(rewrite)
    out = [f"# {label} {words}", *(f"\n*{escaped(note)}*" for note in notes)]
    if rewrite.draft is not None:
        if (draft.subject or "") != (rewrite.draft.subject or ""):
            out.append("\n**Subject**\n\n" + in_markdown(draft.subject or "", rewrite.draft.subject or ""))
        out.append("\n" + in_markdown(draft.text.rstrip(), rewrite.draft.text.rstrip()))
    if rewrite.before.findings:
        out.append("\n## Why\n")
        out += [f"- {escaped(why)}" + (f" **Lost:** {escaped(', '.join(lost))}" if lost else "") for why, lost in _reasons(rewrite)]
    if rewrite.alternative:
        out.append(f"\n**{'Besides' if rewrite.draft else 'Instead'}:** {escaped(rewrite.alternative)}")
    before, after = rewrite.before.verdict, rewrite.after and rewrite.after.verdict
    out.append(f"\n**Verdict:** {before}" if after is None else f"\n**Before:** {before} **After:** {after}")
    return "\n".join(out) + "\n"


def _head(rewrite: Rewrite) -> tuple[str, str, Role]:
    """The outcome in a few words that no line below gainsays: a matter of wording may still leave nothing to say."""
    label, words, role = _HEADS[rewrite.outcome]
    if rewrite.outcome == "nothing-to-mend":
        words = headline(rewrite.before)
    elif rewrite.outcome == "no-honest-mend" and rewrite.before.verdict == "revise":
        words = "without the words at fault, nothing would be left to send."
    return label, words, role


def _changes(rewrite: Rewrite, width: int) -> Iterator[Line]:
    yield line("Why", "strong")
    for why, lost in _reasons(rewrite):
        yield from item(why + (f" Lost: {', '.join(lost)}." if lost else ""), width)


def _reasons(rewrite: Rewrite) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each reason once, with all that is lost by its changes; where nothing was changed, what stands in the way and where."""
    if rewrite.draft is None:
        for finding in rewrite.before.findings:
            words = f'"{" ".join(finding.span.quote.split())}": ' if finding.span else ""
            yield f"{words}{finding.message}" + (f" {finding.instead}" if rewrite.outcome == "cannot" else ""), ()
        return
    found: dict[str, list[str]] = {}
    for change in rewrite.changes:
        found.setdefault(change.why, []).extend(change.lost)
    for why, lost in found.items():
        yield why, tuple(dict.fromkeys(lost))


def _verdicts(rewrite: Rewrite, width: int, option_of: Callable[[str], str] | None) -> Iterator[Line]:
    before, after = rewrite.before, rewrite.after
    yield from paragraph(before.verdict, width, label="Verdict:" if after is None else "Before:")
    if after is not None:
        yield from paragraph(f"{after.verdict}, {headline(after)}", width, label="After:")
        for note in after.notes:
            yield from paragraph(f"{note.message} {note.instead}", width, label=f"Worth a look ({note.guideline}):")
    if words := told_of_model(rewrite.asked):
        yield from paragraph(words, width, label="Words of the model:")
    if rewrite.dropped.total:
        told = ", ".join(f"{reason} {count}" for reason, count in rewrite.dropped.by_reason.items())
        yield from paragraph(told, width, label="Refused:")
    review = before if rewrite.outcome == "nothing-to-mend" else after
    if review is not None:
        yield from asked(review.unknowns, width, option_of)
