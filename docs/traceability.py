"""The page that leads from every paragraph of the two documents to what stands on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reviewer.evals.trace import Matrix, TracedParagraph, trace

_NOTICE = "<!-- Written by `make docs`; change the data under `rules/` instead. -->\n"
_LEAD = """\
What stands on each paragraph of the two documents, and what nothing stands on. The documents are named and never quoted; with your own
copies at hand, `reviewer eval trace --verify FOLDER` shows which paragraphs have changed, and which labelled cases to look at again.
A rule is *theirs* where the document draws the line, and *ours* where it only says why.
"""


def traceability_page() -> str:
    """The matrix without its cases, which `reviewer eval trace` counts and names."""
    matrix = trace(())
    documents = dict.fromkeys(row.document for row in matrix.paragraphs)
    parts = (_document(name, [row for row in matrix.paragraphs if row.document == name]) for name in documents)
    return "\n".join((_NOTICE, "# Traceability\n", _LEAD, *parts, *_supporting(matrix)))


def _document(name: str, rows: Iterable[TracedParagraph]) -> str:
    head = ("| paragraph | guideline | rules | acts |", "| --- | --- | --- | --- |")
    return "\n".join((f"## {name}\n", *head, *map(_row, rows), ""))


def _row(row: TracedParagraph) -> str:
    guidelines = "<br>".join(f"[{name}](guidelines.md): {bears_on}" for name, bears_on in row.bears_on.items())
    rules = "<br>".join(f"`{rule.rule}` ({'theirs' if rule.basis == 'document' else 'ours'})" for rule in row.rules)
    acts = ", ".join(dict.fromkeys(act for rule in row.rules for act in rule.acts))
    told = guidelines or f"*set aside: {row.why}*"
    return f"| {row.section}, {row.paragraph} | {told} | {rules} | {acts} |"


def _supporting(matrix: Matrix) -> Iterator[str]:
    rows = [row for row in matrix.paragraphs if row.bears_on and not row.rules]
    if rows:
        named = "; ".join(f"{row.document}, {row.section}, {row.paragraph} ({', '.join(row.bears_on)})" for row in rows)
        yield f"Cited for support, without a rule of its own: {named}.\n"
