"""Whether a mend may be given: it says nothing that draft and context do not hold."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.rewrite.checks import new_claims, strangers
from reviewer.rewrite.sheet import PARTS
from reviewer.rewrite.trials import Mended
from reviewer.rules import Evidence
from reviewer.text import Part

__all__ = ["holds", "new_words"]


def holds(made: Mended, before: Evidence, own: frozenset[str]) -> bool:
    """Whether nothing in the mended draft is new but words of our own."""
    draft = made.sheet.as_draft()
    if any(strangers(draft, before.reading.text.draft, before.context, own)):
        return False
    return not new_claims(made.evidence, before, _places(made, own))


def new_words(made: Mended) -> Iterator[tuple[str, str]]:
    """The words of each sentence that was put in others, before and after."""
    for unit, edit in made.sheet.changed():
        if edit.text:
            yield unit.span.quote, edit.text


def _places(made: Mended, own: frozenset[str]) -> Iterator[tuple[Part, int, int]]:
    """Where words stand that are neither the writer's, as they were, nor wholly ours."""
    changed = {unit.index: edit.text for unit, edit in made.sheet.changed() if edit.text and edit.text not in own}
    for part in PARTS:
        for place in made.sheet.places(part):
            if place.unit in changed:
                yield part, place.start, place.end
