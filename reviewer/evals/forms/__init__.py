"""Change-of-form tests: edits of a case that was judged right, with labels that follow mechanically.

An edit of form must change nothing; an edit of one fact must change exactly what the arithmetic says.
"""

from typing import Final

from reviewer.evals.forms.edit import Changed, Edit, Oracle, Subject
from reviewer.evals.forms.facts import FACTS
from reviewer.evals.forms.layout import LAYOUT
from reviewer.evals.forms.letters import LETTERS
from reviewer.evals.forms.names import NAMES
from reviewer.evals.forms.wording import WORDING

__all__ = ["EDITS", "Changed", "Edit", "Oracle", "Subject"]

EDITS: Final[tuple[Edit, ...]] = (*WORDING, *LAYOUT, *LETTERS, *NAMES, *FACTS)
"""Every edit, those of form before those of facts."""
